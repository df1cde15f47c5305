//! JSON of any type, kept as it came.

use std::fmt;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::value::RawValue;

use crate::Invalid;
use crate::codec::lenient;
use crate::echo::Echo;
use crate::shown::Shown;

/// JSON of any type, kept as the text that came: no digit of a number and no order of keys is lost.
///
/// Two values are equal where their texts are, spaces and line breaks included. It is read from JSON itself, not from a buffer of
/// serde's: below `flatten`, `untagged` or `tag = "…"` it cannot be read.
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

    /// Reads it as a type where it fits, and gives it back where it does not.
    ///
    /// A value whose type is told by a field beside it is read this way once that field is known, so that a value of another type
    /// than its neighbour says stays JSON and fails nothing.
    ///
    /// ```
    /// use oms_core::Json;
    ///
    /// let json = Json::new("[1,2]")?;
    /// assert_eq!(json.clone().read_or_keep::<Vec<i64>>(), Ok(vec![1, 2]));
    /// assert_eq!(json.clone().read_or_keep::<bool>(), Err(json));
    /// # Ok::<(), oms_core::Invalid>(())
    /// ```
    ///
    /// # Errors
    ///
    /// The JSON itself, where it does not fit the type.
    pub fn read_or_keep<T: DeserializeOwned>(self) -> Result<T, Self> {
        lenient::from_str(self.get()).map_err(|_| self)
    }

    /// Takes the credentials out of every text in it.
    pub(crate) fn veil(&mut self, echo: &Echo) {
        if let Some(veiled) = echo.veiled_json(self.get()) {
            *self = Self::new(veiled).unwrap_or_else(|_| Self::null());
        }
    }

    fn null() -> Self {
        Self {
            raw: RawValue::NULL.to_owned(),
        }
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

#[cfg(test)]
mod tests;
