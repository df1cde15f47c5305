//! The monotonic clock.

use std::time::Duration;

use tokio::time::Instant;

/// The longest time that is counted, some thirty years: clocks and timers overflow beyond it.
const FAR: Duration = Duration::from_secs(30 * 365 * 24 * 60 * 60);

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

    /// A later moment; a wait that a clock may not be able to count ends never in practice.
    pub(crate) fn after(self, wait: Duration) -> Self {
        Self(self.0.checked_add(wait.min(FAR)).unwrap_or(self.0))
    }

    /// Runs a future until this moment.
    pub(crate) fn limit<F: Future>(self, future: F) -> tokio::time::Timeout<F> {
        tokio::time::timeout_at(self.0, future)
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::{FAR, Moment};

    #[test]
    fn a_wait_that_no_clock_can_count_ends_far_from_now() {
        let now = Moment::now();
        for wait in [FAR, Duration::from_secs(u64::MAX / 2), Duration::MAX] {
            assert_eq!(now.after(wait).since(now), FAR, "{wait:?}");
        }
        assert_eq!(now.after(Duration::ZERO), now);
    }
}
