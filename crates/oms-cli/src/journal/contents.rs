//! The journal's file as it was read: its lines in their order, and its end, behind which new ones are put.

use std::io;
use std::time::SystemTime;

use jiff::Timestamp;

use super::chain::{self, Linked};
use super::problem::Broken;
use super::{Entry, Event};

/// Version of the shape of a line.
pub(super) const SCHEMA_VERSION: u32 = 1;

/// Everything that stands in the journal.
#[derive(Debug, Default)]
pub(super) struct Contents {
    pub(super) entries: Vec<Entry>,
    /// The hash of each entry, which the next one follows.
    hashes: Vec<String>,
    /// Length of the whole lines, and of the half line behind them.
    pub(super) whole: u64,
    pub(super) torn: u64,
}

impl Contents {
    pub(super) fn of(text: &str, lines: &str, linked: Vec<Linked>) -> Self {
        let (entries, hashes) = linked
            .into_iter()
            .map(|linked| {
                let hash = match linked.entry.event {
                    Event::Pruned { .. } => linked.prev,
                    _ => linked.hash,
                };
                (linked.entry, hash)
            })
            .unzip();
        Self {
            entries,
            hashes,
            whole: lines.len() as u64,
            torn: (text.len() - lines.len()) as u64,
        }
    }

    /// The hash of the entry of this number, or of the one that went last where that is its number.
    pub(super) fn hash_of(&self, seq: u64) -> Option<&str> {
        let index = self
            .entries
            .binary_search_by_key(&seq, |entry| entry.seq)
            .ok()?;
        self.hashes.get(index).map(String::as_str)
    }
}

/// The end of the journal, as new lines are put behind it.
pub(super) struct Tail {
    pub(super) seq: u64,
    pub(super) hash: String,
}

impl Tail {
    pub(super) fn of(contents: &Contents) -> Self {
        Self {
            seq: contents.entries.last().map_or(0, |entry| entry.seq),
            hash: contents
                .hashes
                .last()
                .cloned()
                .unwrap_or_else(|| chain::START.to_owned()),
        }
    }

    pub(super) fn line(&mut self, event: Event, now: SystemTime) -> io::Result<String> {
        self.seq = self.seq.saturating_add(1);
        let entry = Entry {
            schema_version: SCHEMA_VERSION,
            seq: self.seq,
            time: stamp(now),
            event,
        };
        let (line, hash) = chain::write(&entry, &self.hash)?;
        self.hash = hash;
        Ok(line)
    }
}

/// The lines that are whole: a line without its end was not written to its end.
pub(super) fn whole_lines(text: &str) -> &str {
    text.rfind('\n')
        .and_then(|end| text.get(..=end))
        .unwrap_or_default()
}

/// Reads the lines and checks that each follows the one before.
pub(super) fn link(lines: &str) -> Result<Vec<Linked>, Broken> {
    let mut linked: Vec<Linked> = Vec::new();
    for (index, line) in lines.lines().enumerate() {
        let broken = |what: String| Broken {
            line: index + 1,
            what,
        };
        let read = chain::read(line).map_err(broken)?;
        let (expected, seq) = match linked.last() {
            None => (None, 0),
            Some(last) => match last.entry.event {
                Event::Pruned { .. } => (Some(last.prev.as_str()), last.entry.seq),
                _ => (Some(last.hash.as_str()), last.entry.seq),
            },
        };
        let starts = matches!(read.entry.event, Event::Pruned { .. }) || read.prev == chain::START;
        let follows = expected.map_or(starts, |expected| expected == read.prev);
        if !follows {
            return Err(broken(
                "does not follow the line before: lines are missing or were moved".to_owned(),
            ));
        }
        if read.entry.seq <= seq && index > 0 {
            return Err(broken("has a number that was used before".to_owned()));
        }
        linked.push(read);
    }
    Ok(linked)
}

pub(super) fn stamp(now: SystemTime) -> String {
    Timestamp::try_from(now)
        .map(|moment| format!("{moment:.3}"))
        .unwrap_or_default()
}
