//! The fields of an object of an answer beyond the fields that are declared.
//!
//! It never makes reading fail: what is not declared is passed over as text, however odd, and is
//! not interpreted.

mod gather;

use std::collections::BTreeMap;
use std::fmt;

use serde::de::Deserializer;
use serde::{Serialize, Serializer};

use self::gather::Gathering;
use crate::text::shown::Shown;
use crate::{Invalid, Json};

/// The fields of an object of an answer beyond the declared fields, by name and in the order of the
/// names.
///
/// Each value is kept as the text that came: no digit of a number is lost. If a name is given
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

    /// Adds a field, in the place of one of the same name.
    pub fn insert(&mut self, name: impl Into<String>, value: impl Into<Json>) {
        self.fields.insert(name.into(), value.into());
    }

    /// Checks that none has the name of a field that is declared beside them.
    ///
    /// # Errors
    ///
    /// One has: an object with a name twice means whatever its reader takes it for.
    pub fn check_beside(&self, declared: &[&'static str]) -> Result<(), Invalid> {
        let twice = declared
            .iter()
            .find(|name| self.fields.contains_key(**name));
        twice.map_or(Ok(()), |name| {
            let message = "is declared, and cannot be given as a further parameter as well";
            Err(Invalid::new(message).at(name))
        })
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
    /// If an object has a field under both names, the first one counts, and the other is kept
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

#[cfg(test)]
mod tests;
