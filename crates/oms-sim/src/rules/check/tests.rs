//! The problems of an object, and their words.

use oms_client::{IntegerRule, ListRule, TextRule};

use super::*;

const FIELDS: &[FieldRules] = &[
    FieldRules::required("flag", Kind::Boolean),
    FieldRules::optional(
        "count",
        Kind::Integer(IntegerRule::new().minimum(1).maximum(150)),
    ),
    FieldRules::nullable("limit", Kind::Number),
    FieldRules::optional_nullable(
        "names",
        Kind::List(
            ListRule::new().max_items(2),
            &Kind::Text(TextRule::new().max_length(3)),
        ),
    ),
    FieldRules::optional("labels", Kind::Map(&Kind::Member(&["a", "b"]))),
    FieldRules::optional(
        "inner",
        Kind::Object(&[FieldRules::required(
            "at",
            Kind::EpochSeconds {
                wire: WireForm::Text,
                raw: false,
            },
        )]),
    ),
    FieldRules::optional(
        "from",
        Kind::EpochSeconds {
            wire: WireForm::Number,
            raw: true,
        },
    ),
    FieldRules::optional("free", Kind::Any),
    FieldRules::optional("password", Kind::Base64Secret),
    FieldRules::optional("key", Kind::Secret { any: false }),
    FieldRules::optional("since", Kind::UtcDateTime),
    FieldRules::optional("tree", Kind::Named(&TREE)),
    FieldRules::optional("by", Kind::FreeText).constant("NAME"),
    FieldRules::optional("user", Kind::FreeText).required_if("key", &["PLAIN", "SCRAM"]),
    FieldRules::optional("reason", Kind::FreeText).required_if("flag", &["false"]),
    FieldRules::optional_nullable("note", Kind::FreeText).required_if("flag", &["false"]),
    FieldRules::optional(
        "detail",
        Kind::Union {
            by: "key",
            variants: &[
                (&["COUNT"], Kind::Integer(IntegerRule::new())),
                (&["NAME", "LABEL"], Kind::Text(TextRule::new())),
            ],
        },
    ),
];

/// A kind that holds itself.
static TREE: Kind = Kind::Object(&[FieldRules::optional(
    "children",
    Kind::List(ListRule::new(), &Kind::Named(&TREE)),
)]);

