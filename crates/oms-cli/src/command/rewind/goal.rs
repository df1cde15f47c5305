//! One move and what belongs to it: the task, the new position, and how long its effects are waited
//! for.

use std::time::{Duration, SystemTime};

use clap::{Args, ValueEnum};
use oms_client::actions::{
    ResetIncrStartTimestampRequest, ResumeProjectRequest, StopProjectRequest,
};
use oms_client::{Action, ActionInfo, EpochSeconds, StartPosition, TaskId};

use crate::act::look::Seen;
use crate::failure::Failure;
use crate::generated::actions::reset_incr_start_timestamp::ResetIncrStartTimestampArgs;
use crate::generated::actions::resume_project::ResumeProjectArgs;
use crate::generated::actions::stop_project::StopProjectArgs;
use crate::generated::subjects;
use crate::journal::{PlannedMove, Run, RunOptions, StepKind, Target};
use crate::plan::arguments::ActionArgs;
use crate::plan::{Explanation, Move, Plan, Subject};
use crate::session::{Session, connect};
use crate::time;

/// The state that is waited for once the task goes on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum WaitFor {
    /// The task has moved on from the new position.
    MovedOn,
    /// The task is less than a minute behind.
    CaughtUp,
}

/// The largest lag, in seconds, of a task that has caught up.
const CAUGHT_UP: i64 = 60;

/// One move of a position.
#[derive(Debug, Clone)]
pub(crate) struct Goal {
    pub(crate) task: TaskId,
    pub(crate) moves: Move,
    /// Its number in a batch, from 1; 0 for a rewind.
    pub(crate) line: usize,
    /// The state that is waited for after the move.
    pub(crate) wait: Option<WaitFor>,
    pub(crate) wait_timeout: Duration,
    /// Set where a task that the run has paused stays paused if the move has no effect.
    pub(crate) leave_paused: bool,
}

/// The flags of a move that say what it waits for, and how the task is left.
#[derive(Debug, Args)]
pub(crate) struct MoveWait {
    /// Also wait until the task has moved on from the new position, or with --wait=caught-up until
    /// it is less than a minute behind. Ctrl-C ends the wait and nothing else.
    #[arg(
        long,
        value_enum,
        value_name = "WHAT",
        num_args = 0..=1,
        require_equals = true,
        default_missing_value = "moved-on",
        help_heading = "Waiting"
    )]
    wait: Option<WaitFor>,

    /// Longest time for each wait, such as 90s, 10m or 2h. If it runs out, the exit code is 8.
    #[arg(long, value_name = "TIME", default_value = "10m", value_parser = time::duration, help_heading = "Waiting")]
    wait_timeout: Duration,

    /// If the move has no effect, leave a task that was paused for it paused, instead of resuming
    /// it.
    #[arg(long, help_heading = "Waiting")]
    leave_paused: bool,
}

impl MoveWait {
    /// Returns the goal of one move of a task.
    pub(crate) fn goal(&self, task: TaskId, moves: Move) -> Goal {
        Goal {
            task,
            moves,
            line: 0,
            wait: self.wait,
            wait_timeout: self.wait_timeout,
            leave_paused: self.leave_paused,
        }
    }
}

impl Goal {
    /// Returns the move as a run or a saved plan has written it down.
    pub(crate) fn of(planned: &PlannedMove, wait_timeout: Duration) -> Result<Self, Failure> {
        let task = planned.task.parse().map_err(|_| {
            Failure::usage("what was written down names no task", "Make a new plan.")
        })?;
        Ok(Self {
            task,
            moves: Move {
                reverse: planned.reverse,
                to: planned.new.clone(),
                given: planned.given.clone(),
                relative: planned.relative,
            },
            line: planned.line,
            wait: None,
            wait_timeout,
            leave_paused: false,
        })
    }

    /// Returns the way in which its steps are taken, for its run.
    pub(super) fn options(&self) -> RunOptions {
        let wait = self.wait.and_then(|wait| wait.to_possible_value());
        RunOptions {
            leave_paused: self.leave_paused,
            wait: wait.map(|wait| wait.get_name().to_owned()),
            ..RunOptions::default()
        }
    }

    /// Returns the same move, made in the way in which a run makes it.
    pub(super) fn in_the_way_of(self, options: &RunOptions) -> Self {
        let wait = options.wait.as_deref();
        Self {
            leave_paused: options.leave_paused,
            wait: wait.and_then(|wait| WaitFor::from_str(wait, false).ok()),
            ..self
        }
    }

    /// Returns the request that moves the position.
    pub(crate) fn reset(&self) -> ResetIncrStartTimestampRequest {
        let to = self.moves.to.clone();
        ResetIncrStartTimestampRequest::builder()
            .id(self.task.clone())
            .reverse(self.moves.reverse)
            .start_timestamp(to.unwrap_or_else(|| StartPosition::raw("")))
            .build()
    }

    /// Returns the actions of a move and of what belongs to it.
    pub(crate) fn actions(pauses: bool) -> Vec<String> {
        let moves = ResetIncrStartTimestampRequest::INFO.name();
        let around = [StopProjectRequest::INFO, ResumeProjectRequest::INFO].map(ActionInfo::name);
        let around = around.into_iter().filter(|_| pauses);
        around.chain([moves]).map(str::to_owned).collect()
    }

    pub(crate) fn stop(&self) -> StopProjectRequest {
        StopProjectRequest::builder().id(self.task.clone()).build()
    }

