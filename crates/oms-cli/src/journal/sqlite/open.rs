//! The way to the database: a connection for a command, to files that are looked at before each
//! piece of work.
//!
//! **A write-ahead log, and one file behind it.** A commit is on the disk after one `fsync` of the
//! log; a rollback journal takes four (the old pages, their count, the database, the journal's
//! end), and its default form, which removes the journal, can undo a commit at a power failure,
//! because the removal itself is not synced. A process lives for one or two commits, so the log is
//! not written back when it is closed, but by whoever makes it longer than [`LONGEST_LOG`] pages:
//! that costs two more `fsync`s now and then, and bounds what the first connection after a restart
//! reads. Readers and the writer do not wait for each other.
//!
//! **Files beside the database.** `journal.db-wal` is that log and belongs to it; `journal.db-shm`
//! is an index of it in memory, which nobody needs after a restart. SQLite gives both the mode and
//! the owner of the database, 0600 and the user, and follows no link to any of them. A copy of the
//! journal is what `oms journal export` writes, or all of these files together.
//!
//! **Whole or not there.** A new database is made under another name, synced, and renamed. So
//! nobody ever sees half of one, and a log never belongs to a database that is empty, which SQLite
//! would throw away together.

use std::fs;
use std::io;
use std::path::Path;

use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags, OptionalExtension as _};

use super::files::{Files, length};
use super::lent::{Identity, Lent};
use super::row::number;
use super::schema::{self, Shape};
use super::sql;
use crate::journal::problem::{Broken, Problem};
use crate::session::private;

/// How many pages the log may have before it is written back. Each is 4 KiB; a request and its
/// result change about fifteen.
const LONGEST_LOG: u32 = 256;

/// How many statements a connection keeps: all that a command repeats.
const MOST_STATEMENTS: usize = 32;

/// A connection to the database.
#[derive(Debug)]
pub(super) struct Opened {
    pub(super) connection: Lent,
    pub(super) files: Files,
}

/// What is found where the journal is kept.
#[derive(Debug)]
pub(super) enum Found {
    /// A database of the present shape.
    Ready(Opened),
    /// A database of an older shape, or a journal of lines: whoever holds the lock brings it to the
    /// present shape.
    Older,
    /// No journal.
    Nothing,
}

impl Files {
    /// Opens what is there.
    pub(super) fn open(&self) -> Result<Found, Problem> {
        let unusable = |error| self.unusable(error);
        let Some(directory) = private::directory(&self.directory).map_err(unusable)? else {
            return Ok(Found::Nothing);
        };
        // SQLite refuses a link anywhere on the way, and those of the user were followed by then.
        let here = Self {
            directory,
            ..self.clone()
        };
        here.check_database().map_err(unusable)?;
        // An empty file is what a stranger leaves, or a disk that was full for an earlier version.
        if length(&here.database()) == 0 {
            return Ok(if fs::symlink_metadata(self.lines()).is_ok() {
                Found::Older
            } else {
                Found::Nothing
            });
        }
        let opened = here.connect()?;
        let shape = schema::shape(&opened.connection, &here)?;
        opened.refuse_grown()?;
        Ok(match shape {
            Shape::Present => Found::Ready(opened),
            Shape::Older => Found::Older,
        })
    }

    /// Opens it, and brings it to the present shape or makes it. Whoever calls this holds the lock.
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
            Found::Ready(opened) => return Ok(opened),
            Found::Older if length(&here.database()) > 0 => {
                schema::bring_up(&mut here.connect()?.connection)
                    .map_err(|error| here.problem(error))?;
            }
            Found::Older | Found::Nothing => make(&here)?,
        }
        match here.open()? {
            Found::Ready(opened) => Ok(opened),
            Found::Older | Found::Nothing => Err(here.damaged("it is gone again").into()),
        }
    }

    /// A database of nothing, in memory.
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

    /// Makes a database, whole or not at all. `fill` adds what is in it from the beginning, and can
    /// refuse.
    pub(super) fn make(
        &self,
        fill: impl FnOnce(&Opened) -> Result<(), Problem>,
    ) -> Result<(), Problem> {
        let unusable = |error| self.unusable(error);
        let written = private::prepare_with(&self.database(), |path| {
            let opened = Opened {
                connection: unsynced(path).map_err(|error| self.problem(error))?.into(),
                files: self.clone(),
            };
            fill(&opened)?;
            finish(opened.connection).map_err(|error| self.problem(error))
        });
        let written = written.map_err(|error| match error {
            private::NotMade::File(error) => unusable(error),
            private::NotMade::Contents(problem) => problem,
        })?;
        // A log that an earlier database has left would be taken for the new one's.
        for beside in self.beside() {
            remove_if_there(&beside).map_err(unusable)?;
        }
        private::sync_directory(&self.directory).map_err(unusable)?;
        written.put_in_place().map_err(unusable)?;
        private::sync_directory(&self.directory).map_err(unusable)
    }
}

/// A new database that nobody knows the name of yet: it is synced once, when it is whole.
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
    /// Refuses to go on where an earlier version has written to the file of lines since it was
    /// taken over: what it has sent is not known here, and what is sent from here is not known to
    /// it.
    fn refuse_grown(&self) -> Result<(), Problem> {
        let taken: Option<i64> = self
            .connection
            .prepare_cached(sql::TAKEN_OVER)
            .and_then(|mut statement| statement.query_row([], |row| row.get(0)).optional())
            .map_err(|error| self.problem(error))?;
        let lines = self.files.lines();
        match taken {
            Some(taken) if number(length(&lines)) > taken => Err(Broken {
                part: format!("the journal of an earlier version, {},", lines.display()),
                what: "has grown since it was taken over: that version is still used here, and neither knows what the other sends"
                    .to_owned(),
            }
            .into()),
            _ => Ok(()),
        }
    }

    /// What an error of SQLite comes to.
    pub(super) fn problem(&self, error: rusqlite::Error) -> Problem {
        self.files.problem(error)
    }
}
