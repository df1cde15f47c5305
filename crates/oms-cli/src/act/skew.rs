//! The difference between two clocks, such as this machine's and the service's.

use std::fmt;
use std::time::{Duration, SystemTime};

use crate::time::distance;

/// The largest difference, in seconds, between two clocks of which neither counts as wrong.
const MOST: u64 = 60;

/// The number of milliseconds by which another clock is ahead of this machine's; below zero if it
/// is behind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Skew(pub(crate) i64);

impl Skew {
    /// Returns the difference between what this machine's clock and another one show at the same
    /// moment.
    pub(crate) fn between(own: SystemTime, other: SystemTime) -> Self {
        let millis = |apart: Duration| i64::try_from(apart.as_millis()).unwrap_or(i64::MAX);
        Self(match other.duration_since(own) {
            Ok(ahead) => millis(ahead),
            Err(behind) => millis(behind.duration()).saturating_neg(),
        })
    }

    /// Returns whether one of the clocks is wrong. A service's clock has a resolution of one
    /// second, so a part of a second says nothing.
    pub(crate) const fn is_wrong(self) -> bool {
        self.seconds() > MOST
    }

    /// Returns the whole seconds between the clocks, whichever is ahead.
    const fn seconds(self) -> u64 {
        self.0.unsigned_abs() / 1000
    }
}

impl fmt::Display for Skew {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let seconds = i64::try_from(self.seconds()).unwrap_or(i64::MAX);
        f.write_str(&distance(seconds))
    }
}

#[cfg(test)]
mod tests {
    use std::time::UNIX_EPOCH;

    use super::*;

    #[test]
    fn a_clock_is_wrong_past_a_minute_whichever_is_ahead() {
        let noon = UNIX_EPOCH + Duration::from_secs(1_742_385_600);
        for (millis, is_wrong, text) in [
            (0, false, "0 s"),
            (60_999, false, "1 min"),
            (61_000, true, "1 min 1 s"),
        ] {
            let later = noon + Duration::from_millis(i64::unsigned_abs(millis));
            let (ahead, behind) = (Skew::between(noon, later), Skew::between(later, noon));
            assert_eq!((ahead, behind), (Skew(millis), Skew(-millis)));
            for skew in [ahead, behind] {
                assert_eq!(skew.is_wrong(), is_wrong, "{millis}");
                assert_eq!(skew.to_string(), text);
            }
        }
    }
}
