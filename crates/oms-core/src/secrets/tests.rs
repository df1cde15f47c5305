//! Secrets are found by their types, at any depth and in any form.

use serde_json::json;

use super::*;

static LEAF: Secrets = Secrets::Fields(&[("pin", &Secrets::Whole), ("PIN", &Secrets::Whole)]);
static TREE: Secrets = Secrets::Fields(&[
    ("leaf", &LEAF),
    ("branches", &Secrets::Items(&TREE)),
    ("by-name", &Secrets::Values(&LEAF)),
    (
        "either",
        &Secrets::AnyOf(&[&LEAF, &Secrets::Items(&Secrets::Whole)]),
    ),
    ("all", &Secrets::Whole),
]);

#[test]
fn p246_a_secret_is_hidden_at_any_depth_by_its_type_and_nothing_else_is() {
    for (value, expected) in [
        (json!({"pin": "1"}), json!({"pin": "1"})),
        (
            json!({"leaf": {"pin": "1", "password": "2"}}),
            json!({"leaf": {"pin": HIDDEN, "password": "2"}}),
        ),
        (
            json!({"leaf": {"PIN": 1}}),
            json!({"leaf": {"PIN": HIDDEN}}),
        ),
        (
            json!({"leaf": {"pin": null}}),
            json!({"leaf": {"pin": null}}),
        ),
        (
            json!({"branches": [{"branches": [{"leaf": {"pin": "1"}}]}, {"leaf": {"pin": "2"}}]}),
            json!({"branches": [{"branches": [{"leaf": {"pin": HIDDEN}}]}, {"leaf": {"pin": HIDDEN}}]}),
        ),
        (
            json!({"by-name": {"pin": {"pin": "1"}}}),
            json!({"by-name": {"pin": {"pin": HIDDEN}}}),
        ),
        (
            json!({"either": {"pin": "1", "b": "2"}}),
            json!({"either": HIDDEN}),
        ),
        (
            json!({"either": ["1", "2"]}),
            json!({"either": [HIDDEN, HIDDEN]}),
        ),
        (json!({"all": {"a": [1]}}), json!({"all": HIDDEN})),
        // Of another form than the type says.
        (
            json!({"branches": {"leaf": {"pin": "1"}}}),
            json!({"branches": {"leaf": {"pin": HIDDEN}}}),
        ),
        (
            json!([{"leaf": [{"pin": "1"}]}]),
            json!([{"leaf": [{"pin": HIDDEN}]}]),
        ),
        (json!("text"), json!("text")),
    ] {
        let hides = value != expected;
        assert_eq!(TREE.holds(&value), hides, "{value}");
        assert_eq!(TREE.hidden(value.clone()), expected, "{value}");
    }
}

#[test]
fn every_secret_is_shown_once_to_whoever_asks_and_never_in_the_debug_form() {
    let value = json!({"leaf": {"pin": "1"}, "all": [2], "branches": [{"leaf": {"pin": "3"}}]});
    let mut seen = Vec::new();
    TREE.visit(&value, &mut |secret| seen.push(secret.to_string()));
    assert_eq!(seen, ["\"1\"", "\"3\"", "[2]"]);
    assert_eq!(format!("{TREE:?}"), "Fields(..)");
}
