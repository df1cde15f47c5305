//! `oms wait`: looks at a task until it is as it should be. It only reads.

mod condition;

use std::time::{Duration, SystemTime};

use clap::Args;
use oms_client::{Client, Error, TaskId};
use tokio::time::{Instant, sleep};

use crate::act::names;
use crate::act::watch::Backoff;
use crate::command::status::task::{self as progress, Progress};
use crate::exit::Exit;
use crate::failure::Failure;
use crate::generated::subjects;
use crate::parse;
use crate::plan::named::Named;
use crate::report::Report;
use crate::session::{Session, connect};
use crate::surroundings::Interrupts;
use crate::time;
use condition::{Condition, Judged};

/// The examples above the help.
pub(crate) const EXAMPLES: &str = "\
Examples:
  oms wait orders --for state=RUNNING
  oms wait np_4w3a0001 --for 'lag<30s' --within 2h
  oms wait np_4w3a0001 --for 'position>2025-03-19T14:18:38+08:00' --reverse true
  oms wait np_4w3a0001 --for step=INCR_TRANSFER";

/// The arguments of `oms wait`.
#[derive(Debug, Args)]
pub(crate) struct WaitArgs {
    /// The task, by its name or its ID.
    #[arg(value_name = "TASK", value_parser = |text: &str| Named::read::<TaskId>(text, &subjects::TASK))]
    task: Option<Named>,

    /// The state of the task to wait for: `state=RUNNING`, `step=INCR_TRANSFER`, `lag<30s` or
    /// `position>TIME`.
    #[arg(long = "for", value_name = "CONDITION", value_parser = condition::read)]
    condition: Condition,

    /// The direction whose lag or position is meant; the one that data takes now unless given.
    #[arg(long, value_name = "true|false", action = clap::ArgAction::Set, value_parser = parse::boolean)]
    reverse: Option<bool>,

    /// Longest time to wait, such as 90s, 10m or 2h.
    #[arg(long, value_name = "TIME", default_value = "10m", value_parser = time::duration)]
    within: Duration,
}

/// The way in which a wait ended.
enum Waited {
    Reached(Progress),
    /// It can no longer be reached.
    Never(String),
    /// The time is over: with the last look, or the reason why there was none.
    TimedOut(String),
    Interrupted,
}

/// Runs `oms wait`.
pub(crate) fn run(args: &WaitArgs, mut session: Session<'_, '_>) -> Exit {
    let waited = waited(args, &mut session);
    session.finish(waited)
}

fn waited(args: &WaitArgs, session: &mut Session<'_, '_>) -> Result<Report, Failure> {
    session.refuse_output_file()?;
    let goal = args.condition.resolve(args.reverse, &session.moment)?;
    let named = names::one_of(&subjects::TASK, args.task.as_ref(), None, session)?;
    let task: TaskId = named.id("TASK")?;
    let client = connect::client(session)?;
    let now = session.surroundings.time();
    let interrupts = session.surroundings.interrupts.clone();
    let wait = wait(args, &task, &client, now, interrupts, |progress| {
        goal.judge(progress)
    });
    let id = task.as_str();
    match session.block_on(wait)?? {
        Waited::Reached(progress) => {
            let seen = condition::seen(&progress, args.reverse);
            let text = format!("{id}: {seen}\n");
            let data =
                serde_json::json!({ "id": id, "state": progress.state.as_str(), "seen": seen });
            Ok(Report::found(&data, text))
        }
        Waited::Never(why) => Err(Failure::new(
            Exit::Unverified,
            format!("{id} cannot reach {}: {why}", args.condition),
            "Look at the task with `oms status`, and at its steps with `oms task describe-steps`.",
        )),
        Waited::TimedOut(last) => Err(Failure::new(
            Exit::Unverified,
            format!(
                "{id} did not reach {} within {}; {last}",
                args.condition,
                crate::time::distance(i64::try_from(args.within.as_secs()).unwrap_or(i64::MAX)),
            ),
            "Wait longer with --within, or look at it with `oms status`.",
        )),
        Waited::Interrupted => Err(Failure::new(
            Exit::Interrupted,
            format!("the wait for {id} was interrupted"),
            "It changed nothing, and can be started again.",
        )),
    }
}

/// Looks again and again. A look that fails is tried again, because a read that is lost says
/// nothing of the task; one that is refused ends the wait, because it would be refused again.
async fn wait(
    args: &WaitArgs,
    task: &TaskId,
    client: &Client,
    now: SystemTime,
    mut interrupts: Interrupts,
    judge: impl Fn(&Progress) -> Judged,
) -> Result<Waited, Failure> {
    let started = Instant::now();
    let mut backoff = Backoff::new();
    loop {
        let clock = now.checked_add(started.elapsed()).unwrap_or(now);
        let look = tokio::select! {
            look = progress::read(client, task, clock) => look,
            () = interrupts.next() => return Ok(Waited::Interrupted),
        };
        let last = match look {
            Ok(progress) => match judge(&progress) {
                Judged::Reached => return Ok(Waited::Reached(progress)),
                Judged::Never(why) => return Ok(Waited::Never(why)),
                Judged::NotYet => format!("last: {}", condition::seen(&progress, args.reverse)),
            },
            Err(error @ (Error::Rejected(_) | Error::Invalid(_))) => {
                return Err(Failure::of_read(&error));
            }
            Err(error) => format!("the last look failed: {error}"),
        };
        let left = args.within.saturating_sub(started.elapsed());
        if left.is_zero() {
            return Ok(Waited::TimedOut(last));
        }
        tokio::select! {
            () = sleep(backoff.next().min(left)) => {}
            () = interrupts.next() => return Ok(Waited::Interrupted),
        }
    }
}
