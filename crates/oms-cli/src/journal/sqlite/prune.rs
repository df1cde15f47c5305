//! Removes old entries from the beginning of the journal.
//!
//! It never removes an open intent or any entry after one, because that would weaken the guard
//! against sending twice, nor a result that was not delivered yet.

use std::collections::BTreeSet;
use std::time::SystemTime;

use jiff::Timestamp;
use rusqlite::{OptionalExtension as _, params};

use super::end::End;
use super::open::Opened;
use super::row::{linked, number};
use super::sql;
use crate::journal::chain::Linked;
use crate::journal::entry::Event;
use crate::journal::old::{OldEntries, ToGo};
use crate::journal::problem::{Broken, Problem};

impl Opened {
    /// Returns the entries that may be removed: they were written before a moment, and no entry
    /// that stays needs them.
    pub(super) fn to_go(&self, before: Timestamp) -> Result<ToGo, Problem> {
        let failed = |error| self.problem(error);
        let stays: Option<i64> = self
            .connection
            .query_row(sql::FIRST_TO_STAY, [], |row| row.get(0))
            .map_err(failed)?;
        let stays = stays.unwrap_or(i64::MAX).min(self.first_undelivered()?);
        let mut old = OldEntries::new(before, stays, self.through()?);
        self.each_entry(sql::ENTRIES, |linked| Ok(old.take(&linked)?))?;
        old.decide(
            |through| {
                self.connection
                    .query_row(
                        &sql::for_sqlite(sql::FIRST_TO_STAY_THROUGH),
                        params![through],
                        |row| row.get(0),
                    )
                    .map_err(failed)
            },
            |first| {
                self.connection
                    .query_row(&sql::for_sqlite(sql::LAST_BEFORE), params![first], |row| {
                        linked(row, 0)
                    })
                    .optional()
                    .map_err(failed)
            },
        )
    }

    /// Returns the first result that was kept for a team's journal and not delivered yet. Another
    /// process may have kept it since somebody looked.
    fn first_undelivered(&self) -> Result<i64, Problem> {
        let mut undelivered = BTreeSet::new();
        self.each_entry(sql::DELIVERIES, |linked| {
            let entry = linked
                .entry()
                .map_err(|what| Broken::entry(linked.seq, what))?;
            match entry.event {
                Event::Undelivered(_) => {
                    undelivered.insert(linked.seq);
                }
                Event::Delivered { entry } => {
                    undelivered.remove(&entry);
                }
                _ => {}
            }
            Ok(true)
        })?;
        Ok(undelivered.first().map_or(i64::MAX, |seq| number(*seq)))
    }

    /// Removes every entry up to `last`. A header takes the place of `last` and contains its hash,
    /// which the first remaining entry follows.
    pub(super) fn remove_through(&self, last: &Linked, now: SystemTime) -> Result<(), Problem> {
        let failed = |error| self.problem(error);
        let end = End::in_place_of(last, self.through()?);
        let through = params![number(last.seq)];
        self.connection
            .execute(sql::SET_PRUNED, through)
            .map_err(failed)?;
        for sql in sql::PRUNE {
            self.connection.execute(sql, through).map_err(failed)?;
        }
        self.put(end, Event::Pruned { through: last.seq }, now)
            .map(drop)
    }

    /// Returns the space of removed entries to the disk. If that fails, it is used for later
    /// entries.
    pub(super) fn shrink(&self) {
        let _ = self.connection.execute_batch(sql::SHRINK);
    }
}
