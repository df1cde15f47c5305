//! The types of a skeleton: numbers with a fraction, secrets, and every word of the tables.

use serde_json::Value;

use super::skeletons::{assert_sound, filled, hand_written, load, type_of};
use super::{PAGES, whole};
use crate::skeleton::{Hints, Skeleton, skeleton};

/// The first page with further rows of parameters.
fn page_with(rows: &str) -> String {
    PAGES[0].replacen("\n| kind |", &format!("\n{rows}\n| kind |"), 1)
}

/// The first page with one more parameter, which its example has.
fn page_of(name: &str, type_word: &str, description: &str, shown: &str) -> String {
    let page = page_with(&format!("| {name} | {type_word} | {description} |"));
    page.replacen("\"kind\":", &format!("\"{name}\":{shown},\"kind\":"), 1)
}

/// The spec of the action that a page becomes.
fn spec(skeleton: &Skeleton) -> &str {
    &skeleton.files["spec/actions/PackBoxes.toml"]
}

/// The lines about a parameter.
fn table<'s>(skeleton: &'s Skeleton, name: &str) -> &'s str {
    let header = format!("\n[request.{name}]\n");
    let (_, rest) = spec(skeleton).split_once(&header).unwrap();
    rest.split("\n[").next().unwrap()
}

#[test]
fn a_number_is_whole_where_neither_its_word_nor_an_example_knows_fractions() {
    for (word, shown, expected, fresh) in [
        ("long", "7", "\"integer\"", "1"),
        ("number", "7", "\"number\"", "1"),
        ("double", "7", "\"number\"", "1"),
        ("Float", "0.25", "\"number\"", "0.5"),
        ("-", "0.25", "\"number\"", "0.5"),
        ("string", "0.25", "\"number\"", "0.5"),
        (
            "integer",
            "7.25",
            "\"number\" # the table says a whole number, and an example shows another one",
            "0.5",
        ),
        ("array of double", "[]", "\"list<number>\"", "[]"),
        ("array", "[1, 0.25]", "\"list<number>\"", "[1, 0.5]"),
        ("array of integers", "[7]", "\"list<integer>\"", "[1]"),
    ] {
        let place = format!("{word} {shown}");
        let facts = whole(&page_of("ratio", word, "A share.", shown));
        let made = skeleton(&facts, &Hints::default());
        assert_eq!(type_of(spec(&made), "ratio"), expected, "{place}");
        let request = &made.files["spec/examples/PackBoxes/page.request.json"];
        let request: Value = serde_json::from_str(request).unwrap();
        let fresh: Value = serde_json::from_str(fresh).unwrap();
        assert_eq!(request["ratio"], fresh, "{place}");
        assert_sound(&facts);
    }
}

#[test]
fn a_field_that_the_example_alone_has_may_be_a_fraction() {
    let page = PAGES[0].replacen("\"kind\":", "\"ratio\":0.25,\"kind\":", 1);
    let made = skeleton(&whole(&page), &Hints::default());
    assert_eq!(type_of(spec(&made), "ratio"), "\"number\"");
}

#[test]
fn what_a_fraction_cannot_take_is_a_comment() {
    let described = "A share. Minimum value: 1. Default value: 0.5.";
    let facts = whole(&page_of("ratio", "double", described, "0.25"));
    let made = skeleton(&facts, &Hints::default());
    let table = table(&made, "ratio");
    for remark in ["# minimum", "# default"] {
        let mut lines = table.lines();
        assert!(lines.any(|line| line.starts_with(remark)), "{table}");
    }
    load(&filled(&facts, false));
}

#[test]
fn every_type_word_of_a_table_can_be_quoted() {
    let rows = crate::words::TYPES.iter().enumerate();
    let rows = rows.map(|(at, word)| format!("| word{at} | {word} | A value. |"));
    assert_sound(&whole(&page_with(&rows.collect::<Vec<_>>().join("\n"))));
}

#[test]
fn the_type_of_a_secret_is_a_shape_that_hides_it_or_a_blank() {
    let own = hand_written();
    let hints = Hints {
        api: Some(&own),
        ..Hints::default()
    };
    let shapes = "shapes for one: Password, PlainSecret";
    let in_base64 = format!("\"\" # a secret in Base64; {shapes}");
    let by_name = format!("\"\" # a secret by its name; {shapes}");
    for name in [
        "accessKeySecret",
        "token",
        "apiToken",
        "secret",
        "clientSecret",
        "private_key",
        "credential",
        "passwd",
        "userPwd",
        "JDBCUrl",
        "sk",
    ] {
        let page = page_of(name, "string", "A word.", "\"a\"");
        let made = skeleton(&whole(&page), &hints);
        assert_eq!(type_of(spec(&made), name), by_name, "{name}");
    }
    for (name, word, description, shown, expected) in [
        (
            "token",
            "string",
            "Base64 encoded.",
            "\"a\"",
            in_base64.as_str(),
        ),
        (
            "newPassword",
            "string",
            "A word.",
            "\"a\"",
            by_name.as_str(),
        ),
        (
            "password",
            "string",
            "Base64 encoded.",
            "\"a\"",
            "\"Password\"",
        ),
        ("passwordDays", "integer", "Days.", "7", "\"integer\""),
        ("passwordSet", "boolean", "Set.", "true", "\"boolean\""),
        (
            "isEncoded",
            "boolean",
            "Whether the password is encoded in Base64.",
            "true",
            "\"boolean\"",
        ),
        ("passwordConfig", "object", "Rules.", "{}", "\"any\""),
        (
            "passwordsSet",
            "boolean[]",
            "Set.",
            "[true]",
            "\"list<boolean>\"",
        ),
        (
            "oldPasswords",
            "string[]",
            "Words.",
            "[\"a\"]",
            by_name.as_str(),
        ),
    ] {
        let page = page_of(name, word, description, shown);
        let made = skeleton(&whole(&page), &hints);
        assert_eq!(type_of(spec(&made), name), expected, "{name}");
        assert!(!table(&made, name).contains("# type"), "{name}");
    }
    let unlisted = PAGES[0].replacen("\"kind\":", "\"newPassword\":\"a\",\"kind\":", 1);
    let made = skeleton(&whole(&unlisted), &hints);
    assert_eq!(type_of(spec(&made), "newPassword"), by_name);
    let alone = skeleton(&whole(PAGES[0]), &Hints::default());
    let expected = "\"\" # a secret in Base64: declare a shape with `secret` for it";
    assert_eq!(type_of(spec(&alone), "lock"), expected);
}
