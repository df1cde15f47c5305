//! The strict reading of an object: the first field that is missing, unknown or mistyped is named.

use oms_client::{Base64Secret, Invalid, UtcDateTime};
use serde_json::{Map, Value};

use super::{FieldRules, Kind, Presence, WireForm};
use crate::engine::PositionForm;

/// Finds the first problem of an object: a missing, unknown or mistyped field.
pub(crate) fn check(
    fields: &[FieldRules],
    object: &Map<String, Value>,
    positions: PositionForm,
) -> Result<(), String> {
    check_object("", fields, object, positions)
}

/// As [`check`], of an object that may hold fields that are not declared.
pub(crate) fn check_known(
    fields: &[FieldRules],
    object: &Map<String, Value>,
    positions: PositionForm,
) -> Result<(), String> {
    check_declared("", fields, object, positions)
}

fn check_object(
    place: &str,
    fields: &[FieldRules],
    object: &Map<String, Value>,
    positions: PositionForm,
) -> Result<(), String> {
    check_declared(place, fields, object, positions)?;
    check_unknown(place, fields, object)
}

fn check_declared(
    place: &str,
    fields: &[FieldRules],
    object: &Map<String, Value>,
    positions: PositionForm,
) -> Result<(), String> {
    for field in fields {
        let at = join(place, field.name);
        match object.get(field.name) {
            Some(Value::Null) if field.presence != Presence::Required => {}
            Some(value) => {
                check_value(&at, field.kind.beside(object), value, positions)?;
                if let Some(constant) = field.constant
                    && value != constant
                {
                    return Err(format!("Parameter {at} must be {constant}"));
                }
            }
            None if matches!(field.presence, Presence::Required | Presence::Nullable) => {
                return Err(format!("Parameter {at} is missing"));
            }
            None => {
                if let Some((by, value)) = field.requiring(object) {
                    let by = join(place, by);
                    return Err(format!("Parameter {at} is missing, where {by} is {value}"));
                }
            }
        }
    }
    Ok(())
}

fn check_unknown(
    place: &str,
    fields: &[FieldRules],
    object: &Map<String, Value>,
) -> Result<(), String> {
    match object
        .keys()
        .find(|key| fields.iter().all(|field| field.name != *key))
    {
        Some(key) => Err(format!("Parameter {} is unknown", join(place, key))),
        None => Ok(()),
    }
}

fn check_value(
    at: &str,
    kind: &Kind,
    value: &Value,
    positions: PositionForm,
) -> Result<(), String> {
    let keeps = |rule: Result<(), Invalid>| {
        rule.map_err(|invalid| format!("Parameter {at} {}", invalid.message()))
    };
    match (kind, value) {
        (Kind::Named(kind) | Kind::OneOrList(kind), value) => {
            check_value(at, kind, value, positions)
        }
        (Kind::Text(rule), Value::String(text)) => keeps(rule.check(text)),
        (Kind::Integer(rule), Value::Number(number)) if number.is_i64() => number
            .as_i64()
            .map_or(Ok(()), |number| keeps(rule.check(number))),
        (Kind::List(rule, item), Value::Array(values)) => {
            keeps(rule.check(values.len()))?;
            for (index, value) in values.iter().enumerate() {
                check_value(&format!("{at}[{index}]"), item, value, positions)?;
            }
            Ok(())
        }
        (Kind::Map(item), Value::Object(object)) => {
            for (key, value) in object {
                check_value(&join(at, key), item, value, positions)?;
            }
            Ok(())
        }
        (Kind::Object(fields), Value::Object(object)) => {
            check_object(at, fields, object, positions)
        }
        (kind, value) if fits(kind, value, positions) => Ok(()),
        (kind, _) => {
            let wanted = describe(kind, positions);
            Err(format!("Parameter {at} must be {wanted}"))
        }
    }
}

