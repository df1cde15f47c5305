//! Errors, cut by what may have happened.

mod context;
mod fault;
mod not_sent;
mod rejected;
mod unknown;
mod unreadable;

pub(crate) use context::Context;
pub use fault::Fault;
pub use not_sent::NotSent;
pub(crate) use rejected::Refusal;
pub use rejected::Rejected;
pub(crate) use unknown::Received;
pub use unknown::Unknown;
pub use unreadable::Unreadable;

use std::fmt;
use std::time::Duration;

use crate::{Effect, Invalid, Meta, NotSentCause, Outcome, Reason, UnknownCause};

/// The failure of a call, divided by what may have happened.
///
/// [`Error::outcome`] folds it to the question that matters: may the call have taken effect?
///
/// `Display` says what happened, where, whether it may have taken effect and what to do next. It
/// leaves out the source, which [`std::error::Error::source`] gives.
#[non_exhaustive]
pub enum Error {
    /// A value was refused on this machine. Nothing was sent.
    Invalid(Invalid),
    /// No byte of the request left this machine.
    NotSent(NotSent),
    /// The call was refused: it had no effect. A write is refused by an envelope of the service
    /// alone, unless [`assume_no_intermediary`](crate::ClientBuilder::assume_no_intermediary) is
    /// declared.
    Rejected(Rejected),
    /// The service accepted the call, but its payload could not be read.
    Unreadable(Unreadable),
    /// The call may have taken effect. A bare status of refusal leaves a write here, with a hint,
    /// unless [`assume_no_intermediary`](crate::ClientBuilder::assume_no_intermediary) is declared.
    Unknown(Unknown),
}

impl Error {
    /// The outcome of the call.
    #[must_use]
    pub const fn outcome(&self) -> Outcome {
        match self {
            Self::Invalid(_) | Self::NotSent(_) => Outcome::NotSent,
            Self::Rejected(_) => Outcome::Rejected,
            Self::Unreadable(_) => Outcome::Accepted,
            Self::Unknown(_) => Outcome::Unknown,
        }
    }

