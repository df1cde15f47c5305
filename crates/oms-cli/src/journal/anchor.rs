//! The anchor: the number and the hash of the journal's last entry, stored in another place.
//!
//! A chain of hashes proves that nothing was changed between its first entry and its last one. It
//! does not prove that its last entry is the last one that was written: an attacker who cuts
//! entries off its end, puts an older copy back, or computes the chain again leaves a consistent
//! journal. So the number and the hash of each entry are also written outside of the journal's
//! directory, after the entry is in the journal. A journal that lacks the entry that its anchor
//! names is refused.
//!
//! The oldest entries may be gone, because they were pruned, and a header in the journal says how
//! far. An attacker who can write the journal can write such a header too, so the anchor of a
//! journal of this machine says how far this machine has pruned it. A team's journal is pruned by
//! its owner on another machine, and its database lets nobody else remove an entry.
//!
//! An anchor contains only numbers and hashes, so it is the same for every kind of store.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use serde::{Deserialize, Serialize};

use super::chain::Hash;
use super::lookup::file_name;
use super::problem::Problem;
use crate::session::private::{self, Purpose, Written};
use crate::time;

/// The longest anchor that is read, in bytes.
const LONGEST: u64 = 16 * 1024;

/// Version of the file format.
const SCHEMA_VERSION: u32 = 1;

/// The anchor of one journal, and the path of its file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Anchor {
    file: PathBuf,
    journal: PathBuf,
    /// Set where other machines prune the journal.
    is_shared: bool,
}

/// The contents of an anchor.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Anchored {
    schema_version: u32,
    /// The name of the journal, for a person who finds the file.
    journal: PathBuf,
    /// Number of the last entry that was written.
    pub(super) seq: u64,
    /// Its hash.
    hash: String,
    /// Number of the last entry that this machine has pruned, or is about to; 0 if it pruned none.
    /// `None` in an anchor of an earlier version, and in that of a team's journal.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    through: Option<u64>,
    /// The time when the anchor was written.
    time: String,
}

/// The result of comparing the end of a journal with its anchor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Proof {
    /// No place for an anchor is known.
    Nowhere,
    /// No anchor was written so far. The path is that of its future file.
    NoneYet(PathBuf),
    /// An earlier version wrote the anchor, which does not say how far the journal was pruned.
    Older(PathBuf),
    /// Somebody else has pruned the entry that the anchor names, with later ones.
    Pruned {
        /// Number of that entry.
        seq: u64,
        /// Number of the last entry that was pruned.
        through: u64,
        /// The anchor's file.
        file: PathBuf,
    },
    /// The journal contains the entry that the anchor names.
    Holds {
        /// Number of that entry.
        seq: u64,
        /// Number of the journal's last entry, which may be a later one.
        last: u64,
        /// The anchor's file.
        file: PathBuf,
    },
}

/// The journal lacks the entry that its anchor names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Lost {
    pub(crate) what: String,
    /// The anchor's file.
    pub(crate) file: PathBuf,
}

impl Anchor {
    /// Returns the anchor of the journal in this directory.
    pub(crate) fn new(anchors: &Path, journal: &Path) -> Self {
        Self {
            is_shared: false,
            ..Self::named(anchors, private::whole_name(journal))
        }
    }

    /// Returns the anchor of the team's journal with this name.
    pub(crate) fn named(anchors: &Path, journal: PathBuf) -> Self {
        let name = file_name(journal.as_os_str().as_encoded_bytes());
        Self {
            file: anchors.join(format!("{name}.json")),
            journal,
            is_shared: true,
        }
    }

    /// Reads the anchor; `None` if there is none.
    pub(super) fn read(&self) -> io::Result<Option<Anchored>> {
        let cannot = |problem: String| {
            let file = self.file.display();
            io::Error::other(format!("the journal's anchor {file} {problem}"))
        };
        let bytes = match private::read(&self.file, Purpose::Kept, LONGEST) {
            Ok(bytes) => bytes,
            Err(refusal) if refusal.is_missing() => return Ok(None),
            Err(refusal) => return Err(cannot(refusal.to_string())),
        };
        let anchored =
            serde_json::from_slice(&bytes).map_err(|error| cannot(format!("is none: {error}")))?;
        Ok(Some(anchored))
    }

