//! The order of entries. Each one follows the entry before it, so that a missing entry is detected.

use std::time::SystemTime;

use super::chain::{Hash, Linked};
use super::entry::{Entry, Event};
use super::problem::{Broken, Problem};
use crate::time;

/// Version of the format of an entry.
const SCHEMA_VERSION: u32 = 1;

/// The end of a journal, where the next entry is added.
#[derive(Debug, Clone, Copy)]
pub(super) struct End {
    pub(super) seq: u64,
    pub(super) hash: Hash,
}

impl End {
    /// The end of an empty journal.
    pub(super) const START: Self = Self {
        seq: 0,
        hash: Hash::START,
    };

    /// Returns the end after an entry that was written there.
    pub(super) fn after(last: &Linked) -> Self {
        Self {
            seq: last.seq,
            hash: last.hash,
        }
    }

    /// Returns the end before an entry whose place a header takes.
    pub(super) fn in_place_of(entry: &Linked, through: u64) -> Self {
        Self {
            seq: entry.seq.saturating_sub(1),
            hash: link(entry, through),
        }
    }

    /// Returns the end behind the newest entries of a journal that was pruned `through` an entry,
    /// and their contents, the oldest first. They are given from the newest on, `asked` of them or
    /// all that there are, and must follow each other.
    pub(super) fn of(
        mut newest: Vec<Linked>,
        asked: u32,
        through: u64,
    ) -> Result<(Self, Vec<Entry>), Broken> {
        newest.reverse();
        for (before, entry) in newest.iter().zip(newest.iter().skip(1)) {
            follows(before, entry, through)?;
        }
        let entries = newest.iter().map(Linked::unchanged);
        let entries = entries.collect::<Result<_, _>>()?;
        let are_all = newest.len() < usize::try_from(asked).unwrap_or(usize::MAX);
        if let Some(first) = newest.first().filter(|_| are_all) {
            begins(first, through)?;
        }
        let end = newest.last().map_or(Self::START, |last| Self {
            seq: last.seq,
            hash: link(last, through),
        });
        Ok((end, entries))
    }

    /// Returns the entry of an event that comes after this end, and its place in the chain.
    pub(super) fn next(self, event: Event, now: SystemTime) -> Result<(Entry, Linked), Problem> {
        self.followed_by(Entry {
            schema_version: SCHEMA_VERSION,
            seq: 0,
            time: time::stamp(now),
            event,
        })
    }

    /// Returns an entry with the number that it has after this end, and its place in the chain.
    pub(super) fn followed_by(self, entry: Entry) -> Result<(Entry, Linked), Problem> {
        let entry = Entry {
            seq: self.seq.saturating_add(1),
            ..entry
        };
        let linked = Linked::behind(self.hash, &entry)
            .map_err(|error| Problem::Io("the entry".into(), error.into()))?;
        Ok((entry, linked))
    }
}

impl Linked {
    /// Returns the entry, unless it was changed.
    pub(super) fn unchanged(&self) -> Result<Entry, Broken> {
        self.entry().map_err(|what| Broken::entry(self.seq, what))
    }
}

/// All entries of a journal, which are followed from the oldest one.
#[derive(Debug)]
pub(super) struct Followed {
    through: u64,
    count: u64,
    last: Option<Linked>,
}

impl Followed {
    /// Begins with a journal that was pruned `through` an entry.
    pub(super) fn new(through: u64) -> Self {
        Self {
            through,
            count: 0,
            last: None,
        }
    }

    /// Checks the next entry, and returns its contents.
    pub(super) fn take(&mut self, linked: Linked) -> Result<Entry, Broken> {
        let entry = linked.unchanged()?;
        if entry.seq != linked.seq {
            let what = format!("was written as entry {}", entry.seq);
            return Err(Broken::entry(linked.seq, what));
        }
        match &self.last {
            Some(before) => follows(before, &linked, self.through)?,
            None => begins(&linked, self.through)?,
        }
        self.count += 1;
        self.last = Some(linked);
        Ok(entry)
    }

    pub(super) fn count(&self) -> u64 {
        self.count
    }

    /// Returns the number of the last entry so far; 0 before the first one.
    pub(super) fn last(&self) -> u64 {
        self.last.as_ref().map_or(0, |last| last.seq)
    }
}

/// Returns the hash that the entry after this one must contain. A header takes the place of the
/// last entry that was pruned, so that its own hash does not count.
pub(super) fn link(entry: &Linked, through: u64) -> Hash {
    if entry.seq == through {
        entry.prev
    } else {
        entry.hash
    }
}

/// Refuses an entry that does not follow the one before.
fn follows(before: &Linked, entry: &Linked, through: u64) -> Result<(), Broken> {
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

/// Refuses a first entry that is not the first one of the journal.
fn begins(first: &Linked, through: u64) -> Result<(), Broken> {
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
