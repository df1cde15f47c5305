//! Why the command stops before it sends anything.

use oms_client::Invalid;

use crate::Exit;

/// Why the command stops before it sends anything: what is wrong, and what to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Failure {
    pub(crate) exit: Exit,
    pub(crate) message: String,
    pub(crate) next: String,
}

impl Failure {
    pub(crate) fn new(exit: Exit, message: impl Into<String>, next: impl Into<String>) -> Self {
        Self {
            exit,
            message: message.into(),
            next: next.into(),
        }
    }

    /// A value on the command line is wrong.
    pub(crate) fn usage(message: impl Into<String>, next: impl Into<String>) -> Self {
        Self::new(Exit::Usage, message, next)
    }

    /// There are no credentials, or none that may be used.
    pub(crate) fn credentials(message: impl Into<String>, next: impl Into<String>) -> Self {
        Self::new(Exit::Credentials, message, next)
    }
}

impl From<Invalid> for Failure {
    fn from(invalid: Invalid) -> Self {
        Self::usage(invalid.to_string(), "Correct the value.")
    }
}
