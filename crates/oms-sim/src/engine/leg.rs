//! One incremental synchronization of a task: its position, and how it moves on while the task
//! works.

use std::time::Duration;

use oms_client::{EpochSeconds, StartPosition};
use serde::{Deserialize, Serialize};

use super::Moment;

/// One incremental synchronization of a task.
///
/// While its task works, its position moves on with the clock: by [`speed`](Self::speed) seconds of
/// changes a second until it has caught up, and then [`lag`](Self::lag) seconds behind the clock. A
/// position in a source's own words stays where it is, because only the source could say what comes
/// after it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Leg {
    /// The position from which it continues.
    pub position: StartPosition,
    /// Seconds by which it stays behind the clock once it has caught up.
    pub lag: u32,
    /// Seconds of changes that it works off in a second.
    pub speed: u32,
    /// The part of a second by which it is past its position.
    beyond_ms: u16,
}

impl Leg {
    /// A synchronization that is at `position`, stays five seconds behind, and works off a minute
    /// of changes a second.
    #[must_use]
    pub fn new(position: impl Into<StartPosition>) -> Self {
        Self {
            position: position.into(),
            lag: 5,
            speed: 60,
            beyond_ms: 0,
        }
    }

    /// Sets how many seconds it stays behind the clock once it has caught up.
    #[must_use]
    pub fn lag(mut self, seconds: u32) -> Self {
        self.lag = seconds;
        self
    }

    /// Sets how many seconds of changes it works off in a second.
    #[must_use]
    pub fn speed(mut self, seconds: u32) -> Self {
        self.speed = seconds;
        self
    }

    /// Its position in whole seconds, if that is a moment.
    #[must_use]
    pub fn seconds(&self) -> Option<i64> {
        match &self.position {
            StartPosition::EpochSeconds(seconds) => Some(seconds.get()),
            _ => None,
        }
    }

    pub(crate) fn move_to(&mut self, position: StartPosition) {
        self.position = position;
        self.beyond_ms = 0;
    }

    /// Works for a while that ends at `end`.
    pub(crate) fn work(&mut self, span: Duration, end: Moment) {
        let Some(seconds) = self.seconds() else {
            return;
        };
        let stands =
            Moment::from_seconds(seconds).after(Duration::from_millis(self.beyond_ms.into()));
        let caught_up = end.shifted(-i64::from(self.lag));
        let worked_to = stands.after(span.saturating_mul(self.speed));
        // A position past the end stays there until the clock has passed it.
        let reached = worked_to.min(caught_up).max(stands).millis();
        if let Ok(position) = EpochSeconds::new(reached.div_euclid(1000)) {
            self.position = position.into();
            self.beyond_ms = u16::try_from(reached.rem_euclid(1000)).unwrap_or(0);
        }
    }

    pub(crate) fn shift(&mut self, seconds: i64) {
        let shifted = self
            .seconds()
            .and_then(|position| EpochSeconds::new(position.saturating_add(seconds)).ok());
        if let Some(position) = shifted {
            self.position = position.into();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn leg(position: i64) -> Leg {
        Leg::new(EpochSeconds::new(position).unwrap())
    }

    #[test]
    fn a_leg_catches_up_stays_behind_and_never_goes_back() {
        let ms = Duration::from_millis;
        for (position, span, end, reached) in [
            (0, ms(1_000), 10_000, 60),
            (0, ms(500), 10_000, 30),
            (0, ms(1), 10_000, 0),
            (9_990, ms(1_000), 10_000, 9_995),
            (9_998, ms(1_000), 10_000, 9_998),
            (20_000, ms(1_000), 10_000, 20_000),
        ] {
            let mut leg = leg(position);
            leg.work(span, Moment::from_seconds(end));
            assert_eq!(leg.seconds(), Some(reached), "{position} {span:?} {end}");
        }
    }

    #[test]
    fn small_steps_lead_where_one_large_step_does() {
        let (mut small, mut large) = (leg(0), leg(0));
        for step in 1..=1_000 {
            let end = Moment::from_seconds(10_000).after(Duration::from_millis(step));
            small.work(Duration::from_millis(1), end);
        }
        large.work(Duration::from_secs(1), Moment::from_seconds(10_001));
        assert_eq!(small, large);
    }

    #[test]
    fn a_position_of_the_sources_own_stays_where_it_is() {
        let mut leg = Leg::new(StartPosition::raw("100,30"));
        let before = leg.clone();
        leg.work(Duration::from_secs(9), Moment::from_seconds(10_000));
        leg.shift(7);
        assert_eq!(leg, before);
    }
}
