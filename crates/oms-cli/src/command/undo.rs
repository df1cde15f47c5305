//! `oms undo`: moves a position back to where an entry of the journal moved it from.
//!
//! It is a rewind like any other, with its plan, guards and question: what the move has replayed or
//! skipped is not taken back.

use clap::Args;
use oms_client::Shown;

use super::rewind::{self, From, Goal, MoveWait};
use crate::exit::Exit;
use crate::failure::Failure;
use crate::journal::{Attempt, Status, Target};
use crate::plan::Move;
use crate::report::Report;
use crate::session::{Address, Consent, Session};

pub(crate) const EXAMPLES: &str = "\
Examples:
  oms journal list                what was sent, with the number of each entry
  oms undo 7                      shows the plan, and sends nothing
  oms undo 7 --execute --wait     asks, moves, and waits until the task goes on
  oms undo 7 --execute --allow-skip
        of a move back whose changes are not all replayed yet: it skips the rest";

/// The arguments of `oms undo`.
#[derive(Debug, Args)]
pub(crate) struct UndoArgs {
    /// Number of the entry in the journal that moved a position.
    entry: u64,

    #[command(flatten)]
    wait: MoveWait,

    #[command(flatten)]
    consent: Consent,
}

pub(crate) fn run(args: &UndoArgs, mut session: Session<'_, '_>) -> Exit {
    let report = undo(args, &mut session);
    session.conclude(report)
}

fn undo(args: &UndoArgs, session: &mut Session<'_, '_>) -> Result<Report, Failure> {
    session.refuse_output_file()?;
    let known = session.journal()?.read()?;
    let attempt = known.attempt(args.entry)?.ok_or_else(|| {
        Failure::usage(
            format!("the journal has no request {}", args.entry),
            "`oms journal list` shows them.",
        )
    })?;
    let goal = goal(args, &attempt, session)?;
    let from = From::Command { counts: false };
    rewind::rewind(goal, &args.consent, &from, session)
}

/// Returns the move back, if the entry moved a position at this service and has the old one.
fn goal(args: &UndoArgs, attempt: &Attempt, session: &Session<'_, '_>) -> Result<Goal, Failure> {
    let intent = &attempt.intent;
    let entry = args.entry;
    refuse_without_effect(attempt, session)?;
    let endpoint = session.settings.endpoint()?;
    if *Target::of(intent).address() != Address::of(endpoint) {
        let flags = session.flags_to(&intent.endpoint, intent.profile.as_deref());
        return Err(Failure::usage(
            format!(
                "entry {entry} was sent to {}, and this is {}",
                Shown(&intent.endpoint),
                Shown(endpoint)
            ),
            format!("`oms undo {entry}{flags}` shows the plan there."),
        ));
    }
    let (Some(_), Some(old)) = (&intent.change.new, &intent.change.old) else {
        return Err(Failure::usage(
            format!(
                "entry {entry} ({}) moved no position, or its old position is not known",
                Shown(&intent.action)
            ),
            "Move it yourself: `oms rewind --help` shows how.",
        ));
    };
    let task = intent.id.parse().map_err(|_| {
        Failure::usage(
            format!("entry {entry} names no task"),
            "`oms journal list` shows them.",
        )
    })?;
    let moves = Move {
        reverse: intent.is_reverse(),
        to: Some(old.clone()),
        given: Some(format!("undo {entry}")),
        relative: false,
    };
    Ok(args.wait.goal(task, moves))
}

/// Refuses an entry of which nothing says that it took effect.
fn refuse_without_effect(attempt: &Attempt, session: &Session<'_, '_>) -> Result<(), Failure> {
    let (entry, intent) = (attempt.seq, &attempt.intent);
    let next = match attempt.status() {
        Status::Accepted => return Ok(()),
        Status::Open => {
            let flags = session.flags_to(&intent.endpoint, intent.profile.as_deref());
            format!("Settle it first, with `oms journal resolve {entry}{flags}`.")
        }
        Status::NoEffect => "It had no effect, so that there is nothing to undo.".to_owned(),
    };
    Err(Failure::usage(
        format!(
            "entry {entry} is not known to have taken effect ({})",
            attempt.outcome()
        ),
        next,
    ))
}
