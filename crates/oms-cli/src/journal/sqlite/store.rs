//! The store of entries: every piece of work looks at the files anew, and appends under the lock
//! that all processes share.

use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::time::SystemTime;

use jiff::Timestamp;

use super::files::Files;
use super::open::{Found, Opened};
use super::{sql, takeover};
use crate::journal::anchor::Anchor;
use crate::journal::anchors::Held;
use crate::journal::answers::Repeated;
use crate::journal::attempt::Target;
use crate::journal::entry::{Aftermath, Event};
use crate::journal::facts::Facts;
use crate::journal::known::Known;
use crate::journal::lock::{FileLock, InFlight, NotLocked, TargetLock};
use crate::journal::old::ToGo;
use crate::journal::order::End;
use crate::journal::problem::Problem;
use crate::journal::query::{Nothing, Query as _, Take};
use crate::journal::store::{Pruned, Store, Trust, Verified};
#[cfg(feature = "postgres")]
use crate::session::config::JournalPlace;
use crate::session::private;

/// The journal in the database of one directory.
#[derive(Debug, Clone)]
pub(crate) struct Sqlite {
    files: Files,
}

impl Sqlite {
    /// Returns the journal in a directory, which need not exist yet.
    pub(crate) fn new(directory: PathBuf) -> Self {
        Self {
            files: Files::new(directory),
        }
    }

    /// Adds an anchor below a directory of its own, if there is one.
    pub(crate) fn anchored_in(mut self, anchors: Option<&Path>) -> Self {
        let anchor = anchors.map(|anchors| Anchor::new(anchors, &self.files.directory));
        self.files.anchors = anchor.into_iter().collect();
        self
    }

    /// Locks the journal for this process, in a directory that only the user can write. If the wait
    /// takes too long, the error names the holder.
    fn take(&self, now: SystemTime) -> Result<FileLock, Problem> {
        let unusable = |error| self.files.unusable(error);
        private::create_directory(&self.files.directory).map_err(unusable)?;
        let (holder, patience) = (InFlight::this_process(now), self.files.patience);
        FileLock::wait(&self.files.lock(), &holder, patience).map_err(|problem| match problem {
            NotLocked::Held(holder) => Problem::Busy(patience, holder.map(Box::new)),
            NotLocked::Failed(error) => unusable(error),
        })
    }

    /// Opens the database for writing, and makes it if there is none. The caller holds the lock.
    fn open_to_write(&self, now: SystemTime) -> Result<Opened, Problem> {
        let held = self.held()?;
        let mut torn = 0;
        let opened = self.files.open_or_make(|files| {
            torn = takeover::make(files, &held)?;
            Ok(())
        })?;
        if torn > 0 {
            opened.run(sql::BEGIN_TO_WRITE)?;
            let end = opened.end_in_order(&held)?;
            self.put(&opened, end, Event::Repaired { bytes: torn }, now)?;
        }
        Ok(opened)
    }

    /// Opens the database for reading. A database of an older schema is updated first.
    ///
    /// A journal of lines that lacks entries is not taken over, but it can be shown.
    fn open_to_read(&self, trust: Trust) -> Result<Opened, Problem> {
        let opened = self.open_if_there(trust)?;
        opened.map_or_else(|| self.files.empty(), Ok)
    }

    fn open_if_there(&self, trust: Trust) -> Result<Option<Opened>, Problem> {
        let opened = match self.files.open()? {
            Found::Ready(opened) => Ok(*opened),
            Found::Nothing => return Ok(None),
            Found::Older => match self.bring_up() {
                Err(Problem::Lost(_)) if trust == Trust::AsItIs => takeover::in_memory(&self.files),
                opened => opened,
            },
        };
        opened.map(Some)
    }

