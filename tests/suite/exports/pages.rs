//! The code on a page of the reference: what the spec says, whatever marks are in it.

use oms_spec::ir::{Pattern, TypeKind};
use pulldown_cmark::{Event, Options, Parser};

use crate::specs::files;

#[test]
fn a_page_shows_a_pattern_and_a_default_as_the_spec_has_them() {
    for text in ["[^|]+", "a  b|c", r"a\|b", "[`|]+ ``x", "`", " a "] {
        let mut api = files::api("texts");
        let pattern = || {
            Some(Pattern {
                source: text.to_owned(),
                pieces: Vec::new(),
            })
        };
        let action = api.actions.iter_mut().find(|it| it.title == "SealCrate");
        let field = &mut action.expect("the spec has the action").request[0];
        // In a cell of a table, and below a heading.
        field.rules.text.pattern = pattern();
        field.default = Some(format!("\"{text}\""));
        for shape in &mut api.shapes {
            if let TypeKind::Text(rule) = &mut shape.kind {
                rule.pattern = pattern();
            }
        }
        let pages = oms_codegen::reference(&api);
        let page = pages.iter().find(|page| page.path == "SealCrate.md");
        let page = &page.expect("the action has a page").text;
        let parser = Parser::new_ext(page, Options::ENABLE_TABLES);
        let code: Vec<String> = parser
            .filter_map(|event| match event {
                Event::Code(code) => Some(code.to_string()),
                _ => None,
            })
            .collect();
        let count = |wanted: &str| code.iter().filter(|it| *it == wanted).count();
        assert!(count(text) > 1, "{text}: {code:?} in\n{page}");
        assert_eq!(count(&format!("\"{text}\"")), 1, "{text}: {code:?}");
    }
}
