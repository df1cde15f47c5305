//! A text of the spec is only a text in the generated code, whatever it contains: it changes no
//! item, runs as no test and links nowhere.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use oms_codegen::GeneratedFile;
use oms_spec::ir::Api;
use proptest::prelude::*;
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
use serde_json::Value;

use super::parsed::{Parsed, marks, rust_files};
use super::texts::places;
use crate::specs::files::api;

/// The specs whose texts are replaced: between them, they have a text in every place.
const SPECS: [&str; 4] = ["unions", "deprecations", "discrepancies", "provenance"];

/// Text that has a meaning in Rust, in Markdown or in a terminal.
const FRAGMENTS: [&str; 54] = [
    "*/",
    "/*",
    "//",
    "\"",
    "'",
    "\\",
    "{{",
    "}}",
    "{x}",
    "\n",
    "\n\n",
    "\r\n",
    "\r",
    "\t",
    "    ",
    "\n    let x = 1;",
    "```",
    "```rust\n",
    "~~~",
    "`",
    "``",
    "#",
    "# ",
    "#[doc = \"\"]",
    "#![allow(warnings)]",
    "- ",
    "1. ",
    "> ",
    "* ",
    "+ ",
    "| a |",
    "---",
    "===",
    "<b>",
    "</b>",
    "<!--",
    "<script>",
    "&lt;",
    "[x]",
    "[`Client`]",
    "](",
    "[a](b)",
    "[a]: https://example.com",
    "![i](https://example.com/i)",
    "https://example.com/a_b",
    "<https://example.com>",
    "Foo::bar",
    "snake_case",
    "CamelCase",
    "\u{0}",
    "\u{1b}[31m",
    "\u{202e}",
    "\u{2028}",
    "\u{1f511}",
];

fn text() -> impl Strategy<Value = String> {
    let fragment = prop_oneof![
        4 => proptest::sample::select(&FRAGMENTS[..]).prop_map(str::to_owned),
        2 => "[a-z ]{0,6}",
        1 => any::<String>(),
    ];
    proptest::collection::vec(fragment, 0..10).prop_map(|parts| parts.concat())
}

/// The spec with these texts in its places, in turns.
fn with_texts(name: &str, texts: &[String]) -> Api {
    let mut api = api(name);
    for (place, text) in places(&mut api).into_iter().zip(texts.iter().cycle()) {
        text.clone_into(place);
    }
    api
}

/// A file as it is generated where every text is a plain one.
struct Plain {
    file: GeneratedFile,
    items: String,
    /// Everything in its documentation that is more than words.
    marks: BTreeSet<String>,
}

/// The files of a spec with plain texts. They are taken apart once, because each text of each test
/// is compared with them.
fn plain(name: &str) -> &'static [Plain] {
    static PLAIN: LazyLock<BTreeMap<&str, Vec<Plain>>> = LazyLock::new(|| {
        let of = |name| {
            let files = rust_files(&with_texts(name, &["A text.".to_owned()]));
            files.into_iter().map(Plain::of).collect()
        };
        SPECS.into_iter().map(|name| (name, of(name))).collect()
    });
    &PLAIN[name]
}