    /// Writes an anchor for an entry that is about to be written to the journal, which was pruned
    /// `through` another one. It takes effect once the file is put in place.
    pub(super) fn prepare(
        &self,
        seq: u64,
        hash: Hash,
        through: Option<u64>,
        now: SystemTime,
    ) -> io::Result<Written> {
        let anchored = Anchored {
            schema_version: SCHEMA_VERSION,
            journal: self.journal.clone(),
            seq,
            hash: hash.to_string(),
            through,
            time: time::utc(now),
        };
        private::prepare(&self.file, &serde_json::to_vec(&anchored)?)
    }

    /// Converts an error of writing the anchor.
    pub(super) fn unwritten(&self, error: io::Error) -> Problem {
        Problem::Anchor(self.file.clone(), error)
    }

    /// Compares the end of a journal with the anchor. `last` is the number of the journal's last
    /// entry, `through` that of the last one that was pruned, and `hash` the hash of its entry with
    /// the anchored number.
    pub(super) fn check(
        &self,
        anchored: Option<&Anchored>,
        (last, through): (Option<u64>, u64),
        hash: Option<Hash>,
    ) -> Result<Proof, Lost> {
        let Some(anchored) = anchored else {
            return Ok(Proof::NoneYet(self.file.clone()));
        };
        let refused = |what: String| {
            Err(Lost {
                what,
                file: self.file.clone(),
            })
        };
        let (seq, time) = (anchored.seq, oms_client::Shown(&anchored.time));
        if let Some(known) = anchored.through.filter(|known| through > *known) {
            let known = match known {
                0 => "never pruned it".to_owned(),
                known => format!("pruned it through entry {known}"),
            };
            return refused(format!(
                "says that it was pruned through entry {through}, but this machine {known}"
            ));
        }
        let is_there = hash.is_some_and(|hash| hash.to_string() == anchored.hash);
        match last {
            Some(_) if is_there && self.cannot_prove(anchored, through) => {
                Ok(Proof::Older(self.file.clone()))
            }
            Some(last) if is_there => Ok(Proof::Holds {
                seq,
                last,
                file: self.file.clone(),
            }),
            // Somebody else has pruned the journal, whose own anchor was moved before.
            Some(_) if self.is_shared && seq < through => Ok(Proof::Pruned {
                seq,
                through,
                file: self.file.clone(),
            }),
            None => refused(format!(
                "is empty or gone, but it had reached entry {seq}, written {time}"
            )),
            Some(last) if last < seq => refused(format!(
                "ends with entry {last}, but it had reached entry {seq}, written {time}"
            )),
            Some(_) => refused(format!(
                "does not hold the entry {seq} that was written {time}, but another of that number or none"
            )),
        }
    }

    /// Returns whether nothing outside of the journal says that it was pruned `through` an entry.
    fn cannot_prove(&self, anchored: &Anchored, through: u64) -> bool {
        !self.is_shared && through > 0 && anchored.through.is_none()
    }
}

impl fmt::Display for Proof {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Nowhere => f.write_str(
                "Not proved: that no entry is missing at the end. No anchor is kept, because neither HOME nor XDG_STATE_HOME says where.",
            ),
            Self::NoneYet(file) => write!(
                f,
                "Not proved: that no entry is missing at the end. No anchor is kept yet; the next entry writes it to {}.",
                file.display()
            ),
            Self::Older(file) => write!(
                f,
                "Not proved: that no entry is missing. An earlier version of this command wrote the anchor {}, which does not \
                 say how far the journal was pruned; the next entry writes that.",
                file.display()
            ),
            Self::Pruned { seq, through, file } => write!(
                f,
                "Not proved: that no entry is missing at the end. The anchor {} names entry {seq}, and the journal was pruned through \
                 entry {through}; the next entry moves the anchor.",
                file.display()
            ),
            Self::Holds { seq, last, file } => {
                writeln!(
                    f,
                    "Proved by the anchor {}: no entry up to {seq} is missing, and none was written again.",
                    file.display()
                )?;
                if last > seq {
                    writeln!(
                        f,
                        "Not proved: who wrote the entries after it, up to entry {last}. A command that died, or that found no \
                         place for the anchor, leaves such entries, and so does a stranger who adds them."
                    )?;
                }
                f.write_str(
                    "Not proved: that nobody changed both. Whoever can act as you, or as the administrator, can.",
                )
            }
        }
    }
}
