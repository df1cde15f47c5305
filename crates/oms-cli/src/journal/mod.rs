//! The journal: the requests of this machine or of a team, each written down before it is sent.
//!
//! A write is announced by an intent, which is on the disk before a byte of the request leaves, and
//! it is closed by its result. So a process that is killed in between leaves an open intent, and
//! the next process knows that something may have happened. If an intent cannot be written, the
//! request is not sent. Each entry contains the hash of the entry before it, so that a change to an
//! entry is detected.
//!
//! Commands use [`Journal`]. A store of entries implements [`Store`](store::Store) and answers the
//! queries of [`Facts`](facts::Facts): [`Sqlite`](sqlite::Sqlite) for one machine, and `postgres`
//! for a team, if the command is built with that feature. [`Team`] has the operations that only a
//! team's journal offers.
//!
//! A journal in a directory keeps the user of this machine from sending twice, but nobody on
//! another machine. A journal in a team's database protects everybody who writes to it.

#[cfg(feature = "postgres")]
mod access;
mod anchor;
mod anchors;
mod answers;
mod attempt;
mod chain;
mod entry;
mod facts;
mod filter;
mod heirs;
mod here;
mod known;
mod lines;
mod lock;
mod lookup;
mod old;
mod order;
mod parts;
#[cfg(feature = "postgres")]
mod postgres;
mod problem;
mod progress;
mod query;
mod rivals;
mod run;
mod sql;
mod sqlite;
mod steps;
mod store;
mod team;

pub(crate) use anchor::Proof;
pub(crate) use answers::Repeated;
pub(crate) use attempt::{Attempt, Status, Target};
pub(crate) use entry::{Aftermath, Intent, Resolution, SharedPlan, Verdict};
pub(crate) use filter::Filter;
pub(crate) use known::{Known, SHORT_WHILE};
pub(crate) use lock::{InFlight, TargetLock};
#[cfg(feature = "postgres")]
pub(crate) use postgres::schema;
pub(crate) use problem::Problem;
pub(crate) use progress::{Left, Run};
pub(crate) use run::{Place, PlannedMove, RunEnd, RunKind, RunOptions, RunPlan, StepKind};
#[cfg(test)]
pub(crate) use sqlite::cost_of;
pub(crate) use steps::Journal;
pub(crate) use store::Pruned;
pub(crate) use team::{Delivery, Health, Planned as SharedPlanned, Role, Team, Undelivered};
