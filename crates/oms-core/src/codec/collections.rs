//! Lists, maps and values that may be null or missing, of anything that can be read.

use std::collections::BTreeMap;
use std::fmt;
use std::marker::PhantomData;

use serde::Deserializer;
use serde::de::{DeserializeOwned, DeserializeSeed, MapAccess, SeqAccess, Visitor};

use super::Codec;

/// A list whose elements are read by `C`.
#[derive(Debug, Clone, Copy)]
pub struct List<C>(PhantomData<C>);

/// An object with free keys, whose values are read by `C`.
#[derive(Debug, Clone, Copy)]
pub struct Map<C>(PhantomData<C>);

/// A value read by `C`, or null.
#[derive(Debug, Clone, Copy)]
pub struct Nullable<C>(PhantomData<C>);

/// A field that may be missing and may be null, which mean different things: `None` where it is missing, `Some(None)` where it is
/// null. The field needs `#[serde(default)]` as well.
#[derive(Debug, Clone, Copy)]
pub struct Optional<C>(PhantomData<C>);

/// A type that reads itself, inside one of the others.
#[derive(Debug, Clone, Copy)]
pub struct Typed<T>(PhantomData<T>);

impl<C: Codec> List<C> {
    /// Reads one value.
    ///
    /// # Errors
    ///
    /// The value is no list, or an element of it cannot be read.
    pub fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<C::Value>, D::Error> {
        <Self as Codec>::read(deserializer)
    }
}

impl<C: Codec> Map<C> {
    /// Reads one value.
    ///
    /// # Errors
    ///
    /// The value is no object, or a value of it cannot be read.
    pub fn read<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<BTreeMap<String, C::Value>, D::Error> {
        <Self as Codec>::read(deserializer)
    }
}

impl<C: Codec> Nullable<C> {
    /// Reads one value.
    ///
    /// # Errors
    ///
    /// The value is not null, and cannot be read.
    pub fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<C::Value>, D::Error> {
        <Self as Codec>::read(deserializer)
    }
}

impl<C: Codec> Optional<C> {
    /// Reads one value.
    ///
    /// # Errors
    ///
    /// The value is not null, and cannot be read.
    pub fn read<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Option<Option<C::Value>>, D::Error> {
        <Nullable<C> as Codec>::read(deserializer).map(Some)
    }
}

impl<T: DeserializeOwned> Codec for Typed<T> {
    type Value = T;

    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
        T::deserialize(deserializer)
    }
}

impl<C: Codec> Codec for List<C> {
    type Value = Vec<C::Value>;

    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_seq(ListVisitor::<C>(PhantomData))
    }
}

impl<C: Codec> Codec for Map<C> {
    type Value = BTreeMap<String, C::Value>;

    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_map(MapVisitor::<C>(PhantomData))
    }
}

impl<C: Codec> Codec for Nullable<C> {
    type Value = Option<C::Value>;

    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_option(NullableVisitor::<C>(PhantomData))
    }
}

/// Lets a codec read one element of a list or one value of a map.
struct Seed<C>(PhantomData<C>);

impl<'de, C: Codec> DeserializeSeed<'de> for Seed<C> {
    type Value = C::Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<C::Value, D::Error> {
        C::read(deserializer)
    }
}

struct ListVisitor<C>(PhantomData<C>);

impl<'de, C: Codec> Visitor<'de> for ListVisitor<C> {
    type Value = Vec<C::Value>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut elements: A) -> Result<Self::Value, A::Error> {
        let mut list = Vec::new();
        while let Some(element) = elements.next_element_seed(Seed::<C>(PhantomData))? {
            list.push(element);
        }
        Ok(list)
    }
}

struct MapVisitor<C>(PhantomData<C>);

impl<'de, C: Codec> Visitor<'de> for MapVisitor<C> {
    type Value = BTreeMap<String, C::Value>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Self::Value, A::Error> {
        let mut map = BTreeMap::new();
        while let Some(key) = entries.next_key::<String>()? {
            map.insert(key, entries.next_value_seed(Seed::<C>(PhantomData))?);
        }
        Ok(map)
    }
}

struct NullableVisitor<C>(PhantomData<C>);

impl<'de, C: Codec> Visitor<'de> for NullableVisitor<C> {
    type Value = Option<C::Value>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value or null")
    }

    fn visit_none<E: serde::de::Error>(self) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_unit<E: serde::de::Error>(self) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        C::read(deserializer).map(Some)
    }
}
