//! `oms rewind`: an operator's whole loop around moving a position.
//!
//! Look, stop the task if it is at work, move the position, watch until the checkpoint shows it, let the task go on. Each step is
//! written down before it is taken, so the same command again goes on where the last one ended, and takes no step twice on a
//! guess.

mod course;
mod steps;
mod watch;

use std::time::Duration;

use clap::Args;
use oms_client::actions::ResetIncrStartTimestampRequest;
use oms_client::{Client, StartPosition, TaskId};

use crate::act::confirm::{self, Consenting};
use crate::act::looking::Looking;
use crate::act::record::{self, Recorder};
use crate::act::{guard, preflight};
use crate::exit::Exit;
use crate::failure::Failure;
use crate::journal::{SHORT_WHILE, TargetLock};
use crate::parse;
use crate::plan::{Line, Move, Plan, wording};
use crate::report::Report;
use crate::session::{Consent, Session, connect};
use crate::surroundings::Leaving;
use crate::time::{self, TimeInput};

pub(crate) use watch::{Watched, watch};

use course::Course;

/// The word under which the steps stand in the journal.
const PART: &str = "rewind";

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

    #[command(flatten)]
    consent: Consent,
}

/// What is rewound, and how: settled before the first step.
#[derive(Debug)]
struct Goal {
    task: TaskId,
    moves: Move,
    /// The request that moves the position.
    reset: ResetIncrStartTimestampRequest,
    wait: bool,
    wait_timeout: Duration,
}

/// Runs `oms rewind`.
pub(crate) fn run(args: &RewindArgs, mut session: Session<'_, '_>) -> Exit {
    let report = attempt(args, &mut session).unwrap_or_else(|failure| Report::stopped(&failure));
    session.print(&report)
}

fn attempt(args: &RewindArgs, session: &mut Session<'_, '_>) -> Result<Report, Failure> {
    session.refuse_output_file()?;
    if args.consent.no_preflight {
        return Err(Failure::usage(
            "a rewind is nothing but looking before each step, so --no-preflight leaves nothing of it",
            "Use `oms reset-incr-start-timestamp --no-preflight`.",
        ));
    }
    let mut goal = Goal::new(args, session)?;
    let mut plan = goal.plan(session)?;
    connect::warn_of_plaintext(session);
    guard::announce(session, &mut plan);
    let client = connect::client(session)?;
    let locks = if args.consent.execute {
        guard::production(&plan, &args.consent, false)?;
        locks(args, session, &plan)?
    } else {
        Locks::new()
    };
    let looking = match Looking::for_act(session, &client, &mut plan, &args.consent)? {
        Ok(looking) => looking,
        Err(report) => return Ok(*report),
    };
    let Some(seen) = looking.seen() else {
        return Err(Failure::new(
            Exit::Internal,
            "nothing was looked up",
            "Report it.",
        ));
    };
    let known = session.journal()?.read()?;
    let shown = course::shown(&goal, &plan, seen, &known);
    let known = known.supposing(&shown);
    let course = Course::decide(&goal, &plan, seen, &known, args.consent.again);
    if let Some(earlier) = course.position.clone() {
        goal.aim_at(earlier);
    }
    plan.explanation
        .lines
        .push(Line::new("Steps", course.to_text()));
    if !args.consent.execute {
        looking.warn(&mut plan, &args.consent, session);
        return Ok(Report::plan(&plan));
    }
    if course.reset {
        looking.check(&mut plan, &args.consent, session, None)?;
    }
    ask(args, session, &plan, &course, looking.name())?;
    let report = steps::take(session, &client, &goal, &plan, &course, &shown);
    drop(locks);
    report
}

/// The locks on a task and on its direction, held until the last step is taken.
type Locks = Vec<TargetLock>;

/// Takes the locks before anything is looked at, so that nobody changes what was seen.
fn locks(args: &RewindArgs, session: &Session<'_, '_>, plan: &Plan) -> Result<Locks, Failure> {
    let journal = session.journal()?;
    let mut whole = plan.clone();
    whole.explanation.direction = None;
    let mut locks = Locks::new();
    for plan in [&whole, plan] {
        let lock = record::lock(&journal, plan, args.consent.no_lock, session.surroundings)?;
        locks.extend(lock);
    }
    Ok(locks)
}

fn ask(
    args: &RewindArgs,
    session: &mut Session<'_, '_>,
    plan: &Plan,
    course: &Course,
    name: Option<&str>,
) -> Result<(), Failure> {
    let recorder = Recorder::new(
        session.journal()?,
        plan,
        session.settings.allow_plaintext.value,
        session.surroundings,
    );
    let mut questions = Vec::new();
    if course.reset {
        questions.extend(guard::age(plan, &args.consent, session)?);
        questions.extend(guard::repeated(
            plan,
            &args.consent,
            &recorder,
            session,
            SHORT_WHILE,
        )?);
    }
    let text = plan.to_text(session.printer.stderr);
    let farewell = recorder.farewell(session.surroundings.time());
    let subjects = [Some(plan.explanation.subject.as_str()), name];
    let subjects: Vec<&str> = subjects.into_iter().flatten().collect();
    let consenting = Consenting::to_one(&subjects, args.consent.yes.as_deref(), &questions);
    confirm::ask(session, &text, consenting, Leaving::unsent(farewell))
}

impl Goal {
    fn new(args: &RewindArgs, session: &Session<'_, '_>) -> Result<Self, Failure> {
        let to = args.to.resolve("--to", &session.moment)?;
        let to = StartPosition::from(to);
        Ok(Self {
            task: args.id.clone(),
            moves: Move {
                reverse: args.reverse,
                to: Some(to.clone()),
                given: Some(args.to.text().to_owned()),
                relative: args.to.is_relative(),
            },
            reset: reset(&args.id, args.reverse, to),
            wait: args.wait,
            wait_timeout: args.wait_timeout,
        })
    }

    fn plan(&self, session: &Session<'_, '_>) -> Result<Plan, Failure> {
        let explanation = wording::of_move(&self.task, self.moves.clone(), &session.moment);
        let mut plan = Plan::new(session.settings.endpoint()?, &self.reset, explanation);
        plan.profile = session.settings.profile_name().map(ToOwned::to_owned);
        plan.production = session.settings.is_production();
        plan.part = Some(PART.to_owned());
        Ok(plan)
    }

    /// Goes for the position of an earlier rewind, which has moved it already: `-2h` means another moment by now.
    fn aim_at(&mut self, earlier: StartPosition) {
        self.reset = reset(&self.task, self.moves.reverse, earlier.clone());
        self.moves.to = Some(earlier);
    }

    /// Whether a direction has moved on from the new position.
    fn is_passed(&self, seen: &preflight::Seen) -> bool {
        let position = seen.leg(self.moves.reverse).position.as_ref();
        match (position, self.moves.moment()) {
            (Some(StartPosition::EpochSeconds(at)), Some(new)) => *at > new,
            (Some(at), None) => Some(at) != self.moves.to.as_ref(),
            _ => false,
        }
    }
}

fn reset(task: &TaskId, reverse: bool, to: StartPosition) -> ResetIncrStartTimestampRequest {
    ResetIncrStartTimestampRequest::builder()
        .id(task.clone())
        .reverse(reverse)
        .start_timestamp(to)
        .build()
}

/// What a step needs: the way to the service, the goal and the plan.
struct Means<'m> {
    client: &'m Client,
    goal: &'m Goal,
    plan: &'m Plan,
}
