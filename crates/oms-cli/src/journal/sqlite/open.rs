//! Opens the database: one connection for each operation, to files that were checked just before.
//!
//! **A write-ahead log, which is kept when the database is closed.** A commit is on the disk after
//! one `fsync` of the log. A rollback journal takes four (for the old pages, their count, the
//! database, and the end of the journal), and its default form, which removes the journal, can undo
//! a commit at a power failure, because the removal itself is not synced. A process lives for one
//! or two commits, so the log is not written back when it is closed, but by the process that makes
//! it longer than [`LONGEST_LOG`] pages. That costs two more `fsync`s from time to time, and bounds
//! the work of the first connection after a restart. Readers and the writer do not wait for each
//! other.
//!
//! **Files beside the database.** `journal.db-wal` is that log and belongs to the database;
//! `journal.db-shm` is an index of the log in shared memory, which is not needed after a restart.
//! SQLite gives both the mode and the owner of the database, 0600 and the user, and follows no link
//! to any of them. To copy the journal, use `oms journal export`, or copy all of these files
//! together.
//!
//! **All or nothing.** A new database is made under another name, synced, and renamed. So nobody
//! ever sees an incomplete one, and a log never belongs to an empty database, which SQLite would
//! discard together with its log.

use std::fs;
use std::io;
use std::path::Path;

use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags};

use super::files::{Files, length};
use super::lent::{Identity, Lent};
use super::schema;
use super::sql;
use crate::journal::problem::{Broken, Problem, Way};
use crate::journal::query::{Query as _, Row};
use crate::session::private;

/// The number of pages that the log may have before it is written back. Each page has 4 KiB; a
/// request and its result change about fifteen.
const LONGEST_LOG: u32 = 256;

/// The number of statements that a connection keeps: all that a command repeats.
const MOST_STATEMENTS: usize = 40;

/// A connection to the database.
#[derive(Debug)]
pub(super) struct Opened {
    pub(super) connection: Lent,
    pub(super) files: Files,
}

/// The result of looking for a database.
#[derive(Debug)]
pub(super) enum Found {
    /// A database of the present schema.
    Ready(Box<Opened>),
    /// A database of an older schema, or a journal of lines. The process that holds the lock
    /// updates it.
    Older,
    /// No journal.
    Nothing,
}

impl Files {
    /// Opens the database if there is one.
    pub(super) fn open(&self) -> Result<Found, Problem> {
        let Some(directory) = self.checked_directory()? else {
            return Ok(Found::Nothing);
        };
        // SQLite refuses links anywhere in the path. Those of the user were resolved above.
        let here = Self {
            directory,
            ..self.clone()
        };
        // An empty file was left by a stranger, or by an earlier version when the disk was full.
        if length(&here.database()) == 0 {
            return Ok(if fs::symlink_metadata(self.lines()).is_ok() {
                Found::Older
            } else {
                Found::Nothing
            });
        }
        let opened = here.connect()?;
        let is_older = schema::is_older(&opened.connection, &here)?;
        opened.refuse_grown()?;
        Ok(if is_older {
            Found::Older
        } else {
            Found::Ready(Box::new(opened))
        })
    }

    /// Opens the database, and makes or updates it if necessary. The caller holds the lock.
    pub(super) fn open_or_make(
        &self,
        make: impl FnOnce(&Files) -> Result<(), Problem>,
    ) -> Result<Opened, Problem> {
        let directory =
            private::create_directory(&self.directory).map_err(|error| self.unusable(error))?;
        let here = Self {
            directory,
            ..self.clone()
        };
        match here.open()? {
            Found::Ready(opened) => return Ok(*opened),
            Found::Older if length(&here.database()) > 0 => {
                schema::bring_up(&mut here.connect()?.connection)
                    .map_err(|error| here.problem(error))?;
            }
            Found::Older | Found::Nothing => make(&here)?,
        }
        match here.open()? {
            Found::Ready(opened) => Ok(*opened),
            Found::Older | Found::Nothing => Err(here.damaged("it is gone again").into()),
        }
    }

