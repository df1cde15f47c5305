//! The steps of a move that are left: decided from what is seen of the task, and from what the
//! journal knows of the run that is resumed.

use oms_client::StartPosition;
use serde_json::Value;

use super::goal::Goal;
use crate::act::look::Seen;
use crate::failure::Failure;
use crate::journal::{Attempt, Known, Left, Run, Status, StepKind, Target};
use crate::plan::{Change, Plan};
use crate::session::Session;
use crate::surroundings::{Rule, Surroundings};

/// The line of a plan about a task that no run resumes.
const STAYS_PAUSED: &str =
    "the task stays paused: a stop was refused, and nobody knows what has paused the task";

/// The steps that are left.
#[expect(
    clippy::struct_excessive_bools,
    reason = "each says of one step whether it is left, and any combination of them occurs"
)]
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Steps {
    pub(crate) stop: Stop,
    /// The position has yet to be moved.
    pub(crate) reset: bool,
    /// It has yet to be seen that the position has moved.
    pub(crate) watch: bool,
    /// The task was at work before, and is to go on.
    pub(crate) resume: bool,
    /// The move that an earlier run has made.
    pub(crate) moved: Option<Moved>,
    /// Set where the task is paused because of this run or an earlier one.
    pub(crate) is_paused: bool,
    /// Set where the run that is resumed has paused the task and moved the position, and the task
    /// was resumed since, by that run or by something else.
    pub(crate) is_resumed: bool,
    /// Set where another run that did not end has asked the task to stop, so that it may pause
    /// although this run's own stop is refused.
    pub(crate) is_asked_to_stop: bool,
    /// Set where the task is paused behind a stop that was refused, of this run or of another that
    /// did not end. A service also refuses a stop that it has carried out before, so nobody knows
    /// what has paused the task, and no run resumes it.
    pub(crate) stays_paused: bool,
    /// The steps that earlier runs are proved to have taken, in words.
    done: Vec<String>,
}

/// The way in which a task that may be running is stopped.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Stop {
    /// It is stopped already.
    No,
    /// It must be paused.
    Send,
    /// The run that is resumed has asked for it, and the task is still stopping.
    Await,
}

/// The position as an earlier run has moved it.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Moved {
    /// Number of the entry.
    pub(crate) seq: u64,
    pub(crate) ticket: Option<Value>,
    /// Set where nobody has seen the service accept it: its entry was settled by a look, or by a
    /// person.
    pub(crate) is_recorded: bool,
    /// The position before the move, and behind it.
    pub(crate) change: Change,
}

impl Steps {
    /// Returns the position that the run which is resumed decides: the one to which it has moved,
    /// or has tried to, or the one that was approved. A move that was refused may have been made
    /// all the same, and a distance counts anew from where it has led.
    pub(super) fn position_in(&self, run: Option<&Run>, goal: &Goal) -> Option<StartPosition> {
        if let Some(moved) = &self.moved {
            return moved.change.new.clone();
        }
        let run = run?;
        match run.refused_move(goal.line) {
            Some(refused) => refused.intent.change.new.clone(),
            None => goal.approved_in(run),
        }
    }

    /// Decides which steps are left.
    ///
    /// `run` is the run that is resumed; `again` says that its move does not count.
    pub(crate) fn left(
        goal: &Goal,
        seen: &Seen,
        known: &Known,
        target: &Target,
        run: Option<&Run>,
        again: bool,
    ) -> Result<Self, Failure> {
        let moved = run.filter(|_| !again).and_then(|run| run.moved(goal.line));
        let stopped = run.and_then(|run| run.paused(goal.line));
        let others = known.unended_about(target, run.map(|run| run.seq))?;
        let inherited = others.iter().any(|other| has_paused(other, target));
        let is_refused = run.is_some_and(|run| run.has_refused_stop(goal.line))
            || others.iter().any(|other| was_refused(other, target));
        let is_paused = !seen.is_running() && (stopped.is_some() || inherited);
        // A stop that the task has followed already does not stop it a second time.
        let is_awaited = stopped
            .zip(run)
            .is_some_and(|(stop, run)| !run.was_seen_stopped(goal.line, stop));
        let stop = match (seen.is_running() && moved.is_none(), is_awaited) {
            (false, _) => Stop::No,
            (true, false) => Stop::Send,
            (true, true) => Stop::Await,
        };
        let was_paused =
            run.is_some_and(|run| matches!(run.left(goal.line), Left::Paused | Left::Resumed));
        let has_seen = moved.is_some() && run.is_some_and(|run| run.seen.contains(&goal.line));
        Ok(Self {
            stop,
            reset: moved.is_none(),
            watch: !has_seen,
            resume: stop != Stop::No || is_paused,
            done: done(
                run,
                goal.line,
                stopped.filter(|_| is_paused),
                moved,
                has_seen,
            ),
            moved: moved.map(|attempt| Moved {
                seq: attempt.seq,
                ticket: attempt.ticket().cloned(),
                is_recorded: attempt.resolution.is_some(),
                change: attempt.intent.change.clone(),
            }),
            is_paused,
            is_resumed: moved.is_some() && seen.is_running() && was_paused,
            is_asked_to_stop: inherited,
            stays_paused: seen.is_paused() && !is_paused && is_refused,
        })
    }

    /// Returns the steps as they are once an earlier line has let the task go on: a position that
    /// has yet to be moved needs a stop of its own, and a task that nobody stops needs no resume.
    pub(crate) fn of_a_task_at_work(self) -> Self {
        let stop = if self.reset { Stop::Send } else { Stop::No };
        Self {
            stop,
            resume: self.reset,
            is_paused: false,
            is_asked_to_stop: false,
            stays_paused: false,
            ..self
        }
    }

