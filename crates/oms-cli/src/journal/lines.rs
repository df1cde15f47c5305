//! The journal of earlier versions: one file with an entry a line, read whole.

use std::path::Path;

use super::chain::{Hash, Linked};
use super::entry::Event;
use super::problem::{Broken, Problem};
use crate::session::private::{self, Purpose};

/// The longest file that is read, in bytes. No earlier version went beyond it.
const LONGEST: u64 = 256 << 20;

/// Everything that a file of lines says.
#[derive(Debug, Default)]
pub(super) struct Lines {
    pub(super) entries: Vec<Linked>,
    /// The number of the last entry that was removed, where the file begins with a header that says so.
    pub(super) pruned: Option<u64>,
    /// Length of the file.
    pub(super) bytes: u64,
    /// Length of the half line at its end: a process ended while it wrote.
    pub(super) torn: u64,
}

impl Lines {
    /// Reads a file, and checks that each line follows the one before.
    pub(super) fn read(path: &Path) -> Result<Self, Problem> {
        let bytes = private::read(path, Purpose::Kept, LONGEST)
            .map_err(|refusal| Problem::Io(path.to_owned(), refusal.about(path)))?;
        let end = bytes.iter().rposition(|byte| *byte == b'\n');
        let (whole, torn) = bytes.split_at(end.map_or(0, |end| end + 1));
        // What is no text fails the check of its hash.
        let text = String::from_utf8_lossy(whole);
        let mut lines = Self {
            bytes: bytes.len() as u64,
            torn: torn.len() as u64,
            ..Self::default()
        };
        for (index, line) in text.lines().enumerate() {
            lines.take(line).map_err(|what| Broken {
                part: format!("line {} of the journal {}", index + 1, path.display()),
                what,
            })?;
        }
        Ok(lines)
    }

    fn take(&mut self, line: &str) -> Result<(), String> {
        let (linked, entry) = Linked::of_line(line)?;
        let is_header = matches!(entry.event, Event::Pruned { .. });
        let follows = match self.end() {
            None => is_header || linked.prev == Hash::START,
            Some((_, hash)) => linked.prev == hash,
        };
        if !follows {
            return Err(
                "does not follow the line before: lines are missing or were moved".to_owned(),
            );
        }
        if self.end().is_some_and(|(seq, _)| linked.seq <= seq) {
            return Err("has a number that was used before".to_owned());
        }
        if is_header && self.entries.is_empty() {
            self.pruned = Some(linked.seq);
        }
        self.entries.push(linked);
        Ok(())
    }

    /// The number of the last entry, and the hash that the next one follows.
    pub(super) fn end(&self) -> Option<(u64, Hash)> {
        let last = self.entries.last()?;
        Some((last.seq, self.link(last)))
    }

    /// The hash of the entry of this number.
    pub(super) fn hash_of(&self, seq: u64) -> Option<Hash> {
        let index = self.entries.binary_search_by_key(&seq, |linked| linked.seq);
        self.entries
            .get(index.ok()?)
            .map(|linked| self.link(linked))
    }

    /// The hash that the entry behind this one follows. A header stands in the place of the last entry that was removed.
    fn link(&self, linked: &Linked) -> Hash {
        if self.pruned == Some(linked.seq) {
            linked.prev
        } else {
            linked.hash
        }
    }
}
