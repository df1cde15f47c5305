//! The caller's choices about resending, for writes and for reads apart.

use std::time::Duration;

use crate::{Error, Invalid, NotSentCause, Reason};

/// The most attempts that a policy may ask for.
const MOST_ATTEMPTS: u32 = 10;

/// The longest wait between two attempts.
const LONGEST_WAIT: Duration = Duration::from_secs(300);

/// The status that refuses the method of a call.
const METHOD_NOT_ALLOWED: u16 = 405;

/// When a call that changes something is sent again: by itself only where no byte of it left this
/// machine.
///
/// An answer that was lost, as after a timeout, may have been a success, so that a call is sent
/// again behind it only where the caller wrote
/// [`unsafe_retry_unknown`](Self::unsafe_retry_unknown). Behind a refusal by the service it is sent
/// again where the caller wrote [`when_throttled`](Self::when_throttled).
///
/// A call that was not sent for a fault of TLS, a refusal by the proxy, missing credentials or the
/// end of its time is not tried again.
#[derive(Debug, Clone, PartialEq, Eq)]
#[must_use = "a policy does nothing before it is given to the builder"]
pub struct WriteRetry {
    plan: Policy,
}

/// When a call that only reads is sent again: where it was not sent, and where its answer was lost.
///
/// A redirect, an answer in an encoding that was not asked for, one that a cache keeps, or one that
/// is larger than the [limit](crate::ClientBuilder::answer_limit), is no lost answer: it would come
/// again. A call that was not sent for a fault of TLS, a refusal by the proxy, missing credentials
/// or the end of its time is not tried again either.
#[derive(Debug, Clone, PartialEq, Eq)]
#[must_use = "a policy does nothing before it is given to the builder"]
pub struct ReadRetry {
    plan: Policy,
}

/// The choices behind both kinds of policy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Policy {
    pub(crate) attempts: u32,
    pub(crate) shortest: Duration,
    pub(crate) longest: Duration,
    on_unknown: bool,
    on_throttled: bool,
}

impl WriteRetry {
    /// Three attempts, 0.2 to 2 s apart.
    pub const fn new() -> Self {
        Self {
            plan: Policy::new(false),
        }
    }

    /// One attempt.
    pub const fn never() -> Self {
        Self::new().attempts(1)
    }

    /// The most attempts, the first one included: 1 to 10.
    pub const fn attempts(mut self, attempts: u32) -> Self {
        self.plan.attempts = attempts;
        self
    }

    /// The shortest and the longest wait between two attempts. Each wait is drawn anew between
    /// them; a longer one that the server asks for by `Retry-After` counts instead, up to five
    /// minutes.
    pub const fn backoff(mut self, shortest: Duration, longest: Duration) -> Self {
        self.plan.shortest = shortest;
        self.plan.longest = longest;
        self
    }

    /// Sends a call again that the service refused with status 429, after the wait that the server
    /// asks for.
    ///
    /// A status 429 without an envelope of the service is no refusal of a write, but
    /// [`Unknown`](crate::Unknown), and is not sent again unless
    /// [`unsafe_retry_unknown`](Self::unsafe_retry_unknown) is chosen as well: a gateway that
    /// answers so may have resent the call before.
    pub const fn when_throttled(mut self) -> Self {
        self.plan.on_throttled = true;
        self
    }

    /// Sends a call again although it may have taken effect already.
    ///
    /// **This can do twice what was asked for once.** No server that is known recognizes the second
    /// call as a repetition. It is named after its danger so that a review finds it. If a later
    /// attempt fails, the error is that of the lost one, because what may have happened is not
    /// undone.
    ///
    /// A call with a [hint](crate::Unknown::hint), such as one with status 401, is still not
    /// sent again. One with status 429 is sent again only if
    /// [`when_throttled`](Self::when_throttled) is chosen as well. A call that was answered by a
    /// redirect, in an encoding that was not asked for, by a cache, by more than the
    /// [limit](crate::ClientBuilder::answer_limit), or with status 405, even in an envelope of the
    /// service, is not sent again either: it has most often taken effect.
    pub const fn unsafe_retry_unknown(mut self) -> Self {
        self.plan.on_unknown = true;
        self
    }