    /// Reads the anchor.
    fn held(&self) -> Result<Held<'_>, Problem> {
        let read = self.files.anchors.read();
        read.map_err(|error| self.files.unusable(error))
    }

    /// Looks at the journal as the anchor wants it, without the lock.
    ///
    /// Another process may prune the journal after the anchor was read, and a header that the
    /// anchor does not know of is refused. Only an anchor that is still the same refuses.
    fn look<T>(&self, look: impl Fn(&Held<'_>) -> Result<T, Problem>) -> Result<T, Problem> {
        let mut held = self.held()?;
        loop {
            let looked = look(&held);
            if !matches!(looked, Err(Problem::Lost(_))) {
                return looked;
            }
            let now = self.held()?;
            if now == held {
                return looked;
            }
            held = now;
        }
    }

    fn bring_up(&self) -> Result<Opened, Problem> {
        let now = SystemTime::now();
        let _lock = self.take(now)?;
        self.open_to_write(now)
    }

    /// Appends what `make` makes of everything that was appended before, in one transaction.
    /// Returns its number; `None` if that is nothing.
    fn append_made(
        &self,
        now: SystemTime,
        make: impl FnOnce(&Known) -> Result<Option<Event>, Problem>,
    ) -> Result<Option<u64>, Problem> {
        let _lock = self.take(now)?;
        let opened = Rc::new(self.open_to_write(now)?);
        opened.run(sql::BEGIN_TO_WRITE)?;
        let end = opened.end_in_order(&self.held()?)?;
        let Some(event) = make(&Known::new(Facts::new(Rc::clone(&opened))))? else {
            opened.run(sql::ROLLBACK)?;
            return Ok(None);
        };
        self.put(&opened, end, event, now).map(Some)
    }

    /// Appends an event, commits, and updates the anchor outside of the journal.
    ///
    /// The anchor is written before the commit and put in place after it. If it were put in place
    /// first, a process that died between the two would leave an anchor that names a missing entry,
    /// and the journal would be refused.
    fn put(
        &self,
        opened: &Opened,
        end: End,
        event: Event,
        now: SystemTime,
    ) -> Result<u64, Problem> {
        let end = opened.put(end, event, now)?;
        let anchors = &self.files.anchors;
        let anchored = anchors.prepare(end, Some(opened.through()?), now)?;
        opened.run(sql::COMMIT)?;
        // The entry is durable, whatever comes now. An anchor that stays behind names an earlier
        // entry, which is there; the next entry moves it, or is refused before it is written.
        let _: Result<(), Problem> = anchored.put_in_place();
        Ok(end.seq)
    }
}

impl Store for Sqlite {
    fn place(&self) -> String {
        self.files.database().display().to_string()
    }

    #[cfg(feature = "postgres")]
    fn address(&self) -> Option<String> {
        JournalPlace::Directory(self.files.directory.clone()).address()
    }

    fn check(&self) -> Result<(), Problem> {
        let checked = self.files.check();
        checked.map_err(|error| self.files.unusable(error))
    }

    fn check_writable(&self) -> Result<(), Problem> {
        let checked = self.files.check_writable();
        checked.map_err(|error| self.files.unusable(error))
    }

    fn append(
        &self,
        event: Event,
        now: SystemTime,
        check: &mut dyn FnMut(&Known) -> bool,
    ) -> Result<Option<u64>, Problem> {
        self.append_made(now, |known| Ok(check(known).then_some(event)))
    }

    fn close(&self, result: Aftermath, now: SystemTime) -> Result<Option<Repeated>, Problem> {
        let mut repeated = None;
        self.append_made(now, |known| {
            repeated = known.given_before(&result)?;
            Ok(Some(Event::result(result, repeated.as_ref())))
        })?;
        Ok(repeated)
    }

    fn facts(&self, trust: Trust) -> Result<Facts, Problem> {
        // The anchor is read before the journal is opened. The journal may not exist yet.
        self.look(|held| {
            let Some(opened) = self.open_if_there(trust)? else {
                if trust == Trust::InOrder {
                    held.proof(&Nothing)?;
                }
                return Ok(Facts::new(Rc::new(Nothing)));
            };
            if trust == Trust::InOrder {
                opened.run(sql::BEGIN)?;
                opened.end_in_order(held)?;
                opened.run(sql::ROLLBACK)?;
            }
            Ok(Facts::new(Rc::new(opened)))
        })
    }

    fn lock(&self, target: &Target, holder: &InFlight) -> Result<TargetLock, Problem> {
        let unusable = |error| self.files.unusable(error);
        private::create_directory(&self.files.directory).map_err(unusable)?;
        let parts = [target.address().as_str(), target.id()];
        TargetLock::take(&self.files.directory, parts, holder).map_err(|problem| match problem {
            NotLocked::Held(holder) => {
                Problem::InFlight(target.id().to_owned(), holder.map(Box::new))
            }
            NotLocked::Failed(error) => unusable(error),
        })
    }

    fn verify(&self) -> Result<Verified, Problem> {
        self.look(|held| self.open_to_read(Trust::InOrder)?.verify(held))
    }

    fn each_entry(&self, take: Take<'_>) -> Result<(), Problem> {
        self.open_to_read(Trust::AsItIs)?.each_entry(take)
    }

    fn prune(&self, before: Timestamp, now: SystemTime) -> Result<Pruned, Problem> {
        let _lock = self.take(now)?;
        let opened = self.open_to_write(now)?;
        opened.run(sql::BEGIN_TO_WRITE)?;
        let end = opened.end_in_order(&self.held()?)?;
        let ToGo { last, needed } = opened.to_go(before)?;
        let through = last.as_ref().map(|last| last.seq);
        let Some(last) = last else {
            opened.run(sql::ROLLBACK)?;
            return Ok(Pruned { through, needed });
        };
        // The anchor has to move to the last entry first: otherwise the entry that it names could
        // be removed, and it would prove nothing any more. If the process dies before the commit,
        // the anchor allows a pruning that has not happened yet.
        let anchored = self.files.anchors.prepare(end, Some(last.seq), now)?;
        anchored.put_in_place()?;
        opened.remove_through(&last, now)?;
        opened.run(sql::COMMIT)?;
        opened.shrink();
        Ok(Pruned { through, needed })
    }
}