    /// The kind of the failure as one lower-case word of a small and fixed set, for logs and for
    /// the labels of metrics: the cause where it was not sent or its outcome is unknown, the reason
    /// where it was rejected, else `invalid` or `unreadable`.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Invalid(_) => "invalid",
            Self::NotSent(error) => error.cause().as_str(),
            Self::Rejected(error) => error.reason().as_str(),
            Self::Unreadable(_) => "unreadable",
            Self::Unknown(error) => error.cause().as_str(),
        }
    }

    /// The action that was called; `None` where a value was refused before there was a call.
    #[must_use]
    pub fn action(&self) -> Option<&'static str> {
        self.context().map(|context| context.action.name())
    }

    /// The time from the call to the error; zero where a value was refused on this machine.
    #[must_use]
    pub fn elapsed(&self) -> Duration {
        self.context()
            .map_or(Duration::ZERO, |context| context.elapsed)
    }

    /// The ID that this side gave the call, where it was given one.
    #[must_use]
    pub fn client_request_id(&self) -> Option<&str> {
        self.context()?.client_request_id.as_deref()
    }

    /// The call that failed, where there was one.
    pub(crate) fn context(&self) -> Option<&Context> {
        match self {
            Self::Invalid(_) => None,
            Self::NotSent(error) => Some(error.context()),
            Self::Rejected(error) => Some(error.context()),
            Self::Unreadable(error) => Some(error.context()),
            Self::Unknown(error) => Some(error.context()),
        }
    }

    /// The envelope's and the transport's account, as far as an answer came.
    #[must_use]
    pub fn meta(&self) -> Option<&Meta> {
        match self {
            Self::Invalid(_) | Self::NotSent(_) => None,
            Self::Rejected(error) => Some(error.meta()),
            Self::Unreadable(error) => Some(error.meta()),
            Self::Unknown(error) => error.meta(),
        }
    }

    /// HTTP status of the answer, where one came.
    #[must_use]
    pub fn status(&self) -> Option<u16> {
        self.meta().map(|meta| meta.status)
    }

    /// The ID under which the service logged the request.
    #[must_use]
    pub fn request_id(&self) -> Option<&str> {
        self.meta()?.request_id.as_deref()
    }

    /// The number of times that the request was sent or tried, the first time included; zero where
    /// a value was refused on this machine.
    #[must_use]
    pub fn attempts(&self) -> u32 {
        self.context().map_or(0, |context| context.attempts)
    }

    /// The time that the server asked to wait before the next call, at most five minutes.
    #[must_use]
    pub fn retry_after(&self) -> Option<Duration> {
        match self {
            Self::Rejected(error) => error.retry_after(),
            Self::Unknown(error) => error.retry_after(),
            _ => None,
        }
    }

    /// Returns `true` if this error of an earlier attempt is that of the whole call, rather than
    /// the error of the last one: what may have happened once is not undone by a later attempt that
    /// was refused or never left.
    pub(crate) fn outweighs(&self, last: &Self) -> bool {
        match (self, last) {
            (Self::Unknown(_) | Self::Rejected(_), Self::NotSent(_)) => true,
            // The end of the time says nothing of what is wrong.
            (Self::NotSent(earlier), Self::NotSent(last)) => {
                last.cause() == NotSentCause::Timeout && earlier.cause() != NotSentCause::Timeout
            }
            // A read takes no effect, and a refusal says more of it than a loss.
            (Self::Unknown(earlier), Self::Rejected(_)) => {
                earlier.context().action.effect() == Effect::Write
            }
            _ => false,
        }
    }

    /// Returns `true` if the call would have been sent again, had the client's
    /// [retry budget](crate::RetryBudget) not been spent.
    #[must_use]
    pub fn retry_budget_spent(&self) -> bool {
        self.context()
            .is_some_and(|context| context.retry_budget_spent)
    }

    /// Returns `true` if a call that failed so may succeed a moment later, as it is: a
    /// [wait](crate::Wait) then looks again. A write that may have taken effect is none of those.
    #[must_use]
    pub fn may_pass(&self) -> bool {
        use NotSentCause::{Connect, ConnectTimeout, Dns, Other, Proxy, Timeout};
        match self {
            Self::Unknown(error) if error.context().action.effect() == Effect::Write => false,
            // An old answer of a cache makes room for a newer one. The other causes that have a
            // remedy stay, and the credentials would go once more to where they do not belong.
            Self::Unknown(error) => {
                let stays = error.remedy().is_some() && error.cause() != UnknownCause::Stale;
                !stays && matches!(error.hint(), None | Some(Reason::Throttled))
            }
            Self::Rejected(error) => error.reason() == Reason::Throttled,
            Self::NotSent(error) => matches!(
                error.cause(),
                Connect | ConnectTimeout | Dns | Other | Proxy | Timeout
            ),
            Self::Invalid(_) | Self::Unreadable(_) => false,
        }
    }

    /// Says that the call was not sent again because the budget was spent.
    pub(crate) fn for_want_of_a_budget(mut self) -> Self {
        match &mut self {
            Self::Invalid(_) => {}
            Self::NotSent(error) => error.set_retry_budget_spent(),
            Self::Rejected(error) => error.set_retry_budget_spent(),
            Self::Unreadable(error) => error.set_retry_budget_spent(),
            Self::Unknown(error) => error.set_retry_budget_spent(),
        }
        self
    }

    /// Says why a call that was refused for its credentials got no others.
    pub(crate) fn set_source_of_refusal(&mut self, source: Fault) {
        match self {
            Self::Rejected(error) => error.set_source(source),
            Self::Unknown(error) => error.set_source(source),
            Self::Invalid(_) | Self::NotSent(_) | Self::Unreadable(_) => {}
        }
    }

    /// Makes this error of one attempt that of the whole call.
    pub(crate) fn of_the_call(mut self, context: Context) -> Self {
        match &mut self {
            Self::Invalid(_) => {}
            Self::NotSent(error) => error.set_context(context),
            Self::Unreadable(error) => error.set_context(context),
            Self::Rejected(error) => {
                error.set_attempts(context.attempts);
                error.set_context(context);
            }
            Self::Unknown(error) => {
                error.set_attempts(context.attempts);
                error.set_context(context);
            }
        }
        self
    }

    fn inner(&self) -> &(dyn std::error::Error + 'static) {
        match self {
            Self::Invalid(error) => error,
            Self::NotSent(error) => error,
            Self::Rejected(error) => error,
            Self::Unreadable(error) => error,
            Self::Unknown(error) => error,
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self.inner(), f)
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self.inner(), f)
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.inner().source()
    }
}

impl From<Invalid> for Error {
    fn from(invalid: Invalid) -> Self {
        Self::Invalid(invalid)
    }
}

impl From<NotSent> for Error {
    fn from(error: NotSent) -> Self {
        Self::NotSent(error)
    }
}

impl From<Rejected> for Error {
    fn from(error: Rejected) -> Self {
        Self::Rejected(error)
    }
}

impl From<Unreadable> for Error {
    fn from(error: Unreadable) -> Self {
        Self::Unreadable(error)
    }
}

impl From<Unknown> for Error {
    fn from(error: Unknown) -> Self {
        Self::Unknown(error)
    }
}

#[cfg(test)]
mod tests;
