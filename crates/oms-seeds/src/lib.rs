//! One seed: two operators, a service, a network and a journal in one process, and everything that
//! happens drawn from a number.
//!
//! The same number plays the same history. At every boundary of a command (before and after
//! whatever it writes down, sends, hears, looks at and asks) the process may die, time may pass, a
//! request that the network held back may arrive, and the other operator may take over. What must
//! be true then is stated once, in `oms_model`, for the model and for this.
//!
//! `cargo xtask soak` plays as many as are wanted, and `--seed` plays one of them again and tells
//! it in words:
//!
//! ```
//! use oms_seeds::{Bend, many};
//!
//! let passed = many(0..3, Bend::Nothing, 1, |_| {}).unwrap_or_else(|found| panic!("{found}"));
//! assert!(!passed.boundaries.is_empty());
//! ```

#![expect(
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "it is a test: what cannot be is a fault of its own, and ends it"
)]

mod baton;
mod errand;
mod inspect;
mod journal;
mod judge;
mod line;
mod many;
mod network;
mod operator;
mod person;
#[cfg(test)]
mod scripted;
mod seat;
mod settle;
mod trace;
mod travel;
mod world;

use std::collections::BTreeMap;
use std::path::Path;

use baton::Shared;
use operator::Operators;
use world::World;

pub use many::{Found, many};

/// A rule that is bent on purpose, so that a test sees the seeds notice it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bend {
    /// No rule is.
    Nothing,
    /// Whoever says that a request had no effect does so at once.
    LateWindow,
    /// No command minds the locks of others.
    Lock,
}

/// What a seed came to where nothing was wrong.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Passed {
    /// How often each boundary was passed, and how often a process died there.
    pub boundaries: BTreeMap<String, (u64, u64)>,
    /// How often commands ended with each code.
    pub exits: BTreeMap<u8, u64>,
}

/// What is wrong, and how it came to it.
#[derive(Debug)]
struct Violation {
    /// The invariant that is broken.
    what: String,
    /// Everything that happened, in words; empty unless it was asked for.
    trace: Vec<String>,
}

/// Plays the history of a seed in an empty folder. It is kept in words where `told` says so.
fn play(
    seed: u64,
    bend: Bend,
    folder: &Path,
    told: bool,
    operators: &Operators,
) -> Result<Passed, Violation> {
    let shared = Shared::new(World::new(seed, bend, folder, told));
    operators.play(&shared);
    settle::settle(&shared);
    shared.into_world().verdict()
}
