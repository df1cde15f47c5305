//! The flags with which a user consents to a change.

use clap::Args;

use crate::time;

/// The consent to act, for actions that change something.
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a flag of its own on the command line"
)]
#[derive(Debug, Clone, Default, Args)]
pub(crate) struct Consent {
    /// Send the request. Without it, the plan is printed and nothing is sent.
    #[arg(long, help_heading = "Consent")]
    pub(crate) execute: bool,

    /// Confirm without being asked, by the ID that would have to be typed.
    #[arg(
        long,
        value_name = "ID",
        require_equals = true,
        requires = "execute",
        help_heading = "Consent"
    )]
    pub(crate) yes: Option<String>,

    /// Send it although the same was accepted a few minutes ago. It takes effect a second time.
    #[arg(long, help_heading = "Consent")]
    pub(crate) again: bool,

    /// Do not look the task up first. The plan then says that its state is unknown.
    #[arg(long, help_heading = "Consent")]
    pub(crate) no_preflight: bool,

    /// Do not refuse while another process changes the same thing. Only for a lock that nobody
    /// holds any more.
    #[arg(long, help_heading = "Consent")]
    pub(crate) no_lock: bool,

    #[command(flatten)]
    pub(crate) position: PositionGuards,

    /// The digest of the saved plan that is applied. No flag gives it: on production it is typed.
    #[arg(skip)]
    pub(crate) digest: Option<String>,
}

/// The consent to what a file plans, for the commands that send it. Each of them says in words of
/// its own what is otherwise there.
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a flag of its own on the command line"
)]
#[derive(Debug, Args)]
pub(crate) struct ConsentToFile {
    /// Confirm without being asked, by the ID that would have to be typed.
    #[arg(
        long,
        value_name = "ID",
        require_equals = true,
        help_heading = "Consent"
    )]
    yes: Option<String>,

    /// Send it although the same was accepted a few minutes ago. It takes effect a second time.
    #[arg(long, help_heading = "Consent")]
    again: bool,

    /// Do not look the task up first. It is then unknown if its position has moved since the
    /// plan.
    #[arg(long, help_heading = "Consent")]
    no_preflight: bool,

    /// Do not refuse while another process changes the same thing. Only for a lock that nobody
    /// holds any more.
    #[arg(long, help_heading = "Consent")]
    no_lock: bool,

    /// Allow a position later than the present one. The changes between them are SKIPPED, and may
    /// be lost.
    #[arg(long, help_heading = "Position")]
    allow_skip: bool,

    /// Allow a position older than 365 days, for which no service keeps logs unless told to.
    #[arg(long, help_heading = "Position")]
    i_know_logs_exist: bool,
}

impl ConsentToFile {
    /// Returns the consent to each request, without the word that sends it.
    pub(crate) fn to_each(&self) -> Consent {
        Consent {
            yes: self.yes.clone(),
            again: self.again,
            no_preflight: self.no_preflight,
            no_lock: self.no_lock,
            position: PositionGuards {
                allow_skip: self.allow_skip,
                i_know_logs_exist: self.i_know_logs_exist,
                expect_current: None,
            },
            ..Consent::default()
        }
    }
}

/// The permissions of a move, for actions that move a position.
#[derive(Debug, Clone, Default, Args)]
pub(crate) struct PositionGuards {
    /// Allow a position later than the present one. The changes between them are SKIPPED, and may
    /// be lost.
    #[arg(long, help_heading = "Position")]
    pub(crate) allow_skip: bool,

    /// Allow a position older than 365 days, for which no service keeps logs unless told to.
    #[arg(long, help_heading = "Position")]
    pub(crate) i_know_logs_exist: bool,

    /// Act only while the present position is this one (a time, as for the new position).
    #[arg(
        long,
        value_name = "TIME",
        allow_hyphen_values = true,
        value_parser = time::parse,
        help_heading = "Position"
    )]
    pub(crate) expect_current: Option<time::TimeInput>,
}

impl PositionGuards {
    /// Returns whether any of them was given.
    pub(crate) fn is_given(&self) -> bool {
        self.allow_skip || self.i_know_logs_exist || self.expect_current.is_some()
    }
}