#[cfg(test)]
mod tests {
    use std::fs::File;
    use std::time::Duration;

    use serde_json::json;

    use super::*;
    use crate::exit::Exit;
    use crate::failure::Failure;
    use crate::journal::filter::Filter;

    fn append(store: &Sqlite) -> Result<Option<u64>, Problem> {
        let event = Event::Ended { intent: 0 };
        store.append(event, SystemTime::UNIX_EPOCH, &mut |_| true)
    }

    fn impatient(directory: &Path) -> Sqlite {
        let mut store = Sqlite::new(directory.to_owned());
        store.files.patience = Duration::from_millis(40);
        store
    }

    #[test]
    fn p309_a_journal_that_somebody_holds_is_waited_for_and_its_holder_named() {
        let folder = tempfile::tempdir().unwrap();
        let store = impatient(folder.path());
        assert_eq!(append(&store).unwrap(), Some(1));
        let held = File::open(store.files.lock()).unwrap();
        held.lock().unwrap();
        let failure = Failure::from(append(&store).unwrap_err());
        assert_eq!(failure.exit, Exit::Guard);
        let holder = format!("process {}, since 1970-01-01", std::process::id());
        assert!(failure.message.contains(&holder), "{}", failure.message);
        assert!(failure.message.contains("40ms"), "{}", failure.message);
        held.unlock().unwrap();
        assert_eq!(append(&store).unwrap(), Some(2));
    }

    #[test]
    fn p259_a_database_that_another_program_holds_is_waited_for_and_no_longer_than_the_bound() {
        let folder = tempfile::tempdir().unwrap();
        let store = impatient(folder.path());
        assert_eq!(append(&store).unwrap(), Some(1));
        let stranger = rusqlite::Connection::open(store.files.database()).unwrap();
        stranger.execute_batch("BEGIN IMMEDIATE").unwrap();
        let failure = Failure::from(append(&store).unwrap_err());
        assert_eq!(failure.exit, Exit::Guard);
        assert!(
            failure.message.contains("held by another process") && failure.message.contains("40ms"),
            "{}",
            failure.message
        );
        stranger.execute_batch("ROLLBACK").unwrap();
        assert_eq!(append(&store).unwrap(), Some(2));
    }

    #[test]
    fn nothing_is_written_to_a_journal_whose_name_leads_to_another_by_now() {
        let folder = tempfile::tempdir().unwrap();
        let store = Sqlite::new(folder.path().to_owned());
        assert_eq!(append(&store).unwrap(), Some(1));
        assert_eq!(append(&store).unwrap(), Some(2));
        let database = store.files.database();
        for file in store.files.beside().chain([database.clone()]) {
            std::fs::remove_file(file).unwrap();
        }
        assert_eq!(append(&store).unwrap(), Some(1));
        assert!(database.exists());
    }

    #[test]
    fn the_pages_of_a_list_have_each_request_once_and_no_other() {
        let folder = tempfile::tempdir().unwrap();
        let store = Sqlite::new(folder.path().to_owned());
        for id in ["np_1", "np_2", "np_1", "np_1", "np_3"] {
            let intent = json!({
                "who": "a", "host": "b", "pid": 1, "endpoint": "http://c", "action": "StopProject",
                "id": id, "request": {}, "allow_plaintext": false, "old": null, "new": null,
                "client": "d", "spec": "e",
            });
            let intent = Event::Intent(serde_json::from_value(intent).unwrap());
            let appended = store.append(intent, SystemTime::UNIX_EPOCH, &mut |_| true);
            assert!(appended.unwrap().is_some());
        }
        let facts = store.facts(Trust::AsItIs).unwrap();
        for (about, expected) in [(None, &[1, 2, 3, 4, 5][..]), (Some("np_1"), &[1, 3, 4])] {
            let filter = Filter {
                about: about.map(str::to_owned),
                ..Filter::default()
            };
            let (mut behind, mut found) = (Some(0), Vec::new());
            while let Some(entry) = behind {
                let (page, last) = facts.page(&filter, entry, 2).unwrap();
                assert!(page.len() <= 2, "{page:?}");
                found.extend(page.into_iter().map(|attempt| attempt.seq));
                behind = last;
            }
            assert_eq!(found, expected, "{about:?}");
        }
    }

    #[test]
    fn what_a_check_refuses_is_not_appended() {
        let folder = tempfile::tempdir().unwrap();
        let store = Sqlite::new(folder.path().to_owned());
        let event = Event::Ended { intent: 0 };
        let refused = store.append(event, SystemTime::UNIX_EPOCH, &mut |_| false);
        assert_eq!(refused.unwrap(), None);
        assert_eq!(append(&store).unwrap(), Some(1));
    }
}
