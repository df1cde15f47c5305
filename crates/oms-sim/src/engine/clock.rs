//! The clock of the simulated service, which moves only when it is told to.

use std::time::Duration;

/// The clock of the simulated service, in whole seconds since 1970.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct VirtualClock {
    epoch_seconds: i64,
}

impl VirtualClock {
    pub(crate) const fn at(epoch_seconds: i64) -> Self {
        Self { epoch_seconds }
    }

    pub(crate) const fn epoch_seconds(self) -> i64 {
        self.epoch_seconds
    }

    /// Moves on by whole seconds; a part of a second is dropped, because positions know none.
    pub(crate) fn advance(&mut self, by: Duration) {
        let seconds = i64::try_from(by.as_secs()).unwrap_or(i64::MAX);
        self.epoch_seconds = self.epoch_seconds.saturating_add(seconds);
    }
}
