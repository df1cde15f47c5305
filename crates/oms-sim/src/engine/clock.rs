//! The clock of the simulated service, which moves only on command.
//!
//! It does not know the clock of the machine; a caller that wants the two to go together moves this
//! one.

use std::fmt;
use std::time::Duration;

use oms_client::EpochSeconds;
use serde::{Deserialize, Serialize};

/// A moment of the virtual clock, in milliseconds since 1970.
///
/// Positions are whole seconds, as on the wire. Moments are finer, so that many small steps add up
/// to what they should.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct Moment(i64);

impl Moment {
    /// The last whole second that a position can name. The clock stops there: a client reads no
    /// checkpoint after it.
    pub(crate) const LAST: Self = Self::from_seconds(oms_text::LAST_EPOCH_SECOND);

    /// The moment this many seconds after 1970.
    #[must_use]
    pub const fn from_seconds(seconds: i64) -> Self {
        Self(seconds.saturating_mul(1000))
    }

    /// Whole seconds since 1970; the part of a second is dropped.
    #[must_use]
    pub const fn seconds(self) -> i64 {
        self.0.div_euclid(1000)
    }

    /// Milliseconds since 1970.
    #[must_use]
    pub const fn millis(self) -> i64 {
        self.0
    }

    /// The moment that comes this much later.
    #[must_use]
    pub fn after(self, by: Duration) -> Self {
        Self(self.0.saturating_add(millis(by)))
    }

    /// The time from here to a later moment; zero if that one is earlier.
    #[must_use]
    pub fn until(self, later: Self) -> Duration {
        Duration::from_millis(u64::try_from(later.0.saturating_sub(self.0)).unwrap_or(0))
    }

    /// The moment moved by a number of seconds, either way.
    pub(crate) fn shifted(self, seconds: i64) -> Self {
        Self(self.0.saturating_add(seconds.saturating_mul(1000)))
    }
}

impl fmt::Display for Moment {
    /// The moment in UTC, by whole seconds, such as `2025-03-19T06:18:38Z`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match EpochSeconds::new(self.seconds()) {
            Ok(seconds) => f.write_str(&seconds.to_rfc3339()),
            // Before 1970 or after 2286 no position is possible.
            Err(_) => write!(f, "@{}", self.seconds()),
        }
    }
}

/// A span in whole milliseconds.
pub(crate) fn millis(span: Duration) -> i64 {
    i64::try_from(span.as_millis()).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn small_steps_add_up_and_the_ends_of_time_hold() {
        let start = Moment::from_seconds(10);
        let half = Duration::from_millis(500);
        assert_eq!(start.after(half).seconds(), 10);
        assert_eq!(start.after(half).after(half), Moment::from_seconds(11));
        assert_eq!(start.until(start.after(half)), half);
        assert_eq!(start.after(half).until(start), Duration::ZERO);
        assert_eq!(start.after(Duration::MAX).millis(), i64::MAX);
        assert_eq!(Moment(-1).seconds(), -1);
        let last = Moment::LAST.seconds();
        assert!(EpochSeconds::new(last).is_ok());
        assert!(EpochSeconds::new(last + 1).is_err());
    }
}
