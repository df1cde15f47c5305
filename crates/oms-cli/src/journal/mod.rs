//! The journal: what this machine or a team sent, written down before it was sent.
//!
//! A write is announced by an intent that stands on the disk before a byte of the request leaves,
//! and closed by its result. So a process that is killed in between leaves an open intent behind,
//! and the next one knows that something may have happened. What cannot be written down is not
//! sent. Each entry holds the hash of the entry before, so that a change to what was written shows.
//!
//! [`Journal`] is what commands use; [`Store`](store::Store) and [`Facts`](facts::Facts) are what a
//! store of entries implements, as [`Sqlite`](sqlite::Sqlite) does for one machine. `postgres` does
//! it for a team, where the command is built with it, and [`Team`] is what a team's journal can do
//! beside.
//!
//! In a directory, it guards this machine's user against sending twice, and is no guard against
//! somebody on another machine; in a team's database it guards everybody who writes there.

#[cfg(feature = "postgres")]
mod access;
mod anchor;
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
mod nothing;
mod order;
mod parts;
#[cfg(feature = "postgres")]
mod postgres;
mod problem;
mod progress;
mod rivals;
mod run;
mod sqlite;
mod steps;
mod store;
mod team;

pub(crate) use anchor::Proof;
pub(crate) use attempt::{Attempt, Status, Target};
pub(crate) use entry::{Aftermath, Intent, Resolution, SharedPlan, Verdict};
pub(crate) use filter::Filter;
pub(crate) use known::{Known, SHORT_WHILE};
pub(crate) use lock::{InFlight, TargetLock};
#[cfg(feature = "postgres")]
pub(crate) use postgres::schema;
pub(crate) use problem::Problem;
pub(crate) use progress::{Left, Run};
pub(crate) use run::{Place, PlannedMove, RunEnd, RunKind, RunPlan, StepKind};
pub(crate) use steps::Journal;
pub(crate) use team::{Health, Planned as SharedPlanned, Role, Team};
