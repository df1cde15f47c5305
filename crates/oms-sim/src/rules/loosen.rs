//! The loose reading of an object: names in any case, unknown fields passed over, and scalars in
//! their other forms.
//!
//! It never makes up a value: a missing field stays missing, and is refused by the strict reading
//! that follows.

use serde_json::{Map, Number, Value};

use super::parts::each_part;
use super::{FieldRules, Kind};

/// The object as the strict reading wants it, as far as that can be done without a guess.
pub(crate) fn loosen(fields: &[FieldRules], object: Map<String, Value>) -> Map<String, Value> {
    let mut loosened = Map::new();
    for (key, mut value) in object {
        let exact = fields.iter().find(|field| field.name == key);
        let known = exact.or_else(|| {
            fields
                .iter()
                .find(|field| field.name.eq_ignore_ascii_case(&key))
        });
        let Some(field) = known else {
            continue;
        };
        loosen_value(&field.kind, &mut value);
        if exact.is_some() || !loosened.contains_key(field.name) {
            loosened.insert(field.name.to_owned(), value);
        }
    }
    loosened
}

fn loosen_value(kind: &Kind, value: &mut Value) {
    let other = match (kind, &mut *value) {
        (Kind::Boolean, Value::String(text)) => boolean(text),
        (Kind::Integer(_), Value::String(text)) => text.trim().parse::<i64>().ok().map(Value::from),
        (Kind::Number, Value::String(text)) => {
            text.trim().parse::<Number>().ok().map(Value::Number)
        }
        (Kind::FreeText | Kind::Text(_) | Kind::Member(_), Value::Number(number)) => {
            Some(number.to_string().into())
        }
        (Kind::FreeText | Kind::Text(_), Value::Bool(flag)) => Some(flag.to_string().into()),
        (Kind::Member(members), Value::String(text)) => members
            .iter()
            .find(|member| member.eq_ignore_ascii_case(text))
            .map(|member| Value::from(*member)),
        (Kind::Object(fields), Value::Object(object)) => {
            *object = loosen(fields, std::mem::take(object));
            None
        }
        (Kind::Named(kind) | Kind::OneOrList(kind), value) => {
            loosen_value(kind, value);
            None
        }
        (kind, value) => {
            each_part(kind, value, &mut loosen_value);
            None
        }
    };
    if let Some(other) = other {
        *value = other;
    }
}

fn boolean(text: &str) -> Option<Value> {
    if text.eq_ignore_ascii_case("true") {
        Some(Value::Bool(true))
    } else if text.eq_ignore_ascii_case("false") {
        Some(Value::Bool(false))
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use oms_client::{IntegerRule, ListRule};

    use super::*;

    const FIELDS: &[FieldRules] = &[
        FieldRules::required("flag", Kind::Boolean),
        FieldRules::optional(
            "count",
            Kind::List(ListRule::new(), &Kind::Integer(IntegerRule::new())),
        ),
        FieldRules::optional("order", Kind::Named(&Kind::Member(&["asc", "desc"]))),
        FieldRules::optional(
            "inner",
            Kind::Object(&[FieldRules::required("id", Kind::FreeText)]),
        ),
    ];

    #[test]
    fn promise_203_loose_reading_mends_case_and_type_and_passes_over_what_is_unknown() {
        for (given, read) in [
            (r#"{"Flag":"TRUE","more":1}"#, r#"{"flag":true}"#),
            (r#"{"FLAG":false,"flag":true}"#, r#"{"flag":true}"#),
            (r#"{"flag":true,"FLAG":false}"#, r#"{"flag":true}"#),
            (r#"{"flag":"yes"}"#, r#"{"flag":"yes"}"#),
            (r#"{"count":["1"," 2 ","x"]}"#, r#"{"count":[1,2,"x"]}"#),
            (r#"{"order":"ASC"}"#, r#"{"order":"asc"}"#),
            (r#"{"inner":{"ID":7,"no":0}}"#, r#"{"inner":{"id":"7"}}"#),
            ("{}", "{}"),
        ] {
            let object = serde_json::from_str(given).unwrap();
            let expected: Map<String, Value> = serde_json::from_str(read).unwrap();
            assert_eq!(loosen(FIELDS, object), expected, "{given}");
        }
    }
}