/// An object, and what is wrong with it: nothing, or what is said of a parameter.
const CASES: &[(&str, &str)] = &[
    (r#"{"flag":true,"limit":null}"#, ""),
    (r#"{"flag":true,"limit":0.5,"count":null,"names":null}"#, ""),
    (r#"{"limit":1}"#, "flag is missing"),
    (r#"{"flag":null,"limit":1}"#, "flag must be true or false"),
    (r#"{"flag":"true","limit":1}"#, "flag must be true or false"),
    (r#"{"flag":true}"#, "limit is missing"),
    (
        r#"{"flag":false,"limit":1,"note":null}"#,
        "reason is missing, where flag is false",
    ),
    (
        r#"{"flag":false,"limit":1,"reason":"x"}"#,
        "note is missing, where flag is false",
    ),
    (r#"{"flag":false,"limit":1,"reason":"x","note":null}"#, ""),
    (
        r#"{"flag":false,"limit":1}"#,
        "reason is missing, where flag is false",
    ),
    (r#"{"flag":true,"limit":"1"}"#, "limit must be a number"),
];

/// The members of an object beside a flag and a limit that are right, and what is wrong with them.
const BESIDE: &[(&str, &str)] = &[
    (r#""names":["x"],"labels":{"k":"a"},"inner":{"at":"7"}"#, ""),
    (r#""from":1742365118,"free":[1]"#, ""),
    (r#""from":"100,30""#, ""),
    (r#""by":"NAME""#, ""),
    (r#""by":"KEY""#, "by must be NAME"),
    (r#""key":"PLAIN","user":"a""#, ""),
    (r#""key":"PLAIN""#, "user is missing, where key is PLAIN"),
    (
        r#""key":"PLAIN","user":null"#,
        "user is missing, where key is PLAIN",
    ),
    (r#""key":"OTHER","user":null"#, ""),
    (r#""key":null,"user":null"#, ""),
    (r#""count":1.5"#, "count must be a whole number"),
    (r#""names":{}"#, "names must be a list"),
    (r#""names":["x",1]"#, "names[1] must be a text"),
    (r#""labels":{"k":"c"}"#, "labels.k must be one of a, b"),
    (r#""inner":[]"#, "inner must be an object"),
    (
        r#""inner":{"at":7}"#,
        "inner.at must be a text of whole seconds",
    ),
    (r#""inner":{"at":"7","no":0}"#, "inner.no is unknown"),
    (
        r#""from":"1742365118""#,
        "from must be a whole number of seconds",
    ),
    (r#""count":151"#, "count must be at most 150, and is 151"),
    (
        r#""names":["a","b","c"]"#,
        "names must have at most 2 items, and has 3",
    ),
    (
        r#""names":["long"]"#,
        "names[0] is longer than 3 characters",
    ),
    // A text without a rule may hold anything.
    (
        r#""names":["\u0000"],"user":"\u0000""#,
        r"names[0] must not contain '\0'",
    ),
    (
        r#""password":"aHVudGVyMg==","since":"2024-09-13T09:08:34""#,
        "",
    ),
    (
        r#""password":"hunter2""#,
        "password must be a text in Base64",
    ),
    (r#""key":"""#, "key must be a text"),
    (
        r#""since":"2024-09-13 09:08:34""#,
        "since must be a time such as 2024-09-13T09:08:34",
    ),
    (r#""tree":{"children":[{"children":[]}]}"#, ""),
    (
        r#""tree":{"children":[{"kids":[]}]}"#,
        "tree.children[0].kids is unknown",
    ),
    (r#""key":"COUNT","detail":7"#, ""),
    (r#""key":"LABEL","detail":7"#, "detail must be a text"),
    (r#""key":"other","detail":[7]"#, ""),
    (r#""Flag":true"#, "Flag is unknown"),
];

#[test]
fn promise_203_missing_unknown_and_mistyped_fields_are_named() {
    for (text, problem) in CASES {
        assert_problem(text, problem);
    }
    for (more, problem) in BESIDE {
        assert_problem(&format!(r#"{{"flag":true,"limit":1,{more}}}"#), problem);
    }
}

fn assert_problem(text: &str, problem: &str) {
    let object = serde_json::from_str(text).unwrap();
    let found = check(FIELDS, false, &object, PositionForm::AsSpecified).err();
    let expected = (!problem.is_empty()).then(|| format!("Parameter {problem}"));
    assert_eq!(found, expected, "{text}");
}

/// A position, and the forms in which it is taken: as a number, as a text, as either.
const POSITIONS: &[(&str, [bool; 3])] = &[
    ("1742365118", [true, false, true]),
    ("1742365118000", [true, false, true]),
    (r#""1742365118""#, [false, true, true]),
    (r#""1742365118000""#, [false, true, true]),
    (r#""99999999999999999999""#, [false, false, false]),
    (r#""100,30""#, [true, true, true]),
    (r#""\u0001100""#, [false, false, false]),
    (r#""""#, [false, false, false]),
    (r#"" ""#, [false, false, false]),
    (r#""-""#, [false, false, false]),
    (r#"" 1742365118""#, [false, false, false]),
    (r#""+1742365118""#, [false, false, false]),
    (r#""1742365118.0""#, [false, false, false]),
    (r#""1.742365118E+09""#, [false, false, false]),
    (r#""0000000000051E12""#, [true, true, true]),
    ("-1", [true, false, true]),
    (r#""-1""#, [false, true, true]),
    ("1.5", [false, false, false]),
    ("true", [false, false, false]),
];

#[test]
fn promise_203_a_text_that_is_too_long_for_a_position_is_none() {
    for (length, taken) in [(128, true), (129, false)] {
        let object = Map::from_iter([
            ("flag".to_owned(), true.into()),
            ("limit".to_owned(), 1.into()),
            ("from".to_owned(), "x".repeat(length).into()),
        ]);
        let found = check(FIELDS, false, &object, PositionForm::AsSpecified);
        assert_eq!(found.is_ok(), taken, "{length}");
    }
}

#[test]
fn promise_215_either_form_of_a_position_can_be_demanded() {
    for (text, taken) in POSITIONS {
        let object = Map::from_iter([
            ("flag".to_owned(), true.into()),
            ("limit".to_owned(), 1.into()),
            ("from".to_owned(), serde_json::from_str(text).unwrap()),
        ]);
        let seen = [
            PositionForm::Number,
            PositionForm::Text,
            PositionForm::Either,
        ]
        .map(|form| check(FIELDS, false, &object, form).is_ok());
        assert_eq!(seen, *taken, "{text}");
    }
}
