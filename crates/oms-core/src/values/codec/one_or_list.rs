//! Values that the service sends alone in one answer and in a list in another one.
//!
//! A list takes a value alone as a list of it; any other type takes a list of exactly one value as
//! that. The type itself tells which of the two is due, by what it asks for.

use serde::de::{DeserializeSeed, Deserializer, Error as _, SeqAccess, Visitor};
use serde::{Deserialize, forward_to_deserialize_any};
use serde_json::Error;
use serde_json::value::RawValue;

/// The name by which a value asks for either form. A deserializer that does not know the name gives
/// whatever it has.
pub(super) const ONE_OR_LIST: &str = "$oms_core::values::codec::OneOrList";

/// A value that is read in either form.
pub(crate) struct OneOrList<T>(pub(crate) T);

impl<'de, T: Deserialize<'de>> Deserialize<'de> for OneOrList<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_newtype_struct(ONE_OR_LIST, Inner(std::marker::PhantomData))
    }
}

struct Inner<T>(std::marker::PhantomData<T>);

impl<'de, T: Deserialize<'de>> Visitor<'de> for Inner<T> {
    type Value = OneOrList<T>;

    fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("a value, or a list of one")
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(
        self,
        deserializer: D,
    ) -> Result<Self::Value, D::Error> {
        T::deserialize(deserializer).map(OneOrList)
    }
}

/// Reads a field that is always there, in either form.
///
/// # Errors
///
/// The value fits the type in neither form, or is a list of none or of several where one value is
/// due.
pub fn one_or_list<'de, T, D>(deserializer: D) -> Result<T, D::Error>
where
    T: Deserialize<'de>,
    D: Deserializer<'de>,
{
    OneOrList::deserialize(deserializer).map(|value| value.0)
}

/// As [`one_or_list`], for a field that may be null. The field needs `#[serde(default)]` where it
/// may be missing.
///
/// # Errors
///
/// Those of [`one_or_list`].
pub fn one_or_list_if_any<'de, T, D>(deserializer: D) -> Result<Option<T>, D::Error>
where
    T: Deserialize<'de>,
    D: Deserializer<'de>,
{
    let value: Option<OneOrList<T>> = Option::deserialize(deserializer)?;
    Ok(value.map(|value| value.0))
}

/// As [`one_or_list_if_any`], for a field for which null and a missing value are two things.
///
/// # Errors
///
/// Those of [`one_or_list`].
pub fn one_or_list_or_null<'de, T, D>(deserializer: D) -> Result<Option<Option<T>>, D::Error>
where
    T: Deserialize<'de>,
    D: Deserializer<'de>,
{
    one_or_list_if_any(deserializer).map(Some)
}

/// The JSON of a value that may come in either form. It stays a part of the text that is read, so
/// that places in it are found again.
pub(super) struct EitherForm<'de>(pub(super) &'de RawValue);

impl<'de> EitherForm<'de> {
    fn is_list(&self) -> bool {
        self.0.get().starts_with('[')
    }

    /// The value itself, out of its list where it is in one.
    fn only(&self) -> Result<serde_json::Deserializer<serde_json::de::StrRead<'de>>, Error> {
        if !self.is_list() {
            return Ok(serde_json::Deserializer::from_str(self.0.get()));
        }
        let items: Vec<&'de RawValue> = serde_json::from_str(self.0.get())?;
        match items.as_slice() {
            [only] => Ok(serde_json::Deserializer::from_str(only.get())),
            items => Err(Error::custom(format_args!(
                "a list of {} values, where one value or a list of one is expected",
                items.len()
            ))),
        }
    }
}

