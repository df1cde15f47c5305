//! Which steps are left: decided from what is seen of the task, and from what the journal knows of an earlier run.

use oms_client::StartPosition;
use oms_client::actions::{
    ResetIncrStartTimestampRequest, ResumeProjectRequest, StopProjectRequest,
};
use oms_client::{Action, TaskId};

use super::{Goal, PART};
use crate::act::preflight::Seen;
use crate::journal::{Attempt, Known, Status};
use crate::plan::Plan;
use crate::session::Address;

/// Which steps are left.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Course {
    /// The task is at work and must be paused.
    pub(super) stop: bool,
    /// The position has yet to be moved.
    pub(super) reset: bool,
    /// The task was at work before, and is to go on.
    pub(super) resume: bool,
    /// The position to which an earlier run has moved it already.
    pub(super) position: Option<StartPosition>,
    /// The entry of that move.
    pub(super) moved_by: Option<u64>,
    /// Its ticket.
    pub(super) ticket: Option<serde_json::Value>,
}

impl Course {
    /// Decides.
    ///
    /// `anew` says that an earlier move does not count.
    pub(super) fn decide(goal: &Goal, plan: &Plan, seen: &Seen, known: &Known, anew: bool) -> Self {
        let earlier = unfinished(&goal.task, &Address::of(&plan.endpoint), known);
        let moved = earlier
            .iter()
            .rev()
            .find(|attempt| !anew && moved_to_goal(attempt, plan));
        let paused = earlier.iter().any(|attempt| {
            attempt.intent.action == StopProjectRequest::INFO.name()
                && attempt.status() != Status::NoEffect
        });
        Self {
            stop: seen.is_running() && moved.is_none(),
            reset: moved.is_none(),
            resume: seen.is_running() && moved.is_none() || paused && !seen.is_running(),
            position: moved.and_then(|attempt| position_of(attempt)),
            moved_by: moved.map(|attempt| attempt.seq),
            ticket: moved.and_then(|attempt| attempt.result.as_ref()?.ticket.clone()),
        }
    }

    /// The steps, numbered.
    pub(super) fn to_text(&self) -> String {
        let goes_on = self.position.is_some();
        let steps = [
            (
                goes_on,
                "go on with an earlier run, which has moved the position already",
            ),
            (self.stop, "stop the task"),
            (self.reset, "move the position"),
            (true, "wait until the checkpoint shows it"),
            (self.resume, "resume the task"),
            (!self.resume && self.stop, "leave the task stopped"),
        ];
        let lines: Vec<String> = steps
            .iter()
            .filter(|(is_left, _)| *is_left)
            .enumerate()
            .map(|(index, (_, step))| format!("{} {step}", index + 1))
            .collect();
        lines.join("\n")
    }
}

/// The steps of an earlier rewind of the task that did not come to its end, the oldest first.
fn unfinished<'k>(task: &TaskId, address: &Address, known: &'k Known) -> Vec<&'k Attempt> {
    let mut steps: Vec<&Attempt> = Vec::new();
    let of_rewinds = known.attempts().filter(|attempt| {
        let intent = &attempt.intent;
        intent.part.as_deref() == Some(PART)
            && Address::of(&intent.endpoint) == *address
            && intent.id == task.as_str()
    });
    for attempt in of_rewinds {
        let ends = attempt.intent.action == ResumeProjectRequest::INFO.name()
            && attempt.status() == Status::Accepted;
        if ends || attempt.ended {
            steps.clear();
        } else {
            steps.push(attempt);
        }
    }
    steps
}

/// Whether the step has moved the position to where the plan wants it: by the same words, or by the same parameters.
fn moved_to_goal(attempt: &Attempt, plan: &Plan) -> bool {
    let (intent, explanation) = (&attempt.intent, &plan.explanation);
    let given = explanation
        .moves
        .as_ref()
        .and_then(|moves| moves.given.as_ref());
    intent.action == ResetIncrStartTimestampRequest::INFO.name()
        && attempt.status() == Status::Accepted
        && intent.direction.as_deref() == explanation.direction
        && (intent.request == plan.request || given.is_some() && intent.given.as_ref() == given)
}

fn position_of(attempt: &Attempt) -> Option<StartPosition> {
    let change = &attempt.intent.change;
    match change.new_moment() {
        Some(seconds) => Some(seconds.into()),
        None => change.new.as_deref().map(StartPosition::raw),
    }
}

/// The requests for the task whose end nobody saw, and which the task shows to have taken effect.
///
/// That it does not show it proves nothing: the service may be slow. Such a request stays open, and a person must look.
pub(super) fn shown(goal: &Goal, plan: &Plan, seen: &Seen, known: &Known) -> Vec<u64> {
    let address = Address::of(&plan.endpoint);
    known
        .attempts()
        .filter(|attempt| {
            attempt.status() == Status::Open
                && attempt.intent.id == goal.task.as_str()
                && Address::of(&attempt.intent.endpoint) == address
                && shows_effect(attempt, goal, plan, seen)
        })
        .map(|attempt| attempt.seq)
        .collect()
}

fn shows_effect(attempt: &Attempt, goal: &Goal, plan: &Plan, seen: &Seen) -> bool {
    let intent = &attempt.intent;
    if intent.action == StopProjectRequest::INFO.name() {
        return !seen.is_running();
    }
    if intent.action == ResumeProjectRequest::INFO.name() {
        return seen.is_running();
    }
    let position = seen.leg(goal.moves.reverse).position.as_ref();
    // A task at work could have come to the same position by itself.
    intent.action == ResetIncrStartTimestampRequest::INFO.name()
        && intent.direction.as_deref() == plan.explanation.direction
        && !seen.is_running()
        && intent.change.new.is_some()
        && intent.change.new != intent.change.old
        && position.map(ToString::to_string) == intent.change.new
}
