//! Reads whole payloads leniently: a scalar that the type expects is taken in any form that needs
//! no guess.
//!
//! The type itself says what it expects, through serde's hints, so that a type needs no
//! attribute for it. A value that reads itself from anything, such as [`Json`](crate::Json), gets
//! what came. A list in place of an object is refused, which serde takes.

use std::fmt;

use serde::de::{DeserializeOwned, DeserializeSeed, Error, MapAccess, SeqAccess, Visitor};
use serde::{Deserializer, forward_to_deserialize_any};

use super::{Boolean, Integer, Number, Text};

/// Reads a JSON text.
pub(crate) fn from_str<T: DeserializeOwned>(json: &str) -> Result<T, serde_json::Error> {
    let mut deserializer = serde_json::Deserializer::from_str(json);
    let value = T::deserialize(Lenient(&mut deserializer))?;
    deserializer.end()?;
    Ok(value)
}

/// Stands between a type and what it is read from. It takes the place of the deserializer, and of
/// the seed of a value inside it.
struct Lenient<I>(I);

impl<'de, D: Deserializer<'de>> Deserializer<'de> for Lenient<D> {
    type Error = D::Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, D::Error> {
        self.0.deserialize_any(visitor)
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, D::Error> {
        visitor.visit_bool(Boolean::read(self.0)?)
    }

    fn deserialize_i64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, D::Error> {
        visitor.visit_i64(Integer::read(self.0)?)
    }

    fn deserialize_f64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, D::Error> {
        visitor.visit_f64(Number::read(self.0)?)
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, D::Error> {
        visitor.visit_string(Text::read(self.0)?)
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, D::Error> {
        visitor.visit_string(Text::read(self.0)?)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, D::Error> {
        self.0.deserialize_option(Nullable(visitor))
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, D::Error> {
        self.0.deserialize_seq(List(visitor))
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, D::Error> {
        self.0.deserialize_map(Object(visitor))
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, D::Error> {
        self.0.deserialize_map(Object(visitor))
    }

    /// As it came: this is how serde's raw JSON asks for itself. A transparent newtype does not
    /// pass here.
    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        visitor: V,
    ) -> Result<V::Value, D::Error> {
        self.0.deserialize_newtype_struct(name, visitor)
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, D::Error> {
        self.0.deserialize_ignored_any(visitor)
    }

    forward_to_deserialize_any! {
        i8 i16 i32 i128 u8 u16 u32 u64 u128 f32 char bytes byte_buf unit unit_struct tuple tuple_struct enum identifier
    }
}

impl<'de, S: DeserializeSeed<'de>> DeserializeSeed<'de> for Lenient<S> {
    type Value = S::Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<S::Value, D::Error> {
        self.0.deserialize(Lenient(deserializer))
    }
}

/// A value or null.
struct Nullable<V>(V);

impl<'de, V: Visitor<'de>> Visitor<'de> for Nullable<V> {
    type Value = V::Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.expecting(f)
    }

    fn visit_none<E: Error>(self) -> Result<V::Value, E> {
        self.0.visit_none()
    }

    fn visit_unit<E: Error>(self) -> Result<V::Value, E> {
        self.0.visit_none()
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<V::Value, D::Error> {
        self.0.visit_some(Lenient(deserializer))
    }
}

/// A list. It takes the place of the visitor, and then of the elements.
struct List<I>(I);

impl<'de, V: Visitor<'de>> Visitor<'de> for List<V> {
    type Value = V::Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.expecting(f)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, elements: A) -> Result<V::Value, A::Error> {
        self.0.visit_seq(List(elements))
    }
}

impl<'de, A: SeqAccess<'de>> SeqAccess<'de> for List<A> {
    type Error = A::Error;

    fn next_element_seed<S: DeserializeSeed<'de>>(
        &mut self,
        seed: S,
    ) -> Result<Option<S::Value>, A::Error> {
        self.0.next_element_seed(Lenient(seed))
    }
}

/// An object. It takes the place of the visitor, and then of the entries.
struct Object<I>(I);

