//! Watches a task until it reaches a state. Watching only reads, so a failed read is tried again
//! until the time is over.

use std::time::Duration;

use oms_client::{Client, TaskId};
use tokio::time::{Instant, sleep};

use super::look::{self, Seen};
use crate::surroundings::Interrupts;

/// The first wait between two looks, and the longest.
const FIRST_WAIT: Duration = Duration::from_millis(100);
const LONGEST_WAIT: Duration = Duration::from_secs(5);

/// The waits between looks, each half as long again as the one before, up to the longest.
#[derive(Debug)]
pub(crate) struct Backoff {
    next: Duration,
}

impl Backoff {
    /// Starts at the first wait.
    pub(crate) const fn new() -> Self {
        Self { next: FIRST_WAIT }
    }

    /// Returns the next wait.
    pub(crate) fn next(&mut self) -> Duration {
        let wait = self.next;
        self.next = (wait * 3 / 2).min(LONGEST_WAIT);
        wait
    }
}

/// The end of a watch.
#[derive(Debug)]
pub(crate) enum Watched {
    /// The task reached the state.
    Reached,
    /// The time is over. It holds the last error, if any, and the last state that was seen.
    TimedOut(Option<String>, Option<Seen>),
    /// A person ended the wait. It holds the last state that was seen.
    Interrupted(Option<Seen>),
}

/// Looks again and again until `is_reached` returns true, for at most `timeout`. It calls
/// `progress` after each look.
pub(crate) async fn watch(
    client: &Client,
    task: &TaskId,
    timeout: Duration,
    mut interrupts: Interrupts,
    is_reached: impl Fn(&Seen) -> bool,
    mut progress: impl FnMut(Result<&Seen, &str>, Duration),
) -> Watched {
    let started = Instant::now();
    let mut backoff = Backoff::new();
    let mut fault;
    let mut last = None;
    loop {
        let look = look::look_at_progress(client, task);
        let seen = tokio::select! {
            biased;
            seen = look => seen.map_err(|error| error.to_string()),
            () = interrupts.next() => return Watched::Interrupted(last),
        };
        progress(seen.as_ref().map_err(String::as_str), started.elapsed());
        match seen {
            Ok(seen) if is_reached(&seen) => return Watched::Reached,
            Ok(seen) => (fault, last) = (None, Some(seen)),
            Err(text) => fault = Some(text),
        }
        let wait = backoff.next();
        if started.elapsed() + wait > timeout {
            return Watched::TimedOut(fault, last);
        }
        tokio::select! {
            biased;
            () = interrupts.next() => return Watched::Interrupted(last),
            () = sleep(wait) => {}
        }
    }
}
