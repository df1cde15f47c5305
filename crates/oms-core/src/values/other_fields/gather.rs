//! Reads a struct from an object, and gathers the fields that the struct does not declare.

use std::collections::BTreeMap;
use std::fmt;

use serde::de::value::StrDeserializer;
use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, Visitor};
use serde::forward_to_deserialize_any;

use crate::Json;

/// The further names of fields, each with the name of its field.
pub(super) type Aliases = &'static [(&'static str, &'static str)];

/// Reads a struct whose other fields are gathered on the way.
pub(super) struct Gathering<'a, D> {
    pub(super) inner: D,
    pub(super) others: &'a mut BTreeMap<String, Json>,
    pub(super) aliases: Aliases,
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
