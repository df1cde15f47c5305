//! Removes old entries from the beginning of the journal.
//!
//! It never removes an open intent or any entry after one, because that would weaken the guard
//! against sending twice, nor a result that was not delivered yet.

use std::collections::BTreeSet;
use std::time::SystemTime;

use jiff::Timestamp;
use rusqlite::params;

use super::open::Opened;
use super::row::number;
use super::sql;
use crate::journal::chain::Linked;
use crate::journal::entry::Event;
use crate::journal::old::{self, ToGo};
use crate::journal::order::End;
use crate::journal::problem::Problem;
use crate::journal::query::Query as _;

impl Opened {
    /// Returns the entries that may be removed: they were written before a moment, and no entry
    /// that stays needs them.
    pub(super) fn to_go(&self, before: Timestamp) -> Result<ToGo, Problem> {
        let open = self.number(sql::FIRST_TO_STAY, vec![])?;
        let stays = [open, self.first_undelivered()?];
        old::to_go(self, before, stays.into_iter().flatten().min())
    }

    /// Returns the first result that was kept for a team's journal and not delivered yet. Another
    /// process may have kept it since somebody looked.
    fn first_undelivered(&self) -> Result<Option<u64>, Problem> {
        let mut undelivered = BTreeSet::new();
        self.each_of(sql::DELIVERIES, &mut |linked| {
            match linked.unchanged()?.event {
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
        Ok(undelivered.pop_first())
    }

    /// Removes every entry up to `last`. A header takes the place of `last` and contains its hash,
    /// which the first remaining entry follows.
    pub(super) fn remove_through(&self, last: &Linked, now: SystemTime) -> Result<(), Problem> {
        let end = End::in_place_of(last, self.through()?);
        let through = params![number(last.seq)];
        for sql in sql::PRUNE {
            let pruned = self.connection.execute(sql, through);
            pruned.map_err(|error| self.problem(error))?;
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
