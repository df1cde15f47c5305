//! The walk over the object that an envelope is.
//!
//! It only says which value is under which key. The meaning of a value is decided elsewhere, and
//! not by how fast it was read.
//!
//! Its steps are marked `#[inline]`: left to itself, the compiler makes one function of them or a
//! dozen, by the features that are built together, and a dozen costs a tenth more.

use std::borrow::Cow;
use std::fmt;

use serde::Deserializer;
use serde::de::{DeserializeSeed, Error, IgnoredAny, MapAccess, Visitor};
use serde_json::value::RawValue;

use super::EnvelopeFields;
use super::value::EnvelopeValue;
use crate::{Json, KeyCase, Meta, Role};

type RoleOf = fn(&str) -> Option<(Role, KeyCase)>;

/// Collects the fields of a text that is one JSON object and nothing else. After an error, none of
/// it is left in `meta`.
///
/// Values are read in passing, as nulls, booleans, whole numbers and texts, which is what envelopes
/// hold; anything else ends the walk with an error, and so does a key whose escapes name no
/// character.
pub(super) fn quickly<'a>(
    text: &'a str,
    role_of: RoleOf,
    meta: &mut Meta,
) -> Result<EnvelopeFields<'a>, serde_json::Error> {
    walk::<false>(text, role_of, meta)
}

/// As [`quickly`], but values are taken as raw text first, and keys as bytes, so that whatever is
/// JSON is read.
pub(super) fn carefully<'a>(
    text: &'a str,
    role_of: RoleOf,
    meta: &mut Meta,
) -> Result<EnvelopeFields<'a>, serde_json::Error> {
    // A key that is taken as bytes may hold what no JSON may.
    let _: IgnoredAny = serde_json::from_str(text)?;
    walk::<true>(text, role_of, meta)
}

fn walk<'a, const CAREFUL: bool>(
    text: &'a str,
    role_of: RoleOf,
    meta: &mut Meta,
) -> Result<EnvelopeFields<'a>, serde_json::Error> {
    let mut fields = EnvelopeFields::default();
    let mut json = serde_json::Deserializer::from_str(text);
    let walker = Walker::<CAREFUL> {
        role_of,
        fields: &mut fields,
        meta: &mut *meta,
    };
    match json.deserialize_map(walker).and_then(|()| json.end()) {
        Ok(()) => Ok(fields),
        Err(error) => {
            meta.forget_envelope();
            Err(error)
        }
    }
}

struct Walker<'w, 'a, const CAREFUL: bool> {
    role_of: RoleOf,
    fields: &'w mut EnvelopeFields<'a>,
    meta: &'w mut Meta,
}

impl<'a, const CAREFUL: bool> Visitor<'a> for Walker<'_, 'a, CAREFUL> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    #[inline]
    fn visit_map<A: MapAccess<'a>>(self, mut entries: A) -> Result<(), A::Error> {
        let Self {
            role_of,
            fields,
            meta,
        } = self;
        let mut unknown = String::new();
        while let Some(role) = entries.next_key_seed(KeyReader::<CAREFUL> {
            role_of,
            unknown: &mut unknown,
        })? {
            match role {
                None => {
                    let value = Json::from_raw(raw(&mut entries)?);
                    let key = std::mem::take(&mut unknown);
                    meta.unknown_fields.push((key, value));
                }
                Some(role @ (Role::Payload | Role::ErrorDetail)) => {
                    fields.put_raw(role, raw(&mut entries)?);
                }
                Some(role) if CAREFUL => {
                    fields.put(meta, role, EnvelopeValue::of(raw(&mut entries)?));
                }
                Some(role) => {
                    let (fields, meta) = (&mut *fields, &mut *meta);
                    entries.next_value_seed(ValueReader { fields, meta, role })?;
                }
            }
        }
        Ok(())
    }
}

/// Takes a value as raw text. A null is recognized faster than it is copied out.
fn raw<'a, A: MapAccess<'a>>(entries: &mut A) -> Result<&'a RawValue, A::Error> {
    let value: Option<&'a RawValue> = entries.next_value()?;
    Ok(value.unwrap_or(RawValue::NULL))
}

/// Looks a key up, and copies it only where it is unknown.
struct KeyReader<'k, const CAREFUL: bool> {
    role_of: RoleOf,
    unknown: &'k mut String,
}

impl<'a, const CAREFUL: bool> DeserializeSeed<'a> for KeyReader<'_, CAREFUL> {
    type Value = Option<Role>;

    #[inline]
    fn deserialize<D: Deserializer<'a>>(self, deserializer: D) -> Result<Option<Role>, D::Error> {
        if CAREFUL {
            deserializer.deserialize_bytes(self)
        } else {
            deserializer.deserialize_str(self)
        }
    }
}

impl<const CAREFUL: bool> Visitor<'_> for KeyReader<'_, CAREFUL> {
    type Value = Option<Role>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a key")
    }

    fn visit_str<E: Error>(self, key: &str) -> Result<Option<Role>, E> {
        let known = (self.role_of)(key);
        if known.is_none() {
            key.clone_into(self.unknown);
        }
        Ok(known.map(|(role, _)| role))
    }

    /// A key whose escapes name no character is an unknown one.
    fn visit_bytes<E: Error>(self, key: &[u8]) -> Result<Option<Role>, E> {
        self.visit_str(&String::from_utf8_lossy(key))
    }
}

/// Reads a value in passing. A value that it has no method for ends the quick walk. One of these is
/// a number that is not whole, because only the raw text shows how it is spelt.
struct ValueReader<'v, 'a> {
    fields: &'v mut EnvelopeFields<'a>,
    meta: &'v mut Meta,
    role: Role,
}

impl<'a> ValueReader<'_, 'a> {
    fn put(self, value: EnvelopeValue<'a>) {
        self.fields.put(self.meta, self.role, value);
    }
}

impl<'a> DeserializeSeed<'a> for ValueReader<'_, 'a> {
    type Value = ();

    #[inline]
    fn deserialize<D: Deserializer<'a>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'a> Visitor<'a> for ValueReader<'_, 'a> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a usual value")
    }

    fn visit_unit<E: Error>(self) -> Result<(), E> {
        // Most fields of most envelopes are null, and only of those that decide does a null say
        // anything.
        if matches!(self.role, Role::Verdict | Role::ErrorCode) {
            self.put(EnvelopeValue::Null);
        }
        Ok(())
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<(), E> {
        self.put(EnvelopeValue::Boolean(value));
        Ok(())
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<(), E> {
        self.put(EnvelopeValue::Whole(number));
        Ok(())
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<(), E> {
        let number = i64::try_from(number).map_err(E::custom)?;
        self.put(EnvelopeValue::Whole(number));
        Ok(())
    }

    fn visit_borrowed_str<E: Error>(self, text: &'a str) -> Result<(), E> {
        self.put(EnvelopeValue::Text(Cow::Borrowed(text)));
        Ok(())
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<(), E> {
        self.put(EnvelopeValue::Text(Cow::Owned(text.to_owned())));
        Ok(())
    }
}
