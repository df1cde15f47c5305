//! The interface that each store of a journal implements.

use std::fmt;
use std::io;
use std::time::SystemTime;

use jiff::Timestamp;

use super::anchor::Proof;
use super::answers::Repeated;
use super::attempt::Target;
use super::entry::{Aftermath, Event};
use super::facts::Facts;
use super::known::Known;
use super::lock::{InFlight, TargetLock};
use super::problem::{Broken, Problem};
use super::query::Take;
use super::team::Team;

/// A store of entries. An entry is appended once and never changes, until it is old and pruned.
pub(crate) trait Store: fmt::Debug + Send + Sync {
    /// Returns the place of the journal, for a person.
    fn place(&self) -> String;

    /// Returns the place as `--journal` takes it, wherever the command runs; `None` if it cannot be
    /// written down.
    #[cfg(feature = "postgres")]
    fn address(&self) -> Option<String>;

    /// Refuses a place that others could have written to.
    fn check(&self) -> Result<(), Problem>;

    /// Refuses files on this machine that this user cannot write, without writing anything.
    fn check_writable(&self) -> Result<(), Problem>;

    /// Appends an event that is no result, and returns its number once it is durable.
    ///
    /// `check` sees everything that was appended before, in the same transaction. If it returns
    /// `false`, nothing is appended and the number is `None`.
    fn append(
        &self,
        event: Event,
        now: SystemTime,
        check: &mut dyn FnMut(&Known) -> bool,
    ) -> Result<Option<u64>, Problem>;

    /// Appends the result of a request. If its answer was given to another request before, that one
    /// is returned, and the result is written down as unknown.
    ///
    /// Both are one transaction: of two requests that are open at once and get one answer, the
    /// second to be closed finds that of the first.
    fn close(&self, result: Aftermath, now: SystemTime) -> Result<Option<Repeated>, Problem>;

    /// Returns the queries on the journal. A store that can detect missing entries refuses in that
    /// case, unless the caller accepts the entries as they are because it only shows them.
    fn facts(&self, trust: Trust) -> Result<Facts, Problem>;

    /// Takes the lock on a target.
    fn lock(&self, target: &Target, holder: &InFlight) -> Result<TargetLock, Problem>;

    /// Checks every entry.
    fn verify(&self) -> Result<Verified, Problem>;

    /// Passes on every entry as it is, the oldest first, until `take` returns `false`. One that was
    /// changed does not match its hash.
    fn each_entry(&self, take: Take<'_>) -> Result<(), Problem>;

    /// Passes every entry to `take` as a line of JSON with its place in the chain, in the format of
    /// earlier versions.
    fn export(&self, take: &mut dyn FnMut(&str) -> io::Result<()>) -> Result<(), Problem> {
        self.each_entry(&mut |linked| {
            let line = linked
                .to_line()
                .map_err(|_| Broken::entry(linked.seq, "is not JSON"))?;
            take(&line).map_err(|error| Problem::Io("the output".into(), error))?;
            Ok(true)
        })
    }

    /// Removes the entries that were written before a moment, up to the first one that must stay.
    fn prune(&self, before: Timestamp, now: SystemTime) -> Result<Pruned, Problem>;

    /// Returns whether a lock can be free while the process that took it lives.
    fn loses_locks(&self) -> bool {
        false
    }

    /// Returns the operations of a team's journal; `None` for a journal of one machine.
    fn team(&self) -> Option<&dyn Team> {
        None
    }
}

/// The parts of a journal that must be in order before it is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Trust {
    /// The end of the journal, because a decision depends on it.
    InOrder,
    /// Nothing, because a person only wants to look at it.
    AsItIs,
}

/// The result of removing old entries.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Pruned {
    /// The number of the last entry that was removed; `None` if none was.
    pub(crate) through: Option<u64>,
    /// The number of the first entry that stays, if it is old as well and still needed.
    pub(crate) needed: Option<u64>,
}

/// The result of checking every entry.
#[derive(Debug, Clone)]
pub(crate) struct Verified {
    /// The number of entries.
    pub(crate) entries: u64,
    /// The number of the last one.
    pub(crate) last: u64,
    /// The number of open requests.
    pub(crate) open: u64,
    pub(crate) proof: Proof,
}
