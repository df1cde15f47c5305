//! The first lines of a batch: whether their positions have moved, before the rest is sent.
//!
//! It watches and asks, and sends nothing.

use oms_client::{Client, EpochSeconds};

use crate::act::confirm::{self, Question};
use crate::act::look::Seen;
use crate::act::watch::watch;
use crate::command::rewind::Goal;
use crate::failure::Failure;
use crate::session::Session;
use crate::surroundings::Leaving;

/// A task whose position is watched until it moves.
#[derive(Debug)]
pub(super) struct Probe {
    pub(super) name: String,
    pub(super) goal: Goal,
    /// The position before the move.
    pub(super) old: Option<EpochSeconds>,
}

/// Watches until the position has moved. Returns the reason if it was not seen to move.
pub(super) fn watch_over(
    probe: &Probe,
    session: &mut Session<'_, '_>,
    client: &Client,
) -> Option<String> {
    session.note(&format!("{}: watching its position\n", probe.name));
    let interrupts = session.surroundings.interrupts.clone();
    let goal = &probe.goal;
    let is_reached = |seen: &Seen| goal.has_moved(probe.old, seen);
    let watched = session.block_on(watch(
        client,
        &goal.task,
        goal.wait_timeout,
        interrupts,
        is_reached,
        |_, _| {},
    ));
    let what = format!(
        "{} was accepted, but its position was not seen to move",
        probe.name
    );
    match watched {
        Ok(watched) => watched.unmet(&what),
        Err(failure) => Some(format!("{what} {}", failure.message)),
    }
}

/// Asks whether the rest is to be sent.
pub(super) fn ask(
    session: &mut Session<'_, '_>,
    moved: usize,
    left: usize,
    alarm: Option<&str>,
) -> Result<(), Failure> {
    let question = Question {
        why: format!("{moved} of {left} positions were seen to move."),
        answer: "rest",
        flag: "--yes",
    };
    confirm::go_on(
        session,
        &question,
        alarm,
        Leaving::between("the rest was not sent"),
    )
}
