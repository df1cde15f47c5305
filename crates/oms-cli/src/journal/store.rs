//! What a journal is kept in: the interface that each store implements.

use std::fmt;
use std::io;
use std::rc::Rc;
use std::time::SystemTime;

use jiff::Timestamp;

use super::anchor::Proof;
use super::attempt::Target;
use super::entry::Event;
use super::facts::Facts;
use super::known::Known;
use super::lock::{InFlight, TargetLock};
use super::problem::Problem;
use super::team::Team;

/// A store of entries. Each is appended once and then stays as it is, until it is old and pruned.
pub(crate) trait Store: fmt::Debug + Send + Sync {
    /// Where the journal is, for a person.
    fn place(&self) -> String;

    /// Refuses a place that others could have written to.
    fn check(&self) -> Result<(), Problem>;

    /// Appends an event, and returns its number once it is durable.
    ///
    /// `check` sees everything that was appended before, in the same transaction. Where it says no,
    /// nothing is appended and the number is `None`.
    fn append(
        &self,
        event: Event,
        now: SystemTime,
        check: &mut dyn FnMut(&Known) -> bool,
    ) -> Result<Option<u64>, Problem>;

    /// What the journal says. A store that can tell that entries are missing refuses, unless the
    /// facts are wanted as they are, to be looked at.
    fn facts(&self, trust: Trust) -> Result<Rc<dyn Facts>, Problem>;

    /// Takes the lock on a target.
    fn lock(&self, target: &Target, holder: &InFlight) -> Result<TargetLock, Problem>;

    /// Checks every entry.
    fn verify(&self) -> Result<Verified, Problem>;

    /// Hands out every entry as a line of JSON, the oldest first.
    fn export(&self, take: &mut dyn FnMut(&str) -> io::Result<()>) -> Result<(), Problem>;

    /// Removes the entries that were written before a moment, up to the first that must stay.
    /// Returns the number of the last that went.
    fn prune(&self, before: Timestamp, now: SystemTime) -> Result<Option<u64>, Problem>;

    /// What a team's journal can do beside; `None` where it is of one machine.
    fn team(&self) -> Option<&dyn Team> {
        None
    }
}

/// How much of a journal must be in order before it is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Trust {
    /// Its end: something is decided by what it says.
    InOrder,
    /// Nothing: a person wants to look at it.
    AsItIs,
}

/// What a check of every entry has shown.
#[derive(Debug, Clone)]
pub(crate) struct Verified {
    /// How many entries there are.
    pub(crate) entries: u64,
    /// The number of the last one.
    pub(crate) last: u64,
    /// How many requests are open.
    pub(crate) open: u64,
    pub(crate) proof: Proof,
}
