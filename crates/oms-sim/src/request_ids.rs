//! The request IDs of the answers.

use std::time::{SystemTime, UNIX_EPOCH};

/// The request IDs of one simulator, from one start to the next.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum RequestIds {
    /// They count up from the same number at each start, so that a test can name them.
    #[default]
    Same,
    /// They count up from this number, which no other start has.
    From(u64),
}

/// The number before the first ID that is the same at each start: digits in the width of the
/// vendor's example.
const SAME: u64 = 47_174_810_000;

impl RequestIds {
    /// Counts on from the present moment in nanoseconds, in which no call is answered: one that
    /// starts later begins above all that were given, and one that runs beside it is as many calls
    /// apart as nanoseconds.
    pub(crate) fn from_now() -> Self {
        let since = SystemTime::now().duration_since(UNIX_EPOCH);
        let nanos = since.unwrap_or_default().as_nanos();
        Self::From(u64::try_from(nanos).unwrap_or(SAME))
    }

    /// The ID of the answer to the request of this number in the ledger.
    pub(crate) const fn of(self, number: u64) -> u64 {
        let before = match self {
            Self::Same => SAME,
            Self::From(before) => before,
        };
        before.saturating_add(number)
    }

    /// The ID that takes the place of a recorded one; `None` if that stays.
    pub(crate) const fn instead_of_recorded(self, number: u64) -> Option<u64> {
        match self {
            Self::Same => None,
            Self::From(_) => Some(self.of(number)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn request_ids_count_up_from_the_same_number_or_from_one_of_their_own() {
        assert_eq!(RequestIds::default().of(1), 47_174_810_001);
        assert_eq!(RequestIds::default().instead_of_recorded(1), None);
        let own = RequestIds::from_now();
        assert!(own.of(1) > RequestIds::default().of(u64::from(u32::MAX)));
        assert_eq!(own.of(2), own.of(1) + 1);
        assert_eq!(own.instead_of_recorded(7), Some(own.of(7)));
    }
}