impl<'de, V: Visitor<'de>> Visitor<'de> for Object<V> {
    type Value = V::Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.expecting(f)
    }

    fn visit_map<A: MapAccess<'de>>(self, entries: A) -> Result<V::Value, A::Error> {
        self.0.visit_map(Object(entries))
    }
}

impl<'de, A: MapAccess<'de>> MapAccess<'de> for Object<A> {
    type Error = A::Error;

    fn next_key_seed<K: DeserializeSeed<'de>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, A::Error> {
        self.0.next_key_seed(seed)
    }

    fn next_value_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<S::Value, A::Error> {
        self.0.next_value_seed(Lenient(seed))
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;
    use std::fmt::Debug;

    use serde::de::DeserializeOwned;
    use serde::{Deserialize, Deserializer, Serialize};

    use super::from_str;
    use crate::{EpochSeconds, Json, OtherFields, UtcDateTime};

    fn reads<T: DeserializeOwned + PartialEq + Debug>(json: &str, expected: T) {
        let read = from_str::<T>(json).map_err(|error| error.to_string());
        assert_eq!(read, Ok(expected), "{json}");
    }

    fn refuses<T: DeserializeOwned + Debug>(texts: &[&str]) {
        for json in texts {
            let result = from_str::<T>(json);
            assert!(result.is_err(), "{json}: {result:?}");
        }
    }

    fn map<T, const N: usize>(entries: [(&str, T); N]) -> BTreeMap<String, T> {
        entries.map(|(key, value)| (key.to_owned(), value)).into()
    }

    #[test]
    fn promise_20_a_scalar_is_read_from_every_form_that_takes_no_guess() {
        for json in ["1", "1.0", "\"1\"", "\" 1 \"", "\"1.00\""] {
            reads::<i64>(json, 1);
        }
        for (json, expected) in [("1e3", 1000), ("-0", 0), ("-9223372036854775808", i64::MIN)] {
            reads::<i64>(json, expected);
        }
        refuses::<i64>(&[
            "1.5",
            "\"1.5\"",
            "\"x\"",
            "\"\"",
            "true",
            "false",
            "[]",
            "{}",
            "null",
            "1e300",
            "\"1.\"",
            "\"null\"",
            "\"1e3\"",
            "9223372036854775808",
            "18446744073709551615",
        ]);
        for (json, expected) in [
            ("1", 1.0),
            ("\"1.5\"", 1.5),
            ("\" 1e3 \"", 1000.0),
            ("-0.5", -0.5),
        ] {
            reads::<f64>(json, expected);
        }
        refuses::<f64>(&[
            "\"NaN\"", "\"inf\"", "\"null\"", "\"\"", "true", "null", "[]", "{}", "1e999",
        ]);
        for (json, expected) in [
            ("\"a\"", "a"),
            ("1", "1"),
            ("-1", "-1"),
            ("1.5", "1.5"),
            ("true", "true"),
            ("\"007\"", "007"),
        ] {
            reads::<String>(json, expected.to_owned());
        }
        for text in ["null", "", "true", "1.50"] {
            reads::<String>(&format!("\"{text}\""), text.to_owned());
        }
        refuses::<String>(&["null", "[]", "{}", "[\"a\"]"]);
        for (json, expected) in [("true", true), ("\"false\"", false), ("\"TRUE\"", true)] {
            reads::<bool>(json, expected);
        }
        refuses::<bool>(&["1", "0", "\"yes\"", "\"\"", "\"null\"", "null", "[]", "{}"]);
    }

    #[test]
    fn lists_and_maps_hold_what_their_type_reads_and_no_null_unless_it_may() {
        reads::<Vec<i64>>("[1,\"2\",3.0]", vec![1, 2, 3]);
        reads::<Vec<String>>(
            "[\"a\",1,true]",
            ["a", "1", "true"].map(str::to_owned).into(),
        );
        reads::<Vec<Option<i64>>>("[1,null]", vec![Some(1), None]);
        reads::<Option<Vec<i64>>>("null", None);
        reads::<Vec<Vec<bool>>>(
            "[[true],[],[\"false\"]]",
            vec![vec![true], vec![], vec![false]],
        );
        refuses::<Vec<i64>>(&["null", "1", "\"1\"", "{}", "[null]", "[1,[2]]"]);
        reads::<BTreeMap<String, i64>>(r#"{"a":1,"b":"2","a":3}"#, map([("a", 3), ("b", 2)]));
        reads::<BTreeMap<String, Vec<i64>>>(
            r#"{"a":["1"],"":[]}"#,
            map([("a", vec![1]), ("", vec![])]),
        );
        refuses::<BTreeMap<String, i64>>(&["null", "[]", "1", r#"{"a":null}"#, r#"{"a":{}}"#]);
    }

    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    struct Scalars {
        integer: i64,
        number: f64,
        text: String,
        flag: bool,
    }

    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    #[serde(transparent)]
    struct Id(String);

    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    struct Places {
        list: Vec<Scalars>,
        map: BTreeMap<String, Scalars>,
        object: Scalars,
        option: Option<i64>,
        id: Option<Id>,
        raw: Json,
        moments: Vec<EpochSeconds>,
        time: Option<UtcDateTime>,
    }

    const SCALARS: &str = r#"{"integer":"7","number":"1.5","text":10,"flag":"TRUE"}"#;

    #[test]
    fn a_scalar_is_read_so_at_every_depth_and_what_reads_itself_gets_what_came() {
        let json = format!(
            r#"{{"list":[{SCALARS}],"map":{{"a":{SCALARS}}},"object":{SCALARS},"option":"4","id":5,"raw":{{"b": "6"}},"moments":["1742365118"],"time":7}}"#
        );
        let places: Places = from_str(&json).unwrap();
        let strict = r#"{"integer":7,"number":1.5,"text":"10","flag":true}"#;
        let written = serde_json::to_string(&places).unwrap();
        assert_eq!(
            written,
            format!(
                r#"{{"list":[{strict}],"map":{{"a":{strict}}},"object":{strict},"option":4,"id":"5","raw":{{"b": "6"}},"moments":[1742365118],"time":"7"}}"#
            )
        );
        assert_eq!(from_str::<Places>(&written).unwrap(), places);
    }

    #[test]
    fn a_field_that_is_missing_null_or_given_twice_is_named() {
        for (json, named) in [
            (
                r#"{"integer":null,"number":1,"text":"","flag":true}"#,
                "null",
            ),
            (r#"{"integer":1,"number":1,"flag":true}"#, "`text`"),
            (r#"{"integer":1,"integer":2}"#, "`integer`"),
        ] {
            let error = from_str::<Scalars>(json).unwrap_err().to_string();
            assert!(error.contains(named), "{json}: {error}");
        }
    }

    #[test]
    fn what_is_refused_is_refused_at_its_place() {
        for (json, column) in [
            (r#"[7,1.5,"x",true]"#, 1),
            (r#"{"integer":"1.5"}"#, 16),
            (r#"{"integer":true}"#, 15),
            (r#"{"flag":1}"#, 9),
            (r#"{"text":[]}"#, 9),
        ] {
            let error = from_str::<Scalars>(json).unwrap_err();
            assert!(error.column().abs_diff(column) <= 1, "{json}: {error}");
        }
        for json in [format!("{SCALARS}]"), format!("{SCALARS} {SCALARS}")] {
            assert!(from_str::<Scalars>(&json).is_err(), "{json}");
        }
    }

    #[derive(Debug, Deserialize)]
    #[serde(remote = "Self")]
    struct Open {
        id: String,
        #[serde(skip)]
        other: OtherFields,
    }

    impl<'de> Deserialize<'de> for Open {
        fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
            let mut other = OtherFields::new();
            let open = Self::deserialize(other.gather(deserializer))?;
            Ok(Self { other, ..open })
        }
    }

    #[test]
    fn other_fields_stay_as_they_came_beside_a_lenient_one() {
        let open: Vec<Open> = from_str(r#"[{"size":1e999,"id":7,"x":"1"}]"#).unwrap();
        assert_eq!(open[0].id, "7");
        assert_eq!(open[0].other.get("size").unwrap().get(), "1e999");
        assert_eq!(open[0].other.get("x").unwrap().get(), "\"1\"");
    }
}
