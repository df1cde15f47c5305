//! The fields of an object of an answer beyond the fields that are declared.
//!
//! It never makes reading fail: what is not declared is passed over as text, however odd, and is
//! not interpreted.

use std::collections::BTreeMap;
use std::fmt;

use serde::de::value::StrDeserializer;
use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, Visitor};
use serde::{Serialize, Serializer, forward_to_deserialize_any};

use crate::Json;
use crate::text::shown::Shown;

/// The fields of an object of an answer beyond the declared fields, by name and in the order of the
/// names.
///
/// Each value is kept as the text that came: no digit of a number is lost. Where a name is given
/// twice, the last one counts. Written inside the object's own type, it adds its fields to
/// it, and an empty one adds nothing.
///
/// A type that keeps its other fields is read in one pass. It writes them by `flatten`, but does
/// not read them by it: serde would interpret each value on the way and fail where one cannot be,
/// such as a number too large for 64 bits.
///
/// ```
/// # use oms_core as oms_client;
/// use oms_client::OtherFields;
/// use serde::{Deserialize, Deserializer, Serialize, Serializer};
///
/// #[derive(Deserialize, Serialize)]
/// #[serde(remote = "Self")]
/// struct Label {
///     id: String,
///     #[serde(flatten, skip_deserializing)]
///     other: OtherFields,
/// }
///
/// impl<'de> Deserialize<'de> for Label {
///     fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
///         let mut other = OtherFields::new();
///         let mut label = Self::deserialize(other.gather(deserializer))?;
///         label.other = other;
///         Ok(label)
///     }
/// }
///
/// impl Serialize for Label {
///     fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
///         Self::serialize(self, serializer)
///     }
/// }
///
/// let json = r#"{"id":"l_1","size":1e999}"#;
/// let label: Label = serde_json::from_str(json).unwrap();
/// assert_eq!(label.other.get("size").unwrap().get(), "1e999");
/// assert_eq!(serde_json::to_string(&label).unwrap(), json);
/// ```
#[derive(Clone, PartialEq, Eq, Default)]
pub struct OtherFields {
    fields: BTreeMap<String, Json>,
}

impl OtherFields {
    /// No field.
    #[must_use]
    pub const fn new() -> Self {
        Self {
            fields: BTreeMap::new(),
        }
    }

    /// The field of this name.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Json> {
        self.fields.get(name)
    }

    /// The fields, in the order of their names.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Json)> {
        self.fields
            .iter()
            .map(|(name, value)| (name.as_str(), value))
    }

    /// Returns `true` if there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.fields.is_empty()
    }

    /// The number of fields.
    #[must_use]
    pub fn len(&self) -> usize {
        self.fields.len()
    }

    /// Stands between a type and what it is read from, and gathers the fields that the type does
    /// not declare.
    ///
    /// It is for generated code, which reads every object from JSON itself and never from a buffer
    /// of serde's.
    pub fn gather<'de, D: Deserializer<'de>>(
        &mut self,
        deserializer: D,
    ) -> impl Deserializer<'de, Error = D::Error> {
        self.gather_with_aliases(deserializer, &[])
    }

    /// As [`gather`](Self::gather), of a type that has fields with a further name: each further
    /// name with that of its field.
    ///
    /// Where an object has a field under both names, the first one counts, and the other is kept
    /// here.
    pub fn gather_with_aliases<'de, D: Deserializer<'de>>(
        &mut self,
        deserializer: D,
        aliases: &'static [(&'static str, &'static str)],
    ) -> impl Deserializer<'de, Error = D::Error> {
        Gathering {
            inner: deserializer,
            others: &mut self.fields,
            aliases,
        }
    }
}

impl fmt::Debug for OtherFields {
    /// Shows the names alone: what an undocumented field holds may be a secret.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set()
            .entries(self.fields.keys().take(32).map(|name| Shown(name)))
            .finish()
    }
}

impl Serialize for OtherFields {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(&self.fields)
    }
}

/// The further names of fields, each with the name of its field.
type Aliases = &'static [(&'static str, &'static str)];

/// Reads a struct whose other fields are gathered on the way.
struct Gathering<'a, D> {
    inner: D,
    others: &'a mut BTreeMap<String, Json>,
    aliases: Aliases,
}

impl<'de, D: Deserializer<'de>> Deserializer<'de> for Gathering<'_, D> {
    type Error = D::Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, D::Error> {
        self.inner.deserialize_any(visitor)
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        declared: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, D::Error> {
        // As a map: a list in place of an object names no field.
        self.inner.deserialize_map(DeclaredFields {
            inner: visitor,
            declared,
            others: self.others,
            aliases: self.aliases,
            given: Vec::new(),
        })
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option unit unit_struct newtype_struct
        seq tuple tuple_struct map enum identifier ignored_any
    }
}

/// The fields of an object, of which the declared ones are passed on. It takes the place of the
/// visitor, and then of the map.
struct DeclaredFields<'a, I> {
    inner: I,
    declared: &'static [&'static str],
    others: &'a mut BTreeMap<String, Json>,
    aliases: Aliases,
    /// The fields that were given and have an alias, each with the name by which it was given.
    given: Vec<(&'static str, &'static str)>,
}