/// Returns whether a value without parts is of a kind.
fn fits(kind: &Kind, value: &Value, positions: PositionForm) -> bool {
    match (kind, value) {
        (Kind::Any | Kind::Secret { any: true } | Kind::Union { .. }, _)
        | (Kind::Boolean, Value::Bool(_))
        | (Kind::Number, Value::Number(_))
        | (Kind::FreeText, Value::String(_)) => true,
        (Kind::Secret { any: false }, Value::String(text)) => !text.is_empty(),
        (Kind::Base64Secret, Value::String(text)) => {
            !text.is_empty() && Base64Secret::from_encoded(text).is_ok()
        }
        (Kind::UtcDateTime, Value::String(text)) => text
            .parse::<UtcDateTime>()
            .is_ok_and(|time| time.raw() == text),
        (Kind::EpochSeconds { wire, raw }, value) => {
            is_position(taken(*wire, positions), *raw, value)
        }
        (Kind::Member(members), Value::String(text)) => members.contains(&text.as_str()),
        _ => false,
    }
}

/// The forms in which a number of seconds is taken.
fn taken(wire: WireForm, positions: PositionForm) -> &'static [WireForm] {
    match (positions, wire) {
        (PositionForm::Either, _) => &[WireForm::Number, WireForm::Text],
        (PositionForm::Number, _) | (PositionForm::AsSpecified, WireForm::Number) => {
            &[WireForm::Number]
        }
        (PositionForm::Text, _) | (PositionForm::AsSpecified, WireForm::Text) => &[WireForm::Text],
    }
}

/// A text of digits is the other form of a number, never a source-specific position.
fn is_position(taken: &[WireForm], raw: bool, value: &Value) -> bool {
    match value {
        Value::Number(number) => taken.contains(&WireForm::Number) && number.is_i64(),
        Value::String(text) if is_digits(text) => {
            taken.contains(&WireForm::Text) && text.parse::<i64>().is_ok()
        }
        Value::String(text) => raw && !text.chars().any(char::is_control),
        _ => false,
    }
}

/// Returns whether a text is nothing but a number.
pub(super) fn is_digits(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())
}

fn describe(kind: &Kind, positions: PositionForm) -> String {
    match kind {
        Kind::Boolean => "true or false".to_owned(),
        Kind::Integer(_) => "a whole number".to_owned(),
        Kind::Number => "a number".to_owned(),
        Kind::FreeText | Kind::Text(_) | Kind::Secret { any: false } => "a text".to_owned(),
        Kind::Base64Secret => "a text in Base64".to_owned(),
        Kind::UtcDateTime => "a time such as 2024-09-13T09:08:34".to_owned(),
        Kind::Any | Kind::Secret { any: true } | Kind::Union { .. } => "a value".to_owned(),
        Kind::Named(kind) | Kind::OneOrList(kind) => describe(kind, positions),
        Kind::EpochSeconds { wire, .. } => match taken(*wire, positions) {
            [WireForm::Number] => "a whole number of seconds".to_owned(),
            [WireForm::Text] => "a text of whole seconds".to_owned(),
            _ => "whole seconds, as a number or a text".to_owned(),
        },
        Kind::Member(members) => format!("one of {}", members.join(", ")),
        Kind::List(..) => "a list".to_owned(),
        Kind::Map(_) | Kind::Object(_) => "an object".to_owned(),
    }
}

fn join(place: &str, name: &str) -> String {
    if place.is_empty() {
        name.to_owned()
    } else {
        format!("{place}.{name}")
    }
}

#[cfg(test)]
mod tests {
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

    /// A kind that contains itself.
    static TREE: Kind = Kind::Object(&[FieldRules::optional(
        "children",
        Kind::List(ListRule::new(), &Kind::Named(&TREE)),
    )]);

