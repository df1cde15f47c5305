//! The end of the journal: it is checked before any decision, and new entries are added there.

use std::time::SystemTime;

use rusqlite::{OptionalExtension as _, params};

use super::files::Files;
use super::open::Opened;
use super::row::{hash, linked, number, seq};
use super::{made, sql};
use crate::journal::anchor::{Anchor, Anchored, Proof};
use crate::journal::chain::{Hash, Linked};
use crate::journal::entry::Event;
pub(super) use crate::journal::order::End;
use crate::journal::problem::Problem;

/// The number of entries at the end that are checked before any decision. Earlier entries are
/// checked when they are read, and `oms journal verify` checks all of them: the cost of a write
/// must not grow with the journal.
const CHECKED: u32 = 64;

/// The anchor and its contents.
///
/// It is read before the journal: an entry is committed before it is anchored, so a later reader of
/// the journal finds it.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Held<'a> {
    anchor: &'a Anchor,
    anchored: Option<Anchored>,
}

impl<'a> Held<'a> {
    pub(super) fn read(anchor: &'a Anchor, files: &Files) -> Result<Self, Problem> {
        let anchored = anchor.read().map_err(|error| files.unusable(error))?;
        Ok(Self { anchor, anchored })
    }

    /// Refuses a journal that ends with the entry `last`, was pruned `through` another one, and
    /// lacks the anchored one. `hash_of` returns the hash of an entry.
    pub(super) fn check(
        &self,
        (last, through): (Option<u64>, u64),
        hash_of: impl FnOnce(u64) -> Result<Option<Hash>, Problem>,
    ) -> Result<Proof, Problem> {
        let hash = match &self.anchored {
            Some(anchored) => hash_of(anchored.seq)?,
            None => None,
        };
        let checked = self
            .anchor
            .check(self.anchored.as_ref(), (last, through), hash);
        checked.map_err(Problem::Lost)
    }
}

impl Opened {
    /// Returns the end of the journal. The journal must contain the entry that the anchor names,
    /// its last entries must follow each other, and so must the rows that are derived from them.
    pub(super) fn end_in_order(&self, held: Option<&Held<'_>>) -> Result<End, Problem> {
        self.proof(held)?;
        let through = self.through()?;
        let (end, entries) = End::of(self.newest_entries()?, CHECKED, through)?;
        self.compare_newest(entries)?;
        Ok(end)
    }

    fn newest_entries(&self) -> Result<Vec<Linked>, Problem> {
        let read = || {
            let mut statement = self
                .connection
                .prepare_cached(&sql::for_sqlite(sql::LAST_ENTRIES))?;
            let rows = statement.query_map(params![CHECKED], |row| linked(row, 0))?;
            rows.collect::<rusqlite::Result<_>>()
        };
        read().map_err(|error| self.problem(error))
    }

    /// Compares the journal with its anchor.
    pub(super) fn proof(&self, held: Option<&Held<'_>>) -> Result<Proof, Problem> {
        match held {
            Some(held) => {
                let ends = (self.last()?, self.through()?);
                held.check(ends, |seq| self.hash_of(seq))
            }
            None => Ok(Proof::Nowhere),
        }
    }

    /// Returns the number of the last entry.
    pub(super) fn last(&self) -> Result<Option<u64>, Problem> {
        self.connection
            .prepare_cached(&sql::for_sqlite(sql::LAST))
            .and_then(|mut last| last.query_row([], |row| row.get::<_, Option<i64>>(0)))
            .map(|last| last.and_then(|last| u64::try_from(last).ok()))
            .map_err(|error| self.problem(error))
    }

    /// Returns the number of the last entry that was pruned; 0 if none was.
    pub(super) fn through(&self) -> Result<u64, Problem> {
        self.connection
            .prepare_cached(&sql::for_sqlite(sql::THROUGH))
            .and_then(|mut through| through.query_row([], |row| seq(row, 0)))
            .map_err(|error| self.problem(error))
    }

    fn hash_of(&self, of: u64) -> Result<Option<Hash>, Problem> {
        let column = usize::from(of != self.through()?);
        self.connection
            .prepare_cached(&sql::for_sqlite(sql::HASHES_OF))
            .and_then(|mut hashes| {
                let found = hashes.query_row(params![number(of)], |row| hash(row, column));
                found.optional()
            })
            .map_err(|error| self.problem(error))
    }

    /// Adds an event at the end.
    pub(super) fn put(&self, end: End, event: Event, now: SystemTime) -> Result<End, Problem> {
        let (entry, linked) = end
            .next(event, now)
            .map_err(|error| self.files.unusable(error.into()))?;
        made::add(&self.connection, &linked, &entry).map_err(|error| self.problem(error))?;
        Ok(End {
            seq: linked.seq,
            hash: linked.hash,
        })
    }

    /// Begins, commits or rolls back a transaction.
    pub(super) fn transact(&self, step: Step) -> Result<(), Problem> {
        let sql = match step {
            Step::Look => sql::BEGIN,
            Step::Begin => sql::BEGIN_TO_WRITE,
            Step::Commit => sql::COMMIT,
            Step::GiveUp => sql::ROLLBACK,
        };
        self.connection
            .execute_batch(sql)
            .map_err(|error| self.problem(error))
    }
}

/// A step of a transaction.
#[derive(Debug, Clone, Copy)]
pub(super) enum Step {
    /// Begins to read a snapshot of the journal.
    Look,
    /// Begins to write.
    Begin,
    Commit,
    GiveUp,
}
