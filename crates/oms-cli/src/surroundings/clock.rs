//! A clock that never goes back, and goes on while the machine is suspended where the system has
//! one: a request must not leave hours after its intent because the clock slept as well.

use std::time::Duration;

/// A moment of the clock.
#[derive(Debug, Clone, Copy)]
pub(super) struct Moment(inner::Reading);

impl Moment {
    pub(super) fn now() -> Self {
        Self(inner::now())
    }

    pub(super) fn since(self, earlier: Self) -> Duration {
        inner::between(earlier.0, self.0)
    }
}

#[cfg(any(target_os = "linux", target_vendor = "apple"))]
mod inner {
    use std::time::Duration;

    use rustix::time::{ClockId, clock_gettime};

    /// The clock that counts suspensions as well. The standard library reads another one on both
    /// systems.
    #[cfg(target_os = "linux")]
    const CLOCK: ClockId = ClockId::Boottime;
    #[cfg(target_vendor = "apple")]
    const CLOCK: ClockId = ClockId::Monotonic;

    /// The time since a moment at or before the boot.
    pub(super) type Reading = Duration;

    pub(super) fn now() -> Reading {
        let time = clock_gettime(CLOCK);
        let seconds = u64::try_from(time.tv_sec).unwrap_or_default();
        let nanos = u32::try_from(time.tv_nsec).unwrap_or_default();
        Duration::new(seconds, nanos)
    }

    pub(super) const fn between(earlier: Reading, later: Reading) -> Duration {
        later.saturating_sub(earlier)
    }
}

#[cfg(not(any(target_os = "linux", target_vendor = "apple")))]
mod inner {
    use std::time::{Duration, Instant};

    pub(super) type Reading = Instant;

    pub(super) fn now() -> Reading {
        Instant::now()
    }

    pub(super) fn between(earlier: Reading, later: Reading) -> Duration {
        later.saturating_duration_since(earlier)
    }
}
