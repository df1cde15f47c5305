//! JSON in which no name comes twice.

use std::fmt;

use serde::de::{Deserialize, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Number, Value};

use crate::{Invalid, Json};

impl Json {
    /// Reads JSON in which no object has a name twice.
    ///
    /// Readers disagree over which of the two values counts: what a person was shown need not be
    /// what a service does, and a secret in the value that was dropped is not known any more.
    ///
    /// # Errors
    ///
    /// The bytes are not one JSON value, or an object has a name twice. Neither the name nor a
    /// value is repeated: one of them may be a secret.
    pub fn distinct(json: &[u8]) -> Result<Value, Invalid> {
        serde_json::from_slice(json)
            .map(|Distinct(value)| value)
            .map_err(|error| Invalid::new(error.to_string()))
    }
}

struct Distinct(Value);

impl<'de> Deserialize<'de> for Distinct {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Reading).map(Self)
    }
}

struct Reading;

impl<'de> Visitor<'de> for Reading {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Value, A::Error> {
        let mut object = Map::new();
        while let Some((name, Distinct(value))) = entries.next_entry::<String, Distinct>()? {
            if object.insert(name, value).is_some() {
                return Err(A::Error::custom("a name is given twice"));
            }
        }
        Ok(number_or_object(object))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Value, A::Error> {
        let mut list = Vec::new();
        while let Some(Distinct(value)) = items.next_element()? {
            list.push(value);
        }
        Ok(Value::Array(list))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Value, E> {
        Ok(Value::from(text))
    }

    fn visit_bool<E: Error>(self, flag: bool) -> Result<Value, E> {
        Ok(Value::from(flag))
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<Value, E> {
        Ok(Value::from(number))
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<Value, E> {
        Ok(Value::from(number))
    }

    fn visit_f64<E: Error>(self, number: f64) -> Result<Value, E> {
        Ok(Value::from(number))
    }

    fn visit_unit<E: Error>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }
}

/// Returns the number that an object is where any crate of a build switched on
/// `arbitrary_precision`: `serde_json` then hands over each number as an object with one text.
/// Without this, a dependency of the caller's would decide what is read.
fn number_or_object(object: Map<String, Value>) -> Value {
    let is_lone_text = object.len() == 1 && object.values().all(Value::is_string);
    let value = Value::Object(object);
    if is_lone_text && let Ok(number) = Number::deserialize(&value) {
        return Value::Number(number);
    }
    value
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use crate::Json;

    #[test]
    fn a_name_that_is_given_twice_is_refused_at_any_depth_and_not_repeated() {
        for text in [
            r#"{"a":[1,-2,0.5,true,null,"b",{"a":1}],"b":{"a":2}}"#,
            r#"{"a":{"b":"1"}}"#,
            "18446744073709551615",
            "\"text\"",
            "null",
        ] {
            let value: Value = serde_json::from_str(text).unwrap();
            assert_eq!(Json::distinct(text.as_bytes()), Ok(value), "{text}");
        }
        for text in [
            r#"{"pin":1,"pin":1}"#,
            r#"{"a":[{"pin":1,"pin":2}]}"#,
            r#"{"pin":1,"p\u0069n":1}"#,
        ] {
            let refusal = Json::distinct(text.as_bytes()).unwrap_err().to_string();
            assert!(refusal.contains("twice"), "{text}: {refusal}");
            assert!(!refusal.contains("pin"), "{text}: {refusal}");
        }
        for text in ["{a:1}", "{\"a\":1}x", "{\"a\":1} {}", "'a'", "1e999", ""] {
            assert!(Json::distinct(text.as_bytes()).is_err(), "{text}");
        }
        assert!(Json::distinct(b"\"\xff\"").is_err());
    }
}
