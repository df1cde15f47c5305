//! The end of the journal: it is checked before any decision, and new entries are added there.

use std::time::SystemTime;

use super::made;
use super::open::Opened;
use crate::journal::anchors::Held;
use crate::journal::entry::Event;
use crate::journal::order::End;
use crate::journal::problem::Problem;

impl Opened {
    /// Returns the end of the journal. The journal must contain the entry that the anchor names,
    /// its last entries must follow each other, and so must the rows that are derived from them.
    pub(super) fn end_in_order(&self, held: &Held<'_>) -> Result<End, Problem> {
        let (end, entries) = held.end(self)?;
        self.compare_newest(entries)?;
        Ok(end)
    }

    /// Adds an event at the end.
    pub(super) fn put(&self, end: End, event: Event, now: SystemTime) -> Result<End, Problem> {
        let (entry, linked) = end.next(event, now)?;
        made::add(&self.connection, &linked, &entry).map_err(|error| self.problem(error))?;
        Ok(End::after(&linked))
    }
}
