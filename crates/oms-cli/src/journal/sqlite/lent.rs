//! The connection of a command, between two pieces of work.
//!
//! To open a database and to read its schema takes longer than most of what is asked of it. So
//! whoever has finished puts the connection aside, and whoever comes next takes it, as long as the
//! name still leads to the same file: one that was put in its place is another journal.

use std::ops::{Deref, DerefMut};
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use rusqlite::Connection;

/// Which file of a system it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Identity {
    device: u64,
    number: u64,
}

impl Identity {
    /// Returns the identity of the file of this name; `None` if there is none, or if the system
    /// does not tell.
    #[cfg(unix)]
    pub(super) fn of(path: &Path) -> Option<Self> {
        use std::os::unix::fs::MetadataExt as _;

        let found = std::fs::symlink_metadata(path).ok()?;
        Some(Self {
            device: found.dev(),
            number: found.ino(),
        })
    }

    #[cfg(not(unix))]
    pub(super) fn of(_: &Path) -> Option<Self> {
        None
    }
}

/// The place for a connection that nobody works with.
#[derive(Debug, Clone, Default)]
pub(super) struct Aside(Arc<Mutex<Option<(Identity, Connection)>>>);

impl Aside {
    /// Takes the connection to this file, where there is one.
    pub(super) fn take(&self, file: Option<Identity>) -> Option<Lent> {
        let mut held = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let (of, connection) = held.take_if(|(of, _)| Some(*of) == file)?;
        drop(held);
        Some(Lent {
            connection: Some(connection),
            back: Some((of, self.clone())),
        })
    }

    /// Lends a new connection to this file.
    pub(super) fn lend(&self, connection: Connection, file: Option<Identity>) -> Lent {
        Lent {
            connection: Some(connection),
            back: file.map(|file| (file, self.clone())),
        }
    }

    fn put(&self, file: Identity, connection: Connection) {
        let mut held = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        *held = Some((file, connection));
    }
}

/// A connection that is put aside when it is dropped.
#[derive(Debug)]
pub(super) struct Lent {
    /// There until it is dropped.
    connection: Option<Connection>,
    back: Option<(Identity, Aside)>,
}

impl From<Connection> for Lent {
    /// Makes a connection that is closed when it is dropped.
    fn from(connection: Connection) -> Self {
        Self {
            connection: Some(connection),
            back: None,
        }
    }
}

impl Lent {
    pub(super) fn close(mut self) -> rusqlite::Result<()> {
        let closed = self.connection.take().map(Connection::close);
        closed.unwrap_or(Ok(())).map_err(|(_, error)| error)
    }
}

#[expect(
    clippy::expect_used,
    reason = "it is taken out by what uses up the value alone: by `close` and by `drop`"
)]
impl Deref for Lent {
    type Target = Connection;

    fn deref(&self) -> &Connection {
        self.connection.as_ref().expect("it is there until the end")
    }
}

#[expect(clippy::expect_used, reason = "as above")]
impl DerefMut for Lent {
    fn deref_mut(&mut self) -> &mut Connection {
        self.connection.as_mut().expect("it is there until the end")
    }
}

impl Drop for Lent {
    fn drop(&mut self) {
        // In the middle of a transaction it is closed, which gives up what was not committed.
        let whole = self.connection.take().filter(Connection::is_autocommit);
        if let (Some(connection), Some((file, aside))) = (whole, self.back.take()) {
            aside.put(file, connection);
        }
    }
}
