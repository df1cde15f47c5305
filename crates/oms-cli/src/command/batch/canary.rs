//! The first lines of a batch: whether their positions have moved, before the rest is sent.
//!
//! It watches and asks, and sends nothing.

use oms_client::Client;

use super::item::Item;
use crate::act::confirm::{self, Question};
use crate::act::look::Seen;
use crate::command::awaited;
use crate::command::rewind::Goal;
use crate::failure::Failure;
use crate::session::Session;
use crate::surroundings::Leaving;

/// Watches until the position of a line has moved to its goal. Returns the reason if it was not
/// seen to move.
pub(super) fn watch_over(
    item: &Item,
    goal: &Goal,
    session: &mut Session<'_, '_>,
    client: &Client,
) -> Option<String> {
    let name = item.in_words();
    session.note(&format!("{name}: watching its position\n"));
    let old = item.plan.explanation.change.old_moment();
    let is_reached = |seen: &Seen| goal.has_moved(old, seen);
    let watched = awaited::watched(&goal.task, goal.wait_timeout, session, client, is_reached);
    let what = format!("{name} was accepted, but its position was not seen to move");
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
