//! From what is known of a call to its outcome: one pure function.
//!
//! The rule: an answer counts as accepted or rejected only where it is one whole, unambiguous envelope, or has a status that
//! proves refusal before processing; a failure counts as not sent only where that is proved; the rest is unknown.

use crate::envelope::Code;
use crate::{NotSentCause, Reason, UnknownCause};

/// What is known of a call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Evidence<'a> {
    /// It failed, and no byte of it can have left.
    NothingLeft(NotSentCause),
    /// A byte of it may have left, and no status came back.
    NoAnswer(UnknownCause),
    /// A status came back.
    Answer(u16, Body<'a>),
}

/// What the body of an answer says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Body<'a> {
    /// It is one whole, unambiguous envelope with this verdict and this code.
    Envelope(bool, &'a Code),
    /// It is not, for this reason, although it says that the call succeeded.
    Claim(UnknownCause),
    /// It is not, for this reason.
    Nothing(UnknownCause),
}

/// What a call came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Verdict {
    Accepted,
    Rejected(Reason),
    NotSent(NotSentCause),
    Unknown(UnknownCause),
}

/// Judges a call by what is known of it.
pub(crate) fn classify(evidence: Evidence<'_>) -> Verdict {
    use Verdict::{Accepted, NotSent, Rejected, Unknown};

    let (status, body) = match evidence {
        Evidence::NothingLeft(cause) => return NotSent(cause),
        Evidence::NoAnswer(cause) => return Unknown(cause),
        Evidence::Answer(status, body) => (status, body),
    };
    match (Class::of(status), body) {
        // A redirect may come after the work was done, whatever its body says.
        (Class::Redirect, _) => Unknown(UnknownCause::Redirect),

        // Success needs a status that can carry it and a code that does not speak against it.
        (Class::Success, Body::Envelope(true, Code::Absent | Code::Success)) => Accepted,
        (_, Body::Envelope(true, _)) => Unknown(UnknownCause::Contradiction),
        (_, Body::Claim(cause)) => Unknown(cause),

        // Some statuses prove refusal by themselves, unless the body claims success, and whether or not it came whole.
        (Class::Refusal(reason), _) => Rejected(reason),

        // A failure that names itself is a refusal under any other status; without a code only where nothing speaks against it.
        (_, Body::Envelope(false, Code::Success)) => Unknown(UnknownCause::Contradiction),
        (Class::Success | Class::Open, Body::Envelope(false, Code::Failure(_)))
        | (Class::Success, Body::Envelope(false, Code::Absent)) => Rejected(Reason::Service),

        // Under any other status, a failure without a code says as little as a body that is no envelope.
        (_, Body::Envelope(false, _))
        | (Class::Open | Class::Timeout, Body::Nothing(UnknownCause::NoEnvelope)) => {
            Unknown(UnknownCause::Status)
        }
        (_, Body::Nothing(cause)) => Unknown(cause),
    }
}

/// What a status alone proves.
enum Class {
    /// The envelope decides.
    Success,
    /// A redirect.
    Redirect,
    /// Refused before it was processed.
    Refusal(Reason),
    /// Nothing, but an envelope with a code may.
    Open,
    /// Nothing, because the request was waited for in vain, and no envelope can change that.
    Timeout,
    /// Nothing, and no envelope can change that.
    Mute,
}

impl Class {
    const fn of(status: u16) -> Self {
        Self::Refusal(match status {
            // No content, reset content and partial content carry no whole envelope by definition.
            204..=206 => return Self::Mute,
            200..=299 => return Self::Success,
            300..=399 => return Self::Redirect,
            400 | 411 | 412 | 417 | 421 | 422 | 425 | 426 | 428 => Reason::Request,
            401 => Reason::Credentials,
            403 | 451 => Reason::Forbidden,
            404 | 410 => Reason::NotFound,
            405 => Reason::Method,
            407 => Reason::ProxyCredentials,
            409 => Reason::Conflict,
            413 | 414 | 431 => Reason::TooLarge,
            415 => Reason::MediaType,
            429 => Reason::Throttled,
            // Whoever did not get the whole request in time is not the service that has read it, whatever it says.
            408 => return Self::Timeout,
            400..=599 => return Self::Open,
            _ => return Self::Mute,
        })
    }
}

#[cfg(test)]
mod tests;
