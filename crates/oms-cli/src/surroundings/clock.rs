//! A clock that never goes back, and goes on while the machine is suspended where the system has
//! one: a request must not leave hours after its intent because the clock slept as well.

use std::time::{Duration, SystemTime};

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

/// The present time, where the surroundings cannot be asked for it, such as within a wait. It goes
/// on while the machine is suspended, or a lag would be too small behind a suspension.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Clock {
    set_at: Moment,
    time: SystemTime,
}

impl Clock {
    pub(super) fn set_to(time: SystemTime) -> Self {
        let set_at = Moment::now();
        Self { set_at, time }
    }

    pub(crate) fn time(self) -> SystemTime {
        self.at(Moment::now())
    }

    fn at(self, moment: Moment) -> SystemTime {
        let since = moment.since(self.set_at);
        self.time.checked_add(since).unwrap_or(self.time)
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

#[cfg(test)]
mod tests {
    use std::time::UNIX_EPOCH;

    use super::*;

    #[test]
    fn the_present_time_goes_on_from_the_one_that_was_set_and_never_back() {
        let (before, clock) = (Moment::now(), Clock::set_to(UNIX_EPOCH));
        assert_eq!(clock.at(before), UNIX_EPOCH);
        let (first, second) = (clock.time(), clock.time());
        assert!(UNIX_EPOCH <= first && first <= second);
        assert!(second <= UNIX_EPOCH + Moment::now().since(before));
    }
}