    /// Makes an empty database in memory.
    pub(super) fn empty(&self) -> Result<Opened, Problem> {
        let made = Connection::open_in_memory().and_then(|mut connection| {
            schema::bring_up(&mut connection)?;
            Ok(connection)
        });
        Ok(Opened {
            connection: made.map_err(|error| self.problem(error))?.into(),
            files: self.clone(),
        })
    }

    fn connect(&self) -> Result<Opened, Problem> {
        let file = Identity::of(&self.database());
        if let Some(connection) = self.aside.take(file) {
            return Ok(Opened {
                connection,
                files: self.clone(),
            });
        }
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE
            | OpenFlags::SQLITE_OPEN_NOFOLLOW
            | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let connected =
            Connection::open_with_flags(self.database(), flags).and_then(|connection| {
                connection.busy_timeout(self.patience)?;
                connection.set_prepared_statement_cache_capacity(MOST_STATEMENTS);
                connection.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true)?;
                connection.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)?;
                connection.set_db_config(DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA, false)?;
                // Without it, a statement that an index of some rows could serve is compiled
                // again for each value.
                connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
                connection.pragma_update(None, "synchronous", "FULL")?;
                connection.pragma_update(None, "wal_autocheckpoint", LONGEST_LOG)?;
                Ok(connection)
            });
        let connection = connected.map_err(|error| self.problem(error))?;
        let mode: String = connection
            .pragma_update_and_check(None, "journal_mode", "WAL", |row| row.get(0))
            .map_err(|error| self.problem(error))?;
        if mode != "wal" {
            let why = format!("the file system takes no write-ahead log (it is `{mode}`)");
            return Err(self.unusable(io::Error::other(why)));
        }
        Ok(Opened {
            connection: self.aside.lend(connection, file),
            files: self.clone(),
        })
    }

    /// Makes a database, or nothing at all. `fill` adds its first contents, and can refuse.
    pub(super) fn make(
        &self,
        fill: impl FnOnce(&Opened) -> Result<(), Problem>,
    ) -> Result<(), Problem> {
        let unusable = |error| self.unusable(error);
        let written = private::prepare_with(&self.database(), unusable, |path| {
            let opened = Opened {
                connection: unsynced(path).map_err(|error| self.problem(error))?.into(),
                files: self.clone(),
            };
            fill(&opened)?;
            finish(opened.connection).map_err(|error| self.problem(error))
        })?;
        // A log that an earlier database has left would be taken for that of the new one.
        for beside in self.beside() {
            remove_if_there(&beside).map_err(unusable)?;
        }
        private::sync_directory(&self.directory).map_err(unusable)?;
        written.put_in_place().map_err(unusable)?;
        private::sync_directory(&self.directory).map_err(unusable)
    }
}

/// Makes a new database without syncing it. Nobody knows its name yet, so it is synced once, when
/// it is complete.
fn unsynced(path: &Path) -> rusqlite::Result<Connection> {
    let mut connection = Connection::open(path)?;
    connection.pragma_update(None, "synchronous", "OFF")?;
    connection.pragma_update(None, "journal_mode", "MEMORY")?;
    schema::bring_up(&mut connection)?;
    Ok(connection)
}

/// Gives a new database its write-ahead log from now on, and closes it.
fn finish(connection: Lent) -> rusqlite::Result<()> {
    connection.pragma_update(None, "journal_mode", "WAL")?;
    connection.close()
}

fn remove_if_there(path: &Path) -> io::Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

impl Opened {
    /// Refuses the database if an earlier version has written to the file of lines since it was
    /// taken over: neither version knows what the other one sends.
    fn refuse_grown(&self) -> Result<(), Problem> {
        let taken = self.answer(sql::TAKEN_OVER, vec![])?.pop();
        let lines = self.files.lines();
        match taken.map(Row::number) {
            Some(taken) if length(&lines) > taken => Err(Broken::part(
                format!("the journal of an earlier version, {},", lines.display()),
                "has grown since it was taken over: that version is still used here, and neither knows what the other sends",
            )
            .with_way(Way::OneVersion)
            .into()),
            _ => Ok(()),
        }
    }

    /// Converts an error of SQLite.
    pub(super) fn problem(&self, error: rusqlite::Error) -> Problem {
        self.files.problem(error)
    }
}
