//! A token bucket that keeps one client from flooding a service that is down.

use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use crate::call::clock::Moment;

/// The number of resends that may follow each other without a pause.
const CAPACITY: u32 = 10;

/// The time in which one more resend is earned.
const PER_TOKEN: Duration = Duration::from_secs(6);

/// The resends that a client may still make: ten at once, and one more every six seconds.
#[derive(Debug)]
pub(crate) struct Budget {
    state: Mutex<State>,
}

#[derive(Debug)]
struct State {
    tokens: u32,
    /// The moment up to which tokens were earned.
    earned_until: Moment,
}

impl Budget {
    pub(crate) fn new(now: Moment) -> Self {
        Self {
            state: Mutex::new(State {
                tokens: CAPACITY,
                earned_until: now,
            }),
        }
    }

    /// Spends one resend; `false` where none is left.
    pub(crate) fn spend(&self, now: Moment) -> bool {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        let earned = now.since(state.earned_until).as_millis() / PER_TOKEN.as_millis();
        let earned = u32::try_from(earned).unwrap_or(u32::MAX);
        if earned > 0 {
            state.tokens = state.tokens.saturating_add(earned).min(CAPACITY);
            state.earned_until = state.earned_until.after(PER_TOKEN.saturating_mul(earned));
        }
        match state.tokens.checked_sub(1) {
            Some(left) => {
                state.tokens = left;
                true
            }
            None => false,
        }
    }
}
