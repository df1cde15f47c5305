//! The order of entries: each is put behind the one before, and it shows where one is missing.

use std::time::SystemTime;

use jiff::Timestamp;

use super::chain::{Hash, Linked};
use super::entry::{Entry, Event};
use super::problem::Broken;

/// Version of the shape of an entry.
const SCHEMA_VERSION: u32 = 1;

/// The end, behind which entries are put.
#[derive(Debug, Clone, Copy)]
pub(super) struct End {
    pub(super) seq: u64,
    pub(super) hash: Hash,
}

impl End {
    /// The end of a journal of no entries.
    pub(super) const START: Self = Self {
        seq: 0,
        hash: Hash::START,
    };

    /// The end behind an entry.
    pub(super) fn behind(last: &Linked, through: u64) -> Self {
        Self {
            seq: last.seq,
            hash: link(last, through),
        }
    }

    /// The entry of an event that comes behind this end, and its place in the chain.
    pub(super) fn next(
        self,
        event: Event,
        now: SystemTime,
    ) -> Result<(Entry, Linked), serde_json::Error> {
        let entry = Entry {
            schema_version: SCHEMA_VERSION,
            seq: self.seq.saturating_add(1),
            time: stamp(now),
            event,
        };
        let linked = Linked::behind(self.hash, &entry)?;
        Ok((entry, linked))
    }
}

/// The hash that the entry behind this one follows. A header stands in the place of the last entry
/// that was pruned.
pub(super) fn link(entry: &Linked, through: u64) -> Hash {
    if entry.seq == through {
        entry.prev
    } else {
        entry.hash
    }
}

/// Refuses an entry that does not follow the one before.
pub(super) fn follows(before: &Linked, entry: &Linked, through: u64) -> Result<(), Broken> {
    let next = before.seq.saturating_add(1);
    let what = match entry.seq.saturating_sub(next) {
        0 if entry.prev == link(before, through) => return Ok(()),
        0 => "does not follow the entry before: one of the two was put in the place of another"
            .to_owned(),
        1 => format!(
            "does not follow entry {}: entry {next} is missing",
            before.seq
        ),
        _ => format!(
            "does not follow entry {}: entries {next} to {} are missing",
            before.seq,
            entry.seq - 1
        ),
    };
    Err(Broken::entry(entry.seq, what))
}

/// Refuses a first entry that is not the first.
pub(super) fn begins(first: &Linked, through: u64) -> Result<(), Broken> {
    let is_header = through > 0 && first.seq == through;
    let is_first = through == 0 && first.seq == 1 && first.prev == Hash::START;
    if is_header || is_first {
        return Ok(());
    }
    Err(Broken::entry(
        first.seq,
        "is not the first that was written: those before it are missing",
    ))
}

/// A moment as an entry writes it.
fn stamp(now: SystemTime) -> String {
    Timestamp::try_from(now)
        .map(|moment| format!("{moment:.3}"))
        .unwrap_or_default()
}
