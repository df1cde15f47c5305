//! The aim of a rewind: a moment, or a distance before the present position of the task.

use clap::Args;
use oms_client::{Client, EpochSeconds, Shown, StartPosition, TaskId};

use crate::act::{look, not_looked_up};
use crate::failure::Failure;
use crate::generated::subjects;
use crate::plan::{Move, Subject};
use crate::session::Session;
use crate::time::{self, TimeInput, distance};

/// The position to which a rewind moves.
#[derive(Debug, Args)]
#[group(required = true, multiple = false)]
pub(super) struct Aim {
    /// The new position.
    #[arg(
        long,
        value_name = "TIME",
        allow_hyphen_values = true,
        value_parser = time::parse,
        help = time::help("The new position.")
    )]
    to: Option<TimeInput>,

    /// Distance to move back from the present position of the task, such as 2h or 1d12h. The plan
    /// shows the second that this comes to.
    #[arg(long, value_name = "SPAN", allow_hyphen_values = true, value_parser = span)]
    by: Option<Span>,
}

/// A distance, and how it was written.
#[derive(Debug, Clone)]
struct Span {
    text: String,
    seconds: i64,
}

/// Reads a distance. A sign is allowed, because that is how a time before now is written.
fn span(text: &str) -> Result<Span, String> {
    let seconds = time::span(text.strip_prefix('-').unwrap_or(text))?;
    if seconds == 0 {
        return Err("moves nothing".to_owned());
    }
    Ok(Span {
        text: text.to_owned(),
        seconds,
    })
}

/// A new position as far as the command line alone tells it.
pub(super) enum Given {
    To(Move),
    /// So many seconds before the present position, as it was written.
    Back(i64, String),
}

impl Aim {
    /// Returns whether the same words mean another position later.
    pub(super) fn is_counted_anew(&self) -> bool {
        self.by.is_some() || self.to.as_ref().is_some_and(TimeInput::is_relative)
    }

    /// Returns the new position as far as it is known without a look.
    pub(super) fn given(&self, reverse: bool, session: &Session<'_, '_>) -> Result<Given, Failure> {
        match (&self.to, &self.by) {
            (Some(to), _) => {
                let position = to.resolve("--to", &session.moment)?.into();
                Ok(Given::To(Move::new(reverse, position, Some(to))))
            }
            (None, Some(by)) => Ok(Given::Back(by.seconds, format!("by {}", by.text))),
            // The command line refuses it before.
            (None, None) => Err(Failure::usage(
                "no new position is given",
                "Give --to or --by.",
            )),
        }
    }
}

impl Given {
    /// Returns the move of a task. A distance is taken from the present position of the task, once.
    pub(super) fn moves(
        self,
        task: &TaskId,
        reverse: bool,
        session: &mut Session<'_, '_>,
        client: &Client,
    ) -> Result<Move, Failure> {
        let (seconds, text) = match self {
            Self::To(moves) => return Ok(moves),
            Self::Back(seconds, text) => (seconds, text),
        };
        let now = position(task, reverse, session, client)?;
        Ok(Move {
            reverse,
            to: Some(before(now, seconds)?.into()),
            given: Some(text),
            relative: false,
        })
    }
}

/// Returns the present position of a task in one direction.
fn position(
    task: &TaskId,
    reverse: bool,
    session: &mut Session<'_, '_>,
    client: &Client,
) -> Result<EpochSeconds, Failure> {
    let seen = session
        .block_on(look::look_at_progress(client, task))?
        .map_err(|why| not_looked_up(&Subject::one(&subjects::TASK, task), &why))?;
    match &seen.leg(reverse).position {
        Some(StartPosition::EpochSeconds(seconds)) => Ok(*seconds),
        Some(other) => Err(Failure::usage(
            format!(
                "the position of {task} is {}, which is not a time",
                Shown(&other.to_string())
            ),
            format!(
                "Give the new position itself, with `oms task reset-incr-start-timestamp {task} --reverse {reverse} --to TIME`."
            ),
        )),
        None => Err(Failure::guard(
            format!("the service shows no position of {task} in this direction"),
            "Check --reverse, or give the new position with --to.",
        )),
    }
}

fn before(now: EpochSeconds, seconds: i64) -> Result<EpochSeconds, Failure> {
    EpochSeconds::new(now.get().saturating_sub(seconds)).map_err(|_| {
        Failure::usage(
            format!(
                "--by: {} before {} is before 1970",
                distance(seconds),
                now.to_rfc3339()
            ),
            "Give a shorter distance.",
        )
    })
}
