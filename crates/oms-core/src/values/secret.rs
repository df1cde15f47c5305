//! Secrets that travel in a body: typed so that nothing prints them.
//!
//! A secret is checked before it is sent, and no refusal repeats it.

use std::fmt;

use secrecy::zeroize::Zeroize;
use secrecy::{ExposeSecret, SecretString};
use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use serde_json::value::RawValue;

use crate::text::base64;
use crate::{Invalid, Json};

/// A text that nothing prints, such as a password or a key, sent as it is.
///
/// The copy that this crate holds is wiped from memory when it is dropped; the body that is sent
/// holds a copy, which nobody wipes. Two are compared without a stop at the first difference, so
/// that the time taken tells no more than their lengths.
#[derive(Clone)]
pub struct Secret {
    text: SecretString,
}

/// A text that nothing prints, sent as its Base64 and read back from it.
///
/// It is made from the plain text. A text that is Base64 already would be encoded twice, and the
/// service would take the encoding for the secret: [`from_encoded`](Self::from_encoded) takes that
/// form.
///
/// ```
/// # use oms_core as oms_client;
/// use oms_client::Base64Secret;
///
/// let password = Base64Secret::from("hunter2");
/// assert_eq!(Base64Secret::from_encoded("aHVudGVyMg==")?, password);
/// assert_eq!(password.expose(), "hunter2");
/// # Ok::<(), oms_client::Invalid>(())
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct Base64Secret {
    plain: Secret,
}

/// JSON of any type that nothing prints, such as the attributes of a connection, sent as it is.
///
/// ```
/// # use oms_core as oms_client;
/// use oms_client::{Json, SecretJson};
///
/// let attributes = SecretJson::from(Json::new(r#"{"pin":"hunter2"}"#)?);
/// assert_eq!(format!("{attributes:?}"), "SecretJson(redacted)");
/// assert_eq!(attributes.expose(), r#"{"pin":"hunter2"}"#);
/// # Ok::<(), oms_client::Invalid>(())
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
            // The message of the parser may repeat a part of the text.
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
        crate::values::codec::Text::read(deserializer).map(Self::from)
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
        let mut encoded = crate::values::codec::Text::read(deserializer)?;
        let secret = Self::from_encoded(&encoded);
        encoded.zeroize();
        secret.map_err(|_| D::Error::custom("expected the standard Base64 of a text"))
    }
}

#[cfg(test)]
mod tests {
    use super::{Base64Secret, Secret};

    #[test]
    fn a_secret_is_written_in_its_form_and_read_back() {
        let table = [
            ("hunter2", "aHVudGVyMg=="),
            (" p\u{e4}ss \"\\ ", "IHDDpHNzICJcIA=="),
            ("a", "YQ=="),
            ("YQ==", "WVE9PQ=="),
        ];
        for (plain, encoded) in table {
            let (as_is, as_base64) = (Secret::from(plain), Base64Secret::from(plain.to_owned()));
            let json = serde_json::to_string(&(&as_is, &as_base64)).unwrap();
            assert_eq!(
                serde_json::from_str::<(String, String)>(&json).unwrap(),
                (plain.to_owned(), encoded.to_owned())
            );
            assert_eq!(
                serde_json::from_str::<(Secret, Base64Secret)>(&json).unwrap(),
                (as_is, as_base64.clone())
            );
            assert_eq!(Base64Secret::from_encoded(encoded), Ok(as_base64));
        }
        let read = serde_json::from_str::<(Secret, Base64Secret)>("[1234,\"\"]").unwrap();
        assert_eq!(read, ("1234".into(), "".into()));
    }

    #[test]
    fn what_is_not_base64_of_a_text_is_refused_and_not_repeated() {
        for encoded in [
            "hunter2",
            "aHVudGVyMg",
            "aHVudGVyMg==\n",
            "/w==",
            "aHVu-GVy",
        ] {
            let refusal = Base64Secret::from_encoded(encoded).unwrap_err().to_string();
            let json = serde_json::to_string(encoded).unwrap();
            let error = serde_json::from_str::<Base64Secret>(&json).unwrap_err();
            assert!(refusal.contains("Base64"), "{refusal}");
            assert!(!format!("{refusal} {error} {error:?}").contains(encoded.trim()));
        }
    }

    #[test]
    fn promise_108_a_secret_that_is_empty_or_ends_a_line_is_refused_and_not_repeated() {
        for (text, expected) in [
            ("", "empty"),
            ("hunter2\n", "line break"),
            ("hunter2\r\n", "line break"),
            ("hun\0ter2", "NUL"),
        ] {
            let refusals = [
                Secret::from(text).check().unwrap_err(),
                Base64Secret::from(text).check().unwrap_err(),
            ];
            for refusal in refusals {
                let shown = format!("{refusal} {refusal:?}");
                assert!(
                    shown.contains(expected) && !shown.contains("hun"),
                    "{shown}"
                );
            }
        }
        for text in ["hunter2", "tab\tand space ", "\u{1f511}"] {
            assert!(Secret::from(text).check().is_ok() && Base64Secret::from(text).check().is_ok());
        }
    }

    #[test]
    fn promise_103_debug_shows_nothing_of_a_secret_and_not_its_length() {
        let mut shown = Vec::new();
        for text in ["hunter2", ""] {
            shown.push(format!(
                "{:?} {:#?}",
                Secret::from(text),
                Base64Secret::from(text)
            ));
        }
        assert_eq!(shown[0], "Secret(redacted) Base64Secret(redacted)");
        assert_eq!(shown[0], shown[1]);
    }

    #[test]
    fn secrets_are_equal_where_their_texts_are() {
        for (one, other) in [("a", "a"), ("", ""), ("a", "b"), ("a", "ab"), ("ab", "a")] {
            assert_eq!(Secret::from(one) == Secret::from(other), one == other);
            assert_eq!(
                Base64Secret::from(one) == Base64Secret::from(other),
                one == other
            );
        }
    }
}