impl<'de, V: Visitor<'de>> Visitor<'de> for DeclaredFields<'_, V> {
    type Value = V::Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.inner.expecting(f)
    }

    fn visit_map<A: MapAccess<'de>>(self, entries: A) -> Result<V::Value, A::Error> {
        self.inner.visit_map(DeclaredFields {
            inner: entries,
            declared: self.declared,
            others: self.others,
            aliases: self.aliases,
            given: self.given,
        })
    }
}

impl<A> DeclaredFields<'_, A> {
    /// Returns `true` if the field was given under another name, and counts it in otherwise.
    fn is_given(&mut self, name: &'static str) -> bool {
        let field = self
            .aliases
            .iter()
            .find_map(|&(alias, field)| [alias, field].contains(&name).then_some(field));
        let Some(field) = field else { return false };
        let is_given = self
            .given
            .iter()
            .any(|&(given, as_name)| given == field && as_name != name);
        self.given.push((field, name));
        is_given
    }
}

impl<'de, A: MapAccess<'de>> MapAccess<'de> for DeclaredFields<'_, A> {
    type Error = A::Error;

    fn next_key_seed<K: DeserializeSeed<'de>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, A::Error> {
        while let Some(name) = self.inner.next_key_seed(NameReader(self.declared))? {
            match name {
                Name::Declared(name) => {
                    if !self.is_given(name) {
                        return seed.deserialize(StrDeserializer::new(name)).map(Some);
                    }
                    self.others
                        .insert(name.to_owned(), self.inner.next_value()?)
                }
                Name::Other(name) => self.others.insert(name, self.inner.next_value()?),
            };
        }
        Ok(None)
    }

    fn next_value_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<S::Value, A::Error> {
        self.inner.next_value_seed(seed)
    }
}

enum Name {
    Declared(&'static str),
    Other(String),
}

/// Looks a name up without copying it.
struct NameReader(&'static [&'static str]);

impl<'de> DeserializeSeed<'de> for NameReader {
    type Value = Name;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Name, D::Error> {
        // As bytes, because the escapes of a key that is not declared may name no character.
        deserializer.deserialize_bytes(self)
    }
}

impl Visitor<'_> for NameReader {
    type Value = Name;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a name")
    }

    fn visit_str<E: Error>(self, name: &str) -> Result<Name, E> {
        self.visit_bytes(name.as_bytes())
    }

    fn visit_bytes<E: Error>(self, name: &[u8]) -> Result<Name, E> {
        let declared = self.0.iter().find(|declared| declared.as_bytes() == name);
        Ok(match declared {
            Some(declared) => Name::Declared(declared),
            None => Name::Other(String::from_utf8_lossy(name).into_owned()),
        })
    }
}

#[cfg(test)]
mod tests {
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    use super::OtherFields;

    /// A type as generated code has it.
    #[derive(Debug, PartialEq, Deserialize, Serialize)]
    #[serde(remote = "Self")]
    struct Shelf {
        #[serde(rename = "shelfId", alias = "id")]
        id: i64,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        inner: Option<Vec<Shelf>>,
        #[serde(flatten, skip_deserializing)]
        other: OtherFields,
    }

