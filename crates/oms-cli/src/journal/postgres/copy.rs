//! Copies the journal of a single machine to the end of a team's journal.
//!
//! Entries get new numbers, and references to entries follow them. Their times stay the same; the
//! database's own record of them says who copied them, and when.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::SystemTime;

use super::append::{self, insert};
use super::session::Session;
use super::store::Postgres;
use super::{facts, obstacle};
use crate::journal::chain::Linked;
use crate::journal::entry::{Entry, Event};
use crate::journal::known::Known;
use crate::journal::order::End;
use crate::journal::problem::{Broken, Problem};
use crate::journal::run::RunEnd;
use crate::journal::store::{Store, Trust};
use crate::journal::team::Copied;

impl Postgres {
    /// Copies every entry, or none.
    pub(super) fn copy(&self, from: &dyn Store, now: SystemTime) -> Result<Copied, Problem> {
        from.check()?;
        from.verify()?;
        let session = self.session()?;
        let mut copied = Copied::default();
        append::in_a_transaction(&session, now, || {
            let end = facts::end_to_write(&session)?;
            self.refuse_to_copy(from, &session)?;
            let mut copy = Copy {
                end,
                numbers: BTreeMap::new(),
                pruned: 0,
                last: None,
            };
            copy.take_all(from, &session)?;
            let Some(last) = copy.last else {
                return Ok(None);
            };
            let event = Event::Copied {
                from: from.place(),
                through: last.seq,
                hash: last.hash.to_string(),
            };
            let (entry, linked) = copy.end.next(event, now)?;
            insert(&session, &entry, &linked)?;
            copied = Copied {
                entries: copy.numbers.len(),
                through: linked.seq,
            };
            Ok(Some(linked))
        })?;
        Ok(copied)
    }

    /// Refuses a journal that must not be copied, or not yet. Its connection is given back before
    /// the copy needs it.
    fn refuse_to_copy(&self, from: &dyn Store, session: &Arc<Session>) -> Result<(), Problem> {
        obstacle::refuse_copied(session, from)?;
        let (theirs, place) = (Known::new(from.facts(Trust::InOrder)?), from.place());
        obstacle::refuse_strict(session, &theirs, &place)?;
        let ours = Known::new(facts::of(session));
        obstacle::refuse_unfinished((&ours, self), (&theirs, from))
    }
}

/// The progress of a copy.
struct Copy {
    end: End,
    /// The new number of each entry, by its old number.
    numbers: BTreeMap<u64, u64>,
    /// The number of the last entry that was pruned.
    pruned: u64,
    /// The last entry of the other journal.
    last: Option<Linked>,
}

impl Copy {
    /// Inserts every entry of a journal.
    fn take_all(&mut self, from: &dyn Store, session: &Session) -> Result<(), Problem> {
        from.each_entry(&mut |linked| {
            let entry = linked.unchanged()?;
            if let Some((entry, linked)) = self.take(linked, entry)? {
                insert(session, &entry, &linked)?;
            }
            Ok(true)
        })
    }

    /// Returns the entry with its new number; `None` for the header of a pruned journal, because
    /// nothing refers to it, and for what was written of a run that was pruned.
    fn take(&mut self, linked: Linked, entry: Entry) -> Result<Option<(Entry, Linked)>, Problem> {
        self.last = Some(linked);
        if let Event::Pruned { through } = entry.event {
            self.pruned = through;
            return Ok(None);
        }
        let old = entry.seq;
        let Some(event) = self.renumbered(old, entry.event)? else {
            return Ok(None);
        };
        let (entry, linked) = self.end.followed_by(Entry { event, ..entry })?;
        self.numbers.insert(old, entry.seq);
        self.end = End::after(&linked);
        Ok(Some((entry, linked)))
    }

    /// Returns the event with new numbers; `None` where it is about a run that was pruned, as
    /// earlier versions did although its steps stayed.
    fn renumbered(&self, at: u64, mut event: Event) -> Result<Option<Event>, Problem> {
        let pruned = self.pruned;
        match &mut event {
            Event::Intent(intent) => {
                intent.place.take_if(|place| place.run <= pruned);
            }
            Event::Seen { run, .. } | Event::RunEnded { run, .. } if *run <= pruned => {
                return Ok(None);
            }
            _ => {}
        }

        let new = |old: u64| {
            let what = format!("speaks of entry {old}, which is not there");
            let found = self.numbers.get(&old).copied();
            found.ok_or_else(|| Problem::from(Broken::entry(at, what)))
        };
        match &mut event {
            Event::Intent(intent) => {
                if let Some(place) = &mut intent.place {
                    place.run = new(place.run)?;
                }
            }
            Event::Result(result) => result.intent = new(result.intent)?,
            Event::Resolution(resolution) => resolution.intent = new(resolution.intent)?,
            Event::Seen { run, .. } => *run = new(*run)?,
            Event::RunEnded { run, end } => {
                *run = new(*run)?;
                if let RunEnd::Replaced { by } = end {
                    *by = new(*by)?;
                }
            }
            Event::Ended { intent } => *intent = new(*intent)?,
            Event::Run(_)
            | Event::Pruned { .. }
            | Event::Repaired { .. }
            | Event::Plan(_)
            | Event::Copied { .. }
            | Event::Undelivered(_)
            | Event::Delivered { .. } => {}
        }
        Ok(Some(event))
    }
}
