//! How values are read leniently and written exactly.
//!
//! The same quantity comes as a number in one answer and as text in another. A marker type such as [`Integer`] names a way of
//! reading; markers nest, so that a list of integers is read by `List<Integer>`. Generated code names them in serde attributes:
//! `#[serde(deserialize_with = "oms_core::codec::List::<oms_core::codec::Integer>::read")]`.
//!
//! What cannot be read without a guess is an error here: an integral float is an integer, `1.5` is not.
//!
//! | Marker | Reads | Refuses |
//! |---|---|---|
//! | [`Integer`] | `1`, `1.0`, `1e3`, `"1"`, `" 1 "`, `"1.00"` | `1.5`, `"1e3"`, `""`, `"null"`, `true`, more than 64 bits |
//! | [`Number`] | `1`, `1.5`, `"1.5"`, `"1e3"` | `""`, `"null"`, `"NaN"`, `true` |
//! | [`Text`] | `"a"`, `""`, `"null"` as the texts that they are, `1`, `1.5`, `true` as they are spelt | lists, objects |
//! | [`Boolean`] | `true`, `"true"`, `"FALSE"` | `1`, `"yes"`, `""`, `"null"` |
//! | [`Typed<T>`] | what `T` reads | what `T` refuses |
//! | [`List<C>`] | a list of what `C` reads | a single value, a null among the elements |
//! | [`Map<C>`] | an object of what `C` reads; the last one of a key counts | a list, a null among the values |
//! | [`Nullable<C>`] | null, or what `C` reads | what `C` refuses |
//! | [`Optional<C>`] | as `Nullable<C>`, and tells null from a field that is missing | what `C` refuses |
//!
//! Null is read by the last two alone: `List<Nullable<Integer>>` has nulls among its elements, and `Nullable<List<Integer>>` may be
//! null in place of the list. A missing field is an error unless the field has `#[serde(default)]`.

mod collections;
pub mod epoch_seconds;
pub(crate) mod lenient;
mod scalars;
pub mod start_position;

pub use collections::{List, Map, Nullable, Optional, Typed};
pub use scalars::{Boolean, Integer, Number, Text};
pub(crate) use scalars::{integer_of, integral};

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A way of reading JSON.
pub trait Codec {
    /// What is read.
    type Value;

    /// Reads one value.
    ///
    /// # Errors
    ///
    /// The value cannot be read without a guess.
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self::Value, D::Error>;
}

/// The payload of an action that answers with the envelope alone: whatever stands there is passed over, and null is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct NoData;

impl Serialize for NoData {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_unit()
    }
}

impl<'de> Deserialize<'de> for NoData {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        serde::de::IgnoredAny::deserialize(deserializer).map(|_| Self)
    }
}

#[cfg(test)]
mod tests;
