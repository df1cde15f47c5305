//! Values are read leniently and written exactly.
//!
//! The same quantity comes as a number in one answer and as text in another. The runtime reads
//! every payload leniently, by what its type expects, so that a type needs no attribute for it. A
//! value that cannot be read without a guess is an error here: an integral float is an integer,
//! `1.5` is not.
//!
//! - `i64` accepts `1`, `1.0`, `1e3`, `"1"`, `" 1 "` and `"1.00"`. It refuses `1.5`, `"1e3"`, `""`,
//!   `"null"`, `true`, and a number that does not fit into 64 bits. Only where it is the payload of
//!   a write by itself is such a number passed over, and kept in
//!   [`Meta::odd_fields`](crate::Meta::odd_fields): the write was accepted, whatever its ticket.
//! - `f64` accepts `1`, `1.5`, `"1.5"` and `"1e3"`. It refuses `""`, `"null"`, `"NaN"` and `true`.
//! - `String` accepts `"a"`, `""` and `"null"` as the texts that they are, and `1`, `1.5` and
//!   `true` as they are spelt. It refuses lists and objects.
//! - `bool` accepts `true`, `"true"` and `"FALSE"`. It refuses `1`, `"yes"`, `""` and `"null"`.
//! - `Option<T>` accepts null, a missing field, and every value that `T` accepts. It refuses the
//!   others; an optional field of an answer that is refused is passed over and kept in
//!   [`Meta::odd_fields`](crate::Meta::odd_fields).
//! - `Vec<T>` accepts a list of values that `T` accepts. It refuses a single value, and a null
//!   among the elements unless `T` accepts it.
//! - `BTreeMap<String, T>` accepts an object of values that `T` accepts; of several values under
//!   one key, the last one counts. It refuses a list, and a null among the values unless `T`
//!   accepts it.
//! - A struct accepts an object. It refuses a list, which serde would take for its fields in their
//!   order.
//!
//! Functions for attributes of generated code are left where the type does not say enough:
//! [`or_null`], [`as_text`], and [`one_or_list`] with its two variants.

mod again;
mod alone;
pub(crate) mod lenient;
mod moments;
mod one_or_list;
mod scalars;

pub(crate) use again::{error_at, forgivingly};
pub(crate) use alone::odd_number;
pub use moments::{Moments, as_text};
pub(crate) use one_or_list::OneOrList;
pub use one_or_list::{one_or_list, one_or_list_if_any, one_or_list_or_null};
pub(crate) use scalars::{Boolean, Integer, Number, Text, integer_of, integral};

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// Reads a field that may be missing and may be null, which mean two different things: `None` where
/// it is missing, `Some(None)` where it is null. The field needs `#[serde(default)]` as well.
///
/// # Errors
///
/// The value is not null, and does not fit the type.
pub fn or_null<'de, T, D>(deserializer: D) -> Result<Option<Option<T>>, D::Error>
where
    T: Deserialize<'de>,
    D: Deserializer<'de>,
{
    Option::deserialize(deserializer).map(Some)
}

/// The payload of an action that answers with the envelope alone: whatever is there is passed
/// over, and null is written.
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
