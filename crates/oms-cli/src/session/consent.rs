//! The flags with which a user consents to a change.

use clap::{Arg, Args};

use crate::time;

/// The heading of the flags that say which move of a position is meant.
pub(crate) const POSITION: &str = "Position";

/// The consent to act, for actions that change something.
#[derive(Debug, Clone, Default, Args)]
#[command(mut_args(below_execute))]
pub(crate) struct Consent {
    /// Send the request. Without it, the plan is printed and nothing is sent.
    #[arg(long, help_heading = "Consent")]
    pub(crate) execute: bool,

    #[command(flatten)]
    pub(crate) to_each: ConsentToEach,

    /// Act only while the present position is this one (a time, as for the new position).
    #[arg(
        long,
        value_name = "TIME",
        allow_hyphen_values = true,
        value_parser = time::parse,
        help_heading = POSITION
    )]
    pub(crate) expect_current: Option<time::TimeInput>,

    /// The digest of the saved plan that is applied. No flag gives it: on production it is typed.
    #[arg(skip)]
    pub(crate) digest: Option<String>,
}

/// The consent to each request of a command, whatever the word is that sends them. The commands
/// that send what a file plans have these flags and no others.
#[derive(Debug, Clone, Default, Args)]
pub(crate) struct ConsentToEach {
    /// Confirm without being asked, by the ID that would have to be typed.
    #[arg(
        long,
        value_name = "ID",
        require_equals = true,
        help_heading = "Consent"
    )]
    pub(crate) yes: Option<String>,

    /// Send it although the same was accepted a few minutes ago. It takes effect a second time.
    #[arg(long, help_heading = "Consent")]
    pub(crate) again: bool,

    /// Do not look the task up first. It is then unknown if its position has moved since the
    /// plan.
    #[arg(long, help_heading = "Consent")]
    pub(crate) no_preflight: bool,

    /// Do not refuse while another process changes the same thing. Only for a lock that nobody
    /// holds any more.
    #[arg(long, help_heading = "Consent")]
    pub(crate) no_lock: bool,

    #[command(flatten)]
    pub(crate) position: PositionGuards,
}

/// The permissions of a move, for actions that move a position.
#[derive(Debug, Clone, Default, PartialEq, Eq, Args)]
pub(crate) struct PositionGuards {
    /// Allow a position later than the present one. The changes between them are SKIPPED, and may
    /// be lost.
    #[arg(long, help_heading = POSITION)]
    pub(crate) allow_skip: bool,

    /// Allow a position older than 365 days, for which no service keeps logs unless told to.
    #[arg(long, help_heading = POSITION)]
    pub(crate) i_know_logs_exist: bool,
}

impl Consent {
    /// Returns whether a flag about a position was given.
    pub(crate) fn guards_a_position(&self) -> bool {
        self.to_each.position != PositionGuards::default() || self.expect_current.is_some()
    }
}

impl From<ConsentToEach> for Consent {
    /// Returns the consent without the word that sends.
    fn from(to_each: ConsentToEach) -> Self {
        Self {
            to_each,
            ..Self::default()
        }
    }
}

/// Returns a flag as it is beside `--execute`, without which a plan is printed.
fn below_execute(arg: Arg) -> Arg {
    match arg.get_id().as_str() {
        "yes" => arg.requires("execute"),
        "no_preflight" => {
            arg.help("Do not look the task up first. The plan then says that its state is unknown")
        }
        _ => arg,
    }
}
