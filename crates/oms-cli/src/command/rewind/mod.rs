//! `oms rewind`: an operator's whole loop around moving a position.
//!
//! Look, stop the task if it is at work, move the position, watch until the checkpoint shows it, let the task go on. Each step is
//! written down before it is taken, so the same command again goes on where the last one ended, and takes no step twice on a
//! guess.

mod goal;
mod outcome;
mod steps;
mod take;

use std::time::Duration;

use clap::Args;
use oms_client::{Client, EpochSeconds, StartPosition, TaskId};

use crate::act::look::Seen;
use crate::act::preview;
use crate::act::run::{self as in_journal, Run};
use crate::act::{Agreed, Asking, Looked, Planned, Proposed, Subject, describe, guard, look_once};
use crate::command::saved_run::{self, SavedRun};
use crate::exit::Exit;
use crate::failure::Failure;
use crate::journal::{self, Known, RunEnd, RunKind, SHORT_WHILE, StepKind, Target};
use crate::parse;
use crate::plan::{Line, Move, Plan};
use crate::report::Report;
use crate::session::{Consent, Session, connect};
use crate::time::{self, TimeInput};

pub(crate) use goal::Goal;
pub(crate) use outcome::{message, of_move};
pub(crate) use steps::{Steps, shown};
pub(crate) use take::{End, Taken, Taking, TaskLeft};

/// What stands above the help.
pub(crate) const EXAMPLES: &str = "\
Examples:
  oms rewind --id np_4w3a0001 --reverse false --to -2h
        shows the plan, and sends nothing
  oms rewind --id np_4w3a0001 --reverse false --to -2h --execute
        asks once, and takes every step
  oms rewind --id np_4w3a0001 --reverse false \\
      --to 2025-03-19T14:18:38+08:00 --execute --wait";

/// The arguments of `oms rewind`.
#[derive(Debug, Args)]
pub(crate) struct RewindArgs {
    /// The task.
    #[arg(long, value_name = "TASK_ID", value_parser = parse::from_str::<TaskId>)]
    id: TaskId,

    /// Which synchronization is moved: `true` the reverse one, from the target back to the source; `false` the forward one.
    #[arg(long, value_name = "true|false", action = clap::ArgAction::Set, value_parser = parse::boolean)]
    reverse: bool,

    /// The new position.
    #[arg(
        long,
        value_name = "TIME",
        allow_hyphen_values = true,
        value_parser = time::parse,
        help = time::help("The new position.")
    )]
    to: TimeInput,

    /// Wait also until the task has moved on from the new position. Ctrl-C ends the wait and nothing else.
    #[arg(long, help_heading = "Waiting")]
    wait: bool,

    /// Longest time for each wait, in seconds or with a unit (90s, 10m). Where it runs out, the exit code is 8.
    #[arg(long, value_name = "TIME", default_value = "10m", value_parser = parse::duration, help_heading = "Waiting")]
    wait_timeout: Duration,

    /// Where the move has no effect, leave the task paused that was paused for it, instead of letting it go on.
    #[arg(long, help_heading = "Waiting")]
    leave_paused: bool,

    #[command(flatten)]
    consent: Consent,
}

/// Runs `oms rewind`.
pub(crate) fn run(args: &RewindArgs, mut session: Session<'_, '_>) -> Exit {
    let report = attempt(args, &mut session).unwrap_or_else(|failure| Report::stopped(&failure));
    session.print(&report)
}

fn attempt(args: &RewindArgs, session: &mut Session<'_, '_>) -> Result<Report, Failure> {
    session.refuse_output_file()?;
    let goal = args.goal(session)?;
    rewind(goal, &args.consent, &From::Command, session)
}

impl RewindArgs {
    fn goal(&self, session: &Session<'_, '_>) -> Result<Goal, Failure> {
        let to = self.to.resolve("--to", &session.moment)?;
        Ok(Goal {
            task: self.id.clone(),
            moves: Move {
                reverse: self.reverse,
                to: Some(StartPosition::from(to)),
                given: Some(self.to.text().to_owned()),
                relative: self.to.is_relative(),
            },
            line: 0,
            wait: self.wait,
            wait_timeout: self.wait_timeout,
            leave_paused: self.leave_paused,
        })
    }
}

/// Where a rewind comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum From {
    /// The command line.
    Command,
    /// A run that is gone on with, by its number.
    Run(u64),
    /// A plan that was saved, and where the position was then.
    Saved(Option<EpochSeconds>),
}

impl From {
    const fn run(self) -> Option<u64> {
        match self {
            Self::Run(run) => Some(run),
            Self::Command | Self::Saved(_) => None,
        }
    }

