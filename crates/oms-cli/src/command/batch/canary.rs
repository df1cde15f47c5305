//! The first lines of a batch: whether their positions have moved, before the rest is sent.
//!
//! It watches and asks, and sends nothing.

use std::time::Duration;

use oms_client::{Client, EpochSeconds, StartPosition, TaskId};

use super::item::Item;
use crate::act::confirm::{self, Question};
use crate::act::preflight::Seen;
use crate::command::rewind::{Watched, watch};
use crate::failure::Failure;
use crate::plan::Move;
use crate::session::Session;
use crate::surroundings::Leaving;

/// A task of which it is watched that its position moves.
#[derive(Debug)]
pub(super) struct Probe {
    name: String,
    task: TaskId,
    moves: Move,
    /// Where the position was before.
    old: Option<EpochSeconds>,
}

impl Probe {
    /// The probe of a line, where it is about a task and moves a position.
    pub(super) fn of(item: &Item) -> Option<Self> {
        let explanation = &item.plan.explanation;
        Some(Self {
            name: item.in_words(),
            task: explanation.task.clone()?,
            moves: explanation.moves.clone()?,
            old: explanation.change.old_moment(),
        })
    }

    /// Whether the position has moved as it should. A task at work goes on from there at once, so that a position which has gone
    /// back at all has been moved: by itself it never does.
    fn has_moved(&self, seen: &Seen) -> bool {
        let position = seen.leg(self.moves.reverse).position.as_ref();
        let went_back = match (position, self.old, self.moves.moment()) {
            (Some(StartPosition::EpochSeconds(at)), Some(old), Some(new)) => {
                new <= old && *at < old
            }
            _ => false,
        };
        self.moves.is_reached(position, self.old) || seen.is_running() && went_back
    }
}

/// Watches until the position has moved. Returns why it was not seen to.
pub(super) fn watch_over(
    probe: &Probe,
    session: &mut Session<'_, '_>,
    client: &Client,
    timeout: Duration,
) -> Result<Option<String>, Failure> {
    session.note(&format!("{}: watching its position\n", probe.name));
    let interrupts = session.surroundings.interrupts.clone();
    let is_reached = |seen: &Seen| probe.has_moved(seen);
    let watched = session.block_on(watch(
        client,
        &probe.task,
        timeout,
        interrupts,
        is_reached,
        |_, _| {},
    ))?;
    let why = match watched {
        Watched::Reached => return Ok(None),
        Watched::TimedOut(None) => "within the time given".to_owned(),
        Watched::TimedOut(Some(fault)) => format!("within the time given: {fault}"),
        Watched::Interrupted => "before the wait was interrupted".to_owned(),
    };
    Ok(Some(format!(
        "{} was accepted, but its position was not seen to move {why}",
        probe.name
    )))
}

/// Asks whether the rest is to be sent.
pub(super) fn ask(session: &mut Session<'_, '_>, moved: usize, left: usize) -> Result<(), Failure> {
    let question = Question {
        why: format!("{moved} of {left} positions were seen to move."),
        answer: "rest",
        flag: "--yes",
    };
    confirm::go_on(
        session,
        &question,
        Leaving::between("the rest was not sent"),
    )
}
