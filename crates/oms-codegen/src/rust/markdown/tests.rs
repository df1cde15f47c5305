//! Texts that rustdoc would act on, and what becomes of them.

use super::{code, lines};

#[test]
fn what_rustdoc_would_act_on_is_plain_text() {
    let cases = [
        ("plain text.", "plain text."),
        ("a */ b {{x}} \"q\"", "a */ b {{x}} \"q\""),
        ("```rust\npanic!()\n```", "```text\npanic!()\n```"),
        ("a\n~~~\nlet x;", "a\n\n~~~text\nlet x;\n~~~"),
        (
            "> ```\n> evil()\n\n```\nmore",
            "```text\n> evil()\n\n```\nmore",
        ),
        ("a\n\n    indented()", "a\n\nindented()"),
        ("-     code()", "- code()"),
        ("see [Foo] and [`Bar`]", "see \\[Foo\\] and \\[`Bar`\\]"),
        (
            "[the page](https://example.com/a)",
            "[the page](https://example.com/a)",
        ),
        (
            "at https://example.com/a_b, or",
            "at <https://example.com/a_b>, or",
        ),
        ("<https://example.com>", "<https://example.com>"),
        ("a <b>bold</b> 1 < 2", "a \\<b>bold\\</b> 1 \\< 2"),
        ("an open ` mark", "an open \\` mark"),
        ("``a ` b`` [x]", "``a ` b`` \\[x\\]"),
        ("IDs of HBase, DataWorks", "IDs of HBase, DataWorks"),
        (
            "task_id and StartProject, MySQL",
            "`task_id` and `StartProject`, MySQL",
        ),
        ("a ``b``Foo::bar[c](d)", "a ``b``Foo::bar\\[c\\](d)"),
        ("Foo::bar``[c](d)``", "Foo::bar``[c](d)``"),
        ("a   b `c   d`   e", "a b `c   d` e"),
        ("- one\ntwo\n- three", "- one\n  two\n- three"),
        ("\\Foo::bar`[c](d)`", "\\\\Foo::bar`[c](d)`"),
        ("\\Foo::bar [c](d)", "\\\\`Foo::bar` \\[c\\](d)"),
        ("at the end \\", "at the end \\\\"),
        ("> quoted", "\\> quoted"),
        ("a\rb\u{202e}c\u{7}", "a\nb\u{fffd}c\u{fffd}"),
    ];
    for (text, expected) in cases {
        assert_eq!(lines(text).join("\n"), expected, "{text:?}");
    }
}

#[test]
fn code_is_one_span_whatever_is_in_it() {
    for (text, expected) in [
        ("a|b  c", "`a|b  c`"),
        ("a`b", "``a`b``"),
        ("``", "``` `` ```"),
        (" a ", "`  a  `"),
    ] {
        assert_eq!(code(text), expected);
        assert_eq!(lines(expected), [expected]);
    }
}

/// A mark that looked for its end in all of the text behind it would take minutes here.
#[test]
fn many_marks_that_nothing_ends_take_no_longer_than_words() {
    for mark in ["[", "<", "[a](", "[a", "`a", "<https://a"] {
        let text = mark.repeat(100_000);
        assert!(lines(&text).concat().len() >= text.len(), "{mark}");
    }
}
