//! Which texts may be sent.

use super::TextRule;
use crate::{Pattern, Piece};

const RULE: TextRule = TextRule::new()
    .characters(&[('A', 'Z'), ('a', 'z'), ('0', '9'), ('_', '_'), ('-', '-')])
    .max_length(128)
    .usual_prefix("s_");

#[test]
fn promises_70_71_and_73_a_text_that_names_nothing_is_refused() {
    let long = "x".repeat(129);
    let table = [
        ("", "empty"),
        (" ", "' '"),
        ("s_1\t", "'\\t'"),
        ("s_1\0", "'\\0'"),
        ("s_1\n", "line break"),
        ("s_1\r\n", "line break"),
        ("s\n1", "'\\n'"),
        ("s_4w3a****", "masked"),
        ("s_\u{e9}", "'\u{e9}'"),
        ("s/1", "'/'"),
        (long.as_str(), "128"),
    ];
    for (text, expected) in table {
        let refusal = RULE.check(text).unwrap_err().to_string();
        assert!(refusal.contains(expected), "{text:?}: {refusal}");
    }
    for text in ["s_1", "0", "-", &long[..128]] {
        assert!(RULE.check(text).is_ok(), "{text}");
    }
    assert!(TextRule::new().check("any \u{e9} text").is_ok());
    assert!(TextRule::new().check("").is_err() && TextRule::new().check("\u{1b}").is_err());
}

#[test]
fn promise_73_an_unusual_prefix_is_told_and_allowed() {
    assert!(RULE.has_usual_prefix("s_1") && !RULE.has_usual_prefix("t_1"));
    assert!(RULE.check("t_1").is_ok());
    assert!(TextRule::new().has_usual_prefix("t_1"));
}

#[test]
fn lengths_are_counted_in_characters_and_a_form_is_told_by_its_source() {
    const HOUR: Pattern = Pattern::new(
        "^[0-9]{1,2}h?$",
        &[
            Piece::new(&[('0', '9')]).times(1, 2),
            Piece::new(&[('h', 'h')]).times(0, 1),
        ],
    );
    let (short, form) = (
        TextRule::new().min_length(2).max_length(3),
        TextRule::new().max_length(9).pattern(HOUR),
    );
    let table = [
        (short, "\u{e9}", Some("is shorter than 2 characters")),
        (short, "\u{e9}\u{e9}", None),
        (short, "\u{1f511}\u{1f511}\u{1f511}", None),
        (short, "abcd", Some("is longer than 3 characters")),
        (short, "", Some("must not be empty")),
        (form, "12h", None),
        (form, "7", None),
        (form, "h", Some("must match the pattern `^[0-9]{1,2}h?$`")),
        (form, "0123456789", Some("is longer than 9 characters")),
        (form, "", Some("must not be empty")),
    ];
    for (rule, text, expected) in table {
        let result = rule.check(text);
        let refusal = result.as_ref().err().map(crate::Invalid::message);
        assert_eq!(refusal, expected, "{rule:?} {text}");
    }
}

#[test]
fn free_text_may_be_empty_and_have_lines_where_the_rule_says_so() {
    let (empty, lines) = (
        TextRule::new().allow_empty().min_length(2),
        RULE.allow_line_breaks(),
    );
    let table = [
        (empty, "", true),
        (empty, "a", false),
        (empty, "ab*", true),
        (empty, "a\nb", false),
        (lines, "a\r\n\tb\n", true),
        (lines, "a\u{b}b", false),
        (lines, "a b", false),
        (lines, "", false),
    ];
    for (rule, text, allowed) in table {
        assert_eq!(rule.check(text).is_ok(), allowed, "{rule:?} {text:?}");
    }
}
