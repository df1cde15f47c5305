//! `oms rewind`: the whole loop around moving a position.
//!
//! Look, stop the task if it is at work, move the position, watch until the checkpoint shows it,
//! let the task go on. Each step is written down before it is taken, so the same command again goes
//! on where the last one ended, and takes no step twice on a guess.

mod aim;
mod goal;
mod left;
mod outcome;
mod prepared;
mod progress;
mod refused;
mod steps;
mod take;
mod taken;

use std::time::Duration;

use clap::Args;
use oms_client::{Client, Effect, EpochSeconds, TaskId};

use crate::act::preview;
use crate::act::{describe, guard, look_once, names};
use crate::command::continuation::Origin;
use crate::command::saved_run::{self, SavedRun};
use crate::exit::Exit;
use crate::failure::Failure;
use crate::generated::subjects;
use crate::journal::{self, Known, RunKind, Target};
use crate::parse;
use crate::plan::Plan;
use crate::plan::named::Named;
use crate::report::Report;
use crate::session::{Consent, Session, connect};

use aim::Aim;
use prepared::Prepared;

pub(crate) use goal::{Goal, MoveWait};
pub(crate) use left::{LEFT_PAUSED, PERHAPS_PAUSED, TaskLeft};
pub(crate) use outcome::{
    first, keeps_its_position, message, of_move, once_recorded, where_it_shows,
};
pub(crate) use refused::contradicted;
pub(crate) use steps::{Steps, run_of, shown};
pub(crate) use take::Taking;
pub(crate) use taken::{End, Taken};

pub(crate) const EXAMPLES: &str = "\
Examples:
  oms rewind orders --reverse false --to -2h
        shows the plan, and sends nothing
  oms rewind orders --reverse false --to -2h --execute
        asks once, and takes every step
  oms rewind np_4w3a0001 --reverse false --by 2h
        two hours before where the task is by now
  oms rewind orders --reverse false \\
      --to 2025-03-19T14:18:38+08:00 --execute --wait";

/// The arguments of `oms rewind`.
#[derive(Debug, Args)]
pub(crate) struct RewindArgs {
    /// The task, by its name or its ID; the same as --id.
    #[arg(value_name = "TASK", value_parser = |text: &str| Named::read::<TaskId>(text, &subjects::TASK))]
    task: Option<Named>,

    /// The task.
    #[arg(long, value_name = "TASK_ID", value_parser = |text: &str| Named::read::<TaskId>(text, &subjects::TASK), conflicts_with = "task")]
    id: Option<Named>,

    /// Which synchronization is moved: `true` the reverse one, from the target back to the source;
    /// `false` the forward one.
    #[arg(long, value_name = "true|false", action = clap::ArgAction::Set, value_parser = parse::boolean)]
    reverse: bool,

    #[command(flatten)]
    aim: Aim,

    #[command(flatten)]
    wait: MoveWait,

    #[command(flatten)]
    consent: Consent,
}

pub(crate) fn run(args: &RewindArgs, mut session: Session<'_, '_>) -> Exit {
    let report = attempt(args, &mut session);
    session.conclude(report)
}

fn attempt(args: &RewindArgs, session: &mut Session<'_, '_>) -> Result<Report, Failure> {
    session.refuse_output_file()?;
    let (goal, client) = args.goal(session)?;
    let from = From::Command {
        counts: args.aim.is_counted_anew(),
    };
    rewind_by(&client, goal, &args.consent, &from, session)
}

impl RewindArgs {
    /// Returns the move that is meant, with the client with which it was settled: credentials from
    /// standard input can be read only once.
    fn goal(&self, session: &mut Session<'_, '_>) -> Result<(Goal, Client), Failure> {
        refuse_blindness(&self.consent)?;
        let given = self.aim.given(self.reverse, session)?;
        let (alone, flagged) = (self.task.as_ref(), self.id.as_ref());
        let named = names::one_of(&subjects::TASK, alone, flagged, Effect::Write, session)?;
        let task: TaskId = named.id("--id")?;
        let client = connect::client(session)?;
        let moves = given.moves(&task, self.reverse, session, &client)?;
        Ok((self.wait.goal(task, moves), client))
    }
}

/// The origin of a rewind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum From {
    /// The command line. `counts` is set where the same words count its position anew.
    Command { counts: bool },
    /// A run that is resumed, by its number.
    Run(u64),
    /// A plan that was saved, and where the position was then.
    Saved(Option<EpochSeconds>),
}

impl From {
    const fn run(self) -> Option<u64> {
        match self {
            Self::Run(run) => Some(run),
            Self::Command { .. } | Self::Saved(_) => None,
        }
    }

    const fn planned_from(self) -> Option<EpochSeconds> {
        match self {
            Self::Saved(position) => position,
            Self::Command { .. } | Self::Run(_) => None,
        }
    }

    const fn origin(self) -> Origin {
        match self {
            Self::Command { counts } => Origin::Typed { counts },
            Self::Saved(_) => Origin::File,
            Self::Run(_) => Origin::Resumed,
        }
    }
}

/// Saves the plan of a rewind, or shows it where no file is named.
pub(crate) fn save(args: &RewindArgs, session: &mut Session<'_, '_>) -> Result<Report, Failure> {
    let (goal, client) = args.goal(session)?;
    let plan = planned(&goal, &args.consent, None, session, &client)?;
    let run = SavedRun {
        command: RunKind::Rewind,
        file: None,
        pauses: true,
        options: goal.options(),
        wait_timeout_ms: saved_run::millis(goal.wait_timeout),
        actions: Goal::actions(true),
        moves: vec![goal.written(plan.explanation.change.old.clone(), None)],
    };
    run.save(&plan, session)
}

