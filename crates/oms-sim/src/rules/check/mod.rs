//! The strict reading of an object: the first field that is missing, unknown or mistyped is named.

use oms_client::{Base64Secret, Invalid, StartPosition, UtcDateTime};
use serde_json::{Map, Value};

use super::{FieldRules, Kind, Presence, WireForm};
use crate::engine::PositionForm;

/// Says what is wrong with an object: the first missing or mistyped field, or the first that is not
/// declared, unless it may hold further ones.
pub(crate) fn check(
    fields: &[FieldRules],
    further: bool,
    object: &Map<String, Value>,
    positions: PositionForm,
) -> Result<(), String> {
    check_declared("", fields, object, positions)?;
    if further {
        return Ok(());
    }
    check_unknown("", fields, object)
}

fn check_declared(
    place: &str,
    fields: &[FieldRules],
    object: &Map<String, Value>,
    positions: PositionForm,
) -> Result<(), String> {
    for field in fields {
        let at = join(place, field.name);
        let given = object.get(field.name);
        match given.filter(|value| !field.is_missing_as(value)) {
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
            check_declared(at, fields, object, positions)?;
            check_unknown(at, fields, object)
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

/// A number of milliseconds is taken, and so is any other number: a slip of the unit is to be seen.
/// A text is the other form of a number or a position in the source's own words, by the client's
/// rules for one: what no client of the spec sends is no position.
fn is_position(taken: &[WireForm], raw: bool, value: &Value) -> bool {
    match value {
        Value::Number(number) => taken.contains(&WireForm::Number) && number.is_i64(),
        Value::String(text) if is_digits(text) => {
            taken.contains(&WireForm::Text) && text.parse::<i64>().is_ok()
        }
        Value::String(text) => raw && StartPosition::raw(text.as_str()).check().is_ok(),
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
mod tests;
