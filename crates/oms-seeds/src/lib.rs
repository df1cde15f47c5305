//! One seed: two operators, a service, a network and a journal in one process, and everything that
//! happens drawn from a number.
//!
//! The same number plays the same history. At every boundary of a command (before and after
//! anything that it writes down, sends, receives, looks at and asks) the process may die, time may
//! pass, a request that the network held back may arrive, and the other operator may take over. The
//! invariants are stated once, in `oms_model`, for the model and for this.
//!
//! `cargo xtask soak` plays as many as are wanted, and `--seed` plays one of them again and tells
//! it in words:
//!
//! ```
//! use oms_seeds::{Bend, Store, many};
//!
//! let passed = many(0..3, Store::Embedded, Bend::Nothing, 1, |_| {})
//!     .unwrap_or_else(|found| panic!("{found}"));
//! assert!(!passed.boundaries.is_empty());
//! ```

#![expect(
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "it is a test: what cannot be is a fault of its own, and ends it"
)]

mod aside;
mod baton;
mod errand;
mod inspect;
mod journal;
mod judge;
mod kept;
mod line;
mod many;
mod network;
mod operator;
mod person;
mod place;
#[cfg(test)]
mod scripted;
mod seat;
mod settle;
#[cfg(feature = "postgres")]
mod team;
mod trace;
mod travel;
mod world;

use std::collections::BTreeMap;

use baton::Shared;
use operator::Operators;
use place::Place;
use world::World;

pub use kept::Store;
pub use many::{Found, many};

/// A rule that is bent on purpose, so that a test sees the seeds notice it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bend {
    /// No rule is.
    Nothing,
    /// A person who says that a request had no effect does so at once.
    LateWindow,
    /// A person who says that the process of a request has ended does so at once.
    ProcessEnd,
    /// No command minds the locks of others.
    Lock,
    /// The open intents are read before the lock is taken, and not again.
    CheckUnderLock,
    /// An intent reaches the disk together with its result, so that a death loses it.
    IntentBeforeRequest,
    /// Whoever takes a run up takes what it was to do for done.
    LookBeforeResume,
}

/// The result of a seed in which nothing was wrong.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Passed {
    /// The number of times that each boundary was passed, and that a process died there.
    pub boundaries: BTreeMap<String, (u64, u64)>,
    /// How often the database of a team's journal was killed.
    pub losses: u64,
    /// How often commands ended with each code.
    pub exits: BTreeMap<u8, u64>,
}

/// A violated promise, with its history.
#[derive(Debug)]
struct Violation {
    /// The invariant that is broken.
    what: String,
    /// Everything that happened, in words; empty unless it was asked for.
    trace: Vec<String>,
}

/// Plays the history of a seed in a place, whatever was there before. It is kept in words where
/// `told` says so.
fn play(
    seed: u64,
    bend: Bend,
    place: &Place,
    told: bool,
    operators: &Operators,
) -> Result<Passed, Violation> {
    let mut world = World::new(seed, bend, place.kept(), place.folder(), told);
    world.attempts = place.prepare(seed);
    let shared = Shared::new(world);
    operators.play(&shared);
    settle::settle(&shared);
    shared.into_world().verdict()
}
