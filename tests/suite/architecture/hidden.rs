//! The list of characters that cannot be seen, in the two crates that may not import each other.

use std::fs;
use std::path::Path;

use oms_client::Shown;
use regex_syntax::hir::{Class, HirKind};

#[test]
fn p305_the_two_lists_of_hidden_characters_are_one() {
    let list = |file: &str| {
        let path = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("../crates")
            .join(file);
        let text = fs::read_to_string(path).expect("the source is there");
        let start = text.find("const HIDDEN").expect("it holds the list");
        let rest = text.get(start..).unwrap_or_default();
        let end = rest.find("];").expect("the list ends");
        rest.get(..end).unwrap_or_default().to_owned()
    };
    assert_eq!(
        list("oms-core/src/text/shown.rs"),
        list("oms-spec/src/hidden.rs")
    );
}

#[test]
fn p305_whatever_unicode_calls_invisible_or_a_mark_of_direction_is_escaped() {
    let classes = [
        r"\p{Default_Ignorable_Code_Point}",
        r"\p{Bidi_Control}",
        r"\p{Cc}",
        r"\p{Zl}",
        r"\p{Zp}",
    ];
    let pattern = format!("[{}]", classes.concat());
    let class = regex_syntax::parse(&pattern).expect("the classes are known");
    let HirKind::Class(Class::Unicode(class)) = class.kind() else {
        panic!("it is a class of characters");
    };
    let by_unicode = |c: char| {
        class
            .ranges()
            .iter()
            .any(|range| (range.start()..=range.end()).contains(&c))
    };
    let beside: Vec<char> = ('\0'..=char::MAX)
        .filter(|&c| Shown::escapes(c) != by_unicode(c))
        .collect();
    // The annotation marks, which programs act upon, and the one letter of Braille that has no dots.
    assert_eq!(beside, ['\u{2800}', '\u{fff9}', '\u{fffa}', '\u{fffb}']);
}
