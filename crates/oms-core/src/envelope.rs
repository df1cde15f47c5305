//! Reads the envelope: its verdict strictly, everything else leniently.
//!
//! Every value is taken as raw text first, so that no field's type can decide over another's: an odd `cost` never turns a done
//! call into an error, and nothing but a JSON boolean is a verdict. The payload stays raw for its own type to read later.

use std::borrow::Cow;
use std::fmt;

use serde::Deserializer;
use serde::de::{DeserializeSeed, Error, MapAccess, Visitor};
use serde_json::value::RawValue;

use crate::codec::{integer_of, integral};
use crate::{Cost, Json, KeyCase, Meta, Role, Service};

/// An envelope that can be read in one way only.
pub(crate) struct Envelope<'a> {
    pub(crate) success: bool,
    pub(crate) code: Code,
    pub(crate) message: Option<String>,
    pub(crate) detail: Option<Json>,
    pub(crate) payload: Option<&'a RawValue>,
    /// Everything that decides nothing. The transport's part is filled in elsewhere.
    pub(crate) meta: Meta,
}

/// What the field of the error code says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Code {
    /// Nothing: it is missing, null or empty.
    Absent,
    /// A value that accompanies success.
    Success,
    /// A failure.
    Failure(String),
}

/// Why a body is no envelope that can be read in one way only.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Defect {
    /// The body is empty.
    Empty,
    /// The body is not UTF-8.
    NotUtf8,
    /// The body is not one JSON object and nothing else.
    NotAnObject,
    /// No field says whether the call succeeded.
    NoVerdict,
    /// The verdict is no boolean.
    VerdictType,
    /// The verdict, the error code or the payload stands twice.
    Twice(Role),
}

impl Defect {
    /// What was found, as a few words for a message.
    pub(crate) const fn text(self) -> &'static str {
        match self {
            Self::Empty => "the body is empty",
            Self::NotUtf8 => "the body is not UTF-8",
            Self::NotAnObject => "the body is not one JSON object",
            Self::NoVerdict => "no field says whether it succeeded",
            Self::VerdictType => "the verdict is not a boolean",
            Self::Twice(Role::Verdict) => "the verdict stands twice",
            Self::Twice(Role::ErrorCode) => "the error code stands twice",
            Self::Twice(_) => "the payload stands twice",
        }
    }

    /// Whether the body is an envelope, only not one that can be read in one way.
    pub(crate) const fn is_ambiguity(self) -> bool {
        matches!(self, Self::VerdictType | Self::Twice(_))
    }
}

/// Reads a body.
pub(crate) fn read<'a>(body: &'a [u8], service: &Service) -> Result<Envelope<'a>, Defect> {
    let text = std::str::from_utf8(body).map_err(|_| Defect::NotUtf8)?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    if text.bytes().all(|byte| byte.is_ascii_whitespace()) {
        return Err(Defect::Empty);
    }
    let mut fields = Fields::default();
    let mut json = serde_json::Deserializer::from_str(text);
    let reader = FieldsReader {
        fields: &mut fields,
        role_of: service.role_of,
    };
    json.deserialize_map(reader)
        .and_then(|()| json.end())
        .map_err(|_| Defect::NotAnObject)?;
    fields.into_envelope(service)
}

/// The fields of an envelope as raw text, the first of each.
#[derive(Default)]
struct Fields<'a> {
    verdict: Option<&'a RawValue>,
    code: Option<&'a RawValue>,
    payload: Option<&'a RawValue>,
    message: Option<&'a RawValue>,
    detail: Option<&'a RawValue>,
    advice: Option<&'a RawValue>,
    request_id: Option<&'a RawValue>,
    page_number: Option<&'a RawValue>,
    page_size: Option<&'a RawValue>,
    total_count: Option<&'a RawValue>,
    cost: Option<&'a RawValue>,
    unknown: Vec<(String, Json)>,
    twice: Option<Role>,
}

impl<'a> Fields<'a> {
    /// Keeps a value; a decisive one that stands twice is remembered as a defect, a second cosmetic one is passed over.
    fn put(&mut self, role: Role, value: &'a RawValue) {
        let place = match role {
            Role::Verdict => &mut self.verdict,
            Role::ErrorCode => &mut self.code,
            Role::Payload => &mut self.payload,
            Role::ErrorMessage => &mut self.message,
            Role::ErrorDetail => &mut self.detail,
            Role::Advice => &mut self.advice,
            Role::RequestId => &mut self.request_id,
            Role::PageNumber => &mut self.page_number,
            Role::PageSize => &mut self.page_size,
            Role::TotalCount => &mut self.total_count,
            Role::Cost => &mut self.cost,
        };
        match (&place, role) {
            (None, _) => *place = Some(value),
            (Some(_), Role::Verdict | Role::ErrorCode | Role::Payload) => {
                self.twice.get_or_insert(role);
            }
            (Some(_), _) => {}
        }
    }

