//! The secrets of JSON by the tables of its types.

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
fn p246_what_is_under_a_key_or_is_not_known_is_hidden_at_any_depth() {
    static CONFIG: Secrets = Secrets::Keys(&["password"]);
    static OPEN: Secrets = Secrets::FieldsAlone(&[("id", &Secrets::None), ("config", &CONFIG)]);
    for (value, expected) in [
        (
            json!({"id": "a", "config": {"hosts": [{"name": "b", "password": "s"}], "PassWord": ["s"]}}),
            json!({"id": "a", "config": {"hosts": [{"name": "b", "password": HIDDEN}], "PassWord": HIDDEN}}),
        ),
        (
            json!({"id": {"password": "no secret here"}, "more": {"a": 1}}),
            json!({"id": {"password": "no secret here"}, "more": HIDDEN}),
        ),
        (
            json!({"id": "a", "config": [{"password": null}]}),
            json!({"id": "a", "config": [{"password": null}]}),
        ),
    ] {
        assert_eq!(OPEN.holds(&value), value != expected, "{value}");
        assert_eq!(OPEN.hidden(value.clone()), expected, "{value}");
    }
}

#[test]
fn p246_of_what_nothing_declares_only_the_names_are_shown() {
    static UNDECLARED: Secrets = Secrets::AllBut(&["id"]);
    for (value, expected) in [
        (
            json!({"id": {"a": "1"}, "pin": 1234, "list": ["2"], "none": null}),
            json!({"id": {"a": "1"}, "pin": HIDDEN, "list": HIDDEN, "none": null}),
        ),
        (
            json!([{"id": "1", "pin": "2"}]),
            json!([{"id": "1", "pin": HIDDEN}]),
        ),
        (json!("token"), json!(HIDDEN)),
        (json!(["token", 7]), json!([HIDDEN, 7])),
        (json!(7), json!(7)),
        (json!(null), json!(null)),
    ] {
        assert_eq!(UNDECLARED.holds(&value), value != expected, "{value}");
        assert_eq!(UNDECLARED.hidden(value.clone()), expected, "{value}");
    }
}

#[test]
fn types_that_hold_each_other_cost_no_more_with_each_level() {
    static NODE: Secrets = Secrets::Fields(&[
        ("pin", &Secrets::Whole),
        (
            "next",
            &Secrets::AnyOf(&[
                &Secrets::Items(&NODE),
                &Secrets::Values(&NODE),
                &Secrets::AnyOf(&[&NODE]),
            ]),
        ),
    ]);
    let nested = |pin: &str| {
        let mut value = json!({"pin": pin, "name": "a"});
        for _ in 0..60 {
            value = json!({"next": [value]});
        }
        value
    };
    let mut seen = 0;
    NODE.visit(&nested("1"), &mut |_| seen += 1);
    assert_eq!(seen, 1);
    assert_eq!(NODE.hidden(nested("1")), nested(HIDDEN));
}

#[test]
fn every_secret_is_shown_once_to_whoever_asks_and_never_in_the_debug_form() {
    let value = json!({"leaf": {"pin": "1"}, "all": [2], "branches": [{"leaf": {"pin": "3"}}]});
    let mut seen = Vec::new();
    TREE.visit(&value, &mut |secret| seen.push(secret.to_string()));
    assert_eq!(seen, ["[2]", "\"3\"", "\"1\""]);
    assert_eq!(format!("{TREE:?}"), "Fields(..)");
}
