//! A value of the envelope, read as what it is and not as what its field was declared to be.

use std::borrow::Cow;

use serde_json::value::RawValue;

use crate::values::codec::{integer_of, integral};

/// A value of the envelope.
pub(super) enum EnvelopeValue<'a> {
    Null,
    Boolean(bool),
    Whole(i64),
    Text(Cow<'a, str>),
    /// Any other number, a list, an object, or a text whose escapes name no character.
    Other(&'a RawValue),
}

impl<'a> EnvelopeValue<'a> {
    /// Tells what a raw value is.
    pub(super) fn of(raw: &'a RawValue) -> Self {
        match raw.get() {
            "null" => Self::Null,
            "true" => Self::Boolean(true),
            "false" => Self::Boolean(false),
            text => unquoted(text).map_or(Self::Other(raw), Self::Text),
        }
    }

    /// Reads a text leniently: a number or boolean counts as its own spelling, an empty text and
    /// anything else as nothing.
    pub(super) fn into_text(self) -> Option<String> {
        match self {
            Self::Text(text) if !text.is_empty() => Some(text.into_owned()),
            Self::Other(raw) if !is_number(raw.get()) => None,
            Self::Null | Self::Text(_) => None,
            spelt => spelt.into_spelling().map(Cow::into_owned),
        }
    }

    /// Reads a whole number leniently: numeric text and an integral float count, anything else is
    /// nothing.
    pub(super) fn into_whole(self) -> Option<i64> {
        match self {
            Self::Whole(number) => Some(number),
            Self::Text(text) => integer_of(&text),
            Self::Other(raw) if is_number(raw.get()) => {
                integer_of(raw.get()).or_else(|| integral(raw.get().parse().ok()?))
            }
            Self::Null | Self::Boolean(_) | Self::Other(_) => None,
        }
    }

    /// Returns `true` if it is of a kind that no code has: a boolean, a list or an object.
    pub(super) fn is_no_code(&self) -> bool {
        match self {
            Self::Boolean(_) => true,
            Self::Other(raw) => raw.get().starts_with(['[', '{']),
            Self::Null | Self::Whole(_) | Self::Text(_) => false,
        }
    }

    /// The text of a text, and the JSON of anything else but null.
    pub(super) fn into_spelling(self) -> Option<Cow<'a, str>> {
        Some(match self {
            Self::Null => return None,
            Self::Boolean(true) => Cow::Borrowed("true"),
            Self::Boolean(false) => Cow::Borrowed("false"),
            Self::Whole(number) => Cow::Owned(number.to_string()),
            Self::Text(text) => text,
            Self::Other(raw) => Cow::Borrowed(raw.get()),
        })
    }
}

fn is_number(json: &str) -> bool {
    json.starts_with(|first: char| first == '-' || first.is_ascii_digit())
}

/// The content between the quotes of a text that was already found to be JSON; `None` where its
/// escapes name no character.
fn unquoted(json: &str) -> Option<Cow<'_, str>> {
    let inner = json.strip_prefix('"')?.strip_suffix('"')?;
    if inner.contains('\\') {
        return serde_json::from_str(json).ok().map(Cow::Owned);
    }
    Some(Cow::Borrowed(inner))
}
