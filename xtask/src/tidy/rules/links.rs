//! Links between the project's pages lead somewhere.

use std::collections::BTreeSet;

use pulldown_cmark::{BrokenLink, CowStr, Event, Options, Parser, Tag, TagEnd};

use super::{Files, Findings, extension, texts};
use crate::files::resolve;

/// A page that is moved or a heading that is reworded breaks links that nobody reads until they
/// need them. Links to other hosts are not followed: no check here depends on a network.
pub(super) fn check(files: &Files, findings: &mut Findings) {
    let pages = texts(files).filter(|(path, _)| extension(path) == "md");
    for (path, text) in pages {
        for (line, link) in links(text) {
            if let Some(problem) = problem(files, path, &link) {
                let link = link.trim_matches('`');
                findings.line(path, line, format!("the link `{link}` {problem}"));
            }
        }
    }
}

/// The targets of the links and images of a page, with their lines. Code in brackets is a link of
/// rustdoc, whose target is that code.
fn links<'a>(text: &'a str) -> Vec<(usize, String)> {
    let item = |broken: BrokenLink<'a>| -> Option<(CowStr<'a>, CowStr<'a>)> {
        let is_code = broken.reference.starts_with('`');
        is_code.then(|| (broken.reference, CowStr::from("")))
    };
    let tables = Options::ENABLE_TABLES;
    let parser = Parser::new_with_broken_link_callback(text, tables, Some(item));
    parser
        .into_offset_iter()
        .filter_map(|(event, range)| match event {
            Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) => {
                let before = text.get(..range.start).unwrap_or_default();
                Some((before.matches('\n').count() + 1, dest_url.into_string()))
            }
            _ => None,
        })
        .collect()
}

/// The reason why a link leads nowhere, if it does.
fn problem(files: &Files, page: &str, link: &str) -> Option<String> {
    if link.contains("://") || link.starts_with("mailto:") {
        return None;
    }
    // The front page of a crate is shown by hosts of repositories and packages as well.
    if link.starts_with('`') || link.contains("::") {
        return Some("is one for rustdoc alone; write its address on docs.rs".to_owned());
    }
    let (target, heading) = match link.split_once('#') {
        Some((target, heading)) => (target, Some(heading)),
        None => (link, None),
    };
    let Some(target) = resolve(page, target) else {
        return Some("leads out of the workspace".to_owned());
    };
    if !files.exists(&target) {
        return Some(format!("leads to `{target}`, which does not exist"));
    }
    let text = files.text(&target).filter(|_| extension(&target) == "md")?;
    let heading = heading?;
    (!anchors(text).contains(heading)).then(|| format!("names no heading of `{target}`"))
}

/// The names of a page's headings in a link, as the usual hosts make it from their text.
fn anchors(text: &str) -> BTreeSet<String> {
    let mut anchors = BTreeSet::new();
    let mut heading = None;
    for event in Parser::new_ext(text, Options::ENABLE_TABLES) {
        match (event, &mut heading) {
            (Event::Start(Tag::Heading { .. }), _) => heading = Some(String::new()),
            (Event::Text(words) | Event::Code(words), Some(heading)) => heading.push_str(&words),
            (Event::End(TagEnd::Heading(_)), Some(words)) => {
                let anchor = anchor(words);
                let repeated = (1..).map(|count| format!("{anchor}-{count}"));
                let mut names = std::iter::once(anchor.clone()).chain(repeated);
                anchors.extend(names.find(|name| !anchors.contains(name)));
                heading = None;
            }
            _ => {}
        }
    }
    anchors
}

fn anchor(heading: &str) -> String {
    heading
        .to_lowercase()
        .chars()
        .filter_map(|character| match character {
            ' ' => Some('-'),
            '-' | '_' => Some(character),
            character => character.is_alphanumeric().then_some(character),
        })
        .collect()
}
