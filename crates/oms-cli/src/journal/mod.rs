//! The journal: what this machine sent, written down before it was sent.
//!
//! A write is announced by an intent that stands on the disk before a byte of the request leaves, and closed by its result. So a
//! process that is killed in between leaves an open intent behind, and the next one knows that something may have happened. What
//! cannot be written down is not sent. It is one file of one JSON object a line, each holding the hash of the line before, so that
//! a change to what was written shows.
//!
//! It guards this machine's user against sending twice. It is no guard against somebody on another machine.

mod anchor;
mod chain;
mod contents;
mod entry;
mod heirs;
mod lock;
mod problem;
mod progress;
mod prune;
mod run;
mod state;
mod steps;
mod store;

pub(crate) use anchor::Proof;
pub(crate) use entry::{Aftermath, Entry, Event, Intent, Resolution, Verdict};
pub(crate) use lock::{InFlight, TargetLock};
pub(crate) use problem::Problem;
pub(crate) use progress::{Left, Run};
pub(crate) use prune::prune;
pub(crate) use run::{Place, PlannedMove, RunEnd, RunKind, RunPlan, StepKind};
pub(crate) use state::{Attempt, Known, SHORT_WHILE, Status, Target};
pub(crate) use store::Journal;
