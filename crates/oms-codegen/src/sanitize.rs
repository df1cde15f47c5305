//! Takes out of published Markdown what would run or lead to what runs: raw HTML, and links whose scheme is none of the web's.
//!
//! The texts come from whoever edits the spec, and the pages are shown by whatever shows Markdown. It is judged by a parser,
//! because an address can be written in ways that no search finds: with entities, as a reference, over several lines. What is
//! found is not dropped but escaped, so that a reader sees what stands in the spec.

use pulldown_cmark::{Event, Options, Parser, Tag};
use serde_json::Value;

use crate::reference::PAGE_HEADER;

/// The text with everything escaped that is more than words.
pub(crate) fn markdown(text: &str) -> String {
    let mut text = text.to_owned();
    loop {
        // A mark that is escaped never acts again, so that this comes to its end.
        let marks = acting(&text);
        if marks.is_empty() {
            return text;
        }
        for mark in marks.into_iter().rev() {
            text.insert(mark, '\\');
        }
    }
}

/// The same for every description of a document, all but those in its examples, which are answers and no documentation.
pub(crate) fn descriptions(document: &mut Value) {
    match document {
        Value::Object(members) => {
            for (key, value) in members {
                match (key.as_str(), value) {
                    ("example" | "examples" | "const" | "enum" | "default", _) => {}
                    ("description", Value::String(text)) => *text = markdown(text),
                    (_, value) => descriptions(value),
                }
            }
        }
        Value::Array(values) => values.iter_mut().for_each(descriptions),
        _ => {}
    }
}

/// Where the marks stand that begin HTML, or a link that leads elsewhere than to the web, in their order.
fn acting(text: &str) -> Vec<usize> {
    let mut marks = Vec::new();
    for (event, range) in Parser::new_ext(text, Options::ENABLE_TABLES).into_offset_iter() {
        let source = text.get(range.clone()).unwrap_or_default();
        match event {
            Event::Html(_) | Event::InlineHtml(_) if !is_header(text, range.start) => {
                let tags = source.match_indices('<');
                marks.extend(tags.map(|(at, _)| range.start + at));
            }
            Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. })
                if !is_of_the_web(&dest_url) =>
            {
                marks.extend(source.find(['[', '<']).map(|at| range.start + at));
            }
            _ => {}
        }
    }
    marks.sort_unstable();
    marks.dedup();
    marks
}

/// Whether this is the comment that stands above every generated page.
fn is_header(text: &str, at: usize) -> bool {
    at == 0
        && text.starts_with(PAGE_HEADER)
        && text.lines().next().is_some_and(|line| {
            line.strip_suffix("-->")
                .is_some_and(|line| !line.contains("-->"))
        })
}

/// Whether an address leads to a page, a person, or a place in the same documents.
fn is_of_the_web(address: &str) -> bool {
    // A browser passes over these before it looks for the scheme.
    let address: String = address
        .chars()
        .filter(|character| !character.is_whitespace() && !character.is_control())
        .collect();
    let before_path = address.split(['/', '?', '#']).next().unwrap_or_default();
    match before_path.split_once(':') {
        None => true,
        Some((scheme, rest)) => {
            let has_host = rest.is_empty() && address.contains("://");
            let is_web = ["http", "https"]
                .iter()
                .any(|web| scheme.eq_ignore_ascii_case(web));
            (is_web && has_host) || scheme.eq_ignore_ascii_case("mailto") || is_person(&address)
        }
    }
}

/// Whether an address is one of mail without its scheme, as `<a@b.example>` is written.
fn is_person(address: &str) -> bool {
    address.contains('@') && !address.contains(':')
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What would run, as it can be written.
    const HOSTILE: &[&str] = &[
        "[a](javascript:alert(1))",
        "[a](JaVaScRiPt:alert(1))",
        "[a](&#106;avascript:alert(1))",
        "[a](javascript&colon;alert(1))",
        "[a](<java\tscript:alert(1)>)",
        "[a]( javascript:alert(1) \"title\")",
        "[a][b]\n\n[b]: javascript:alert(1)",
        "[a]\n\n[a]:\n  javascript:alert(1)",
        "![a](javascript:alert(1))",
        "![a](data:image/svg+xml;base64,AAAA)",
        "[![a](https://example.com/i.png)](vbscript:x)",
        "<javascript:alert(1)>",
        "[a](data:text/html,<script>alert(1)</script>)",
        "[a](file:///etc/passwd)",
        "<script>alert(1)</script>",
        "a <img src=x onerror=alert(1)> b",
        "<a href=\"javascript:alert(1)\">a</a>",
        "<div\nonclick=alert(1)>\n\n[a](javascript:x)\n</div>",
        "\\\\<script>alert(1)</script>",
        "\\\\[a](javascript:alert(1))",
        "<!-- --><script>alert(1)</script>",
        "<?php ?><b>",
        "> - <iframe src=//x>",
        "| a |\n|---|\n| [a](javascript:alert(1)) <b> |",
        "[a](http:javascript)",
    ];

    #[test]
    fn p313_whatever_would_run_is_shown_as_it_stands() {
        for text in HOSTILE {
            let defused = markdown(text);
            assert_eq!(
                acting(&defused),
                Vec::<usize>::new(),
                "{text:?}: {defused:?}"
            );
            assert_ne!(&defused, text, "{text:?}");
            assert_eq!(
                defused.replace('\\', ""),
                text.replace('\\', ""),
                "{text:?}"
            );
            let page = format!("{PAGE_HEADER}spec/. Do not edit. -->\n\n{text}\n");
            assert!(acting(&markdown(&page)).is_empty(), "{text:?}");
        }
    }

    #[test]
    fn p313_what_is_harmless_stays_as_it_is() {
        for text in [
            "plain",
            "[a](https://example.com/a?b=c:d)",
            "[a](StopProject.md#answer)",
            "[a](#b:c)",
            "<https://example.com>",
            "<mailto:a@example.com>",
            "<a@example.com>",
            "`<script>` and `[a](javascript:x)`",
            "```\n<script>\n```",
            "1 < 2 and a [b] c: d",
            "<!-- @generated by `cargo xtask docs` from spec/. Do not edit. -->\n\n# A\n",
        ] {
            assert_eq!(markdown(text), text);
        }
    }

    #[test]
    fn p313_a_header_that_does_more_than_name_its_source_is_escaped() {
        let text = format!("{PAGE_HEADER}x --><script>alert(1)</script><!-- -->\n");
        assert!(markdown(&text).starts_with("\\<!--"), "{}", markdown(&text));
    }

    #[test]
    fn p313_descriptions_are_defused_and_examples_are_not() {
        let text = "[a](javascript:x)";
        let mut document = serde_json::json!({
            "description": text,
            "paths": [{ "description": text, "example": { "description": text } }],
        });
        descriptions(&mut document);
        let expected = serde_json::json!({
            "description": "\\[a](javascript:x)",
            "paths": [{ "description": "\\[a](javascript:x)", "example": { "description": text } }],
        });
        assert_eq!(document, expected);
    }
}