    const fn planned_from(self) -> Option<EpochSeconds> {
        match self {
            Self::Saved(position) => position,
            Self::Command | Self::Run(_) => None,
        }
    }
}

/// Saves the plan of a rewind, or shows it where no file is named.
pub(crate) fn save(args: &RewindArgs, session: &mut Session<'_, '_>) -> Result<Report, Failure> {
    let goal = args.goal(session)?;
    connect::warn_of_plaintext(session);
    let client = connect::client(session)?;
    let plan = planned(&goal, &args.consent, None, session, &client)?;
    let run = SavedRun {
        command: RunKind::Rewind,
        file: None,
        pauses: true,
        leave_paused: goal.leave_paused,
        wait: goal.wait,
        wait_timeout_ms: saved_run::millis(goal.wait_timeout),
        interval_ms: 0,
        keep_going: false,
        canary: None,
        moves: vec![goal.written(plan.explanation.change.old.clone(), None)],
    };
    run.save(&plan, &args.consent, session)
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
    let goal = Goal {
        wait: run.wait,
        leave_paused: run.leave_paused,
        ..Goal::of(planned, run.wait_timeout())?
    };
    let from = From::Saved(saved_run::planned_from(planned));
    rewind(goal, consent, &from, session)
}

/// Rewinds: shows the plan, or takes the steps where that was asked for.
pub(crate) fn rewind(
    goal: Goal,
    consent: &Consent,
    from: &From,
    session: &mut Session<'_, '_>,
) -> Result<Report, Failure> {
    if consent.no_preflight {
        return Err(Failure::usage(
            "a rewind is nothing but looking before each step, so --no-preflight leaves nothing of it",
            "Use `oms reset-incr-start-timestamp --no-preflight`.",
        ));
    }
    connect::warn_of_plaintext(session);
    let client = connect::client(session)?;
    if consent.execute {
        let prepared = Prepared::make(goal, consent, *from, session, &client)?;
        return Ok(prepared.take(session, &client));
    }
    let plan = planned(&goal, consent, from.run(), session, &client)?;
    Ok(Report::plan(&plan))
}

/// The plan of a rewind, with what was seen and what it would be refused for.
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
    let run = earlier(goal, &known, &target, chosen, consent.again);
    let settled = shown(goal, &seen, run.and_then(|run| known.run(run)));
    let known = known.supposing(&settled);
    let run = run.and_then(|run| known.run(run));
    let steps = Steps::left(goal, &seen, &known, &target, run, consent.again);
    if let Some(position) = steps
        .moved
        .as_ref()
        .and_then(|moved| moved.position.clone())
    {
        plan = goal.clone().aimed_at(position).plan(session)?;
    }
    let number = run.map(|run| run.seq);
    describe::complete(&mut plan.explanation, &seen, &session.moment);
    plan.add_steps(&steps);
    preview::announce(session, &mut plan, number);
    preview::warn_of_open(&mut plan, &known);
    if steps.reset
        && let Err(failure) = guard::moves(&mut plan, consent, session, None, Some(&seen))
    {
        plan.would_be_refused(&failure);
    }
    Ok(plan)
}

/// The run of the same move that did not end, where there is one: the same command goes on with it.
///
/// With `again`, one that has moved the position already does not count.
fn earlier(
    goal: &Goal,
    known: &Known,
    target: &Target,
    chosen: Option<u64>,
    again: bool,
) -> Option<u64> {
    let mut runs = known.unended(target);
    let run = runs.rfind(|run| match chosen {
        Some(seq) => run.seq == seq,
        None => run.plan.command == RunKind::Rewind && goal.is_of(run),
    })?;
    (!again || run.moved(goal.line).is_none()).then_some(run.seq)
}

/// A rewind of which everything is settled but its steps.
struct Prepared {
    goal: Goal,
    plan: Plan,
    steps: Steps,
    run: Option<Run>,
    agreed: Agreed,
    /// Other runs of the same task, whose place this one takes.
    replaced: Vec<u64>,
}

