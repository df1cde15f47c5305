//! Statements that can be read in part alone: each of them is told, and none is half kept.

use super::wording::{assert_told, assert_whole, described, facts, page, said};
use crate::prose::{Given, Said};

#[test]
fn a_star_at_a_name_is_a_rule_that_no_words_state() {
    let named = |name: &str| {
        page(&format!(
            "| Parameter | Type | Description |\n|---|---|---|\n| {name} | string | The key. |"
        ))
    };
    for name in ["key*", "key \\*", "*key", "`key`*"] {
        let page = named(name);
        assert_eq!(facts(&page).request[0].name, "key", "{name}");
        assert_eq!(said(&page), Said::default(), "{name}");
        assert_told(&page, "rule about giving `key` cannot be read", name);
    }
    for name in ["**key**", "*key*", "`key`"] {
        assert_whole(&named(name), name);
    }
    let plain = page("Parameter Type Description\nkey* string The key.\nlid string The lid.");
    assert_eq!(facts(&plain).request.len(), 2);
    assert_told(&plain, "rule about giving `key`", "a table without bars");
    let explained = |required: &str| {
        page(&format!(
            "| Parameter | Type | Required |\n|---|---|---|\n| key* | string | {required} |"
        ))
    };
    let required = explained("Yes");
    assert_eq!(said(&required).presence, Some(Given::Required));
    assert_whole(&required, "a column that says the same");
    assert_told(&explained("No"), "rule about giving `key`", "a column");
}

#[test]
fn a_description_that_is_too_long_is_told_and_not_read() {
    let long = |length: usize| format!("Default value: A. {}", "a ".repeat(length / 2));
    let page = described("string", &long(16_000));
    assert_eq!(said(&page).default.as_deref(), Some("A"));
    assert_whole(&page, "a description of nearly 16 KiB");
    let page = described("string", &long(17_000));
    assert_eq!(said(&page), Said::default());
    assert_told(&page, "the description of `key` cannot be read", "17 kB");
}
