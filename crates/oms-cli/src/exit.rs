//! The exit codes, from which a script can draw its conclusions without reading the output.

use oms_client::{Error, Reason};

/// The end of the command.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Exit {
    /// The service accepted the call; or only a plan that could be sent, help or the version was
    /// asked for.
    Success,
    /// The command itself is at fault, or its output could not be written. Nothing was sent; what
    /// was done on this machine, such as a plan that was saved, stays.
    Internal,
    /// The command line or a value on it is wrong. Nothing was sent.
    Usage,
    /// The call was not confirmed, or there was nobody to ask. Nothing was sent.
    Declined,
    /// The credentials are missing, unreadable or refused. The call had no effect.
    Credentials,
    /// The service, or a gateway before it, refused the call. It had no effect.
    Rejected,
    /// No byte of the request left this machine.
    NotSent,
    /// The call may have taken effect. Look before it is made again.
    Unknown,
    /// The call was accepted, but its result could not be read or written, or was not seen.
    Unverified,
    /// One of the command's own guards refused to send, or would refuse the plan that was printed.
    /// Nothing was sent.
    Guard,
    /// A run took effect only in part: a task was left paused, its resume may not have taken
    /// effect, its position has moved although the move was refused, or some lines of a batch took
    /// effect and others did not. The report says which.
    PartlyDone,
    /// The command was interrupted before it sent anything.
    Interrupted,
}

impl Exit {
    /// Returns the exit code of the process.
    #[must_use]
    pub const fn code(self) -> u8 {
        match self {
            Self::Success => 0,
            Self::Internal => 1,
            Self::Usage => 2,
            Self::Declined => 3,
            Self::Credentials => 4,
            Self::Rejected => 5,
            Self::NotSent => 6,
            Self::Unknown => 7,
            Self::Unverified => 8,
            Self::Guard => 9,
            Self::PartlyDone => 10,
            Self::Interrupted => 130,
        }
    }

    /// All exits, in the order of their codes.
    pub(crate) const ALL: &[Self] = &[
        Self::Success,
        Self::Internal,
        Self::Usage,
        Self::Declined,
        Self::Credentials,
        Self::Rejected,
        Self::NotSent,
        Self::Unknown,
        Self::Unverified,
        Self::Guard,
        Self::PartlyDone,
        Self::Interrupted,
    ];

    /// Returns the meaning for a script, as a line of help.
    pub(crate) const fn meaning(self) -> &'static str {
        match self {
            Self::Success => "accepted; or a plan was printed that could be sent",
            Self::Internal => {
                "internal error, or no way to print: nothing was sent; local effects stay"
            }
            Self::Usage => "usage: nothing was sent",
            Self::Declined => "declined, or there was nobody to ask: nothing was sent",
            Self::Credentials => "credentials missing, unreadable or refused: no effect",
            Self::Rejected => "rejected: no effect",
            Self::NotSent => "not sent: no byte of the request left this machine",
            Self::Unknown => "UNKNOWN: it may have taken effect; look before you repeat it",
            Self::Unverified => {
                "accepted, but its result could not be read or shown, or its effect was not seen"
            }
            Self::Guard => "a guard refused, or would refuse the plan: nothing was sent",
            Self::PartlyDone => {
                "partly done: a task was left paused, or only some lines of a batch took effect"
            }
            Self::Interrupted => "interrupted before anything was sent",
        }
    }

    /// Returns the exit of a call that returned this error.
    pub(crate) fn of(error: &Error) -> Self {
        match error {
            Error::Invalid(_) => Self::Usage,
            Error::NotSent(_) => Self::NotSent,
            Error::Rejected(rejected) => match rejected.reason() {
                Reason::Credentials | Reason::Forbidden => Self::Credentials,
                // The service itself has no proxy's credentials to refuse.
                Reason::ProxyCredentials if rejected.code().is_none() => Self::Credentials,
                _ => Self::Rejected,
            },
            Error::Unreadable(_) => Self::Unverified,
            // An error that this command does not know yet proves nothing about the effect.
            _ => Self::Unknown,
        }
    }
}

/// The word for the outcome of several requests of which some took effect, or may have, and others
/// did not. None of the four outcomes of a request says that of all of them.
pub(crate) const MIXED: &str = "mixed";

impl From<Exit> for std::process::ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit.code())
    }
}
