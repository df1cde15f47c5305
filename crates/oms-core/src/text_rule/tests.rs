//! Which texts may be sent.

use super::TextRule;

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