    pub(crate) fn resume(&self) -> ResumeProjectRequest {
        ResumeProjectRequest::builder()
            .id(self.task.clone())
            .build()
    }

    pub(crate) fn plan(&self, session: &Session<'_, '_>) -> Result<Plan, Failure> {
        let moves = Some(self.moves.clone());
        planned::<ResetIncrStartTimestampArgs>(&self.reset(), moves, session)
    }

    /// Returns the plan of a step on the whole task.
    pub(crate) fn plan_of_step(
        &self,
        step: StepKind,
        session: &Session<'_, '_>,
    ) -> Result<Plan, Failure> {
        match step {
            StepKind::Stop => planned::<StopProjectArgs>(&self.stop(), None, session),
            StepKind::Resume => planned::<ResumeProjectArgs>(&self.resume(), None, session),
            StepKind::Move => self.plan(session),
        }
    }

    /// Returns the same move, to the position of an earlier run that has moved it already: `-2h`
    /// means another moment by now.
    pub(crate) fn aimed_at(mut self, position: StartPosition) -> Self {
        self.moves.to = Some(position);
        self
    }

    /// Returns the move as a run writes it down.
    pub(crate) fn written(&self, old: Option<StartPosition>, seen: Option<&Seen>) -> PlannedMove {
        PlannedMove {
            line: self.line,
            row: None,
            task: self.task.to_string(),
            reverse: self.moves.reverse,
            old,
            new: self.moves.to.clone(),
            given: self.moves.given.clone(),
            relative: self.moves.relative,
            status: seen.map(|seen| seen.status.as_str().to_owned()),
        }
    }

    /// Returns the position of this move in a run that somebody else has approved: nobody has
    /// approved the one that the same words mean by now.
    pub(crate) fn approved_in(&self, run: &Run) -> Option<StartPosition> {
        run.plan.plan?;
        let planned = run.plan.moves.iter().find(|planned| {
            planned.task == self.task.as_str() && planned.reverse == self.moves.reverse
        });
        planned?.new.clone()
    }

    /// Returns whether a run means the same move: by the same words, or to the same position.
    pub(crate) fn is_of(&self, run: &Run) -> bool {
        run.plan.moves.iter().any(|planned| {
            let same_words = planned.given.is_some() && planned.given == self.moves.given;
            planned.task == self.task.as_str()
                && planned.reverse == self.moves.reverse
                && (same_words || planned.new == self.moves.to)
        })
    }

    /// Returns whether the position has moved as it should. A running task goes on from there at
    /// once, so a position that has gone back at all counts as moved: by itself, it never does.
    pub(crate) fn has_moved(&self, old: Option<EpochSeconds>, seen: &Seen) -> bool {
        let went_back = self.is_behind(old, seen) == Some(true);
        self.moves.is_reached(self.position(seen), old) || seen.is_running() && went_back
    }

    /// Returns whether a task whose position was to go back is at work at the old one, or past it.
    /// If it has gone back at all, it has caught up, and no later look shows that it had.
    pub(crate) fn is_past(&self, old: Option<EpochSeconds>, seen: &Seen) -> bool {
        seen.is_running() && self.is_behind(old, seen) == Some(false)
    }

    /// Returns whether a position that was to go back is before the old one; `None` if it was not
    /// to go back, or if one of them is no moment.
    fn is_behind(&self, old: Option<EpochSeconds>, seen: &Seen) -> Option<bool> {
        let (at, old) = (self.position(seen)?.epoch_seconds()?, old?);
        (self.moves.moment()? <= old).then_some(at < old)
    }

    /// Returns the position that a look shows in the direction of the move.
    fn position<'s>(&self, seen: &'s Seen) -> Option<&'s StartPosition> {
        seen.leg(self.moves.reverse).position.as_ref()
    }

    /// Returns whether a direction has moved on from the new position.
    pub(crate) fn is_passed(&self, seen: &Seen) -> bool {
        let position = self.position(seen);
        let Some(new) = self.moves.moment() else {
            return position.is_some() && position != self.moves.to.as_ref();
        };
        position.and_then(StartPosition::epoch_seconds) > Some(new)
    }

    /// Returns whether the awaited state has come about. `now` is used where the service tells no
    /// time.
    pub(crate) fn is_there(&self, wait: WaitFor, seen: &Seen, now: SystemTime) -> bool {
        match wait {
            WaitFor::MovedOn => self.is_passed(seen),
            WaitFor::CaughtUp => {
                let now = EpochSeconds::at_or_before(seen.server_time.unwrap_or(now));
                let at = self.position(seen).and_then(StartPosition::epoch_seconds);
                let is_near = at
                    .zip(now.ok())
                    .is_some_and(|(at, now)| now.get().saturating_sub(at.get()) < CAUGHT_UP);
                seen.is_running() && is_near
            }
        }
    }

    /// Returns the task, as a subject.
    pub(crate) fn subject(&self) -> Subject {
        Subject::one(&subjects::TASK, self.task.as_str())
    }

    /// Returns the target of the move at a service.
    pub(crate) fn target(&self, endpoint: &str) -> Target {
        Target::new(endpoint, self.task.as_str())
    }
}

fn planned<A: ActionArgs>(
    request: &A::Request,
    moves: Option<Move>,
    session: &Session<'_, '_>,
) -> Result<Plan, Failure> {
    connect::check_version(session, request)?;
    let explanation = Explanation::moving::<A>(request, moves, &session.moment);
    let plan = Plan::new(session.settings.endpoint()?, request, explanation);
    Ok(plan.with_profile(&session.settings))
}
