//! A token bucket that keeps one client from flooding a service that is down.

use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use crate::call::clock::Moment;

/// The resends that all calls of a client may make together.
///
/// Each call has a limit of its own, its attempts. The budget is there for the case that every call
/// fails: without it, an outage would multiply the load of the service by the number of attempts,
/// just when it comes back.
///
/// ```
/// # use oms_core as oms_client;
/// use std::time::Duration;
///
/// use oms_client::RetryBudget;
///
/// // At most 50 resends at once, and one more each second.
/// let budget = RetryBudget::new().burst(50).earned_every(Duration::from_secs(1));
/// // None, whatever the attempts of a call are; and as many as they are.
/// let (none, unlimited) = (RetryBudget::new().burst(0), RetryBudget::unlimited());
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[must_use = "a budget does nothing before it is given to the builder"]
pub struct RetryBudget {
    /// `None` without a limit.
    burst: Option<u32>,
    earned_every: Duration,
}

impl RetryBudget {
    /// 500 resends at once, and ten more each second: a burst of calls of which each fails once is
    /// sent again whole.
    pub const fn new() -> Self {
        Self {
            burst: Some(500),
            earned_every: Duration::from_millis(100),
        }
    }

    /// No limit beside the attempts of each call.
    pub const fn unlimited() -> Self {
        Self {
            burst: None,
            ..Self::new()
        }
    }

    /// The resends that may follow each other without a pause.
    pub const fn burst(mut self, resends: u32) -> Self {
        self.burst = Some(resends);
        self
    }

    /// The time in which one more resend is earned. Zero never runs out.
    pub const fn earned_every(mut self, time: Duration) -> Self {
        self.earned_every = time;
        self
    }

    pub(crate) fn into_budget(self, now: Moment) -> Budget {
        Budget {
            state: Mutex::new(State {
                tokens: self.burst.unwrap_or(0),
                earned_until: now,
            }),
            options: self,
        }
    }
}

impl Default for RetryBudget {
    fn default() -> Self {
        Self::new()
    }
}

/// The resends that a client may still make.
#[derive(Debug)]
pub(crate) struct Budget {
    options: RetryBudget,
    state: Mutex<State>,
}

#[derive(Debug)]
struct State {
    tokens: u32,
    /// The moment up to which tokens were earned.
    earned_until: Moment,
}

impl Budget {
    /// Spends one resend; `false` where none is left.
    pub(crate) fn spend(&self, now: Moment) -> bool {
        let RetryBudget {
            burst,
            earned_every,
        } = self.options;
        let Some(burst) = burst else { return true };
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        let earned = now
            .since(state.earned_until)
            .as_nanos()
            .checked_div(earned_every.as_nanos())
            .unwrap_or(u128::MAX);
        let earned = u32::try_from(earned).unwrap_or(u32::MAX);
        state.tokens = state.tokens.saturating_add(earned).min(burst);
        state.earned_until = state
            .earned_until
            .after(earned_every.saturating_mul(earned));
        match state.tokens.checked_sub(1) {
            Some(left) => {
                state.tokens = left;
                true
            }
            None => false,
        }
    }
}
