//! The position from which reading a source continues.

use std::cmp::Ordering;
use std::fmt;

use oms_text::{is_a_number, position_flaw};
use serde::de::value::{F64Deserializer, I64Deserializer, MapAccessDeserializer, U64Deserializer};
use serde::de::{Error, MapAccess, Unexpected, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::codec::integer_of;
use crate::text::shown::Shown;
use crate::{EpochSeconds, Invalid};

/// The position from which reading a source continues: a moment, or a text of the source's own.
#[derive(Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum StartPosition {
    /// A moment.
    EpochSeconds(EpochSeconds),
    /// A text that only the source understands, such as a log sequence number.
    Raw(String),
}

impl StartPosition {
    /// A position in a source's own words, such as `100,30`.
    ///
    /// It is checked before it is sent: digits alone, with or without a sign and a fraction, are
    /// refused, because they would be taken for seconds, and so is a number in scientific notation
    /// that has a fraction or a signed power, such as `1.742365118E+09`.
    #[must_use]
    pub fn raw(text: impl Into<String>) -> Self {
        Self::Raw(text.into())
    }

    /// The moment; `None` where it is a text of the source's own.
    #[must_use]
    pub const fn epoch_seconds(&self) -> Option<EpochSeconds> {
        match self {
            Self::EpochSeconds(seconds) => Some(*seconds),
            Self::Raw(_) => None,
        }
    }

    /// Checks a text of the source's own.
    ///
    /// # Errors
    ///
    /// The text is empty or a sign alone, is digits of any script alone, with or without a sign and
    /// a fraction, is a number in scientific notation with a fraction or a signed power, holds a
    /// control character or is longer than 128 characters.
    pub fn check(&self) -> Result<(), Invalid> {
        match self {
            Self::Raw(text) => position_flaw(text).map_or(Ok(()), |flaw| Err(Invalid::new(flaw))),
            Self::EpochSeconds(_) => Ok(()),
        }
    }
}

impl From<EpochSeconds> for StartPosition {
    fn from(seconds: EpochSeconds) -> Self {
        Self::EpochSeconds(seconds)
    }
}

/// Two moments have an order. A text of the source's own has none, not even beside another one.
///
/// ```
/// # use oms_core as oms_client;
/// use oms_client::{EpochSeconds, StartPosition};
///
/// let earlier = StartPosition::from(EpochSeconds::new(1_742_365_118)?);
/// let later = StartPosition::from(EpochSeconds::new(1_742_365_119)?);
/// assert!(earlier < later);
/// assert_eq!(earlier.partial_cmp(&StartPosition::raw("100,30")), None);
/// # Ok::<(), oms_client::Invalid>(())
/// ```
impl PartialOrd for StartPosition {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        if self == other {
            return Some(Ordering::Equal);
        }
        self.epoch_seconds()?.partial_cmp(&other.epoch_seconds()?)
    }
}

impl fmt::Display for StartPosition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::EpochSeconds(seconds) => fmt::Display::fmt(seconds, f),
            Self::Raw(text) => write!(f, "{}", Shown(text)),
        }
    }
}

impl fmt::Debug for StartPosition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::EpochSeconds(seconds) => fmt::Debug::fmt(seconds, f),
            Self::Raw(text) => write!(f, "Raw({:?})", Shown(text)),
        }
    }
}

impl Serialize for StartPosition {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::EpochSeconds(seconds) => seconds.serialize(serializer),
            Self::Raw(text) => serializer.serialize_str(text),
        }
    }
}

impl<'de> Deserialize<'de> for StartPosition {
    /// Reads a number and the text of a whole number as seconds, and a text that is no number as
    /// the source's own. A number that no moment has is refused in either form, and so is a text
    /// that [`check`](Self::check) takes for a number: it would pass for a position.
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(StartPositionVisitor)
    }
}

/// Reads a number as [`EpochSeconds`] reads it.
fn seconds<'de, D: Deserializer<'de>>(deserializer: D) -> Result<StartPosition, D::Error> {
    EpochSeconds::deserialize(deserializer).map(StartPosition::EpochSeconds)
}

struct StartPositionVisitor;

impl<'de> Visitor<'de> for StartPositionVisitor {
    type Value = StartPosition;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("whole seconds, or a position as text that is no number")
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<StartPosition, E> {
        seconds(I64Deserializer::new(number))
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<StartPosition, E> {
        seconds(U64Deserializer::new(number))
    }

    fn visit_f64<E: Error>(self, number: f64) -> Result<StartPosition, E> {
        seconds(F64Deserializer::new(number))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<StartPosition, E> {
        match integer_of(text) {
            Some(number) => self.visit_i64(number),
            None if is_a_number(text) => Err(E::invalid_value(Unexpected::Str(text), &self)),
            None => Ok(StartPosition::raw(text)),
        }
    }

    /// The form of a number where a crate of the build switched on `arbitrary_precision`.
    fn visit_map<A: MapAccess<'de>>(self, entries: A) -> Result<StartPosition, A::Error> {
        seconds(MapAccessDeserializer::new(entries))
    }
}
