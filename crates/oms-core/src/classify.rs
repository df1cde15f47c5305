//! From what is known of a call to its outcome: one pure function.
//!
//! The rule: a write counts as accepted or rejected only where the service itself said so in one whole, unambiguous envelope; a
//! failure counts as not sent only where that is proved; the rest is unknown. A status alone proves nothing about a write, because
//! a gateway that loses the service's answer or blocks it answers with a status of its own. A read has no effect, so that a status
//! of refusal is enough for it.

use crate::envelope::Code;
use crate::{Effect, NotSentCause, Reason, UnknownCause};

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
    /// With what the status hints at, where it is one of refusal that proves nothing.
    Unknown(UnknownCause, Option<Reason>),
}

/// How much a status of refusal counts that no envelope of the service comes with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum BareStatus {
    /// It is a refusal.
    Proves,
    /// It is a hint: something between here and the service may have answered after the service did.
    Hints,
}

impl BareStatus {
    /// It proves a refusal where nothing can have been done, and where nothing can have answered in the service's place.
    pub(crate) const fn of(effect: Effect, no_intermediary: bool) -> Self {
        match effect {
            Effect::Write if !no_intermediary => Self::Hints,
            Effect::Write | Effect::Read => Self::Proves,
        }
    }
}

/// Judges a call by what is known of it.
pub(crate) fn classify(evidence: Evidence<'_>, bare: BareStatus) -> Verdict {
    use Verdict::{Accepted, NotSent, Rejected};

    const fn unknown(cause: UnknownCause) -> Verdict {
        Verdict::Unknown(cause, None)
    }

    let (status, body) = match evidence {
        Evidence::NothingLeft(cause) => return NotSent(cause),
        Evidence::NoAnswer(cause) => return unknown(cause),
        Evidence::Answer(status, body) => (status, body),
    };
    match (Class::of(status), body) {
        // A redirect may come after the work was done, whatever its body says.
        (Class::Redirect, _) => unknown(UnknownCause::Redirect),

        // Success needs a status that can carry it and a code that does not speak against it.
        (Class::Success, Body::Envelope(true, Code::Absent | Code::Success)) => Accepted,
        (_, Body::Envelope(true, _)) => unknown(UnknownCause::Contradiction),
        (_, Body::Claim(cause)) => unknown(cause),

        // A status of refusal says why, and an envelope that agrees with it says that the service is the one who refused.
        (Class::Refusal(reason), Body::Envelope(false, Code::Failure(_))) => Rejected(reason),
        (Class::Refusal(reason), body) => match bare {
            BareStatus::Proves => Rejected(reason),
            BareStatus::Hints => Verdict::Unknown(body.fault(), Some(reason)),
        },

        // A failure that names itself is a refusal under any other status; without a code only where nothing speaks against it.
        (Class::Success | Class::Open, Body::Envelope(false, Code::Failure(_)))
        | (Class::Success, Body::Envelope(false, Code::Absent)) => Rejected(Reason::Service),

        // Under a status that speaks of a failure, a body that is no envelope is the smaller half of the news.
        (Class::Open | Class::Timeout, body) => unknown(body.fault()),
        (_, Body::Nothing(cause)) => unknown(cause),
        (_, body) => unknown(body.fault()),
    }
}

impl Body<'_> {
    /// Why it proves nothing beside a status that proves nothing.
    const fn fault(&self) -> UnknownCause {
        match self {
            Self::Envelope(_, Code::Success) => UnknownCause::Contradiction,
            Self::Envelope(..) | Self::Nothing(UnknownCause::NoEnvelope) => UnknownCause::Status,
            Self::Claim(cause) | Self::Nothing(cause) => *cause,
        }
    }
}

/// The kind of a status.
enum Class {
    /// The envelope decides.
    Success,
    /// A redirect.
    Redirect,
    /// Refused before it was processed, if the service itself answered.
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
