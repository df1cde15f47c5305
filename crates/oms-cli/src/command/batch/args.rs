//! The arguments of `oms batch`.

use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::time::Duration;

use clap::Args;

use super::pace;
use crate::command::saved_run;
use crate::journal::RunOptions;
use crate::parse;
use crate::session::{Consent, ConsentToEach};
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

const YES: &str = "Confirm without being asked, by the number of tasks in the file";
const AGAIN: &str = "Send although the same was accepted within a day, or all of the file before. A file that was \
                     sent in part is resumed";
const NO_PREFLIGHT: &str =
    "Do not look the tasks up first. The plan then says that their state is unknown";

/// The arguments of `oms batch`.
#[derive(Debug, Args)]
#[command(
    mut_arg("yes", |yes| yes.requires("execute").value_name("COUNT").help(YES)),
    mut_arg("again", |again| again.help(AGAIN)),
    mut_arg("no_preflight", |no_preflight| no_preflight.help(NO_PREFLIGHT)),
)]
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

    #[command(flatten)]
    consent: ConsentToEach,
}

/// The terms on which the lines of a batch are sent.
#[derive(Debug, Clone)]
pub(super) struct Terms {
    /// The consent to each line, as a single request would have it.
    pub(super) consent: Consent,
    /// The longest time for each wait.
    pub(super) wait_timeout: Duration,
    /// The way in which the lines are sent, as their run has it.
    pub(super) options: RunOptions,
}

impl Terms {
    /// Returns the terms of a run that was written down.
    pub(super) fn of_run(consent: &Consent, wait_timeout: Duration, options: &RunOptions) -> Self {
        Self {
            consent: consent.clone(),
            wait_timeout,
            options: options.clone(),
        }
    }

    /// Returns the time from one line to the next. A run without a pace sends a line a second.
    pub(super) fn interval(&self) -> Duration {
        self.options
            .interval_ms
            .map_or(Duration::from_secs(1), Duration::from_millis)
    }
}

impl BatchArgs {
    pub(super) fn terms(&self) -> Terms {
        Terms {
            consent: Consent {
                execute: self.execute,
                ..self.consent.clone().into()
            },
            wait_timeout: self.wait_timeout,
            options: RunOptions {
                interval_ms: Some(saved_run::millis(self.rate)),
                keep_going: self.keep_going,
                canary: self.canary.map(NonZeroUsize::get),
                ..RunOptions::default()
            },
        }
    }
}