/// Takes the steps of a rewind that was saved.
pub(crate) fn apply(
    run: &SavedRun,
    consent: &Consent,
    session: &mut Session<'_, '_>,
) -> Result<Report, Failure> {
    let planned = run.moves.first();
    let planned =
        planned.ok_or_else(|| Failure::usage("the plan names no task", "Make a new plan."))?;
    let goal = Goal::of(planned, run.wait_timeout())?.in_the_way_of(&run.options);
    let from = From::Saved(saved_run::planned_from(planned));
    rewind(goal, consent, &from, session)
}

/// Rewinds: shows the plan, or takes the steps if that was asked for.
pub(crate) fn rewind(
    goal: Goal,
    consent: &Consent,
    from: &From,
    session: &mut Session<'_, '_>,
) -> Result<Report, Failure> {
    refuse_blindness(consent)?;
    let client = connect::client(session)?;
    rewind_by(&client, goal, consent, from, session)
}

fn refuse_blindness(consent: &Consent) -> Result<(), Failure> {
    if consent.to_each.no_preflight {
        return Err(Failure::usage(
            "a rewind looks at the task before each step, and --no-preflight forbids looks",
            "Move the position alone, without a look: `oms task reset-incr-start-timestamp --help` shows how.",
        ));
    }
    Ok(())
}

fn rewind_by(
    client: &Client,
    goal: Goal,
    consent: &Consent,
    from: &From,
    session: &mut Session<'_, '_>,
) -> Result<Report, Failure> {
    if consent.execute {
        let prepared = Prepared::make(goal, consent, *from, session, client)?;
        return Ok(prepared.take(session, client));
    }
    let plan = planned(&goal, consent, from.run(), session, client)?;
    Ok(Report::plan(&plan))
}

/// Returns the plan of a rewind, with what was seen and the refusal that would follow.
fn planned(
    goal: &Goal,
    consent: &Consent,
    chosen: Option<u64>,
    session: &mut Session<'_, '_>,
    client: &Client,
) -> Result<Plan, Failure> {
    let known = session.journal()?.read()?;
    let mut plan = goal.plan(session)?;
    let target = goal.target(&plan.endpoint);
    let seen = look_once(session, client, &goal.subject())?;
    let run = earlier(goal, &known, &target, chosen, consent.to_each.again)?;
    let settled = shown(goal, &seen, &known, run.as_ref(), session.surroundings)?;
    let known = known.supposing(&settled);
    let run = gone_on_with(&known, run, goal, consent.to_each.again)?;
    let run = run.as_ref();
    let steps = Steps::left(goal, &seen, &known, &target, run, consent.to_each.again)?;
    if let Some(position) = steps.position_in(run, goal) {
        plan = goal.clone().aimed_at(position).plan(session)?;
    }
    let number = run.map(|run| run.seq);
    describe::complete(&mut plan.explanation, &seen, &session.moment);
    plan.add_steps(&steps, &session.moment);
    preview::announce(session, &mut plan, number);
    preview::warn_of_open(&mut plan, &known);
    if steps.reset {
        let judged = contradicted(goal, &seen, &known, run, consent.to_each.again);
        let judged =
            judged.and_then(|()| guard::foreseen(&mut plan, consent, session, Some(&seen)));
        if let Err(failure) = judged {
            plan.would_be_refused(&failure);
        }
    }
    Ok(plan)
}

/// Returns the run of the same move that did not end, if there is one: the same command resumes it.
///
/// With `again`, a run that has moved the position already does not count.
fn earlier(
    goal: &Goal,
    known: &Known,
    target: &Target,
    chosen: Option<u64>,
    again: bool,
) -> Result<Option<journal::Run>, Failure> {
    let mut runs = known.unended_about(target, None)?.into_iter();
    let run = runs.rfind(|run| match chosen {
        Some(seq) => run.seq == seq,
        None => run.plan.command == RunKind::Rewind && goal.is_of(run),
    });
    Ok(run.filter(|run| is_gone_on_with(run, goal, again)))
}

/// Returns an earlier run as it is known by now, if it is still continued.
fn gone_on_with(
    known: &Known,
    run: Option<journal::Run>,
    goal: &Goal,
    again: bool,
) -> Result<Option<journal::Run>, Failure> {
    let run = run_of(known, run.map(|run| run.seq))?;
    Ok(run.filter(|run| is_gone_on_with(run, goal, again)))
}

/// Returns whether an earlier run is continued. With `again`, a run that has moved the position is
/// not, even if only a look has just shown that it has: the second move belongs to another run.
fn is_gone_on_with(run: &journal::Run, goal: &Goal, again: bool) -> bool {
    !again || run.moved(goal.line).is_none()
}

/// Returns the move of a run that is resumed by its number.
pub(crate) fn goal_of(run: &journal::Run, wait_timeout: Duration) -> Result<Goal, Failure> {
    match run.plan.moves.as_slice() {
        [planned] => {
            Goal::of(planned, wait_timeout).map(|goal| goal.in_the_way_of(&run.plan.options))
        }
        _ => Err(Failure::usage(
            format!("run {} does not have exactly one move", run.seq),
            "Report it.",
        )),
    }
}

#[cfg(test)]
mod tests;
