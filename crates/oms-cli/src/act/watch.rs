//! Watches a task until it reaches a state, after a change of it was accepted. Watching only reads,
//! so a failed read is tried again until the time is over, whatever the failure is: the client's
//! waits, which `oms wait` uses, end at a refusal. Here the write has taken effect by then, and a
//! gateway may only be passing through a bad moment.

use std::time::Duration;

use oms_client::{Client, TaskId};
use tokio::time::{Instant, sleep, timeout_at};

use super::look::{self, Seen};
use crate::surroundings::Interrupts;

/// The first pause between two looks, and the longest.
pub(crate) const FIRST_PAUSE: Duration = Duration::from_millis(100);
pub(crate) const LONGEST_PAUSE: Duration = Duration::from_secs(5);

/// The fault of a look that was given up.
const SILENCE: &str = "the service did not answer in the time that was left";

/// The end of a watch.
#[derive(Debug)]
pub(crate) enum Watched {
    /// The task reached the state. It holds what the look has shown that saw it.
    Reached(Seen),
    /// The time is over. It holds the last error, if any, and the last state that was seen.
    TimedOut(Option<String>, Option<Seen>),
    /// A person ended the wait. It holds the last state that was seen.
    Interrupted(Option<Seen>),
}

impl Watched {
    /// Returns the last state that was seen.
    pub(crate) const fn last(&self) -> Option<&Seen> {
        match self {
            Self::Reached(seen) => Some(seen),
            Self::TimedOut(_, last) | Self::Interrupted(last) => last.as_ref(),
        }
    }

    /// Returns the reason why the awaited state did not come. `what` says what was not seen.
    pub(crate) fn unmet(&self, what: &str) -> Option<String> {
        match self {
            Self::Reached(_) => None,
            Self::TimedOut(None, _) => Some(format!("{what} within the time given")),
            Self::TimedOut(Some(fault), _) => {
                Some(format!("{what} within the time given: {fault}"))
            }
            Self::Interrupted(_) => Some(format!("{what} before the wait was interrupted")),
        }
    }
}

/// Looks again and again until `is_reached` returns true, for at most `timeout`; a look that takes
/// longer is given up. It calls `progress` after each look.
pub(crate) async fn watch(
    client: &Client,
    task: &TaskId,
    timeout: Duration,
    mut interrupts: Interrupts,
    is_reached: impl Fn(&Seen) -> bool,
    mut progress: impl FnMut(Result<&Seen, &str>, Duration),
) -> Watched {
    let started = Instant::now();
    let mut pause = FIRST_PAUSE;
    let mut fault;
    let mut last = None;
    loop {
        let look = look::look_at_progress(client, task);
        let seen = tokio::select! {
            biased;
            seen = timeout_at(started + timeout, look) => match seen {
                Ok(seen) => seen.map_err(|error| error.to_string()),
                Err(_) => return Watched::TimedOut(Some(SILENCE.to_owned()), last),
            },
            () = interrupts.next() => return Watched::Interrupted(last),
        };
        progress(seen.as_ref().map_err(String::as_str), started.elapsed());
        match seen {
            Ok(seen) if is_reached(&seen) => return Watched::Reached(seen),
            Ok(seen) => (fault, last) = (None, Some(seen)),
            Err(text) => fault = Some(text),
        }
        if started.elapsed() + pause > timeout {
            return Watched::TimedOut(fault, last);
        }
        tokio::select! {
            biased;
            () = interrupts.next() => return Watched::Interrupted(last),
            () = sleep(pause) => {}
        }
        pause = (pause * 2).min(LONGEST_PAUSE);
    }
}

/// Looks once, for at most `timeout`, and returns what it shows, if it shows something. A further
/// interrupt ends it; those before it have ended the steps behind which it looks.
pub(crate) async fn glance(
    client: &Client,
    task: &TaskId,
    timeout: Duration,
    mut interrupts: Interrupts,
) -> Option<Seen> {
    interrupts.forget();
    let look = look::look_at_progress(client, task);
    tokio::select! {
        biased;
        seen = timeout_at(Instant::now() + timeout, look) => seen.ok()?.ok(),
        () = interrupts.next() => None,
    }
}

#[cfg(test)]
mod tests {
    use oms_client::{Answer, FakeTransport};

    use super::*;

    #[tokio::test(start_paused = true)]
    async fn a_watch_pauses_longer_each_time_and_looks_as_often_as_its_time_allows() {
        for (millis, looks) in [(99, 1), (100, 2), (1_499, 4), (1_500, 5), (20_000, 9)] {
            let running = r#"{"projectId":"np_1","status":"RUNNING"}"#;
            let body = format!(r#"{{"success":true,"data":{running}}}"#);
            let fake = FakeTransport::json(body);
            let client = Client::builder("http://127.0.0.1:1").transport(fake.clone());
            let (client, task) = (client.build().unwrap(), TaskId::from("np_1"));
            let watched = watch(
                &client,
                &task,
                Duration::from_millis(millis),
                Interrupts::none(),
                |seen| !seen.is_running(),
                |seen, _| assert!(seen.is_ok(), "{seen:?}"),
            );
            let Watched::TimedOut(None, Some(_)) = watched.await else {
                panic!("nothing else ends it");
            };
            assert_eq!(fake.requests().len(), looks, "{millis}");
        }
    }

    #[tokio::test(start_paused = true)]
    async fn a_look_that_hangs_does_not_make_a_watch_longer() {
        let hour = Duration::from_secs(3_600);
        let fake = FakeTransport::new(|_| Ok(Answer::new(404, ""))).delay(hour);
        let client = Client::builder("http://127.0.0.1:1").transport(fake);
        let client = client.timeout(hour).build().unwrap();
        let (task, second) = (TaskId::from("np_1"), Duration::from_secs(1));
        let (began, never) = (Instant::now(), |_: &Seen| true);
        let watched = watch(&client, &task, second, Interrupts::none(), never, |_, _| {}).await;
        assert!(
            matches!(&watched, Watched::TimedOut(Some(why), None) if why == SILENCE),
            "{watched:?}"
        );
        assert_eq!(began.elapsed(), second);
    }

    #[tokio::test(start_paused = true)]
    async fn a_watch_ends_with_the_state_or_with_the_last_fault() {
        let fake = FakeTransport::new(|_| Ok(Answer::new(404, "")));
        let client = Client::builder("http://127.0.0.1:1").transport(fake);
        let (client, task) = (client.build().unwrap(), TaskId::from("np_1"));
        let (second, never) = (Duration::from_secs(1), |_: &Seen| true);
        let watched = watch(&client, &task, second, Interrupts::none(), never, |_, _| {}).await;
        assert!(
            matches!(watched, Watched::TimedOut(Some(_), None)),
            "{watched:?}"
        );
    }
}
