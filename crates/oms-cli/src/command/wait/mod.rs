//! `oms wait`: looks at a task until it is as it should be. It only reads.

mod condition;

use std::time::Duration;

use clap::Args;
use oms_client::{Client, Effect, Seen, Shown, TaskId, WaitError};

use crate::act::names;
use crate::act::watch::{FIRST_PAUSE, LONGEST_PAUSE};
use crate::command::status::task::Progress;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::generated::subjects;
use crate::parse;
use crate::plan::named::Named;
use crate::report::Report;
use crate::session::{Session, connect};
use crate::surroundings::{Clock, Interrupts};
use crate::time::{self, Moment};
use condition::{Condition, Goal};

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
    /// `position>TIME`. Of several steps that are at work, the service shows one.
    #[arg(long = "for", value_name = "CONDITION", value_parser = condition::read)]
    condition: Condition,

    /// The direction whose lag or position is meant; the one that data takes now unless given.
    #[arg(long, value_name = "true|false", action = clap::ArgAction::Set, value_parser = parse::boolean)]
    reverse: Option<bool>,

    /// Longest time to wait, such as 90s, 10m or 2h.
    #[arg(long, value_name = "TIME", default_value = "10m", value_parser = time::duration)]
    within: Duration,
}

/// Returns the advice where no waiting helps.
fn look(task: &TaskId) -> String {
    let task = Shown(task.as_str());
    format!(
        "Look at the task with `oms status {task}`, and at its steps with `oms task describe-steps {task}`."
    )
}

pub(crate) fn run(args: &WaitArgs, mut session: Session<'_, '_>) -> Exit {
    let waited = waited(args, &mut session);
    session.finish(waited)
}

fn waited(args: &WaitArgs, session: &mut Session<'_, '_>) -> Result<Report, Failure> {
    session.refuse_output_file()?;
    let goal = args.condition.resolve(args.reverse, &session.moment)?;
    let task = args.task.as_ref();
    let named = names::one_of(&subjects::TASK, task, None, Effect::Read, session)?;
    let task: TaskId = named.id("TASK")?;
    let client = connect::client(session)?;
    let clock = session.surroundings.clock();
    let interrupts = session.surroundings.interrupts.clone();
    let moment = session.moment.clone();
    let wait = wait(args, &task, &client, clock, interrupts, goal, &moment);
    let progress = session.block_on(wait)??;
    let id = task.as_str();
    let local = |position: &_| time::shown_at(position, &moment);
    let text = condition::seen(&progress, args.reverse, local);
    let text = format!("{id}: {text}\n");
    let seen = condition::seen(&progress, args.reverse, time::shown);
    let data = serde_json::json!({ "id": id, "state": progress.state.as_str(), "seen": seen });
    Ok(Report::looked(&data, text))
}

/// Waits as the client does: a look that is lost is followed by another, because it says nothing of
/// the task, and one that is refused ends the wait, because it would be refused again.
async fn wait(
    args: &WaitArgs,
    task: &TaskId,
    client: &Client,
    clock: Clock,
    mut interrupts: Interrupts,
    goal: Goal,
    moment: &Moment,
) -> Result<Progress, Failure> {
    let id = task.as_str();
    let asked = task.clone();
    let wait = client.describe_project_progress().id(task).wait();
    let wait = wait
        .within(args.within)
        .every(FIRST_PAUSE, LONGEST_PAUSE)
        .until(
            move |reply| match Progress::of(&asked, reply, clock.time()) {
                Ok(progress) => goal.judge(&progress),
                Err(unread) => Seen::Never(unread.to_string()),
            },
        );
    let waited = tokio::select! {
        waited = wait.into_future() => waited,
        () = interrupts.next() => return Err(Failure::new(
            Exit::Interrupted,
            format!("the wait for {id} was interrupted"),
            "It changed nothing, and can be started again.",
        )),
    };
    let read = |reply| {
        let progress = Progress::of(task, reply, clock.time());
        progress.map_err(|unread| Failure::new(Exit::Unverified, unread.to_string(), look(task)))
    };
    let late = match waited {
        Ok(reply) => return read(&reply),
        Err(WaitError::Never { why, .. }) => {
            return Err(Failure::new(
                Exit::Unverified,
                format!("{id} cannot reach {}: {why}", args.condition),
                look(task),
            ));
        }
        Err(WaitError::Failed { error, .. }) => return Err(Failure::of_read(&error)),
        Err(late) => late,
    };
    let last = match (late.error(), late.last()) {
        (Some(error), _) => format!("the last look failed: {error}"),
        (None, Some(last)) => {
            let local = |position: &_| time::shown_at(position, moment);
            format!(
                "last: {}",
                condition::seen(&read(last)?, args.reverse, local)
            )
        }
        (None, None) => "it was not looked at".to_owned(),
    };
    Err(Failure::new(
        Exit::Unverified,
        format!(
            "{id} did not reach {} within {}; {last}",
            args.condition,
            time::length(args.within),
        ),
        format!(
            "Wait longer with --within, or look at it with `oms status {}`.",
            Shown(id)
        ),
    ))
}
