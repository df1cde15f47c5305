//! JSON of any type, kept as it came.

use std::fmt;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::value::RawValue;

use crate::Invalid;
use crate::shown::Shown;

/// JSON of any type, kept as the text that came: no digit of a number and no order of keys is lost.
///
/// Two values are equal where their texts are.
#[derive(Clone)]
pub struct Json {
    raw: Box<RawValue>,
}

impl Json {
    /// Takes a JSON text.
    ///
    /// # Errors
    ///
    /// The text is not one JSON value.
    pub fn new(text: impl Into<String>) -> Result<Self, Invalid> {
        RawValue::from_string(text.into())
            .map(|raw| Self { raw })
            .map_err(|error| Invalid::new(format!("is not JSON: {error}")))
    }

    /// The JSON text.
    #[must_use]
    pub fn get(&self) -> &str {
        self.raw.get()
    }

    /// Whether it is `null`.
    #[must_use]
    pub fn is_null(&self) -> bool {
        self.get() == "null"
    }

    /// Reads it as a type of the caller's.
    ///
    /// # Errors
    ///
    /// The JSON does not fit the type.
    pub fn read<T: DeserializeOwned>(&self) -> Result<T, Invalid> {
        serde_json::from_str(self.get()).map_err(|error| Invalid::new(error.to_string()))
    }

    pub(crate) fn from_raw(raw: &RawValue) -> Self {
        Self {
            raw: raw.to_owned(),
        }
    }
}

impl PartialEq for Json {
    fn eq(&self, other: &Self) -> bool {
        self.get() == other.get()
    }
}

impl Eq for Json {}

impl fmt::Debug for Json {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Json({})", Shown(self.get()))
    }
}

impl fmt::Display for Json {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", Shown(self.get()))
    }
}

impl Serialize for Json {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.raw.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Json {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Box::<RawValue>::deserialize(deserializer).map(|raw| Self { raw })
    }
}
