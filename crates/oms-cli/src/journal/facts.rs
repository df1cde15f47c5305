//! The questions that a store answers. Each is answered by an index, so that an answer costs the
//! same however long the journal is.

use std::fmt;

use super::attempt::{Attempt, Target};
use super::entry::Intent;
use super::filter::Filter;
use super::problem::Problem;
use super::progress::Run;

/// What a journal says, to be asked for.
pub(crate) trait Facts: fmt::Debug {
    /// The request of this number.
    fn attempt(&self, seq: u64) -> Result<Option<Attempt>, Problem>;

    /// The requests that a filter lets through, the oldest first.
    fn attempts(&self, filter: &Filter) -> Result<Vec<Attempt>, Problem>;

    /// The open requests about an ID, at whatever service, the oldest first.
    fn open_about(&self, id: &str) -> Result<Vec<Attempt>, Problem>;

    /// The last request about a target that is like this and was accepted.
    fn last_accepted(&self, target: &Target, like: Like<'_>) -> Result<Option<Attempt>, Problem>;

    /// The last of the requests that come to the same as one and are not known to have had no
    /// effect.
    fn rival(&self, rivals: Rivals<'_>) -> Result<Option<Attempt>, Problem>;

    /// The last request of a profile.
    fn last_of_profile(&self, profile: &str) -> Result<Option<Attempt>, Problem>;

    /// The run of this number with its requests. That tasks were resumed since is not among it.
    fn run(&self, seq: u64) -> Result<Option<Run>, Problem>;

    /// The numbers of runs, the oldest first.
    fn runs(&self, which: Runs<'_>) -> Result<Vec<u64>, Problem>;
}

/// Which requests are meant.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Like<'a> {
    /// Those of this action.
    Action(&'a str),
    /// Those in the direction of an intent, whatever they do.
    Direction(&'a Intent),
    /// Those in the direction of an intent that are the same request.
    Request(&'a Intent),
}

/// Requests that come to the same as another one.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Rivals<'a> {
    /// The request that has these rivals. They are about the same ID and of the same action, at
    /// whatever address: it may be another name of the same service.
    pub(crate) of: &'a Attempt,
    /// The action that does the same to many things at once. The journal does not say to which.
    pub(crate) many: &'a str,
    /// The last request that had undone what they do.
    pub(crate) behind: u64,
}

/// Which runs are meant.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Runs<'a> {
    /// Every one.
    All,
    /// Those that did not end.
    Unended,
    /// Those that did not end and are about this ID.
    UnendedAbout(&'a str),
    /// Those of a file of this digest.
    OfFile(&'a str),
    /// Those with an accepted request of an action about an ID behind an entry. One may be named
    /// twice.
    WithAccepted {
        id: &'a str,
        action: &'a str,
        behind: u64,
    },
}
