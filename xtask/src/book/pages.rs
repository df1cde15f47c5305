//! The pages as the book has them: a link to what is no page of the book becomes its text.

use std::collections::BTreeSet;
use std::ops::Range;

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use super::contents::Contents;
use crate::files::{Files, resolve};

/// Returns the pages with their paths.
pub(super) fn of<'a>(files: &'a Files, contents: &Contents) -> Vec<(&'a str, String)> {
    let pages = contents.pages();
    let texts = files.texts().filter(|(path, _)| pages.contains(path));
    texts
        .map(|(path, text)| (path, linked(path, text, &pages)))
        .collect()
}

/// Returns a page without the links to files that the book lacks.
fn linked(page: &str, text: &str, pages: &BTreeSet<&str>) -> String {
    let mut out = String::with_capacity(text.len());
    let mut copied = 0;
    for (whole, inner) in links_elsewhere(page, text, pages) {
        out.push_str(&text[copied..whole.start]);
        out.push_str(&text[inner]);
        copied = whole.end;
    }
    out.push_str(&text[copied..]);
    out
}

/// Returns where each such link is, and where the text of it is.
fn links_elsewhere(
    page: &str,
    text: &str,
    pages: &BTreeSet<&str>,
) -> Vec<(Range<usize>, Range<usize>)> {
    let mut found = Vec::new();
    // The link that is open, and the text of it so far.
    let mut open: Option<(Range<usize>, Option<Range<usize>>)> = None;
    for (event, range) in Parser::new_ext(text, Options::ENABLE_TABLES).into_offset_iter() {
        match (event, &mut open) {
            (Event::Start(Tag::Link { dest_url, .. }), _)
                if is_elsewhere(page, &dest_url, pages) =>
            {
                open = Some((range, None));
            }
            (Event::End(TagEnd::Link), Some(_)) => {
                if let Some((whole, Some(inner))) = open.take() {
                    found.push((whole, inner));
                }
            }
            (_, Some((_, inner))) => {
                let start = inner.as_ref().map_or(range.start, |inner| inner.start);
                *inner = Some(start..range.end);
            }
            _ => {}
        }
    }
    found
}

fn is_elsewhere(page: &str, link: &str, pages: &BTreeSet<&str>) -> bool {
    let is_address = link.contains("://") || link.starts_with("mailto:");
    let target = link.split('#').next().unwrap_or_default();
    !is_address && resolve(page, target).is_none_or(|path| !pages.contains(path.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_to_a_file_that_the_book_lacks_becomes_its_text() {
        let pages = BTreeSet::from(["docs/a.md", "b.md"]);
        for (text, expected) in [
            (
                "[b](../b.md#x) and [c](../c.toml).",
                "[b](../b.md#x) and c.",
            ),
            (
                "See [`c.toml`](c.toml), [here](#x).",
                "See `c.toml`, [here](#x).",
            ),
            ("[a **b** c](gone/)\n", "a **b** c\n"),
            ("| [c][c] |\n\n[c]: c.toml\n", "| c |\n\n[c]: c.toml\n"),
            (
                "<https://example.org> [x](https://example.org/c.toml)",
                "<https://example.org> [x](https://example.org/c.toml)",
            ),
            ("[up](../../up.md) `[c](c.toml)`", "up `[c](c.toml)`"),
        ] {
            assert_eq!(linked("docs/a.md", text, &pages), expected);
        }
    }
}
