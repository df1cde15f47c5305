//! Reads JSON in which no name is given twice.

use std::fmt;

use serde::Deserialize;
use serde::de::{Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Value};

/// Reads a value. An object that gives a name twice is refused: readers disagree over which one
/// counts, so that what a person was shown need not be what a service does.
pub(super) fn read(text: &str) -> Result<Value, String> {
    serde_json::from_str::<Distinct>(text)
        .map(|distinct| distinct.0)
        .map_err(|error| error.to_string())
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
                // Neither the name nor the value is repeated: one of them may be a secret.
                return Err(A::Error::custom("a name is given twice"));
            }
        }
        Ok(Value::Object(object))
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

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::read;

    #[test]
    fn a_name_that_is_given_twice_is_refused_at_any_depth_and_not_repeated() {
        let value = json!({"a": [1, -2, 0.5, "x", true, null, {"a": {}}]});
        assert_eq!(read(&value.to_string()), Ok(value));
        for text in [r#"{"pin":1,"pin":2}"#, r#"{"a":[{"pin":1,"p\u0069n":1}]}"#] {
            let refused = read(text).unwrap_err();
            assert!(
                refused.contains("twice") && !refused.contains("pin"),
                "{refused}"
            );
        }
        assert!(read("{\"a\":1} {}").is_err() && read("").is_err());
    }
}
