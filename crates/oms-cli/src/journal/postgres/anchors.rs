//! The anchors of a team's journal on this machine: one by its address, and one by its origin.
//!
//! One journal has several addresses: that of a standby that takes over, or of a pool. And one
//! address can lead to another journal, which was made anew. So an entry that was written over one
//! address must be there over each of them, and behind an address must be what was written there.

use std::path::Path;
use std::time::SystemTime;

use crate::journal::anchor::{Anchor, Proof};
use crate::journal::chain::Hash;
use crate::journal::problem::Problem;
use crate::session::private::Written;

/// The anchors of one journal; none if no place for them is known.
#[derive(Debug, Default)]
pub(super) struct Anchors(Vec<Anchor>);

/// Anchors that take effect once they are put in place.
pub(super) struct Prepared<'a>(Vec<(&'a Anchor, Written)>);

impl Anchors {
    /// Returns the anchors of the journal with this address and this origin.
    pub(super) fn new(directory: &Path, address: String, origin: Option<&str>) -> Self {
        let origin = origin.map(|origin| format!("the team's journal that was made at {origin}"));
        let names = std::iter::once(address).chain(origin);
        Self(
            names
                .map(|name| Anchor::named(directory, name.into()))
                .collect(),
        )
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &Anchor> {
        self.0.iter()
    }

    /// Writes anchors for an entry that is about to be written.
    pub(super) fn prepare(
        &self,
        seq: u64,
        hash: Hash,
        now: SystemTime,
    ) -> Result<Prepared<'_>, Problem> {
        let prepared = self.iter().map(|anchor| {
            let written = anchor.prepare(seq, hash, None, now);
            let written = written.map_err(|error| anchor.unwritten(error))?;
            Ok::<_, Problem>((anchor, written))
        });
        prepared.collect::<Result<_, _>>().map(Prepared)
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
pub(super) fn farther(one: Proof, other: Proof) -> Proof {
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
