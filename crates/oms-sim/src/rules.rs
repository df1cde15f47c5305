//! What the generated tables are made of: the strict reading of an action's parameters.
//!
//! It knows no action and no field; those stand in `generated/`.

use serde_json::{Map, Value};

use crate::engine::{Reaction, World};

/// One action, as the spec declares it.
pub(crate) struct ActionRules {
    /// Its name on the wire.
    pub(crate) name: &'static str,
    /// Its parameters.
    pub(crate) request: &'static [FieldRules],
    /// The payload of its example, as JSON text: the answer of an action without behaviour of its own.
    pub(crate) example: &'static str,
    /// Decodes the parameters and asks the world what comes of them.
    pub(crate) react: fn(&World, Value) -> Reaction<Value>,
}

/// One field of a request.
pub(crate) struct FieldRules {
    /// Its name on the wire.
    pub(crate) name: &'static str,
    /// What its value must be.
    pub(crate) kind: Kind,
    /// Whether it may be missing or null.
    pub(crate) presence: Presence,
}

/// What a value must be, as JSON.
#[allow(
    dead_code,
    reason = "the spec language has more kinds than the spec uses today"
)]
pub(crate) enum Kind {
    /// `true` or `false`.
    Boolean,
    /// A whole number of 64 bits.
    Integer,
    /// Any number.
    Number,
    /// Text.
    Text,
    /// Anything.
    Any,
    /// A position: whole seconds in one form and, where `raw` says so, a text that is no number.
    EpochSeconds {
        /// The form that the service takes.
        wire: WireForm,
        /// Whether a source-specific position is taken as well.
        raw: bool,
    },
    /// One of these spellings.
    Member(&'static [&'static str]),
    /// A list of one kind.
    List(&'static Kind),
    /// An object with free keys and values of one kind.
    Map(&'static Kind),
    /// An object with declared fields.
    Object(&'static [FieldRules]),
}

/// Whether a field may be missing or null.
#[derive(Clone, Copy, PartialEq, Eq)]
#[allow(
    dead_code,
    reason = "the spec language has more presences than the spec uses today"
)]
pub(crate) enum Presence {
    /// Always there, never null.
    Required,
    /// May be missing; a null counts as missing.
    Optional,
    /// Always there, may be null.
    Nullable,
    /// May be missing and may be null.
    OptionalNullable,
}

/// The JSON form in which a number is written.
#[derive(Clone, Copy, PartialEq, Eq)]
#[allow(
    dead_code,
    reason = "the spec language has more forms than the spec uses today"
)]
pub(crate) enum WireForm {
    /// As a JSON number.
    Number,
    /// As a JSON string of digits.
    Text,
}

/// Says what is wrong with an object: the first missing, unknown or mistyped field.
pub(crate) fn check(fields: &[FieldRules], object: &Map<String, Value>) -> Result<(), String> {
    check_object("", fields, object)
}

fn check_object(
    place: &str,
    fields: &[FieldRules],
    object: &Map<String, Value>,
) -> Result<(), String> {
    for field in fields {
        let at = join(place, field.name);
        match object.get(field.name) {
            Some(Value::Null) if field.presence != Presence::Required => {}
            Some(value) => check_value(&at, &field.kind, value)?,
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

fn check_value(at: &str, kind: &Kind, value: &Value) -> Result<(), String> {
    let fits = match (kind, value) {
        (Kind::Any, _)
        | (Kind::Boolean, Value::Bool(_))
        | (Kind::Number, Value::Number(_))
        | (Kind::Text, Value::String(_)) => true,
        (Kind::Integer, Value::Number(number)) => number.is_i64(),
        (Kind::EpochSeconds { wire, raw }, value) => is_position(*wire, *raw, value),
        (Kind::Member(members), Value::String(text)) => members.contains(&text.as_str()),
        (Kind::List(item), Value::Array(values)) => {
            for (index, value) in values.iter().enumerate() {
                check_value(&format!("{at}[{index}]"), item, value)?;
            }
            true
        }
        (Kind::Map(item), Value::Object(object)) => {
            for (key, value) in object {
                check_value(&join(at, key), item, value)?;
            }
            true
        }
        (Kind::Object(fields), Value::Object(object)) => {
            check_object(at, fields, object)?;
            true
        }
        _ => false,
    };
    if fits {
        return Ok(());
    }
    Err(format!("Parameter {at} must be {}", kind.describe()))
}

/// A text of digits is the other form of a number, never a source-specific position.
fn is_position(wire: WireForm, raw: bool, value: &Value) -> bool {
    match value {
        Value::Number(number) => wire == WireForm::Number && number.is_i64(),
        Value::String(text) => {
            let is_number = text.parse::<i64>().is_ok();
            if is_number {
                wire == WireForm::Text
            } else {
                raw
            }
        }
        _ => false,
    }
}

impl Kind {
    fn describe(&self) -> String {
        match self {
            Self::Boolean => "true or false".to_owned(),
            Self::Integer => "a whole number".to_owned(),
            Self::Number => "a number".to_owned(),
            Self::Text => "a text".to_owned(),
            Self::Any => "a value".to_owned(),
            Self::EpochSeconds {
                wire: WireForm::Number,
                ..
            } => "a whole number of seconds".to_owned(),
            Self::EpochSeconds {
                wire: WireForm::Text,
                ..
            } => "a text of whole seconds".to_owned(),
            Self::Member(members) => format!("one of {}", members.join(", ")),
            Self::List(_) => "a list".to_owned(),
            Self::Map(_) | Self::Object(_) => "an object".to_owned(),
        }
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
            let found = check(FIELDS, &object).err().unwrap_or_default();
            assert_eq!(found, *problem, "{text}");
        }
    }
}
