//! The monotonic clock.

use std::time::Duration;

use tokio::time::Instant;

/// A moment of the monotonic clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Moment(Instant);

impl Moment {
    pub(crate) fn now() -> Self {
        Self(Instant::now())
    }

    /// A moment of the standard library's clock.
    pub(crate) fn at(moment: std::time::Instant) -> Self {
        Self(Instant::from_std(moment))
    }

    pub(crate) fn since(self, earlier: Self) -> Duration {
        self.0.saturating_duration_since(earlier.0)
    }

    /// A later moment; a wait that the clock cannot count ends never in practice.
    pub(crate) fn after(self, wait: Duration) -> Self {
        Self(self.0.checked_add(wait).unwrap_or(self.0))
    }

    /// Runs a future until this moment.
    pub(crate) fn limit<F: Future>(self, future: F) -> tokio::time::Timeout<F> {
        tokio::time::timeout_at(self.0, future)
    }
}
