//! The strict reading of an object: the first field that is missing, unknown or mistyped is named.

use serde_json::{Map, Value};

use super::{FieldRules, Kind, Presence, WireForm};
use crate::engine::PositionForm;

/// Says what is wrong with an object: the first missing, unknown or mistyped field.
pub(crate) fn check(
    fields: &[FieldRules],
    object: &Map<String, Value>,
    positions: PositionForm,
) -> Result<(), String> {
    check_object("", fields, object, positions)
}

fn check_object(
    place: &str,
    fields: &[FieldRules],
    object: &Map<String, Value>,
    positions: PositionForm,
) -> Result<(), String> {
    for field in fields {
        let at = join(place, field.name);
        match object.get(field.name) {
            Some(Value::Null) if field.presence != Presence::Required => {}
            Some(value) => check_value(&at, &field.kind, value, positions)?,
            None if matches!(field.presence, Presence::Required | Presence::Nullable) => {
                return Err(format!("Parameter {at} is missing"));
            }
            None => {}
        }
    }
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
    let fits = match (kind, value) {
        (Kind::Any, _)
        | (Kind::Boolean, Value::Bool(_))
        | (Kind::Number, Value::Number(_))
        | (Kind::Text, Value::String(_)) => true,
        (Kind::Integer, Value::Number(number)) => number.is_i64(),
        (Kind::EpochSeconds { wire, raw }, value) => {
            is_position(taken(*wire, positions), *raw, value)
        }
        (Kind::Member(members), Value::String(text)) => members.contains(&text.as_str()),
        (Kind::List(item), Value::Array(values)) => {
            for (index, value) in values.iter().enumerate() {
                check_value(&format!("{at}[{index}]"), item, value, positions)?;
            }
            true
        }
        (Kind::Map(item), Value::Object(object)) => {
            for (key, value) in object {
                check_value(&join(at, key), item, value, positions)?;
            }
            true
        }
        (Kind::Object(fields), Value::Object(object)) => {
            check_object(at, fields, object, positions)?;
            true
        }
        _ => false,
    };
    if fits {
        return Ok(());
    }
    Err(format!(
        "Parameter {at} must be {}",
        describe(kind, positions)
    ))
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

/// Whether a text is nothing but a number.
pub(super) fn is_digits(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())
}

fn describe(kind: &Kind, positions: PositionForm) -> String {
    match kind {
        Kind::Boolean => "true or false".to_owned(),
        Kind::Integer => "a whole number".to_owned(),
        Kind::Number => "a number".to_owned(),
        Kind::Text => "a text".to_owned(),
        Kind::Any => "a value".to_owned(),
        Kind::EpochSeconds { wire, .. } => match taken(*wire, positions) {
            [WireForm::Number] => "a whole number of seconds".to_owned(),
            [WireForm::Text] => "a text of whole seconds".to_owned(),
            _ => "whole seconds, as a number or a text".to_owned(),
        },
        Kind::Member(members) => format!("one of {}", members.join(", ")),
        Kind::List(_) => "a list".to_owned(),
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
    use super::*;

    const FIELDS: &[FieldRules] = &[
        FieldRules {
            name: "flag",
            kind: Kind::Boolean,
            presence: Presence::Required,
        },
        FieldRules {
            name: "count",
            kind: Kind::Integer,
            presence: Presence::Optional,
        },
        FieldRules {
            name: "limit",
            kind: Kind::Number,
            presence: Presence::Nullable,
        },
        FieldRules {
            name: "names",
            kind: Kind::List(&Kind::Text),
            presence: Presence::OptionalNullable,
        },
        FieldRules {
            name: "labels",
            kind: Kind::Map(&Kind::Member(&["a", "b"])),
            presence: Presence::Optional,
        },
        FieldRules {
            name: "inner",
            kind: Kind::Object(&[FieldRules {
                name: "at",
                kind: Kind::EpochSeconds {
                    wire: WireForm::Text,
                    raw: false,
                },
                presence: Presence::Required,
            }]),
            presence: Presence::Optional,
        },
        FieldRules {
            name: "from",
            kind: Kind::EpochSeconds {
                wire: WireForm::Number,
                raw: true,
            },
            presence: Presence::Optional,
        },
        FieldRules {
            name: "free",
            kind: Kind::Any,
            presence: Presence::Optional,
        },
    ];

    /// An object, and what is wrong with it.
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
