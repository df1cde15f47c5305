//! The journal of earlier versions: a file with one entry on each line.
//!
//! It is read line by line, so that a long file needs no more memory than a short one.

use std::fs::File;
use std::io::{BufRead as _, BufReader, Read as _};
use std::path::{Path, PathBuf};

use super::chain::{Hash, Linked};
use super::entry::{Entry, Event};
use super::problem::{Broken, Problem};
use crate::session::private::{self, Purpose};

/// The longest line that is read, in bytes: the plan of a run with a hundred thousand moves.
const LONGEST: u64 = 64 << 20;

/// A file of lines, which is read as far as the caller asks.
#[derive(Debug)]
pub(super) struct Lines {
    file: BufReader<File>,
    path: PathBuf,
    /// The number of lines that were read.
    count: usize,
    /// The number of the last entry, and the hash that the next entry must follow.
    end: Option<(u64, Hash)>,
    /// Length of the part that was read.
    pub(super) bytes: u64,
    /// Length of the incomplete line at the end, which a process left that died while it wrote.
    pub(super) torn: u64,
}

impl Lines {
    /// Opens a file; `None` if there is none.
    pub(super) fn open(path: &Path) -> Result<Option<Self>, Problem> {
        let file = match private::open(path, Purpose::Kept) {
            Ok(file) => file,
            Err(refusal) if refusal.is_missing() => return Ok(None),
            Err(refusal) => return Err(Problem::Io(path.to_owned(), refusal.about(path))),
        };
        Ok(Some(Self {
            file: BufReader::new(file),
            path: path.to_owned(),
            count: 0,
            end: None,
            bytes: 0,
            torn: 0,
        }))
    }

    /// Reads the next entry, which must follow the one before.
    pub(super) fn next(&mut self) -> Result<Option<(Linked, Entry)>, Problem> {
        let mut line = Vec::new();
        let read = self
            .file
            .by_ref()
            .take(LONGEST)
            .read_until(b'\n', &mut line);
        let length = read.map_err(|error| Problem::Io(self.path.clone(), error))? as u64;
        self.bytes += length;
        if line.pop() != Some(b'\n') {
            self.torn = length;
            return Ok(None);
        }
        self.count += 1;
        let broken = |what: String| {
            let part = format!("line {} of the journal {}", self.count, self.path.display());
            Broken::part(part, what)
        };
        // A line that is not UTF-8 does not match its hash.
        let read = Linked::of_line(&String::from_utf8_lossy(&line)).map_err(broken)?;
        let end = self.follow(&read).map_err(|what| broken(what.to_owned()))?;
        self.end = Some(end);
        Ok(Some(read))
    }

    /// Refuses an entry that does not follow the one before. Returns the new end.
    fn follow(&self, (linked, entry): &(Linked, Entry)) -> Result<(u64, Hash), &'static str> {
        let is_header = matches!(entry.event, Event::Pruned { .. });
        let follows = match self.end {
            None => is_header || linked.prev == Hash::START,
            Some((_, hash)) => linked.prev == hash,
        };
        if !follows {
            return Err("does not follow the line before: lines are missing or were moved");
        }
        if self.end.is_some_and(|(seq, _)| linked.seq <= seq) {
            return Err("has a number that was used before");
        }
        // A header takes the place of the last entry that was removed.
        let hash = if is_header && self.end.is_none() {
            linked.prev
        } else {
            linked.hash
        };
        Ok((linked.seq, hash))
    }
}
