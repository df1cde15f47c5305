//! The anchors of one journal on this machine, and the end of the journal as they prove it.
//!
//! A journal of this machine has one anchor, by its directory. A team's has two: one by its
//! address, and one by its origin. One journal has several addresses: that of a standby that takes
//! over, or of a pool. And one address can lead to another journal, which was made anew. So an
//! entry that was written over one address must be there over each of them, and behind an address
//! must be what was written there.

use std::io;
use std::time::SystemTime;

use super::anchor::{Anchor, Anchored, Proof};
use super::entry::Entry;
use super::order::End;
use super::problem::Problem;
use super::query::{Param, Query};
use super::sql;
use crate::session::private::Written;

/// The number of entries at the end that are checked before any decision. Earlier entries are
/// checked when they are read, and `oms journal verify` checks all of them: the cost of a write
/// must not grow with the journal.
pub(super) const CHECKED: u32 = 64;

/// The anchors of one journal; none if no place for them is known.
#[derive(Debug, Clone, Default)]
pub(super) struct Anchors(Vec<Anchor>);

/// Anchors with their contents.
///
/// They are read before the journal: an entry is committed before it is anchored, so a later reader
/// of the journal finds it.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Held<'a>(Vec<(&'a Anchor, Option<Anchored>)>);

/// Anchors that take effect once they are put in place.
pub(super) struct Prepared<'a>(Vec<(&'a Anchor, Written)>);

impl FromIterator<Anchor> for Anchors {
    fn from_iter<I: IntoIterator<Item = Anchor>>(anchors: I) -> Self {
        Self(anchors.into_iter().collect())
    }
}

impl Anchors {
    /// Returns whether nothing was ever anchored. Without a place for an anchor, nobody can tell.
    pub(super) fn are_missing(&self) -> bool {
        let mut anchors = self.0.iter();
        !self.0.is_empty() && anchors.all(|anchor| matches!(anchor.read(), Ok(None)))
    }

    /// Reads them.
    pub(super) fn read(&self) -> io::Result<Held<'_>> {
        let anchors = self.0.iter();
        let read = anchors.map(|anchor| Ok((anchor, anchor.read()?)));
        read.collect::<Result<_, _>>().map(Held)
    }

    /// Writes anchors for a journal that is about to end here, and that this machine has pruned
    /// `through` an entry.
    pub(super) fn prepare(
        &self,
        end: End,
        through: Option<u64>,
        now: SystemTime,
    ) -> Result<Prepared<'_>, Problem> {
        let prepared = self.0.iter().map(|anchor| {
            let written = anchor.prepare(end.seq, end.hash, through, now);
            let written = written.map_err(|error| anchor.unwritten(error))?;
            Ok::<_, Problem>((anchor, written))
        });
        prepared.collect::<Result<_, _>>().map(Prepared)
    }
}

impl Held<'_> {
    /// Compares a journal with its anchors, and returns the proof that reaches farthest.
    pub(super) fn proof(&self, journal: &dyn Query) -> Result<Proof, Problem> {
        let mut proof = Proof::Nowhere;
        if self.0.is_empty() {
            return Ok(proof);
        }
        let through = journal.through()?;
        let last = journal.number(sql::LAST, vec![])?;
        for (anchor, anchored) in &self.0 {
            let hash = match anchored {
                Some(anchored) => journal.hash_behind(anchored.seq, through)?,
                None => None,
            };
            let found = anchor.check(anchored.as_ref(), (last, through), hash);
            proof = farther(proof, found.map_err(Problem::Lost)?);
        }
        Ok(proof)
    }

    /// Returns the end of a journal, and its newest entries. The journal must contain the entries
    /// that its anchors name, and its newest entries must follow each other.
    pub(super) fn end(&self, journal: &dyn Query) -> Result<(End, Vec<Entry>), Problem> {
        self.proof(journal)?;
        let through = journal.through()?;
        let newest = journal.answer(sql::LAST_ENTRIES, vec![Param::int(CHECKED.into())])?;
        let newest = newest.into_iter().filter_map(|row| {
            let [entry, ..] = row.entries;
            entry
        });
        End::of(newest.collect(), CHECKED, through)
            .map_err(|broken| journal.of_its_writer(broken.into()))
    }
}

impl Prepared<'_> {
    pub(super) fn put_in_place(self) -> Result<(), Problem> {
        self.0.into_iter().try_for_each(|(anchor, written)| {
            let placed = written.put_in_place();
            placed.map_err(|error| anchor.unwritten(error))
        })
    }
}

/// Returns the one of two proofs that reaches farther.
fn farther(one: Proof, other: Proof) -> Proof {
    let reach = |proof: &Proof| match proof {
        Proof::Nowhere => (0, 0),
        Proof::NoneYet(_) => (1, 0),
        Proof::Older(_) => (2, 0),
        Proof::Pruned { seq, .. } => (3, *seq),
        Proof::Holds { seq, .. } => (4, *seq),
    };
    if reach(&other) > reach(&one) {
        other
    } else {
        one
    }
}
