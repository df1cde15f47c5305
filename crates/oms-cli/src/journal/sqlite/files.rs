//! The files of the store, and the errors if they cannot be used.

use std::ffi::OsString;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::ErrorCode;

use super::lent::Aside;
use crate::journal::anchors::Anchors;
use crate::journal::problem::{Broken, Problem};
use crate::session::private;

/// The database, and the files that SQLite keeps beside it.
const DATABASE: [&str; 3] = ["journal.db", "journal.db-wal", "journal.db-shm"];

/// The file of lines of earlier versions.
const LINES: &str = "journal.jsonl";

/// The lock that writers take. Earlier versions take it, too.
const LOCK: &str = "journal.lock";

/// The time to wait for other processes. A process that writes an entry holds the journal for
/// milliseconds.
const PATIENCE: Duration = Duration::from_secs(10);

/// The files in one directory, the time to wait for a process that holds them, the anchor of the
/// journal in them, and the connection to them.
#[derive(Debug, Clone)]
pub(super) struct Files {
    pub(super) directory: PathBuf,
    pub(super) patience: Duration,
    /// The anchor of the journal, if there is a place for it.
    pub(super) anchors: Anchors,
    /// The place of the connection while nobody works with it.
    pub(super) aside: Aside,
}

impl Files {
    pub(super) fn new(directory: PathBuf) -> Self {
        Self {
            directory,
            patience: PATIENCE,
            anchors: Anchors::default(),
            aside: Aside::default(),
        }
    }

    pub(super) fn database(&self) -> PathBuf {
        let [name, ..] = DATABASE;
        self.directory.join(name)
    }

    /// Returns the files that SQLite keeps beside the database: the write-ahead log, and its index.
    pub(super) fn beside(&self) -> impl Iterator<Item = PathBuf> {
        DATABASE
            .iter()
            .skip(1)
            .map(|name| self.directory.join(name))
    }

    pub(super) fn lines(&self) -> PathBuf {
        self.directory.join(LINES)
    }

    pub(super) fn lock(&self) -> PathBuf {
        self.directory.join(LOCK)
    }

    /// Refuses files that others could have written, the locks of targets among them.
    pub(super) fn check(&self) -> io::Result<()> {
        let locks = self.directory.join("locks");
        if let Some(found) = private::directory(&locks)? {
            let held: io::Result<Vec<_>> = fs::read_dir(found)?
                .map(|entry| entry.map(|entry| entry.file_name()))
                .collect();
            private::directory_of(&locks, held?)?;
        }
        let all = DATABASE.into_iter().chain([LINES, LOCK]);
        private::directory_of(&self.directory, all.map(OsString::from)).map(drop)
    }

    /// Refuses files that this user cannot write, without writing anything. It looks at the
    /// directory, or at the one in which it would be created, and at its files.
    #[cfg(unix)]
    pub(super) fn check_writable(&self) -> io::Result<()> {
        use rustix::fs::{Access, access, statvfs};

        let found = self.directory.ancestors().find(|path| path.exists());
        let directory = found.unwrap_or(&self.directory);
        access(directory, Access::WRITE_OK | Access::EXEC_OK)?;
        for name in DATABASE.into_iter().chain([LOCK]) {
            let file = self.directory.join(name);
            if file.exists() {
                access(&file, Access::WRITE_OK)?;
            }
        }
        if statvfs(directory)?.f_bavail == 0 {
            return Err(io::ErrorKind::StorageFull.into());
        }
        Ok(())
    }

    /// A file system of another kind says so when it is written to.
    #[cfg(not(unix))]
    #[expect(clippy::unused_self, reason = "the twin for Unix looks at its files")]
    pub(super) fn check_writable(&self) -> io::Result<()> {
        Ok(())
    }

    /// Returns the directory without links if there is one, and refuses a database in it that
    /// others could have written.
    ///
    /// The files are inspected without opening them: when a process closes any handle of a file, it
    /// releases the locks that SQLite has taken on it. Nobody else can replace a file in the
    /// meantime, because the directory is writable only by the user; and SQLite itself follows no
    /// link.
    pub(super) fn checked_directory(&self) -> Result<Option<PathBuf>, Problem> {
        private::directory_of(&self.directory, DATABASE.map(OsString::from))
            .map_err(|error| self.unusable(error))
    }

    /// Converts an error of the file system.
    pub(super) fn unusable(&self, error: io::Error) -> Problem {
        let directory = self.directory.clone();
        if self.is_unmade() {
            Problem::Unmade(directory, error)
        } else {
            Problem::Io(directory, error)
        }
    }

    /// Returns whether nothing was ever written to the journal: no file of it is there, and its
    /// anchor, which the first entry writes, is missing as well.
    fn is_unmade(&self) -> bool {
        use io::ErrorKind::{NotADirectory, NotFound};

        let is_missing = |path: PathBuf| {
            let found = fs::symlink_metadata(path);
            found.is_err_and(|error| matches!(error.kind(), NotFound | NotADirectory))
        };
        self.anchors.are_missing() && is_missing(self.database()) && is_missing(self.lines())
    }

    /// Converts an error of SQLite.
    pub(super) fn problem(&self, error: rusqlite::Error) -> Problem {
        match error.sqlite_error_code() {
            // Processes of this command wait for each other at the lock, so this is another program
            // that has the file open.
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => {
                Problem::Busy(self.patience, None)
            }
            Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => {
                self.damaged(&error.to_string()).into()
            }
            _ => self.unusable(io::Error::other(error)),
        }
    }

    /// Returns the problem of a damaged database.
    pub(super) fn damaged(&self, why: &str) -> Broken {
        Broken::part(
            format!("the journal {}", self.database().display()),
            format!("is damaged, or no journal: {why}"),
        )
    }
}

/// Returns the length of a file; 0 if there is none.
pub(super) fn length(path: &Path) -> u64 {
    fs::symlink_metadata(path).map_or(0, |found| found.len())
}
