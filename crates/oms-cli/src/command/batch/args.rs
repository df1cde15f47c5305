//! The arguments of `oms batch`.

use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::time::Duration;

use clap::Args;

use super::pace;
use crate::command::saved_run;
use crate::journal::RunOptions;
use crate::parse;
use crate::session::{Consent, PositionGuards};
use crate::time;

pub(crate) const EXAMPLES: &str = "\
Examples:
  oms batch tasks.csv                       shows every plan, and sends nothing
  oms batch tasks.csv --execute             asks once, and sends a line a second
  oms batch tasks.csv --execute --canary 1  asks again when the first has moved
  oms batch tasks.csv --execute --yes=12    where nobody can be asked

The file has a task a line, by its ID or its name, under the names of the flags
or of the wire:
  id,reverse,to
  np_4w3a0001,false,-2h
  orders,false,-2h
or a JSON object a line:
  {\"id\":\"np_4w3a0001\",\"reverse\":false,\"to\":\"-2h\"}";

/// The arguments of `oms batch`.
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a flag of its own on the command line"
)]
#[derive(Debug, Args)]
pub(crate) struct BatchArgs {
    /// The file with a task a line, or - for standard input. It is checked whole before anything is
    /// sent.
    #[arg(value_name = "FILE|-")]
    pub(super) file: PathBuf,

    /// The most tasks that a file may have.
    #[arg(
        long,
        value_name = "NUMBER",
        default_value = "20",
        value_parser = parse::count,
        help_heading = "Pace"
    )]
    pub(super) max: NonZeroUsize,

    /// Lines to send a second, one after the other; fractions such as 0.2 are allowed.
    #[arg(long, value_name = "NUMBER", default_value = "1", value_parser = pace::interval, help_heading = "Pace")]
    rate: Duration,

    /// Send this many lines first, wait until their positions have moved, and ask before the rest.
    /// With --yes, nobody is asked.
    #[arg(long, value_name = "NUMBER", value_parser = parse::count, help_heading = "Pace")]
    canary: Option<NonZeroUsize>,

    /// Longest wait for each position of the canary, and for each step of --pause, in seconds or
    /// with a unit (90s, 10m).
    #[arg(long, value_name = "TIME", default_value = "10m", value_parser = time::duration, help_heading = "Pace")]
    wait_timeout: Duration,

    /// Go on after a line that was rejected. Anything else that goes wrong stops the rest.
    #[arg(long, help_heading = "Pace")]
    keep_going: bool,

    /// Do the whole loop for each task: stop it if it is at work, move its position, wait until the
    /// checkpoint shows it, and let it go on. Without it, a batch only moves positions.
    #[arg(long, help_heading = "Pace")]
    pub(super) pause: bool,

    /// Send what is left of the file. Without it, the plan is printed and nothing is sent.
    #[arg(long, help_heading = "Consent")]
    execute: bool,

    /// Confirm without being asked, by the number of tasks in the file.
    #[arg(
        long,
        value_name = "COUNT",
        require_equals = true,
        requires = "execute",
        help_heading = "Consent"
    )]
    yes: Option<String>,

    /// Send although the same was accepted within a day, or all of the file before. A file that was
    /// sent in part is resumed.
    #[arg(long, help_heading = "Consent")]
    again: bool,

    /// Do not look the tasks up first. The plan then says that their state is unknown.
    #[arg(long, help_heading = "Consent")]
    no_preflight: bool,

    /// Do not refuse while another process changes the same thing. Only for a lock that nobody
    /// holds any more.
    #[arg(long, help_heading = "Consent")]
    no_lock: bool,

    /// Allow positions later than the present ones. The changes between them are SKIPPED, and may
    /// be lost.
    #[arg(long, help_heading = "Position")]
    allow_skip: bool,

    /// Allow positions older than 365 days, for which no service keeps logs unless told to.
    #[arg(long, help_heading = "Position")]
    i_know_logs_exist: bool,
}

/// The terms on which the lines of a batch are sent.
#[derive(Debug, Clone)]
pub(super) struct Terms {
    /// The consent to each line, as a single request would have it.
    pub(super) consent: Consent,
    /// The longest time for each wait.
    pub(super) wait_timeout: Duration,
    /// The time from one line to the next.
    pub(super) interval: Duration,
    /// The way in which the lines are sent, as their run has it.
    pub(super) options: RunOptions,
}

impl Terms {
    /// Returns the terms of a run that was written down. One without a pace sends a line a second.
    pub(super) fn of_run(consent: &Consent, wait_timeout: Duration, options: &RunOptions) -> Self {
        let interval_ms = options.interval_ms.unwrap_or(1_000);
        Self {
            consent: consent.clone(),
            wait_timeout,
            interval: Duration::from_millis(interval_ms),
            options: RunOptions {
                interval_ms: Some(interval_ms),
                ..options.clone()
            },
        }
    }
}

impl BatchArgs {
    pub(super) fn terms(&self) -> Terms {
        Terms {
            consent: Consent {
                digest: None,
                execute: self.execute,
                yes: self.yes.clone(),
                again: self.again,
                no_preflight: self.no_preflight,
                no_lock: self.no_lock,
                position: PositionGuards {
                    allow_skip: self.allow_skip,
                    i_know_logs_exist: self.i_know_logs_exist,
                    expect_current: None,
                },
            },
            wait_timeout: self.wait_timeout,
            interval: self.rate,
            options: RunOptions {
                interval_ms: Some(saved_run::millis(self.rate)),
                keep_going: self.keep_going,
                canary: self.canary.map(NonZeroUsize::get),
                ..RunOptions::default()
            },
        }
    }
}
