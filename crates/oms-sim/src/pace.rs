//! The pace of the virtual clock: it waits for a command, or goes with the clock of the machine.

use tokio::time::Instant;

use crate::engine::Moment;

/// The clock that the virtual clock follows, if any.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Pace {
    /// None: it moves on command only.
    Manual,
    /// Time: it goes on from a moment, since an instant of the machine.
    RealTime { from: Moment, since: Instant },
}

impl Pace {
    pub(crate) fn real_time(from: Moment) -> Self {
        Self::RealTime {
            from,
            since: Instant::now(),
        }
    }

    pub(crate) const fn is_real_time(self) -> bool {
        matches!(self, Self::RealTime { .. })
    }

    /// The time that the clock should show by now, if it goes with time.
    pub(crate) fn due(self) -> Option<Moment> {
        match self {
            Self::Manual => None,
            Self::RealTime { from, since } => Some(from.after(since.elapsed())),
        }
    }

    /// Notes that the clock shows this now.
    pub(crate) fn rebase(&mut self, now: Moment) {
        if self.is_real_time() {
            *self = Self::real_time(now);
        }
    }
}
