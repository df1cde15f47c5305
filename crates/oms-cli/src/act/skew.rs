//! The difference between two clocks, such as this machine's and the service's.

use std::fmt;
use std::time::{Duration, SystemTime};

use crate::time::distance;

/// The largest difference between two clocks of which neither counts as wrong.
const MOST: Duration = Duration::from_secs(60);

/// A difference between two clocks.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Skew(pub(crate) Duration);

impl Skew {
    /// Returns the difference between what two clocks show.
    pub(crate) fn between(one: SystemTime, other: SystemTime) -> Self {
        let difference = one.duration_since(other);
        Self(difference.unwrap_or_else(|behind| behind.duration()))
    }

    /// Returns whether one of the clocks is wrong. A service's clock has a resolution of one
    /// second, so a part of a second says nothing.
    pub(crate) const fn is_wrong(self) -> bool {
        self.0.as_secs() > MOST.as_secs()
    }
}

impl fmt::Display for Skew {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let seconds = i64::try_from(self.0.as_secs()).unwrap_or(i64::MAX);
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
            let later = noon + Duration::from_millis(millis);
            for skew in [Skew::between(noon, later), Skew::between(later, noon)] {
                assert_eq!(skew.is_wrong(), is_wrong, "{millis}");
                assert_eq!(skew.to_string(), text);
            }
        }
    }
}
