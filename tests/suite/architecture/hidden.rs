//! The one list of characters that cannot be seen, in the client and in the spec.

use oms_client::Shown;
use oms_spec::{Code, SourceFile};
use oms_text::is_hidden;
use regex_syntax::hir::{Class, HirKind};

#[test]
fn p305_client_and_spec_hide_what_the_one_list_holds() {
    let hidden: Vec<char> = ('\0'..=char::MAX).filter(|&c| is_hidden(c)).collect();
    assert!(
        ('\0'..=char::MAX).all(|c| Shown::escapes(c) == is_hidden(c)),
        "the client escapes what is on the list"
    );
    // A file a character; line breaks and tabs are the layout of a file.
    let of_the_spec: Vec<char> = hidden
        .iter()
        .copied()
        .filter(|&c| !matches!(c, '\n' | '\r' | '\t' | '\u{feff}'))
        .collect();
    let files: Vec<SourceFile> = of_the_spec
        .iter()
        .map(|c| SourceFile {
            path: format!("spec/schema/{:06x}.json", u32::from(*c)),
            bytes: format!("# {c}").into_bytes(),
        })
        .collect();
    let problems = oms_spec::load(&files).expect_err("there is no root file");
    let reported = problems
        .iter()
        .filter(|problem| problem.code() == Code::HiddenCharacter)
        .count();
    assert_eq!(reported, of_the_spec.len());
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
    // The annotation marks, which programs act upon, and the one letter of Braille that has no
    // dots.
    assert_eq!(beside, ['\u{2800}', '\u{fff9}', '\u{fffa}', '\u{fffb}']);
}
