//! Watches a task until it is as it should be. Watching only reads, so what fails is tried again
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
    /// From the first wait on.
    pub(crate) const fn new() -> Self {
        Self { next: FIRST_WAIT }
    }

    /// The next wait.
    pub(crate) fn next(&mut self) -> Duration {
        let wait = self.next;
        self.next = (wait * 3 / 2).min(LONGEST_WAIT);
        wait
    }
}

/// How a watch ended.
#[derive(Debug)]
pub(crate) enum Watched {
    /// The task is as it should be.
    Reached,
    /// The time is over: what failed last, where something did, and what was seen last.
    TimedOut(Option<String>, Option<Seen>),
    /// A person did not want to wait any longer; what was seen last.
    Interrupted(Option<Seen>),
}

/// Looks again and again until `is_reached`, at most for `timeout`. `progress` is told of every
/// look.
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
