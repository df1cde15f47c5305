//! A text of the spec is only a text in the generated code, whatever it contains: it changes no
//! item, runs as no test and links nowhere.

use std::collections::BTreeSet;

use oms_codegen::GeneratedFile;
use oms_spec::ir::Api;
use proptest::prelude::*;
use pulldown_cmark::{BrokenLink, CodeBlockKind, CowStr, Event, Options, Parser, Tag, TagEnd};
use quote::ToTokens;
use serde_json::Value;
use syn::visit_mut::VisitMut;
use syn::{Attribute, Expr, ExprLit, File, Lit, Meta};

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

fn generated(api: &Api) -> Vec<GeneratedFile> {
    oms_codegen::generate(api).expect("every file is Rust")
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
        let plain = generated(&with_texts(name, &["A text.".to_owned()]));
        let hostile = generated(&with_texts(name, &texts));
        prop_assert_eq!(plain.len(), hostile.len());
        for (plain, hostile) in plain.iter().zip(&hostile) {
            prop_assert_eq!(&plain.path, &hostile.path);
            let (plain, hostile) = (Parsed::of(plain), Parsed::of(hostile));
            prop_assert_eq!(plain.items, hostile.items);
            for docs in &hostile.docs {
                if let Err(what) = says_nothing_but_words(docs, &plain.docs) {
                    prop_assert!(false, "{} in\n{}", what, docs);
                }
            }
        }
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
        let plain = generated(&with_texts(name, &["A text.".to_owned()]));
        for texts in texts.chunks(5) {
            for (plain, hostile) in plain.iter().zip(&generated(&with_texts(name, texts))) {
                let (plain, hostile) = (Parsed::of(plain), Parsed::of(hostile));
                assert_eq!(plain.items, hostile.items, "{texts:?}");
                for docs in &hostile.docs {
                    says_nothing_but_words(docs, &plain.docs)
                        .unwrap_or_else(|what| panic!("{what} in\n{docs}"));
                }
            }
        }
    }
}

/// A generated file, taken apart.
struct Parsed {
    /// The code without what texts may change.
    items: String,
    /// The documentation of each item.
    docs: Vec<String>,
}

impl Parsed {
    fn of(file: &GeneratedFile) -> Self {
        let mut parsed: File = syn::parse_file(&file.text)
            .unwrap_or_else(|error| panic!("{}: {error}\n{}", file.path, file.text));
        let mut strip = Strip { docs: Vec::new() };
        strip.visit_file_mut(&mut parsed);
        Self {
            items: parsed.to_token_stream().to_string(),
            docs: strip.docs,
        }
    }
}

/// Takes the attributes away whose values are texts of the spec, and keeps the documentation.
struct Strip {
    docs: Vec<String>,
}

impl VisitMut for Strip {
    fn visit_attributes_mut(&mut self, attributes: &mut Vec<Attribute>) {
        let lines: Vec<String> = attributes.iter().filter_map(doc).collect();
        if !lines.is_empty() {
            self.docs.push(lines.join("\n"));
        }
        let texts = ["doc", "deprecated", "arg", "command"];
        attributes.retain(|attribute| !texts.iter().any(|name| attribute.path().is_ident(name)));
    }
}

/// A line of documentation, without the space after the mark of the comment.
fn doc(attribute: &Attribute) -> Option<String> {
    let Meta::NameValue(value) = &attribute.meta else {
        return None;
    };
    let Expr::Lit(ExprLit {
        lit: Lit::Str(line),
        ..
    }) = &value.value
    else {
        return None;
    };
    let line = attribute.path().is_ident("doc").then(|| line.value())?;
    Some(line.strip_prefix(' ').unwrap_or(&line).to_owned())
}

/// Returns an error if rustdoc would run, resolve or render anything that the same code without the
/// spec's words does not have.
fn says_nothing_but_words(docs: &str, plain: &[String]) -> Result<(), String> {
    let ours: BTreeSet<String> = plain.iter().flat_map(|docs| marks(docs)).collect();
    match marks(docs).into_iter().find(|mark| !ours.contains(mark)) {
        Some(mark) => Err(mark),
        None => Ok(()),
    }
}

/// Everything in Markdown that is more than words, as rustdoc reads it.
fn marks(docs: &str) -> Vec<String> {
    let mut marks = Vec::new();
    let mut labels = Vec::new();
    let mut collect = |link: BrokenLink<'_>| {
        labels.push(format!("a link to `{}`", link.reference));
        Some((CowStr::from(""), CowStr::from("")))
    };
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_SMART_PUNCTUATION;
    let parser = Parser::new_with_broken_link_callback(docs, options, Some(&mut collect));
    let (mut code, mut in_code) = (String::new(), false);
    for event in parser {
        match event {
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info))) if &*info == "text" => {}
            Event::Start(Tag::CodeBlock(kind)) => {
                in_code = true;
                code = format!("{kind:?}");
            }
            Event::Text(text) if in_code => code.push_str(&text),
            Event::End(TagEnd::CodeBlock) if in_code => {
                in_code = false;
                marks.push(std::mem::take(&mut code));
            }
            Event::Html(html) | Event::InlineHtml(html) => marks.push(format!("HTML `{html}`")),
            Event::Start(Tag::Link { dest_url, .. })
                if !(dest_url.is_empty() || dest_url.starts_with("http")) =>
            {
                marks.push(format!("a link to `{dest_url}`"));
            }
            _ => {}
        }
    }
    marks.extend(labels);
    marks
}