impl Plain {
    fn of(file: GeneratedFile) -> Self {
        let parsed = Parsed::of(&file);
        Self {
            file,
            items: parsed.items,
            marks: parsed.docs.iter().flat_map(|docs| marks(docs)).collect(),
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 48,
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn p150_any_text_of_the_spec_changes_nothing_but_documentation(
        name in proptest::sample::select(&SPECS[..]),
        texts in proptest::collection::vec(text(), 1..6),
    ) {
        change_nothing_but_documentation(name, &texts);
    }
}

/// Every fragment alone and twice.
fn fragments() -> Vec<String> {
    let alone = FRAGMENTS.iter().map(|part| (*part).to_owned());
    let twice = FRAGMENTS.iter().map(|part| format!("a {part}b{part} c"));
    alone.chain(twice).collect()
}

#[test]
fn p150_every_fragment_alone_and_twice_is_a_text() {
    every_one_is_a_text(&fragments());
}

/// Texts that do not end what they begin.
const OPEN: [&str; 6] = [
    "An answer:\n\n```json\n{}\n",
    "~~~\nx",
    "a ` b",
    "> ```\n> x\n\n```\nmore",
    "- a\n  ```\n  x",
    "<!-- a\n\n<b>",
];

#[test]
fn p150_a_text_takes_nothing_of_a_page_with_it() {
    let mut texts = fragments();
    texts.extend(OPEN.map(str::to_owned));
    for name in SPECS {
        let plain = oms_codegen::reference(&with_texts(name, &["A text.".to_owned()]));
        for texts in texts.chunks(5) {
            let hostile = oms_codegen::reference(&with_texts(name, texts));
            for (plain, hostile) in plain.iter().zip(&hostile) {
                let hostile_frame = frame(&hostile.text);
                let mut rest = hostile_frame.iter();
                // A text may have headings and tables of its own.
                let is_whole = frame(&plain.text)
                    .iter()
                    .all(|own| rest.any(|it| it == own));
                assert!(is_whole, "{texts:?} in\n{}", hostile.text);
            }
        }
    }
}

/// The headings of a page, and the heads of its tables.
fn frame(page: &str) -> Vec<String> {
    let (mut frame, mut open) = (Vec::new(), None::<String>);
    for event in Parser::new_ext(page, Options::ENABLE_TABLES) {
        match event {
            Event::Start(Tag::Heading { .. } | Tag::TableHead) => open = Some(String::new()),
            Event::End(TagEnd::Heading(_) | TagEnd::TableHead) => frame.extend(open.take()),
            Event::Text(text) => {
                if let Some(open) = &mut open {
                    open.push_str(&text);
                }
            }
            _ => {}
        }
    }
    frame
}

#[test]
fn p150_a_text_takes_no_sentence_behind_it_into_a_block_of_code() {
    for name in SPECS {
        let plain = sentences(&with_texts(name, &["A text.".to_owned()]));
        for text in OPEN {
            let hostile = sentences(&with_texts(name, &[text.to_owned()]));
            assert_eq!(hostile, plain, "{name}: {text:?}");
        }
    }
}

/// How often each sentence that follows a text of the spec is in the descriptions of the documents.
fn sentences(api: &Api) -> [usize; 3] {
    let own = [
        "Known values:",
        "A failure has none.",
        "Every answer over HTTP 200",
    ];
    let mut descriptions = Vec::new();
    for file in oms_codegen::openapi(api) {
        let document = serde_json::from_str(&file.text).expect("a document is JSON");
        collect_descriptions(&document, &mut descriptions);
    }
    own.map(|sentence| {
        let texts = descriptions.iter();
        texts.filter(|text| text.contains(sentence)).count()
    })
}

/// The words of every description, without those in blocks of code.
fn collect_descriptions(value: &Value, found: &mut Vec<String>) {
    match value {
        Value::Object(members) => {
            if let Some(Value::String(text)) = members.get("description") {
                let mut in_code = false;
                let words = Parser::new(text).filter_map(|event| match event {
                    Event::Start(Tag::CodeBlock(_)) => {
                        in_code = true;
                        None
                    }
                    Event::End(TagEnd::CodeBlock) => {
                        in_code = false;
                        None
                    }
                    Event::Text(text) if !in_code => Some(text.to_string()),
                    _ => None,
                });
                found.push(words.collect());
            }
            members
                .values()
                .for_each(|it| collect_descriptions(it, found));
        }
        Value::Array(items) => items.iter().for_each(|it| collect_descriptions(it, found)),
        _ => {}
    }
}

#[test]
fn p151_no_code_in_a_text_is_run_as_a_test() {
    let code = "panic!(\"run\");";
    let marks = [
        "```",
        "```rust",
        "~~~",
        "````rust,ignore",
        "```should_panic",
    ];
    let fenced = marks.iter().map(|fence| {
        let end =
            fence.trim_end_matches(|mark: char| mark.is_ascii_lowercase() || "_,".contains(mark));
        format!("Such as:\n{fence}\n{code}\n{end}\nand so on.")
    });
    let open = marks.iter().map(|fence| format!("{fence}\n{code}"));
    let in_blocks = [
        "",
        "Text.\n\n",
        "- Item.\n\n\n    ",
        "> ",
        "\u{3000}\n\n",
        "1. A\n\n     ",
    ]
    .map(|before| format!("{before}    {code}"));
    every_one_is_a_text(&fenced.chain(open).chain(in_blocks).collect::<Vec<_>>());
}

fn every_one_is_a_text(texts: &[String]) {
    for name in SPECS {
        for texts in texts.chunks(5) {
            change_nothing_but_documentation(name, texts);
        }
    }
}

fn change_nothing_but_documentation(name: &str, texts: &[String]) {
    let (plain, hostile) = (plain(name), rust_files(&with_texts(name, texts)));
    assert_eq!(plain.len(), hostile.len(), "{texts:?}");
    for (plain, hostile) in plain.iter().zip(&hostile) {
        assert_eq!(plain.file.path, hostile.path, "{texts:?}");
        if plain.file.text == hostile.text {
            continue;
        }
        let hostile = Parsed::of(hostile);
        assert_eq!(plain.items, hostile.items, "{texts:?}");
        for docs in &hostile.docs {
            let mark = marks(docs).into_iter().find(|it| !plain.marks.contains(it));
            assert!(mark.is_none(), "{mark:?} in\n{docs}");
        }
    }
}
