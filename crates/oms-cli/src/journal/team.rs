//! The operations that only a team's journal offers.

use std::time::{Duration, SystemTime};

use super::entry::{Aftermath, SharedPlan};
use super::problem::Problem;
use super::store::Store;
use crate::session::Address;

/// A journal that several people write to from several machines.
pub(crate) trait Team {
    /// Makes the journal if there is none, and updates one of an earlier version.
    fn init(&self) -> Result<Made, Problem>;

    /// Checks everything that must be in order before somebody sends a request. `clock` is that of
    /// this machine.
    fn health(&self, clock: &dyn Fn() -> SystemTime) -> Result<Health, Problem>;

    /// Refuses a user from whom the journal would take no entry, or not over this connection.
    fn refuse_reader(&self) -> Result<(), Problem>;

    /// Delivers the results that are kept on this machine because they could not be delivered
    /// before. That of the request `give_up` is removed if it can never be delivered.
    fn deliver(&self, give_up: Option<u64>, now: SystemTime) -> Result<Delivery, Problem>;

    /// Copies the entries of a journal of this machine to the end of this journal, all of them or
    /// none.
    fn copy_in(&self, from: &dyn Store, now: SystemTime) -> Result<Copied, Problem>;

    /// Returns the name of the connected user in the journal.
    fn user(&self) -> Result<String, Problem>;

    /// Returns the user who was connected when an entry was written, and the time by the database's
    /// clock.
    fn witness(&self, entry: u64) -> Result<Option<Witness>, Problem>;

    /// Returns the time since the last entry about a request, by the database's clock: its result,
    /// or the intent if there is none.
    fn age(&self, request: u64) -> Result<Option<Duration>, Problem>;

    /// Returns the services at which two people are needed for a change, whatever a profile says.
    fn two_people(&self) -> Result<Vec<Address>, Problem>;

    /// Shares a plan, so that another person can send it. Returns its number.
    fn share(&self, plan: SharedPlan, now: SystemTime) -> Result<u64, Problem>;

    /// Returns the shared plans, the oldest first, or only the one with this number.
    fn plans(&self, which: Option<u64>) -> Result<Vec<Planned>, Problem>;
}

/// The versions of a journal's schema, before and after it was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Made {
    pub(crate) from: i64,
    pub(crate) to: i64,
}

/// The health of a team's journal.
#[derive(Debug, Clone)]
pub(crate) struct Health {
    /// Version of the server.
    pub(crate) version: String,
    /// The user who is connected.
    pub(crate) user: String,
    /// Version of the schema.
    pub(crate) schema: i64,
    pub(crate) role: Role,
    /// The number of milliseconds by which the server's clock is ahead of this machine's.
    pub(crate) ahead_by: i64,
    /// The rules of the schema, by the names of their triggers, that are missing or switched off.
    pub(crate) idle_rules: Vec<String>,
    pub(crate) encrypted: bool,
    /// The number of results on this machine that wait to be delivered.
    pub(crate) waiting: usize,
}

/// The rights of the user.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(
    not(feature = "postgres"),
    expect(dead_code, reason = "no store of this build tells one")
)]
pub(crate) enum Role {
    /// All rights: the user owns the schema.
    Owner,
    /// The user may append and read.
    Operator,
    /// The user may read.
    Auditor,
    /// The user may append, but the server takes nothing over this connection: it is a standby, or
    /// a setting makes it read-only.
    ReadOnly,
    /// The user may change or delete entries without being the owner, because somebody has granted
    /// more than an operator needs.
    Changes,
    /// The user has no rights.
    Nobody,
}

/// The database's own record of an entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Witness {
    pub(crate) user: String,
    pub(crate) time: String,
}

/// The results of a delivery, by the numbers of the intents.
#[derive(Debug, Clone, Default)]
pub(crate) struct Delivery {
    pub(crate) delivered: Vec<u64>,
    /// The results of requests that were not sent, and whose intents the journal does not hold.
    pub(crate) dropped: Vec<u64>,
    /// The results that can never be delivered, and were removed because somebody asked for it.
    pub(crate) given_up: Vec<Undelivered>,
    pub(crate) kept: Vec<Undelivered>,
}

/// A result that was not delivered. This machine alone has it.
#[derive(Debug, Clone)]
pub(crate) struct Undelivered {
    pub(crate) result: Aftermath,
    /// The time when its request ended.
    pub(crate) time: String,
    pub(crate) why: String,
}

/// The result of a copy.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Copied {
    pub(crate) entries: usize,
    /// Number of the last entry after the copy.
    pub(crate) through: u64,
}

/// A shared plan and its record in the journal.
#[derive(Debug, Clone)]
pub(crate) struct Planned {
    pub(crate) seq: u64,
    pub(crate) time: String,
    /// The user who shared it.
    pub(crate) user: String,
    pub(crate) plan: SharedPlan,
    /// The run or the request that sent it.
    pub(crate) taken_up: Option<u64>,
    /// The time since it was shared, by the database's clock.
    pub(crate) age: Duration,
}
