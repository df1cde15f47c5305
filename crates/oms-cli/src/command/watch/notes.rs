//! The journal's notes on tasks: requests with an unknown outcome, and runs that did not end.

use std::collections::BTreeMap;
use std::thread;

use tokio::sync::oneshot;

use crate::journal::{Filter, Journal};
use crate::session::Address;

/// Returns the notes on each task, by its ID. A journal that cannot be read notes nothing: `oms
/// journal verify` says why.
pub(super) async fn read(journal: Journal, endpoint: String) -> BTreeMap<String, String> {
    let read = in_a_thread(move || of(&journal, &endpoint));
    read.await.unwrap_or_default()
}

/// Calls a function that may block for long, in a thread of its own, so that keys are answered
/// meanwhile. Not even the end of the runtime waits for it. Returns `None` if no thread starts.
async fn in_a_thread<T: Send + 'static>(act: impl FnOnce() -> T + Send + 'static) -> Option<T> {
    let (tell, told) = oneshot::channel();
    let act = move || {
        // Nobody is told where the person has left.
        let _ = tell.send(act());
    };
    thread::Builder::new().spawn(act).ok()?;
    told.await.ok()
}

fn of(journal: &Journal, endpoint: &str) -> BTreeMap<String, String> {
    let mut notes: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let Ok(known) = journal.read() else {
        return BTreeMap::new();
    };
    let here = Address::of(endpoint);
    let open = known.attempts(&Filter {
        open: true,
        endpoint: Some(here.clone()),
        ..Filter::default()
    });
    for attempt in open.unwrap_or_default() {
        let note = format!("open {}", attempt.seq);
        notes.entry(attempt.intent.id).or_default().push(note);
    }
    let unended = known.unended().unwrap_or_default().into_iter();
    for (seq, plan) in unended.filter(|(_, plan)| Address::of(&plan.endpoint) == here) {
        for planned in plan.moves {
            let note = format!("run {seq}");
            notes.entry(planned.task).or_default().push(note);
        }
    }
    let joined = |(id, notes): (String, Vec<String>)| (id, notes.join(", "));
    notes.into_iter().map(joined).collect()
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc;

    use super::*;

    #[tokio::test]
    async fn a_journal_that_stands_still_holds_up_nothing_else() {
        let (go_on, stands_still) = mpsc::channel();
        let reading = in_a_thread(move || stands_still.recv());
        // Were it read in this thread, nothing would be left to let it go on.
        let key = async { go_on.send("read").unwrap() };
        let (read, ()) = tokio::join!(reading, key);
        assert_eq!(read, Some(Ok("read")));
    }

    #[tokio::test]
    async fn a_person_who_leaves_waits_for_no_journal() {
        let (_go_on, stands_still) = mpsc::channel::<()>();
        let reading = in_a_thread(move || stands_still.recv());
        tokio::select! {
            biased;
            _ = reading => unreachable!("nothing lets it go on"),
            () = std::future::ready(()) => {}
        }
    }
}