    fn into_envelope(self, service: &Service) -> Result<Envelope<'a>, Defect> {
        if let Some(role) = self.twice {
            return Err(Defect::Twice(role));
        }
        let success = match self.verdict.map(RawValue::get) {
            None => return Err(Defect::NoVerdict),
            Some("true") => true,
            Some("false") => false,
            Some(_) => return Err(Defect::VerdictType),
        };
        Ok(Envelope {
            success,
            code: code_of(self.code, service),
            message: text_of(self.message),
            detail: self
                .detail
                .filter(|raw| raw.get() != "null")
                .map(Json::from_raw),
            payload: self.payload,
            meta: Meta {
                request_id: text_of(self.request_id),
                cost: text_of(self.cost).map(Cost::new),
                advice: text_of(self.advice),
                page_number: whole_of(self.page_number),
                page_size: whole_of(self.page_size),
                total_count: whole_of(self.total_count),
                unknown_fields: self.unknown,
                ..Meta::default()
            },
        })
    }
}

/// Reads a text leniently: a number or boolean counts as its own spelling, an empty text and anything else as nothing.
fn text_of(raw: Option<&RawValue>) -> Option<String> {
    let raw = raw?.get();
    match raw.as_bytes().first()? {
        b'"' => unquoted(raw)
            .filter(|text| !text.is_empty())
            .map(Cow::into_owned),
        b'n' | b'{' | b'[' => None,
        _ => Some(raw.to_owned()),
    }
}

/// What stands between the quotes of a text that was already found to be JSON; `None` where its escapes name no character.
fn unquoted(raw: &str) -> Option<Cow<'_, str>> {
    let inner = raw.strip_prefix('"')?.strip_suffix('"')?;
    if inner.contains('\\') {
        return serde_json::from_str(raw).ok().map(Cow::Owned);
    }
    Some(Cow::Borrowed(inner))
}

/// Reads a whole number leniently: numeric text and an integral float count, anything else is nothing.
fn whole_of(raw: Option<&RawValue>) -> Option<i64> {
    let raw = raw?.get();
    match raw.as_bytes().first()? {
        b'"' => integer_of(&unquoted(raw)?),
        b'-' | b'0'..=b'9' => integer_of(raw).or_else(|| integral(raw.parse().ok()?)),
        _ => None,
    }
}

/// Reads the error code strictly: what is there and cannot be read is a failure under its own spelling.
fn code_of(raw: Option<&RawValue>, service: &Service) -> Code {
    let Some(raw) = raw
        .map(RawValue::get)
        .filter(|raw| !matches!(*raw, "null" | "\"\""))
    else {
        return Code::Absent;
    };
    let code = unquoted(raw).unwrap_or(Cow::Borrowed(raw));
    match code.trim() {
        "" => Code::Absent,
        trimmed if service.success_codes.contains(&trimmed) => Code::Success,
        _ => Code::Failure(code.into_owned()),
    }
}

/// Walks over the object and puts each value in its place.
struct FieldsReader<'r, 'a> {
    fields: &'r mut Fields<'a>,
    role_of: fn(&str) -> Option<(Role, KeyCase)>,
}

impl<'a> Visitor<'a> for FieldsReader<'_, 'a> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'a>>(self, mut entries: A) -> Result<(), A::Error> {
        while let Some(key) = entries.next_key_seed(KeyReader {
            role_of: self.role_of,
        })? {
            // Most fields of most envelopes are null, which is recognized faster than it is copied out.
            let value: Option<&'a RawValue> = entries.next_value()?;
            let value = value.unwrap_or(RawValue::NULL);
            match key {
                Key::Known(role) => self.fields.put(role, value),
                Key::Unknown(key) => self.fields.unknown.push((key, Json::from_raw(value))),
            }
        }
        Ok(())
    }
}

enum Key {
    Known(Role),
    Unknown(String),
}

/// Looks a key up without copying it.
struct KeyReader {
    role_of: fn(&str) -> Option<(Role, KeyCase)>,
}

impl<'a> DeserializeSeed<'a> for KeyReader {
    type Value = Key;

    fn deserialize<D: Deserializer<'a>>(self, deserializer: D) -> Result<Key, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl Visitor<'_> for KeyReader {
    type Value = Key;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a key")
    }

    fn visit_str<E: Error>(self, key: &str) -> Result<Key, E> {
        Ok(match (self.role_of)(key) {
            Some((role, _)) => Key::Known(role),
            None => Key::Unknown(key.to_owned()),
        })
    }
}

#[cfg(test)]
mod tests;
