//! The four outcomes of a call, the causes of the uncertain ones, and the function that decides.

mod cause;
pub(crate) mod classify;
mod reason;
mod status;

pub use cause::{NotSentCause, UnknownCause};
pub use reason::Reason;

use std::fmt;

use serde::{Serialize, Serializer};

/// The outcome of a call: the answer to "may it have taken effect?".
///
/// The first row that fits counts:
///
/// | Answer | Write | Read |
/// |---|---|---|
/// | none, and no byte of the request left this machine | `NotSent` | `NotSent` |
/// | one that a cache says is older than the call | Unknown | Unknown |
/// | 204 to 206, 3xx, 408, 502, 504, 522, 524, or outside of 200 to 599 | Unknown | Unknown |
/// | another 2xx, an envelope that says yes, with no sign of a failure | Accepted | Accepted |
/// | any other envelope that says yes, or may say so | Unknown | Unknown |
/// | 405, an envelope that says no, with a code of failure | Unknown | Rejected |
/// | an envelope that says no, with such a code; under 2xx also with none | Rejected | Rejected |
/// | 401, 403, 404, 405, 429 or similar, with anything else | Unknown, with a [hint] | Rejected |
/// | anything else: a cut answer, no envelope, no answer | Unknown | Unknown |
///
/// [`assume_no_intermediary`](crate::ClientBuilder::assume_no_intermediary) makes a write count as
/// a read does in the two rows that differ.
///
/// [hint]: crate::Unknown::hint
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Outcome {
    /// The service said that it accepted the call.
    Accepted,
    /// The service refused the call in an envelope of its own, or a status refused a read: it had
    /// no effect.
    Rejected,
    /// No byte of the request left this machine: it had no effect. It may be sent again, once what
    /// its text names is fixed: a parameter that was refused ([`Error::Invalid`](crate::Error)),
    /// credentials, a certificate or a proxy that refused are so again.
    NotSent,
    /// Anything else: it may have taken effect. Look before you send it again.
    Unknown,
}

impl Outcome {
    /// Returns `true` if the call may have taken effect.
    #[must_use]
    pub const fn may_have_taken_effect(self) -> bool {
        matches!(self, Self::Accepted | Self::Unknown)
    }

    /// The outcome as one word in lower case, for logs and for programs, such as `not_sent`. It is
    /// serialized so, too; its [`Display`](fmt::Display) is for people.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Accepted => "accepted",
            Self::Rejected => "rejected",
            Self::NotSent => "not_sent",
            Self::Unknown => "unknown",
        }
    }
}

/// Writes a type as the word that it has for logs and programs.
macro_rules! written_as_its_word {
    ($($word:ty),*) => {$(
        impl Serialize for $word {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }
    )*};
}

written_as_its_word!(Outcome, Reason, NotSentCause, UnknownCause);

impl fmt::Display for Outcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NotSent => "not sent",
            other => other.as_str(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::Outcome;

    #[test]
    fn what_was_accepted_and_what_is_unknown_may_have_taken_effect() {
        for (outcome, may_have) in [
            (Outcome::Accepted, true),
            (Outcome::Rejected, false),
            (Outcome::NotSent, false),
            (Outcome::Unknown, true),
        ] {
            assert_eq!(outcome.may_have_taken_effect(), may_have, "{outcome}");
        }
    }
}