    impl<'de> Deserialize<'de> for Shelf {
        fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
            let mut other = OtherFields::new();
            let gathering = other.gather_with_aliases(deserializer, &[("id", "shelfId")]);
            let mut shelf = Self::deserialize(gathering)?;
            shelf.other = other;
            Ok(shelf)
        }
    }

    impl Serialize for Shelf {
        fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            Self::serialize(self, serializer)
        }
    }

    fn read(json: &str) -> Result<Shelf, serde_json::Error> {
        crate::values::codec::lenient::from_str(json)
    }

    #[test]
    fn what_is_not_declared_is_kept_digit_by_digit_and_written_again() {
        let table = [
            (r#"{"shelfId":1}"#, &[][..]),
            (r#"{"shelfId":1,"a":null}"#, &[("a", "null")]),
            (
                r#"{"a":1.10,"shelfId":1,"b":123456789012345678901234567890,"c":-0,"d":1E400}"#,
                &[
                    ("a", "1.10"),
                    ("b", "123456789012345678901234567890"),
                    ("c", "-0"),
                    ("d", "1E400"),
                ],
            ),
            (
                r#"{"a": { "z" : [ 1 ] , "b":"\u00e9" } ,"shelfId":1}"#,
                &[("a", r#"{ "z" : [ 1 ] , "b":"\u00e9" }"#)],
            ),
            // Neither half of a pair alone is a character, and text that is not looked at need not
            // be one.
            (r#"{"shelfId":1,"a":"\ud800"}"#, &[("a", r#""\ud800""#)]),
            (
                r#"{"shelfId":1,"":0,"Shelf\u0049d":2}"#,
                &[("", "0"), ("ShelfId", "2")],
            ),
            // The last one of a name counts.
            (r#"{"a":1,"shelfId":1,"a":2}"#, &[("a", "2")]),
        ];
        for (json, expected) in table {
            let shelf = read(json).unwrap();
            let others: Vec<_> = shelf.other.iter().map(|(k, v)| (k, v.get())).collect();
            assert_eq!((shelf.id, others.as_slice()), (1, expected), "{json}");
            assert_eq!(shelf.other.len(), expected.len());
            assert_eq!(shelf.other.is_empty(), expected.is_empty());
            for (name, value) in expected {
                assert_eq!(shelf.other.get(name).unwrap().get(), *value);
            }
            let written = serde_json::to_string(&shelf).unwrap();
            assert_eq!(read(&written).unwrap(), shelf, "{written}");
        }
        assert_eq!(
            serde_json::to_string(&read(r#"{"shelfId":1}"#).unwrap()).unwrap(),
            r#"{"shelfId":1}"#
        );
        assert_eq!(serde_json::to_string(&OtherFields::new()).unwrap(), "{}");
    }

    #[test]
    fn a_field_nested_deeper_than_can_be_read_fails_nothing() {
        let deep = format!("{}1{}", "[".repeat(100_000), "]".repeat(100_000));
        let shelf = read(&format!(r#"{{"deep":{deep},"shelfId":1}}"#)).unwrap();
        assert_eq!(shelf.other.get("deep").unwrap().get(), deep);
    }

    #[test]
    fn aliases_are_declared_and_every_level_keeps_its_own() {
        let shelf = read(r#"{"id":"1","inner":[{"shelfId":2,"x":3}],"y":4}"#).unwrap();
        let inner = &shelf.inner.as_ref().unwrap()[0];
        assert_eq!((shelf.id, inner.id), (1, 2));
        assert_eq!(
            (
                shelf.other.get("y").unwrap().get(),
                inner.other.get("x").unwrap().get()
            ),
            ("4", "3")
        );
        assert_eq!((shelf.other.len(), inner.other.len()), (1, 1));
        let value = serde_json::to_value(&shelf).unwrap();
        assert_eq!(value["inner"][0]["x"], 3);
        assert_eq!(serde_json::from_value::<Shelf>(value).unwrap(), shelf);
    }

    #[test]
    fn p281_the_first_of_a_field_and_its_alias_counts_and_the_other_is_kept() {
        for (json, kept) in [
            (r#"{"shelfId":1,"id":2}"#, ("id", "2")),
            (r#"{"id":1,"shelfId":[]}"#, ("shelfId", "[]")),
        ] {
            let shelf = read(json).unwrap();
            let others: Vec<_> = shelf.other.iter().map(|(k, v)| (k, v.get())).collect();
            assert_eq!((shelf.id, others), (1, vec![kept]), "{json}");
        }
    }

    #[test]
    fn p281_an_undeclared_key_that_is_no_text_fails_nothing() {
        let shelf = read(r#"{"\ud800":1,"a\udc00b":2,"shelfId":1}"#).unwrap();
        let values: Vec<_> = shelf.other.iter().map(|(_, value)| value.get()).collect();
        assert_eq!((shelf.id, values.len()), (1, 2));
        // In a page, in an object inside of another one.
        let shelf = read(r#"{"inner":[{"\ud800":{},"shelfId":2}],"shelfId":1}"#).unwrap();
        assert_eq!(shelf.inner.unwrap()[0].id, 2);
    }

    #[test]
    fn a_declared_field_that_is_missing_or_odd_still_fails_at_its_place() {
        let table = [
            (r#"{"x":1}"#, "missing field `shelfId` at line 1 column 7"),
            ("{\"x\":1,\n\"shelfId\":{}}", "at line 2 column"),
            ("[1,[]]", "invalid type: sequence"),
            ("null", "invalid type: null"),
            (r#"{"x":1,"shelfId":1"#, "EOF"),
        ];
        for (json, expected) in table {
            let error = read(json).unwrap_err().to_string();
            assert!(error.contains(expected), "{json}: {error}");
        }
    }

    #[test]
    fn debug_shows_names_alone() {
        let shelf = read(r#"{"shelfId":1,"password":"hunter2","\u001b[2J":0}"#).unwrap();
        let shown = format!("{:?}", shelf.other);
        assert_eq!(shown, r#"{"\u{1b}[2J", "password"}"#);
    }
}
