//! The journal's notes on tasks: requests with an unknown outcome, and runs that did not end.

use std::collections::BTreeMap;

use crate::journal::{Filter, Journal};
use crate::session::Address;

/// Returns the notes on each task, by its ID. A journal that cannot be read notes nothing: `oms
/// journal verify` says why.
pub(super) fn of(journal: &Journal, endpoint: &str) -> BTreeMap<String, String> {
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
    let unended = known.unended().unwrap_or_default();
    for run in unended
        .iter()
        .filter(|run| Address::of(&run.plan.endpoint) == here)
    {
        for planned in &run.plan.moves {
            let note = format!("run {}", run.seq);
            notes.entry(planned.task.clone()).or_default().push(note);
        }
    }
    let joined = |(id, notes): (String, Vec<String>)| (id, notes.join(", "));
    notes.into_iter().map(joined).collect()
}
