//! What a team's journal can do beside what every store does.

use std::time::SystemTime;

use super::entry::SharedPlan;
use super::problem::Problem;
use super::store::Store;

/// A journal that several people write to from several machines.
pub(crate) trait Team {
    /// Makes the journal where it is missing, and brings one of an earlier version to the present
    /// shape.
    fn init(&self) -> Result<Made, Problem>;

    /// Looks at everything that must be in order before somebody sends. `clock` is that of this
    /// machine.
    fn health(&self, clock: &dyn Fn() -> SystemTime) -> Result<Health, Problem>;

    /// Delivers what the journal could not be told, and this machine kept.
    fn deliver(&self, now: SystemTime) -> Result<Delivery, Problem>;

    /// Copies the entries of a journal of this machine behind those that are here, all of them or
    /// none.
    fn copy_in(&self, from: &dyn Store, now: SystemTime) -> Result<Copied, Problem>;

    /// The user by whom the journal knows whoever is connected.
    fn user(&self) -> Result<String, Problem>;

    /// Who was connected when an entry was written, and when that was by the database's clock.
    fn witness(&self, entry: u64) -> Result<Option<Witness>, Problem>;

    /// Shares a plan, to be sent by somebody else. Returns its number.
    fn share(&self, plan: SharedPlan, now: SystemTime) -> Result<u64, Problem>;

    /// The shared plans, the oldest first, or the one of this number.
    fn plans(&self, which: Option<u64>) -> Result<Vec<Planned>, Problem>;
}

/// The versions of a journal's shape, before and after it was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Made {
    pub(crate) from: i64,
    pub(crate) to: i64,
}

/// How a team's journal stands.
#[derive(Debug, Clone)]
pub(crate) struct Health {
    /// Version of the server.
    pub(crate) version: String,
    /// The user who is connected.
    pub(crate) user: String,
    /// Version of the shape.
    pub(crate) schema: i64,
    pub(crate) role: Role,
    /// By how many milliseconds the server's clock is ahead of this machine's.
    pub(crate) ahead_by: i64,
    pub(crate) encrypted: bool,
    /// How many results wait on this machine to be delivered.
    pub(crate) waiting: usize,
}

/// What the user may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(
    not(feature = "postgres"),
    expect(dead_code, reason = "no store of this build tells one")
)]
pub(crate) enum Role {
    /// Everything: the schema is the user's own.
    Owner,
    /// Append and read.
    Operator,
    /// Read.
    Auditor,
    /// Change or delete entries without being the owner: somebody has granted more than an operator
    /// needs.
    Changes,
    /// Nothing.
    Nobody,
}

/// What the database says of an entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Witness {
    pub(crate) user: String,
    pub(crate) time: String,
}

/// What was delivered, by the numbers of the intents.
#[derive(Debug, Clone, Default)]
pub(crate) struct Delivery {
    pub(crate) delivered: Vec<u64>,
    /// What was not, and why.
    pub(crate) kept: Vec<(u64, String)>,
}

/// What was copied.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Copied {
    pub(crate) entries: usize,
    /// Number of the last entry by now.
    pub(crate) through: u64,
}

/// A shared plan, with what the journal says of it.
#[derive(Debug, Clone)]
pub(crate) struct Planned {
    pub(crate) seq: u64,
    pub(crate) time: String,
    /// The user who shared it.
    pub(crate) user: String,
    pub(crate) plan: SharedPlan,
    /// The run or the request that it was sent as.
    pub(crate) taken_up: Option<u64>,
}
