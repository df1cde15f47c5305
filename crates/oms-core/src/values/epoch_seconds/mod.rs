//! A moment in whole seconds, which cannot be mistaken for one in milliseconds.

mod calendar;
mod convert;
pub(crate) mod date_time;
pub(crate) mod parse;

use std::fmt;
use std::time::{Duration, SystemTime};

use oms_text::LAST_EPOCH_SECOND;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::Invalid;

/// Whole seconds since 1970-01-01T00:00:00Z, up to 2286-11-20.
///
/// A number of more than ten digits is refused: it counts milliseconds or smaller, and would name a
/// moment far in the future.
///
/// ```
/// # use oms_core as oms_client;
/// use oms_client::EpochSeconds;
///
/// let position = EpochSeconds::new(1_742_365_118)?;
/// assert_eq!(position.to_rfc3339(), "2025-03-19T06:18:38Z");
/// assert_eq!("2025-03-19T14:18:38+08:00".parse::<EpochSeconds>()?, position);
/// assert!(EpochSeconds::new(1_742_365_118_000).is_err());
/// # Ok::<(), oms_client::Invalid>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EpochSeconds(i64);

impl EpochSeconds {
    /// Takes whole seconds.
    ///
    /// # Errors
    ///
    /// The number is negative, or has more than ten digits: the message names the unit that it
    /// seems to count, and how to write it.
    pub fn new(seconds: i64) -> Result<Self, Invalid> {
        if seconds < 0 {
            return Err(Invalid::new(format!(
                "{seconds} is negative: seconds are counted from 1970-01-01T00:00:00Z on"
            )));
        }
        if seconds > LAST_EPOCH_SECOND {
            return Err(too_long(seconds));
        }
        Ok(Self(seconds))
    }

    /// The number of seconds.
    #[must_use]
    pub const fn get(self) -> i64 {
        self.0
    }

    /// The present moment, as the clock of this machine has it. A platform without one, such as
    /// `wasm32-unknown-unknown`, ends there, as it does in [`SystemTime::now`].
    #[must_use]
    pub fn now() -> Self {
        let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH);
        let seconds = since.map_or(0, |since| since.as_secs());
        Self(
            i64::try_from(seconds)
                .unwrap_or(LAST_EPOCH_SECOND)
                .min(LAST_EPOCH_SECOND),
        )
    }

    /// The moment this much later, in whole seconds; `None` past the last moment.
    ///
    /// ```
    /// # use oms_core as oms_client;
    /// use std::time::Duration;
    ///
    /// use oms_client::EpochSeconds;
    ///
    /// let position = EpochSeconds::new(1_742_365_118)?;
    /// let hour = Duration::from_secs(3600);
    /// assert_eq!(position.checked_add(hour), Some(EpochSeconds::new(1_742_368_718)?));
    /// assert_eq!(position.checked_sub(hour).map(|before| position.since(before)), Some(hour));
    /// assert_eq!(position.checked_sub(Duration::MAX), None);
    /// # Ok::<(), oms_client::Invalid>(())
    /// ```
    #[must_use]
    pub fn checked_add(self, time: Duration) -> Option<Self> {
        let seconds = self.0.checked_add(i64::try_from(time.as_secs()).ok()?)?;
        Self::new(seconds).ok()
    }

    /// The moment this much earlier, in whole seconds; `None` before the first moment.
    #[must_use]
    pub fn checked_sub(self, time: Duration) -> Option<Self> {
        let seconds = self.0.checked_sub(i64::try_from(time.as_secs()).ok()?)?;
        Self::new(seconds).ok()
    }

    /// The time since an earlier moment; zero where that is not earlier.
    #[must_use]
    pub fn since(self, earlier: Self) -> Duration {
        Duration::from_secs(u64::try_from(self.0 - earlier.0).unwrap_or(0))
    }

    /// The moment as text in UTC, such as `2025-03-19T06:18:38Z`.
    #[must_use]
    pub fn to_rfc3339(self) -> String {
        calendar::to_rfc3339(self.0)
    }
}

/// Says what a number of more than ten digits seems to count, and both ways to write what was
/// meant.
fn too_long(number: i64) -> Invalid {
    let (unit, suffix, per_second) = match number.checked_ilog10().map_or(1, |log| log + 1) {
        13 => ("milliseconds", "ms", 1_000),
        16 => ("microseconds", "us", 1_000_000),
        19 => ("nanoseconds", "ns", 1_000_000_000),
        digits => {
            return Invalid::new(format!(
                "{number} has {digits} digits, and a number of seconds has at most ten"
            ));
        }
    };
    Invalid::new(format!(
        "{number} counts {unit}, and whole seconds are needed: write `{}` or `@{number}{suffix}`",
        number / per_second
    ))
}

impl fmt::Display for EpochSeconds {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}

impl fmt::Debug for EpochSeconds {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "EpochSeconds({} = {})", self.0, self.to_rfc3339())
    }
}

impl Serialize for EpochSeconds {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_i64(self.0)
    }
}

impl<'de> Deserialize<'de> for EpochSeconds {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let seconds = crate::values::codec::Integer::read(deserializer)?;
        // A moment is no secret, and this beginning lets the message through where others are kept
        // from telling values.
        Self::new(seconds).map_err(|error| {
            let expected = format_args!("expected a moment in seconds, but {error}");
            serde::de::Error::custom(expected)
        })
    }
}

#[cfg(test)]
mod tests;
