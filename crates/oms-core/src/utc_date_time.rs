//! A date and a time as the service writes them: text in UTC that does not say so.
//!
//! Reading refuses nothing, because a call that was accepted must not become unreadable over a time; sending refuses what names
//! no moment.

use std::fmt;
use std::str::FromStr;
use std::time::SystemTime;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::epoch_seconds::parse::{no_such_day, no_such_time, part_of_second};
use crate::epoch_seconds::written::{self, Fault, Spelling};
use crate::shown::Shown;
use crate::{EpochSeconds, Invalid};

/// A date and a time in UTC, kept as the text that came, such as `2024-09-13T09:08:34`.
///
/// The text is read only when [`epoch_seconds`](Self::epoch_seconds) is asked for, so that an odd one fails nothing else. Two are
/// equal where their texts are, and one that came from the service is sent as it came. One that is built here is written
/// `YYYY-MM-DDTHH:MM:SS`.
///
/// ```
/// use oms_core::{EpochSeconds, UtcDateTime};
///
/// let moment = EpochSeconds::new(1_742_365_118)?;
/// let built = UtcDateTime::from(moment);
/// assert_eq!(built.raw(), "2025-03-19T06:18:38");
/// assert_eq!(built.epoch_seconds(), Some(moment));
/// assert_eq!("2025-03-19T14:18:38+08:00".parse::<UtcDateTime>()?, built);
/// # Ok::<(), oms_core::Invalid>(())
/// ```
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct UtcDateTime {
    raw: String,
}

impl UtcDateTime {
    /// The text as it came, or as it will be sent.
    #[must_use]
    pub fn raw(&self) -> &str {
        &self.raw
    }

    /// The moment; `None` where the text names none between 1970 and 2286.
    ///
    /// A text without a zone mark is UTC, and an offset is applied where there is one. A part of a second is dropped, so the
    /// result is the last whole second at or before the moment.
    #[must_use]
    pub fn epoch_seconds(&self) -> Option<EpochSeconds> {
        let written = written::read(self.raw.trim(), Spelling::Lenient).ok()?;
        EpochSeconds::new(written.local_seconds - written.offset.unwrap_or(0)).ok()
    }

    /// Checks that the text names a moment, as one that came from the service may not.
    ///
    /// # Errors
    ///
    /// It names none.
    pub fn check(&self) -> Result<(), Invalid> {
        match self.epoch_seconds() {
            Some(_) => Ok(()),
            None => Err(unreadable()),
        }
    }
}

impl From<EpochSeconds> for UtcDateTime {
    fn from(seconds: EpochSeconds) -> Self {
        let mut raw = seconds.to_rfc3339();
        // The zone mark is what the service leaves out.
        raw.pop();
        Self { raw }
    }
}

impl FromStr for UtcDateTime {
    type Err = Invalid;

    /// Reads `2025-03-19T06:18:38`, which is UTC because the service reads it so, or a text with `Z` or an offset, which is turned
    /// into UTC. A part of a second is refused.
    fn from_str(text: &str) -> Result<Self, Invalid> {
        let written = written::read(text, Spelling::Lenient).map_err(|fault| match fault {
            Fault::Spelling => unreadable(),
            Fault::Day => no_such_day(),
            Fault::Time => no_such_time(),
        })?;
        if written.part_of_second {
            return Err(part_of_second());
        }
        EpochSeconds::new(written.local_seconds - written.offset.unwrap_or(0)).map(Self::from)
    }
}

impl TryFrom<SystemTime> for UtcDateTime {
    type Error = Invalid;

    /// Refuses a moment between two seconds; [`EpochSeconds::at_or_before`] cuts it off.
    fn try_from(moment: SystemTime) -> Result<Self, Invalid> {
        EpochSeconds::try_from(moment).map(Self::from)
    }
}

#[cfg(feature = "jiff")]
impl TryFrom<jiff::Timestamp> for UtcDateTime {
    type Error = Invalid;

    /// Refuses a moment between two seconds; round the timestamp first where that is meant.
    fn try_from(moment: jiff::Timestamp) -> Result<Self, Invalid> {
        EpochSeconds::try_from(moment).map(Self::from)
    }
}

fn unreadable() -> Invalid {
    Invalid::new("is no date and time: write it in UTC such as `2025-03-19T06:18:38`")
}

impl fmt::Display for UtcDateTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", Shown(&self.raw))
    }
}

impl fmt::Debug for UtcDateTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "UtcDateTime({})", Shown(&self.raw))
    }
}

impl Serialize for UtcDateTime {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.raw)
    }
}

impl<'de> Deserialize<'de> for UtcDateTime {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        crate::codec::Text::read(deserializer).map(|raw| Self { raw })
    }
}

#[cfg(test)]
mod tests;