impl<'de> Deserializer<'de> for EitherForm<'de> {
    type Error = Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.only()?.deserialize_any(visitor)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        if self.0.get() == "null" {
            visitor.visit_none()
        } else {
            visitor.visit_some(self)
        }
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        if self.is_list() {
            return serde_json::Deserializer::from_str(self.0.get()).deserialize_seq(visitor);
        }
        if self.0.get() == "null" {
            return Err(Error::invalid_type(serde::de::Unexpected::Unit, &visitor));
        }
        visitor.visit_seq(Alone(Some(self.0)))
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        visitor: V,
    ) -> Result<V::Value, Error> {
        self.only()?.deserialize_newtype_struct(name, visitor)
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit
        unit_struct tuple tuple_struct map struct enum identifier ignored_any
    }
}

/// A value alone, as the only one of a list.
struct Alone<'de>(Option<&'de RawValue>);

impl<'de> SeqAccess<'de> for Alone<'de> {
    type Error = Error;

    fn next_element_seed<S: DeserializeSeed<'de>>(
        &mut self,
        seed: S,
    ) -> Result<Option<S::Value>, Error> {
        let Some(raw) = self.0.take() else {
            return Ok(None);
        };
        let mut json = serde_json::Deserializer::from_str(raw.get());
        seed.deserialize(&mut json).map(Some)
    }
}

#[cfg(test)]
mod tests {
    use serde::Deserialize;

    use crate::values::codec::{forgivingly, one_or_list, one_or_list_if_any, one_or_list_or_null};

    #[derive(Debug, Deserialize, PartialEq)]
    struct Task {
        id: i64,
        name: String,
    }

    #[expect(
        clippy::option_option,
        reason = "missing and null are two states on the wire"
    )]
    #[derive(Debug, Deserialize)]
    struct Fields {
        #[serde(deserialize_with = "one_or_list")]
        task: Task,
        #[serde(default, deserialize_with = "one_or_list_if_any")]
        words: Option<Vec<String>>,
        #[serde(default, deserialize_with = "one_or_list_or_null")]
        count: Option<Option<i64>>,
    }

    #[test]
    fn both_forms_are_read_and_nothing_is_guessed() {
        let task = r#"{"id": "1", "name": 1.50}"#;
        for (json, words, count) in [
            (format!(r#"{{"task": {task}}}"#), None, None),
            (
                format!(r#"{{"task": [{task}], "words": "a", "count": [7]}}"#),
                Some(vec!["a"]),
                Some(Some(7)),
            ),
            (
                format!(r#"{{"task": {task}, "words": ["a", 1.50], "count": null}}"#),
                Some(vec!["a", "1.50"]),
                Some(None),
            ),
            (
                format!(r#"{{"task": {task}, "words": 1.50, "count": "7"}}"#),
                Some(vec!["1.50"]),
                Some(Some(7)),
            ),
            (format!(r#"{{"task": {task}, "words": null}}"#), None, None),
            (
                format!(r#"{{"task": {task}, "words": []}}"#),
                Some(vec![]),
                None,
            ),
        ] {
            let (read, odd) = forgivingly::<Fields>(&json).expect(&json);
            assert_eq!(
                (read.task.id, read.task.name.as_str()),
                (1, "1.50"),
                "{json}"
            );
            let words = words.map(|words| words.into_iter().map(str::to_owned).collect());
            assert_eq!(
                (read.words, read.count, odd.len()),
                (words, count, 0),
                "{json}"
            );
        }
    }

    #[test]
    fn a_list_of_none_or_of_several_is_no_value() {
        for task in ["[]", "[{},{}]", "null", "[[]]", "[null]", "7"] {
            let json = format!(r#"{{"task": {task}}}"#);
            assert!(forgivingly::<Fields>(&json).is_err(), "{json}");
        }
        // An optional field is passed over instead, whole, and kept as it came.
        let json = r#"{"task": {"id": 1, "name": "a"}, "count": [1, 2], "words": {"a": 1}}"#;
        let (read, odd) = forgivingly::<Fields>(json).expect("the rest can be read");
        assert_eq!((read.count, read.words), (Some(None), None));
        let odd: Vec<_> = odd.into_iter().map(|place| &json[place]).collect();
        assert_eq!(odd, ["[1, 2]", r#"{"a": 1}"#]);
    }
}