    pub(crate) fn into_plan(self) -> Policy {
        self.plan
    }
}

impl ReadRetry {
    /// Three attempts, 0.2 to 2 s apart.
    pub const fn new() -> Self {
        Self {
            plan: Policy::new(true),
        }
    }

    /// One attempt.
    pub const fn never() -> Self {
        Self::new().attempts(1)
    }

    /// The most attempts, the first one included: 1 to 10.
    pub const fn attempts(mut self, attempts: u32) -> Self {
        self.plan.attempts = attempts;
        self
    }

    /// The shortest and the longest wait between two attempts. Each wait is drawn anew between
    /// them; a longer one that the server asks for by `Retry-After` counts instead, up to five
    /// minutes.
    pub const fn backoff(mut self, shortest: Duration, longest: Duration) -> Self {
        self.plan.shortest = shortest;
        self.plan.longest = longest;
        self
    }

    /// Sends a call again that was refused with status 429, after the wait that the server asks
    /// for.
    pub const fn when_throttled(mut self) -> Self {
        self.plan.on_throttled = true;
        self
    }

    pub(crate) fn into_plan(self) -> Policy {
        self.plan
    }
}

impl Default for WriteRetry {
    fn default() -> Self {
        Self::new()
    }
}

impl Default for ReadRetry {
    fn default() -> Self {
        Self::new()
    }
}

impl Policy {
    const fn new(on_unknown: bool) -> Self {
        Self {
            attempts: 3,
            shortest: Duration::from_millis(200),
            longest: Duration::from_secs(2),
            on_unknown,
            on_throttled: false,
        }
    }

    /// Refuses choices that no caller can have meant.
    pub(crate) fn check(&self) -> Result<(), Invalid> {
        if !(1..=MOST_ATTEMPTS).contains(&self.attempts) {
            return Err(Invalid::new(format!(
                "{} is not between 1 and {MOST_ATTEMPTS}; 1 never sends again",
                self.attempts
            ))
            .at("attempts"));
        }
        if self.shortest > self.longest || self.longest > LONGEST_WAIT || self.longest.is_zero() {
            return Err(Invalid::new(format!(
                "the shortest wait must not exceed the longest, which is more than zero and at most {} s",
                LONGEST_WAIT.as_secs()
            ))
            .at("backoff"));
        }
        Ok(())
    }

    /// Returns `true` if a call may be sent again after this error.
    ///
    /// A TLS fault is never retried: the certificate is the same the second time, and so is the
    /// person in the middle. Nor is a proxy asked again that has refused: it counts wrong
    /// passwords, and locks accounts. A redirect, an encoded answer and one that a cache keeps come
    /// again as well, and the credentials would go once more to where they do not belong; one that
    /// is too large comes again as a whole, and so does the alert of a server that wants another
    /// certificate of the client. A 405 answers a call that a gateway made of this one,
    /// which was most often carried out. The provider of the credentials tries again by itself.
    pub(crate) fn allows(&self, error: &Error) -> bool {
        match error {
            Error::NotSent(error) => {
                use NotSentCause::{Credentials, ProxyRefused, Timeout, Tls};
                !matches!(error.cause(), Credentials | Tls | ProxyRefused | Timeout)
            }
            Error::Unknown(error) => {
                self.on_unknown
                    && error.remedy().is_none()
                    && error.status() != Some(METHOD_NOT_ALLOWED)
                    && self.passes(error.hint())
            }
            Error::Rejected(error) => self.on_throttled && error.reason() == Reason::Throttled,
            Error::Invalid(_) | Error::Unreadable(_) => false,
        }
    }

    /// Returns `true` if the cause that a status hints at may pass by itself. Wrong credentials are
    /// as wrong the second time, and lock accounts.
    fn passes(&self, hint: Option<Reason>) -> bool {
        match hint {
            None => true,
            Some(Reason::Throttled) => self.on_throttled,
            Some(_) => false,
        }
    }
}