    /// Returns the requests that are left, in their order.
    fn requests(&self) -> Vec<StepKind> {
        let requests = [
            (self.stop == Stop::Send, StepKind::Stop),
            (self.reset, StepKind::Move),
            (self.resume, StepKind::Resume),
        ];
        let left = requests.into_iter().filter(|(is_left, _)| *is_left);
        left.map(|(_, step)| step).collect()
    }

    /// Returns the plan of each request that is left, in their order. `plan` is that of the move.
    pub(crate) fn plans(
        &self,
        goal: &Goal,
        plan: &Plan,
        session: &Session<'_, '_>,
    ) -> Result<Vec<(StepKind, Plan)>, Failure> {
        let plans = self.requests().into_iter().map(|step| match step {
            StepKind::Move => Ok((step, plan.clone())),
            StepKind::Stop | StepKind::Resume => Ok((step, goal.plan_of_step(step, session)?)),
        });
        plans.collect()
    }

    /// Returns the steps that were taken, and those that are left, numbered.
    pub(crate) fn to_text(&self) -> String {
        let steps = [
            (self.stop == Stop::Send, "stop the task"),
            (
                self.stop == Stop::Await,
                "wait until the task has stopped, as it was asked to before",
            ),
            (self.reset, "move the position"),
            (self.watch, "wait until the checkpoint shows it"),
            (self.resume, "resume the task"),
        ];
        let left = steps.iter().filter(|(is_left, _)| *is_left);
        let mut lines = self.done.clone();
        lines.extend(
            left.enumerate()
                .map(|(index, (_, step))| format!("{} {step}", index + 1)),
        );
        if lines.is_empty() {
            lines.push("none: everything is done".to_owned());
        }
        if self.stays_paused {
            lines.push(STAYS_PAUSED.to_owned());
        }
        lines.join("\n")
    }
}

/// Returns the steps of an earlier run that the journal and the task prove, in words.
fn done(
    run: Option<&Run>,
    line: usize,
    stopped: Option<&Attempt>,
    moved: Option<&Attempt>,
    has_seen: bool,
) -> Vec<String> {
    let Some(run) = run else {
        return Vec::new();
    };
    let number = run.seq;
    let mut done = vec![format!("continues run {number}, an earlier one")];
    done.extend(stopped.map(|stop| {
        // One whose place it took may have done it.
        let run = stop.intent.place.map_or(number, |place| place.run);
        format!("run {run} has paused the task (entry {})", stop.seq)
    }));
    done.extend(
        moved.map(|moved| format!("run {number} has moved the position (entry {})", moved.seq)),
    );
    let refused = run.refused_move(line).filter(|_| moved.is_none());
    done.extend(refused.map(|refused| {
        format!(
            "the move of run {number} was refused (entry {})",
            refused.seq
        )
    }));
    if has_seen {
        done.push("the checkpoint was seen to show it".to_owned());
    }
    done
}

/// Returns whether a stop of the task by a run was refused, and the task was not resumed since.
pub(super) fn was_refused(run: &Run, target: &Target) -> bool {
    let mut moves = run.plan.moves.iter();
    moves.any(|planned| planned.task == target.id() && run.has_refused_stop(planned.line))
}

/// Returns whether a run has paused the task and not resumed it.
fn has_paused(run: &Run, target: &Target) -> bool {
    let mut moves = run.plan.moves.iter();
    moves.any(|planned| planned.task == target.id() && run.left(planned.line) == Left::Paused)
}

/// Returns the run of a number as it is known by now, where there is one.
pub(crate) fn run_of(known: &Known, number: Option<u64>) -> Result<Option<Run>, Failure> {
    Ok(number.map(|run| known.run(run)).transpose()?.flatten())
}

/// Returns the requests of the resumed run whose end nobody saw, and its move if that was refused,
/// of those that took effect as the task shows.
///
/// A task that shows no effect proves nothing: the service may be slow. Neither does an effect that
/// another request may have had. A request whose end nobody saw then stays open, and a person must
/// look.
pub(crate) fn shown(
    goal: &Goal,
    seen: &Seen,
    known: &Known,
    run: Option<&Run>,
    surroundings: &Surroundings<'_>,
) -> Result<Vec<u64>, Failure> {
    let mut shown = Vec::new();
    let Some(run) = run else {
        return Ok(shown);
    };
    let looks = surroundings.keeps(Rule::LookBeforeResume);
    for attempt in run.open() {
        let Some(place) = attempt.intent.place.filter(|it| it.line == goal.line) else {
            continue;
        };
        if (!looks || shows(goal, seen, attempt, place.step))
            && known.rival_of(attempt, run)?.is_none()
        {
            shown.push(attempt.seq);
        }
    }
    // Any other move of the line may have done the same.
    let mut moves = run.of(goal.line, StepKind::Move);
    if moves.all(|attempt| attempt.status() == Status::NoEffect)
        && let Some(refused) = run.refused_move(goal.line)
        && shows(goal, seen, refused, StepKind::Move)
        && known.rival_of(refused, run)?.is_none()
    {
        shown.push(refused.seq);
    }
    Ok(shown)
}

fn shows(goal: &Goal, seen: &Seen, attempt: &Attempt, step: StepKind) -> bool {
    match step {
        StepKind::Stop => seen.is_paused(),
        StepKind::Resume => seen.is_running(),
        StepKind::Move => {
            let change = &attempt.intent.change;
            let position = &seen.leg(goal.moves.reverse).position;
            // A task at work could have come to the same position by itself.
            !seen.is_running()
                && change.new.is_some()
                && change.new != change.old
                && *position == change.new
        }
    }
}
