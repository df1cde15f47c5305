//! Locks between processes of this machine: one on the journal while an entry is written, and one
//! on a target while it is changed.
//!
//! The system releases a lock when its process ends, for whatever reason, so no lock outlives its
//! owner.

use std::fs::{File, TryLockError};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::Path;
use std::time::{Duration, Instant, SystemTime};

use oms_client::Shown;
use serde::{Deserialize, Serialize};

use super::lookup::file_name;
use crate::session::{Session, identity, private};
use crate::time;

/// A lock on a file, held until it is dropped.
#[derive(Debug)]
pub(crate) struct FileLock {
    file: File,
}

/// The time between two tries to take a lock.
const BETWEEN_TRIES: Duration = Duration::from_millis(5);

impl FileLock {
    /// Waits for the lock, for at most `patience`. The wait is short, because the lock is held only
    /// while an entry is written.
    pub(crate) fn wait(
        path: &Path,
        holder: &InFlight,
        patience: Duration,
    ) -> Result<Self, NotLocked> {
        let mut file = private::open_kept(path).map_err(NotLocked::Failed)?;
        let started = Instant::now();
        loop {
            match file.try_lock() {
                Ok(()) => break,
                Err(TryLockError::WouldBlock) if started.elapsed() < patience => {
                    std::thread::sleep(BETWEEN_TRIES);
                }
                Err(TryLockError::WouldBlock) => return Err(NotLocked::Held(read_holder(&file))),
                Err(TryLockError::Error(error)) => return Err(NotLocked::Failed(error)),
            }
        }
        write_holder(&mut file, holder).map_err(NotLocked::Failed)?;
        Ok(Self { file })
    }
}

impl Drop for FileLock {
    fn drop(&mut self) {
        // Closing the file releases the lock as well.
        let _ = self.file.unlock();
    }
}

/// The lock on one target. It is released when it is dropped, in every kind of store.
#[derive(Debug)]
pub(crate) struct TargetLock {
    _held: Box<dyn std::fmt::Debug>,
}

/// The holder of the lock on a target.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct InFlight {
    pub(crate) pid: u32,
    pub(crate) since: String,
    /// The user.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) who: Option<String>,
    /// The machine.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) host: Option<String>,
    /// The change for which it is held.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) what: Option<String>,
}

/// The reason why a target could not be locked.
#[derive(Debug)]
pub(crate) enum NotLocked {
    /// Another process holds it.
    Held(Option<InFlight>),
    /// The lock file cannot be used.
    Failed(io::Error),
}

impl TargetLock {
    /// Returns a lock that is released when `held` is dropped.
    #[cfg(feature = "postgres")]
    pub(super) fn holding(held: Box<dyn std::fmt::Debug>) -> Self {
        Self { _held: held }
    }

    /// Takes the lock, or returns its holder.
    pub(crate) fn take(
        directory: &Path,
        target: [&str; 2],
        holder: &InFlight,
    ) -> Result<Self, NotLocked> {
        let locks = directory.join("locks");
        private::create_directory(&locks).map_err(NotLocked::Failed)?;
        // It is valid on any file system, and does not reveal the target.
        let [address, id] = target;
        let name = file_name([address, "\0", id, "\0"].concat());
        let path = locks.join(format!("{name}.lock"));
        let held = FileLock::wait(&path, holder, Duration::ZERO)?;
        Ok(Self {
            _held: Box::new(held),
        })
    }
}

impl InFlight {
    /// Returns this process as a holder, from `now` on.
    pub(crate) fn this_process(now: SystemTime) -> Self {
        Self {
            pid: std::process::id(),
            since: time::utc(now),
            who: None,
            host: None,
            what: None,
        }
    }

    /// Returns the command of this session as a holder, with the change for which the lock is held.
    pub(crate) fn of(session: &Session<'_, '_>, what: String) -> Self {
        Self {
            who: Some(identity::user(session.surroundings)),
            host: Some(identity::host(session.surroundings)),
            what: Some(what),
            ..Self::this_process(session.surroundings.time())
        }
    }
}

impl std::fmt::Display for InFlight {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if let Some(who) = &self.who {
            write!(f, "{}, ", Shown(who))?;
        }
        write!(f, "process {}", self.pid)?;
        if let Some(host) = &self.host {
            write!(f, " on {}", Shown(host))?;
        }
        write!(f, ", since {}", Shown(&self.since))?;
        if let Some(what) = &self.what {
            write!(f, ", for {}", Shown(what))?;
        }
        Ok(())
    }
}

fn read_holder(mut file: &File) -> Option<InFlight> {
    let mut text = String::new();
    file.seek(SeekFrom::Start(0)).ok()?;
    file.take(1024).read_to_string(&mut text).ok()?;
    serde_json::from_str(&text).ok()
}

fn write_holder(file: &mut File, holder: &InFlight) -> io::Result<()> {
    file.set_len(0)?;
    file.seek(SeekFrom::Start(0))?;
    file.write_all(serde_json::to_string(holder)?.as_bytes())
}