    /// An object, and its problem.
    const CASES: &[(&str, &str)] = &[
        (r#"{"flag":true,"limit":null}"#, ""),
        (r#"{"flag":true,"limit":0.5,"count":null,"names":null}"#, ""),
        (
            r#"{"flag":true,"limit":1,"names":["x"],"labels":{"k":"a"},"inner":{"at":"7"}}"#,
            "",
        ),
        (
            r#"{"flag":true,"limit":1,"from":1742365118,"free":[1]}"#,
            "",
        ),
        (r#"{"flag":true,"limit":1,"from":"100,30"}"#, ""),
        (r#"{"limit":1}"#, "Parameter flag is missing"),
        (
            r#"{"flag":null,"limit":1}"#,
            "Parameter flag must be true or false",
        ),
        (
            r#"{"flag":"true","limit":1}"#,
            "Parameter flag must be true or false",
        ),
        (r#"{"flag":true}"#, "Parameter limit is missing"),
        (r#"{"flag":true,"limit":1,"by":"NAME"}"#, ""),
        (
            r#"{"flag":true,"limit":1,"by":"KEY"}"#,
            "Parameter by must be NAME",
        ),
        (r#"{"flag":true,"limit":1,"key":"PLAIN","user":"a"}"#, ""),
        (
            r#"{"flag":true,"limit":1,"key":"PLAIN"}"#,
            "Parameter user is missing, where key is PLAIN",
        ),
        (
            r#"{"flag":false,"limit":1}"#,
            "Parameter reason is missing, where flag is false",
        ),
        (
            r#"{"flag":true,"limit":"1"}"#,
            "Parameter limit must be a number",
        ),
        (
            r#"{"flag":true,"limit":1,"count":1.5}"#,
            "Parameter count must be a whole number",
        ),
        (
            r#"{"flag":true,"limit":1,"names":{}}"#,
            "Parameter names must be a list",
        ),
        (
            r#"{"flag":true,"limit":1,"names":["x",1]}"#,
            "Parameter names[1] must be a text",
        ),
        (
            r#"{"flag":true,"limit":1,"labels":{"k":"c"}}"#,
            "Parameter labels.k must be one of a, b",
        ),
        (
            r#"{"flag":true,"limit":1,"inner":[]}"#,
            "Parameter inner must be an object",
        ),
        (
            r#"{"flag":true,"limit":1,"inner":{"at":7}}"#,
            "Parameter inner.at must be a text of whole seconds",
        ),
        (
            r#"{"flag":true,"limit":1,"inner":{"at":"7","no":0}}"#,
            "Parameter inner.no is unknown",
        ),
        (
            r#"{"flag":true,"limit":1,"from":"1742365118"}"#,
            "Parameter from must be a whole number of seconds",
        ),
        (
            r#"{"flag":true,"limit":1,"count":151}"#,
            "Parameter count must be at most 150, and is 151",
        ),
        (
            r#"{"flag":true,"limit":1,"names":["a","b","c"]}"#,
            "Parameter names must have at most 2 items, and has 3",
        ),
        (
            r#"{"flag":true,"limit":1,"names":["long"]}"#,
            "Parameter names[0] is longer than 3 characters",
        ),
        (
            r#"{"flag":true,"limit":1,"password":"aHVudGVyMg==","since":"2024-09-13T09:08:34"}"#,
            "",
        ),
        (
            r#"{"flag":true,"limit":1,"password":"hunter2"}"#,
            "Parameter password must be a text in Base64",
        ),
        (
            r#"{"flag":true,"limit":1,"key":""}"#,
            "Parameter key must be a text",
        ),
        (
            r#"{"flag":true,"limit":1,"since":"2024-09-13 09:08:34"}"#,
            "Parameter since must be a time such as 2024-09-13T09:08:34",
        ),
        (
            r#"{"flag":true,"limit":1,"tree":{"children":[{"children":[]}]}}"#,
            "",
        ),
        (
            r#"{"flag":true,"limit":1,"tree":{"children":[{"kids":[]}]}}"#,
            "Parameter tree.children[0].kids is unknown",
        ),
        (r#"{"flag":true,"limit":1,"key":"COUNT","detail":7}"#, ""),
        (
            r#"{"flag":true,"limit":1,"key":"LABEL","detail":7}"#,
            "Parameter detail must be a text",
        ),
        (r#"{"flag":true,"limit":1,"key":"other","detail":[7]}"#, ""),
        (
            r#"{"flag":true,"limit":1,"Flag":true}"#,
            "Parameter Flag is unknown",
        ),
    ];

    #[test]
    fn promise_203_missing_unknown_and_mistyped_fields_are_named() {
        for (text, problem) in CASES {
            let object: Map<String, Value> = serde_json::from_str(text).unwrap();
            let found = check(FIELDS, &object, PositionForm::AsSpecified)
                .err()
                .unwrap_or_default();
            assert_eq!(found, *problem, "{text}");
        }
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
        ("1.5", [false, false, false]),
        ("true", [false, false, false]),
    ];

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
            .map(|form| check(FIELDS, &object, form).is_ok());
            assert_eq!(seen, *taken, "{text}");
        }
    }
}