impl Prepared {
    /// Everything that can refuse, up to the consent and the run in the journal.
    fn make(
        goal: Goal,
        consent: &Consent,
        from: From,
        session: &mut Session<'_, '_>,
        client: &Client,
    ) -> Result<Self, Failure> {
        let plan = goal.plan(session)?;
        guard::production(&plan, consent, matches!(from, From::Saved(_)))?;
        let target = goal.target(&plan.endpoint);
        let known = session.journal()?.read()?;
        let number = earlier(&goal, &known, &target, from.run(), consent.again);
        let planned = Planned::new([Subject::of(&plan)]);
        let mut looked = planned.look(session, client, consent, number)?;
        let seen = seen(&looked, &plan)?;
        // Read again behind the lock: another process may have ended it.
        let number = number.filter(|run| {
            looked
                .known()
                .run(*run)
                .is_some_and(|run| run.end.is_none())
        });
        let settled = shown(&goal, &seen, number.and_then(|run| looked.known().run(run)));
        looked.settle(settled);
        let known = looked.known();
        let run = number.and_then(|run| known.run(run));
        let steps = Steps::left(&goal, &seen, known, &target, run, consent.again);
        let goal = match steps
            .moved
            .as_ref()
            .and_then(|moved| moved.position.clone())
        {
            Some(position) => goal.aimed_at(position),
            None => goal,
        };
        let replaced = known
            .unended(&target)
            .filter(|run| Some(run.seq) != number && run.plan.command == RunKind::Rewind)
            .map(|run| run.seq)
            .collect();
        let mut plan = goal.plan(session)?;
        looked.describe(&mut plan, session);
        plan.add_steps(&steps);
        preview::announce(session, &mut plan, number);
        let requests = Requests {
            goal: &goal,
            steps: &steps,
            consent,
            from,
        };
        let agreed = requests.agree(&mut plan, looked, session, client)?;
        let old = plan.explanation.change.old.clone();
        let written = vec![goal.written(old, Some(&seen))];
        let in_words = in_journal::plan(RunKind::Rewind, None, true, written, session)?;
        let run = Run::begin(&agreed, number, in_words, session)?;
        Ok(Self {
            goal,
            plan,
            steps,
            run,
            agreed,
            replaced,
        })
    }

    /// Takes the steps. What becomes of them is an outcome, and never a failure.
    fn take(self, session: &mut Session<'_, '_>, client: &Client) -> Report {
        let old = self.plan.explanation.change.old_moment();
        if let Some(run) = &self.run {
            for other in &self.replaced {
                run.end(*other, RunEnd::Replaced { by: run.seq() }, session);
            }
        }
        let taking = Taking {
            session: &mut *session,
            client,
            goal: &self.goal,
            run: self.run.as_ref(),
            old,
            consented: self.agreed.into_steps(),
        };
        let taken = taking.all(&self.steps);
        if let Some(run) = &self.run {
            if taken.is_done() {
                run.end(run.seq(), RunEnd::Done, session);
            } else if taken.had_no_effect() {
                run.end(run.seq(), RunEnd::NoEffect, session);
            }
        }
        let number = self.run.as_ref().map(Run::seq);
        outcome::report(&self.goal, &self.plan, number, &taken)
    }
}

fn seen(looked: &Looked, plan: &Plan) -> Result<Seen, Failure> {
    looked
        .seen(plan)?
        .cloned()
        .ok_or_else(|| Failure::new(Exit::Internal, "nothing was looked up", "Report it."))
}

/// The requests of a rewind that are left, with their plans.
struct Requests<'r> {
    goal: &'r Goal,
    steps: &'r Steps,
    consent: &'r Consent,
    from: From,
}

impl Requests<'_> {
    /// Clears every request, and asks for all of them once. What the guards have to say of the move is told in its plan.
    fn agree(
        &self,
        plan: &mut Plan,
        looked: Looked,
        session: &mut Session<'_, '_>,
        client: &Client,
    ) -> Result<Agreed, Failure> {
        let mut plans = Vec::new();
        for step in self.steps.requests() {
            let of_step = match step {
                StepKind::Move => plan.clone(),
                StepKind::Stop | StepKind::Resume => self.goal.plan_of_step(step, session)?,
            };
            plans.push((step, of_step));
        }
        let proposed = plans.iter_mut().map(|(step, plan)| Proposed {
            plan,
            line: None,
            asked_within: (*step == StepKind::Move).then_some(SHORT_WHILE),
            planned_from: self.from.planned_from(),
        });
        let cleared = looked.clear(session, self.consent, proposed.collect())?;
        if let Some((_, judged)) = plans.into_iter().find(|(step, _)| *step == StepKind::Move) {
            *plan = judged;
        }
        let asking = Asking {
            text: plan.to_text(session.printer.stderr),
            yes: self.consent.yes.as_deref(),
            tasks: None,
        };
        cleared.ask(session, client, &asking)
    }
}

impl Plan {
    /// Tells in a plan which steps are left.
    fn add_steps(&mut self, steps: &Steps) {
        self.explanation
            .lines
            .push(Line::new("Steps", steps.to_text()));
    }
}

/// The move of a run that is taken up by its number.
pub(crate) fn goal_of(run: &journal::Run, wait_timeout: Duration) -> Result<Goal, Failure> {
    match run.plan.moves.as_slice() {
        [planned] => Goal::of(planned, wait_timeout),
        _ => Err(Failure::usage(
            format!("run {} has not one move", run.seq),
            "Report it.",
        )),
    }
}
