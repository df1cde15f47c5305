//! The four things that a call can have come to.

use std::fmt;

/// What a call came to: the answer to "may it have taken effect?".
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Outcome {
    /// The service said that it accepted the call.
    Accepted,
    /// The service, or a gateway by a status that proves it, refused the call: it had no effect.
    Rejected,
    /// No byte of the request left this machine: it had no effect.
    NotSent,
    /// Anything else: it may have taken effect. Look before you send it again.
    Unknown,
}

impl Outcome {
    /// Whether the call may have taken effect.
    #[must_use]
    pub const fn may_have_taken_effect(self) -> bool {
        matches!(self, Self::Accepted | Self::Unknown)
    }

    /// The outcome as one lower-case word, for logs.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Accepted => "accepted",
            Self::Rejected => "rejected",
            Self::NotSent => "not sent",
            Self::Unknown => "unknown",
        }
    }
}

impl fmt::Display for Outcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
