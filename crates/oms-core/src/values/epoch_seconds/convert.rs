//! Conversions from and to the clocks of the standard library and of jiff.
//!
//! A part of a second is refused: cutting it off would move a position without a word.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use super::EpochSeconds;
use crate::Invalid;

impl EpochSeconds {
    /// The last whole second at or before `moment`, for those who want a part of a second cut off.
    ///
    /// # Errors
    ///
    /// The moment lies before 1970 or after 2286.
    pub fn at_or_before(moment: SystemTime) -> Result<Self, Invalid> {
        since_epoch(moment).and_then(|since| from_seconds(since.as_secs()))
    }
}

impl TryFrom<i64> for EpochSeconds {
    type Error = Invalid;

    /// As [`EpochSeconds::new`].
    fn try_from(seconds: i64) -> Result<Self, Invalid> {
        Self::new(seconds)
    }
}

impl TryFrom<SystemTime> for EpochSeconds {
    type Error = Invalid;

    /// Refuses a moment between two seconds; [`EpochSeconds::at_or_before`] cuts it off.
    fn try_from(moment: SystemTime) -> Result<Self, Invalid> {
        let since = since_epoch(moment)?;
        if since.subsec_nanos() != 0 {
            return Err(between_seconds());
        }
        from_seconds(since.as_secs())
    }
}

impl From<EpochSeconds> for SystemTime {
    fn from(seconds: EpochSeconds) -> Self {
        UNIX_EPOCH + Duration::from_secs(seconds.0.unsigned_abs())
    }
}

fn since_epoch(moment: SystemTime) -> Result<Duration, Invalid> {
    moment
        .duration_since(UNIX_EPOCH)
        .map_err(|_| Invalid::new("lies before 1970-01-01T00:00:00Z"))
}

fn from_seconds(seconds: u64) -> Result<EpochSeconds, Invalid> {
    EpochSeconds::new(i64::try_from(seconds).unwrap_or(i64::MAX))
}

fn between_seconds() -> Invalid {
    Invalid::new("does not fall on a whole second; cut the rest off where that is meant")
}

#[cfg(feature = "jiff")]
impl TryFrom<jiff::Timestamp> for EpochSeconds {
    type Error = Invalid;

    /// Refuses a moment between two seconds; round the timestamp first where that is meant.
    fn try_from(moment: jiff::Timestamp) -> Result<Self, Invalid> {
        if moment.subsec_nanosecond() != 0 {
            return Err(between_seconds());
        }
        Self::new(moment.as_second())
    }
}

#[cfg(feature = "jiff")]
impl From<EpochSeconds> for jiff::Timestamp {
    fn from(seconds: EpochSeconds) -> Self {
        // Both ends of the range lie far inside jiff's, which ends in the year 9999, so the
        // fallback is never taken.
        Self::from_second(seconds.0).unwrap_or(Self::UNIX_EPOCH)
    }
}
