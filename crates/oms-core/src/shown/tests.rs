//! What text from outside looks like once it is shown.

use super::Shown;

#[test]
fn promise_126_control_direction_and_invisible_characters_are_escaped() {
    let table = [
        (
            "plain text, \u{4e2d}\u{6587}, \u{1f600}",
            "plain text, \u{4e2d}\u{6587}, \u{1f600}",
        ),
        ("\u{1b}[31mred", "\\u{1b}[31mred"),
        ("\u{1b}]8;;http://x\u{7}", "\\u{1b}]8;;http://x\\u{7}"),
        ("a\rb\nc\td", "a\\u{d}b\\u{a}c\\u{9}d"),
        ("\u{9b}31m", "\\u{9b}31m"),
        ("\u{202e}evil\u{2066}", "\\u{202e}evil\\u{2066}"),
        ("zero\u{200b}width\u{feff}", "zero\\u{200b}width\\u{feff}"),
        ("tag\u{e0041}", "tag\\u{e0041}"),
    ];
    for (text, expected) in table {
        assert_eq!(Shown(text).to_string(), expected);
    }
}

#[test]
fn promise_126_a_field_is_cut_at_two_kibibytes_whatever_it_holds() {
    for unit in ["x", "\u{1b}", "\u{4e2d}", "\u{e0041}"] {
        let shown = Shown(&unit.repeat(10 << 20)).to_string();
        assert!(shown.len() <= 2048 + 40, "{}", shown.len());
        assert!(shown.contains("bytes in all"));
    }
    assert_eq!(Shown(&"x".repeat(2048)).to_string().len(), 2048);
}
