//! The classes of HTTP statuses, by what each proves of a call.

use crate::Reason;

/// The kind of a status.
pub(super) enum StatusClass {
    /// The envelope decides.
    Success,
    /// A redirect.
    Redirect,
    /// Refused before it was processed, if the service itself answered.
    Refusal(Reason),
    /// Nothing, but an envelope with a code may.
    Open,
    /// Nothing, because something was waited for in vain, the request or its answer, and no
    /// envelope can change that.
    Timeout,
    /// Nothing, and no envelope can change that.
    Mute,
}

impl StatusClass {
    pub(super) const fn of(status: u16) -> Self {
        Self::Refusal(match status {
            // No content, reset content and partial content carry no whole envelope by definition,
            // and something that is not modified is not moved either.
            204..=206 | 304 => return Self::Mute,
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
            // Whoever did not get the whole request in time is not the service that has read it,
            // and whoever did not get an answer in time, or a usable one, is not the service that
            // gave it, whatever they say. 522 and 524 are a network's own words for 504.
            408 | 502 | 504 | 522 | 524 => return Self::Timeout,
            400..=599 => return Self::Open,
            _ => return Self::Mute,
        })
    }
}
