//! Results that could not be delivered to a team's journal, in a store on this machine.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use jiff::Timestamp;

use crate::journal::entry::{Event, Undelivered};
use crate::journal::lookup::file_name;
use crate::journal::problem::{Broken, Problem};
use crate::journal::sqlite::Sqlite;
use crate::journal::store::Store as _;
use crate::time::read_utc;

/// The results that are kept for one journal.
#[derive(Debug)]
pub(super) struct Spool {
    directory: PathBuf,
    pub(super) store: Sqlite,
}

/// A result that was not delivered yet.
pub(super) struct Kept {
    /// The number of its entry here.
    pub(super) entry: u64,
    /// When its request ended. The journal is to say that, not when the result came to it: from
    /// then on the request can still arrive for as long as the late window lasts.
    pub(super) time: SystemTime,
    pub(super) undelivered: Undelivered,
}

impl Spool {
    /// Returns the results for the journal with this name.
    pub(super) fn new(spools: &Path, journal: &str) -> Self {
        Self::in_directory(spools.join(file_name(journal)))
    }

    fn in_directory(directory: PathBuf) -> Self {
        Self {
            store: Sqlite::new(directory.clone()),
            directory,
        }
    }

    /// Returns the results that are kept for journals with other names. One that others could have
    /// written to is left out: whoever reaches its journal is told.
    pub(super) fn others(&self) -> Vec<Self> {
        let spools = self.directory.parent();
        let inside = spools.and_then(|spools| fs::read_dir(spools).ok());
        let directories = inside.into_iter().flatten().flatten();
        directories
            .map(|entry| entry.path())
            .filter(|path| path.is_dir() && *path != self.directory)
            .map(Self::in_directory)
            .filter(|spool| spool.store.check().is_ok())
            .collect()
    }

    /// Returns the path, for a person.
    pub(super) fn place(&self) -> String {
        self.directory.display().to_string()
    }

    /// Keeps a result.
    pub(super) fn keep(&self, undelivered: Undelivered, now: SystemTime) -> Result<(), Problem> {
        self.append(Event::Undelivered(Box::new(undelivered)), now)
    }

    /// Returns the results that were not delivered yet.
    pub(super) fn pending(&self) -> Result<Vec<Kept>, Problem> {
        if !self.directory.exists() {
            return Ok(Vec::new());
        }
        let broken = |what| Broken::part(format!("an entry of {}", self.place()), what);
        let mut pending = Vec::new();
        self.store.each_entry(&mut |linked| {
            let entry = linked.entry().map_err(broken)?;
            match entry.event {
                Event::Undelivered(undelivered) => {
                    let time = read_utc(&entry.time);
                    pending.push(Kept {
                        entry: entry.seq,
                        time: time.ok_or_else(|| broken("its time cannot be read".to_owned()))?,
                        undelivered: *undelivered,
                    });
                }
                Event::Delivered { entry } => pending.retain(|kept: &Kept| kept.entry != entry),
                _ => {}
            }
            Ok(true)
        })?;
        Ok(pending)
    }

    /// Records that a result was delivered, and removes entries that are no longer needed.
    pub(super) fn delivered(&self, entry: u64, now: SystemTime) -> Result<(), Problem> {
        self.append(Event::Delivered { entry }, now)?;
        if self.pending()?.is_empty() {
            self.store.prune(Timestamp::MAX, now)?;
        }
        Ok(())
    }

    fn append(&self, event: Event, now: SystemTime) -> Result<(), Problem> {
        self.store.append(event, now, &mut |_| true).map(drop)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::journal::entry::Aftermath;

    fn undelivered(intent: u64) -> Undelivered {
        Undelivered {
            journal: "a team's".to_owned(),
            origin: None,
            hash: String::new(),
            result: Aftermath {
                intent,
                ..Aftermath::default()
            },
        }
    }

    #[test]
    fn p261_a_result_that_another_process_keeps_meanwhile_is_not_removed() {
        let home = tempfile::tempdir().unwrap();
        let spool = Spool::new(home.path(), "a team's");
        let now = SystemTime::now();
        spool.keep(undelivered(1), now).unwrap();
        spool.append(Event::Delivered { entry: 1 }, now).unwrap();
        assert!(spool.pending().unwrap().is_empty());
        // Between the look above and the removal below.
        spool.keep(undelivered(7), now).unwrap();
        spool.store.prune(Timestamp::MAX, now).unwrap();
        let pending = spool.pending().unwrap();
        let [kept] = pending.as_slice() else {
            panic!("one was kept");
        };
        assert_eq!(kept.undelivered.result.intent, 7);
        spool.delivered(kept.entry, now).unwrap();
        assert!(spool.pending().unwrap().is_empty());
    }
}
