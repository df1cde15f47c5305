//! Removes old lines from the front of the journal.
//!
//! It never removes an open intent, nor anything behind one: the guard against sending twice must not be thrown away with old
//! paper.

use std::time::SystemTime;

use jiff::Timestamp;

use super::{Event, Journal, Known, Problem, Status};

/// Removes the lines that were written before a moment, up to the first open intent. Returns the number of the last that went.
pub(crate) fn prune(
    journal: &Journal,
    before: Timestamp,
    now: SystemTime,
) -> Result<Option<u64>, Problem> {
    journal.replace(now, |known| last_to_go(known, before))
}

fn last_to_go(known: &Known, before: Timestamp) -> Option<u64> {
    let mut through = None;
    for entry in known.entries() {
        // It is as young as the last pruning, and what stands behind it may be older.
        if matches!(entry.event, Event::Pruned { .. }) {
            continue;
        }
        let is_old = entry
            .time
            .parse::<Timestamp>()
            .is_ok_and(|time| time < before);
        let is_open = known
            .attempt(entry.seq)
            .is_some_and(|attempt| attempt.status() == Status::Open)
            // A run that did not end is found again by its line.
            || known.run(entry.seq).is_some_and(|run| run.end.is_none());
        if !is_old || is_open {
            break;
        }
        through = Some(entry.seq);
    }
    // An intent must not go while its result stays, or the result would speak of nothing.
    while let Some(last) = through {
        let closed = known
            .attempts()
            .filter(|attempt| attempt.seq <= last)
            .all(|attempt| known.closed_by(attempt.seq) <= last);
        if closed {
            break;
        }
        through = known
            .entries()
            .iter()
            .map(|entry| entry.seq)
            .filter(|&seq| seq < last)
            .max();
    }
    through
}

impl Known {
    /// The number of the last line that speaks of an intent.
    fn closed_by(&self, intent: u64) -> u64 {
        self.entries()
            .iter()
            .filter(|entry| match &entry.event {
                Event::Result(result) => result.intent == intent,
                Event::Resolution(resolution) => resolution.intent == intent,
                _ => entry.seq == intent,
            })
            .map(|entry| entry.seq)
            .max()
            .unwrap_or(intent)
    }
}
