//! The end of the journal: what is checked of it before anything is decided, and what is put behind it.

use std::time::SystemTime;

use jiff::Timestamp;
use rusqlite::{OptionalExtension as _, params};

use super::files::Files;
use super::open::Opened;
use super::row::{hash, linked, number, seq};
use super::{made, sql};
use crate::journal::anchor::{Anchor, Anchored, Proof};
use crate::journal::chain::{Hash, Linked};
use crate::journal::entry::{Entry, Event};
use crate::journal::problem::{Broken, Problem};

/// How many entries at the end are checked before anything is decided. Those before them are checked when they are read, and all of
/// them by `oms journal verify`: a write must not cost more the longer the journal is.
const CHECKED: u32 = 64;

/// Version of the shape of an entry.
const SCHEMA_VERSION: u32 = 1;

/// The end, behind which entries are put.
#[derive(Debug, Clone, Copy)]
pub(super) struct End {
    pub(super) seq: u64,
    pub(super) hash: Hash,
}

/// The anchor, and what it says.
///
/// It is read before the journal: an entry is committed before it is anchored, so that whoever reads the journal later finds it.
#[derive(Debug)]
pub(super) struct Held<'a> {
    anchor: &'a Anchor,
    anchored: Option<Anchored>,
}

impl<'a> Held<'a> {
    pub(super) fn read(anchor: &'a Anchor, files: &Files) -> Result<Self, Problem> {
        let anchored = anchor.read().map_err(|error| files.unusable(error))?;
        Ok(Self { anchor, anchored })
    }

    /// Refuses a journal that ends with the entry `last` and lacks the anchored one. `hash_of` gives the hash of an entry.
    pub(super) fn check(
        &self,
        last: Option<u64>,
        hash_of: impl FnOnce(u64) -> Result<Option<Hash>, Problem>,
    ) -> Result<Proof, Problem> {
        let hash = match &self.anchored {
            Some(anchored) => hash_of(anchored.seq)?,
            None => None,
        };
        let checked = self.anchor.check(self.anchored.as_ref(), last, hash);
        checked.map_err(Problem::Lost)
    }
}

impl Opened {
    /// The end, which must hold the entry that the anchor names, and whose last entries must follow each other.
    pub(super) fn end_in_order(&self, held: Option<&Held<'_>>) -> Result<End, Problem> {
        self.proof(held)?;
        let through = self.through()?;
        let mut last = self.last_entries()?;
        last.reverse();
        for (before, entry) in last.iter().zip(last.iter().skip(1)) {
            follows(before, entry, through)?;
        }
        for entry in &last {
            entry
                .entry()
                .map_err(|what| Broken::entry(entry.seq, what))?;
        }
        if let Some(first) = last.first().filter(|_| last.len() < CHECKED as usize) {
            begins(first, through)?;
        }
        Ok(last.last().map_or(
            End {
                seq: 0,
                hash: Hash::START,
            },
            |last| End {
                seq: last.seq,
                hash: link(last, through),
            },
        ))
    }

    fn last_entries(&self) -> Result<Vec<Linked>, Problem> {
        let read = || {
            let mut statement = self.connection.prepare(sql::LAST_ENTRIES)?;
            let rows = statement.query_map(params![CHECKED], |row| linked(row, 0))?;
            rows.collect::<rusqlite::Result<_>>()
        };
        read().map_err(|error| self.problem(error))
    }

    /// How the journal stands to what its anchor says.
    pub(super) fn proof(&self, held: Option<&Held<'_>>) -> Result<Proof, Problem> {
        match held {
            Some(held) => held.check(self.last()?, |seq| self.hash_of(seq)),
            None => Ok(Proof::Nowhere),
        }
    }

    /// The number of the last entry.
    pub(super) fn last(&self) -> Result<Option<u64>, Problem> {
        self.connection
            .query_row(sql::LAST, [], |row| row.get::<_, Option<i64>>(0))
            .map(|last| last.and_then(|last| u64::try_from(last).ok()))
            .map_err(|error| self.problem(error))
    }

    /// The number of the last entry that was pruned; 0 where none was.
    pub(super) fn through(&self) -> Result<u64, Problem> {
        self.connection
            .query_row(sql::THROUGH, [], |row| seq(row, 0))
            .map_err(|error| self.problem(error))
    }

    fn hash_of(&self, of: u64) -> Result<Option<Hash>, Problem> {
        let column = usize::from(of != self.through()?);
        self.connection
            .query_row(sql::HASHES_OF, params![number(of)], |row| hash(row, column))
            .optional()
            .map_err(|error| self.problem(error))
    }

    /// Puts an event behind the end.
    pub(super) fn put(&self, end: End, event: Event, now: SystemTime) -> Result<End, Problem> {
        let entry = Entry {
            schema_version: SCHEMA_VERSION,
            seq: end.seq.saturating_add(1),
            time: stamp(now),
            event,
        };
        let linked =
            Linked::behind(end.hash, &entry).map_err(|error| self.files.unusable(error.into()))?;
        made::add(&self.connection, &linked, &entry).map_err(|error| self.problem(error))?;
        Ok(End {
            seq: linked.seq,
            hash: linked.hash,
        })
    }

    /// Begins, commits or gives up a transaction.
    pub(super) fn transact(&self, step: Step) -> Result<(), Problem> {
        let sql = match step {
            Step::Look => "BEGIN",
            Step::Begin => "BEGIN IMMEDIATE",
            Step::Commit => "COMMIT",
            Step::GiveUp => "ROLLBACK",
        };
        self.connection
            .execute_batch(sql)
            .map_err(|error| self.problem(error))
    }
}

/// A step of a transaction.
#[derive(Debug, Clone, Copy)]
pub(super) enum Step {
    /// Begins to read one moment of the journal.
    Look,
    /// Begins to write.
    Begin,
    Commit,
    GiveUp,
}

/// The hash that the entry behind this one follows. A header stands in the place of the last entry that was pruned.
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
pub(super) fn stamp(now: SystemTime) -> String {
    Timestamp::try_from(now)
        .map(|moment| format!("{moment:.3}"))
        .unwrap_or_default()
}
