//! The questions that a store answers. Each of them uses an index, so that the time of an answer
//! does not grow with the journal.

use std::fmt;

use super::attempt::{Attempt, Target};
use super::entry::Intent;
use super::filter::Filter;
use super::lookup::keys;
use super::problem::Problem;
use super::progress::Run;

/// The queries on a journal.
pub(crate) trait Facts: fmt::Debug {
    /// Returns the request with this number.
    fn attempt(&self, seq: u64) -> Result<Option<Attempt>, Problem>;

    /// Returns the requests that match a filter, the oldest first.
    fn attempts(&self, filter: &Filter) -> Result<Vec<Attempt>, Problem>;

    /// Returns the open requests about an ID at any service, the oldest first.
    fn open_about(&self, id: &str) -> Result<Vec<Attempt>, Problem>;

    /// Returns the last accepted request about a target that matches `like`.
    fn last_accepted(&self, target: &Target, like: Like<'_>) -> Result<Option<Attempt>, Problem>;

    /// Returns the last of the requests that have the same effect as one and are not known to have
    /// had none.
    fn rival(&self, rivals: Rivals<'_>) -> Result<Option<Attempt>, Problem>;

    /// Returns the last request of a profile.
    fn last_of_profile(&self, profile: &str) -> Result<Option<Attempt>, Problem>;

    /// Returns the run with this number and its requests. Tasks that were resumed by others since
    /// are not included.
    fn run(&self, seq: u64) -> Result<Option<Run>, Problem>;

    /// Returns the numbers of runs, the oldest first.
    fn runs(&self, which: Runs<'_>) -> Result<Vec<u64>, Problem>;
}

/// A selection of requests.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Like<'a> {
    /// Requests of this action.
    Action(&'a str),
    /// Requests in the direction of an intent, of any action.
    Direction(&'a Intent),
    /// Requests in the direction of an intent that are the same request.
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

/// A selection of runs.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Runs<'a> {
    /// All runs.
    All,
    /// Runs that did not end.
    Unended,
    /// Runs about this ID that did not end.
    UnendedAbout(&'a str),
    /// Runs of a file with this digest.
    OfFile(&'a str),
    /// Runs that have an accepted request of an action about an ID, after an entry. The same run
    /// may be returned twice.
    WithAccepted {
        id: &'a str,
        action: &'a str,
        behind: u64,
    },
}

/// Returns the last request that is the same as an intent, by its parameters or by its text on the
/// command line. `last` runs the query for either, with the key that it asks for.
pub(super) fn last_same(
    intent: &Intent,
    queries: [&'static str; 2],
    last: impl Fn(&'static str, Option<i64>) -> Result<Option<Attempt>, Problem>,
) -> Result<Option<Attempt>, Problem> {
    let mut newest: Option<Attempt> = None;
    for (query, key) in queries.into_iter().zip(keys(intent)) {
        // Two texts may have one key.
        let same = last(query, key)?.filter(|found| found.intent.is_same(intent));
        newest = newest.into_iter().chain(same).max_by_key(|found| found.seq);
    }
    Ok(newest)
}
