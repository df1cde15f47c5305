//! A run as programs read it.

use std::borrow::Cow;

use serde::Serialize;

use super::state;
use crate::journal::{Attempt, Left, PlannedMove, Run, RunEnd, RunKind, Status, StepKind};

/// One run, for programs.
#[derive(Debug, Serialize)]
pub(super) struct Record<'r> {
    pub(super) run: u64,
    pub(super) command: RunKind,
    pub(super) time: &'r str,
    /// The ID of the task, where it is about one.
    pub(super) task: String,
    /// The state in which the tasks were left, in words.
    pub(super) state: String,
    pub(super) end: Option<RunEnd>,
    pub(super) endpoint: &'r str,
    pub(super) profile: Option<&'r str>,
    pub(super) who: &'r str,
    pub(super) moves: Vec<MoveRecord<'r>>,
}

/// One move of a run. Its positions are those of its request if that was sent: a text such as `-2h`
/// is another moment when the run goes on.
#[derive(Debug, Serialize)]
pub(super) struct MoveRecord<'r> {
    #[serde(flatten)]
    pub(super) planned: Cow<'r, PlannedMove>,
    /// The state in which the task was left.
    pub(super) left: Left,
    /// Set where its new position was seen in place.
    pub(super) seen: bool,
    pub(super) steps: Vec<StepRecord<'r>>,
}

/// One request of a run.
#[derive(Debug, Serialize)]
pub(super) struct StepRecord<'r> {
    pub(super) step: StepKind,
    pub(super) entry: u64,
    pub(super) time: &'r str,
    pub(super) outcome: String,
}

pub(super) fn record(run: &Run) -> Record<'_> {
    let mut tasks: Vec<&str> = run.plan.moves.iter().map(|one| one.task.as_str()).collect();
    tasks.dedup();
    let task = match tasks.as_slice() {
        [only] => (*only).to_owned(),
        several => format!("{} tasks", several.len()),
    };
    Record {
        run: run.seq,
        command: run.plan.command,
        time: &run.time,
        task,
        state: state(run),
        end: run.end,
        endpoint: &run.plan.endpoint,
        profile: run.plan.profile.as_deref(),
        who: &run.plan.who,
        moves: run.plan.moves.iter().map(|one| of_move(run, one)).collect(),
    }
}

pub(super) fn of_move<'r>(run: &'r Run, planned: &'r PlannedMove) -> MoveRecord<'r> {
    let steps = run.attempts.iter().filter_map(|attempt| {
        let place = attempt
            .intent
            .place
            .filter(|place| place.line == planned.line)?;
        Some(StepRecord {
            step: place.step,
            entry: attempt.seq,
            time: &attempt.time,
            outcome: attempt.outcome(),
        })
    });
    MoveRecord {
        planned: sent(run, planned),
        left: run.left(planned.line),
        seen: run.seen.contains(&planned.line),
        steps: steps.collect(),
    }
}

/// Returns a move as it was sent, or as it was planned if it was not.
fn sent<'r>(run: &Run, planned: &'r PlannedMove) -> Cow<'r, PlannedMove> {
    let taken = |attempt: &&Attempt| attempt.status() != Status::NoEffect || attempt.was_rejected();
    let Some(attempt) = run.of(planned.line, StepKind::Move).filter(taken).last() else {
        return Cow::Borrowed(planned);
    };
    let change = &attempt.intent.change;
    Cow::Owned(PlannedMove {
        old: change.old.clone(),
        new: change.new.clone(),
        ..planned.clone()
    })
}
