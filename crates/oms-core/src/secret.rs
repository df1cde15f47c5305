//! Secrets that travel in a body: typed so that nothing prints them.
//!
//! A secret is checked before it is sent, and no refusal repeats it.

use std::fmt;

use secrecy::zeroize::Zeroize;
use secrecy::{ExposeSecret, SecretString};
use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use serde_json::value::RawValue;

use crate::{Invalid, Json, base64};

/// A text that nothing prints, such as a password or a key, sent as it is.
///
/// What this crate holds of it is wiped from memory when it is dropped; the body that is sent holds a copy, which nobody wipes. Two
/// are compared without a stop at the first difference, so that the time taken tells no more than their lengths.
#[derive(Clone)]
pub struct Secret {
    text: SecretString,
}

/// A text that nothing prints, sent as its Base64 and read back from it.
///
/// It is made from the plain text. A text that is Base64 already would be encoded twice, and the service would take the encoding
/// for the secret: [`from_encoded`](Self::from_encoded) takes that form.
///
/// ```
/// use oms_core::Base64Secret;
///
/// let password = Base64Secret::from("hunter2");
/// assert_eq!(Base64Secret::from_encoded("aHVudGVyMg==")?, password);
/// assert_eq!(password.expose(), "hunter2");
/// # Ok::<(), oms_core::Invalid>(())
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct Base64Secret {
    plain: Secret,
}

/// JSON of any type that nothing prints, such as the attributes of a connection, sent as it is.
///
/// ```
/// use oms_core::{Json, SecretJson};
///
/// let attributes = SecretJson::from(Json::new(r#"{"pin":"hunter2"}"#)?);
/// assert_eq!(format!("{attributes:?}"), "SecretJson(redacted)");
/// assert_eq!(attributes.expose(), r#"{"pin":"hunter2"}"#);
/// # Ok::<(), oms_core::Invalid>(())
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct SecretJson {
    text: Secret,
}

impl Secret {
    /// The secret itself. Whoever takes it answers for where it goes.
    #[must_use]
    pub fn expose(&self) -> &str {
        self.text.expose_secret()
    }

    /// Checks that it can be sent.
    ///
    /// # Errors
    ///
    /// It is empty, or holds a line break or NUL, as text read from a file often does.
    pub fn check(&self) -> Result<(), Invalid> {
        let text = self.expose();
        if text.is_empty() {
            return Err(Invalid::new("must not be empty"));
        }
        if text.contains(['\r', '\n', '\0']) {
            return Err(Invalid::new(
                "must not contain a line break or NUL; trim a secret that was read from a file",
            ));
        }
        Ok(())
    }
}

impl Base64Secret {
    /// Takes the Base64 of the secret.
    ///
    /// # Errors
    ///
    /// The text is not the standard Base64, with padding, of a text in UTF-8.
    pub fn from_encoded(encoded: &str) -> Result<Self, Invalid> {
        let refuse = || Invalid::new("is not the standard Base64 of a text");
        if encoded.is_empty() {
            return Ok(Self::from(""));
        }
        let bytes = base64::decode(encoded).ok_or_else(refuse)?;
        match String::from_utf8(bytes) {
            Ok(plain) => Ok(Self::from(plain)),
            Err(error) => {
                error.into_bytes().zeroize();
                Err(refuse())
            }
        }
    }

    /// The secret itself, not its Base64. Whoever takes it answers for where it goes.
    #[must_use]
    pub fn expose(&self) -> &str {
        self.plain.expose()
    }

    /// Checks that it can be sent.
    ///
    /// # Errors
    ///
    /// It is empty, or holds a line break or NUL, as text read from a file often does.
    pub fn check(&self) -> Result<(), Invalid> {
        self.plain.check()
    }
}

impl SecretJson {
    /// Takes a JSON text.
    ///
    /// # Errors
    ///
    /// The text is not one JSON value.
    pub fn new(text: impl Into<String>) -> Result<Self, Invalid> {
        let text = Secret::from(text.into());
        match serde_json::from_str::<&RawValue>(text.expose()) {
            Ok(_) => Ok(Self { text }),
            // What the parser says may repeat a part of the text.
            Err(_) => Err(Invalid::new("is not JSON")),
        }
    }

    /// The JSON text itself. Whoever takes it answers for where it goes.
    #[must_use]
    pub fn expose(&self) -> &str {
        self.text.expose()
    }
}

impl From<Json> for SecretJson {
    fn from(json: Json) -> Self {
        Self {
            text: json.get().into(),
        }
    }
}

impl From<&str> for Secret {
    fn from(text: &str) -> Self {
        Self { text: text.into() }
    }
}

impl From<String> for Secret {
    fn from(mut text: String) -> Self {
        // Taking the buffer over could shrink it, and leave its old place unwiped.
        let secret = Self::from(text.as_str());
        text.zeroize();
        secret
    }
}

impl From<&str> for Base64Secret {
    /// Takes the plain text.
    fn from(plain: &str) -> Self {
        Self {
            plain: plain.into(),
        }
    }
}

impl From<String> for Base64Secret {
    /// Takes the plain text.
    fn from(plain: String) -> Self {
        Self {
            plain: plain.into(),
        }
    }
}

impl PartialEq for Secret {
    fn eq(&self, other: &Self) -> bool {
        let (ours, theirs) = (self.expose().as_bytes(), other.expose().as_bytes());
        let difference = ours
            .iter()
            .zip(theirs)
            .fold(0, |difference, (our, their)| difference | (our ^ their));
        ours.len() == theirs.len() && difference == 0
    }
}

impl Eq for Secret {}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(redacted)")
    }
}

impl fmt::Debug for Base64Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Base64Secret(redacted)")
    }
}

impl fmt::Debug for SecretJson {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SecretJson(redacted)")
    }
}

impl Serialize for SecretJson {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let raw: &RawValue =
            serde_json::from_str(self.expose()).map_err(serde::ser::Error::custom)?;
        raw.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for SecretJson {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let raw: Box<str> = Box::<RawValue>::deserialize(deserializer)?.into();
        Ok(Self {
            text: String::from(raw).into(),
        })
    }
}

impl Serialize for Secret {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.expose())
    }
}

impl<'de> Deserialize<'de> for Secret {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        crate::codec::Text::read(deserializer).map(Self::from)
    }
}

impl Serialize for Base64Secret {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut encoded = base64::encode(self.expose().as_bytes());
        let written = serializer.serialize_str(&encoded);
        encoded.zeroize();
        written
    }
}

impl<'de> Deserialize<'de> for Base64Secret {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let mut encoded = crate::codec::Text::read(deserializer)?;
        let secret = Self::from_encoded(&encoded);
        encoded.zeroize();
        secret.map_err(|_| D::Error::custom("text that is not the Base64 of a text"))
    }
}

#[cfg(test)]
mod tests;
