//! The pace of a batch: lines are sent one after the other, with an interval between them.
//!
//! It sends nothing itself, and an interrupt ends its wait.

use std::time::Duration;

use tokio::time::{Instant, sleep_until};

use crate::failure::Failure;
use crate::session::Session;

/// The most lines that are sent a second.
const FASTEST: f64 = 100.0;

/// The longest time from one line to the next. A clock to which too long a one is added has no such
/// moment, and the next line would not wait at all.
const LONGEST: Duration = Duration::from_secs(24 * 60 * 60);

/// Keeps the beginnings of two requests apart.
#[derive(Debug)]
pub(super) struct Pace {
    interval: Duration,
    next: Option<Instant>,
}

/// Reads a rate, and returns the time from one line to the next.
pub(super) fn interval(text: &str) -> Result<Duration, String> {
    let rate = text.parse::<f64>().ok();
    rate.filter(|rate| *rate > 0.0 && *rate <= FASTEST)
        .and_then(|rate| Duration::try_from_secs_f64(rate.recip()).ok())
        .filter(|interval| *interval <= LONGEST)
        .ok_or_else(|| {
            format!("write a number above zero and up to {FASTEST}, such as 1 or 0.2; the slowest is a line a day")
        })
}

impl Pace {
    /// Makes a pace in which the first request may begin at once.
    pub(super) fn new(interval: Duration) -> Self {
        Self {
            interval,
            next: None,
        }
    }

    /// Waits until the next may begin. Returns whether nobody has interrupted it.
    pub(super) fn wait(&mut self, session: &mut Session<'_, '_>) -> Result<bool, Failure> {
        let mut interrupts = session.surroundings.interrupts.clone();
        let next = self.next;
        let waited = async move {
            if interrupts.is_pending() {
                return false;
            }
            let Some(next) = next else {
                return true;
            };
            tokio::select! {
                biased;
                () = interrupts.next() => false,
                () = sleep_until(next) => true,
            }
        };
        // The clock is that of the runtime, which is another one outside of it where a test has
        // paused it.
        let (waited, now) = session.block_on(async move { (waited.await, Instant::now()) })?;
        self.next = now.checked_add(self.interval);
        Ok(waited)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn p193_a_rate_is_a_number_of_lines_a_second() {
        for (text, millis) in [("1", 1_000), ("10", 100), ("0.5", 2_000), ("100", 10)] {
            assert_eq!(interval(text), Ok(Duration::from_millis(millis)), "{text}");
        }
        for text in [
            "", "0", "-1", "101", "NaN", "inf", "1e-320", "1e-19", "1e-5", "1/s",
        ] {
            assert!(interval(text).is_err(), "{text:?}");
        }
    }
}
