//! Replies and errors of every kind, made by hand, for unit tests of code that calls a service.
//!
//! A test of how a program reacts to an outcome needs no transport:
//!
//! ```
//! # use oms_core::doubles as testing;
//! # use oms_core as oms_client;
//! # use oms_client::{ActionInfo, Effect};
//! use oms_client::{Error, Outcome, Reason, UnknownCause};
//!
//! fn status(error: &Error) -> u16 {
//!     match error.outcome() {
//!         Outcome::Accepted => 202,
//!         Outcome::Rejected => 409,
//!         Outcome::NotSent => 503,
//!         Outcome::Unknown => 502,
//!     }
//! }
//!
//! # static RESET: ActionInfo = ActionInfo::new("ResetIncrStartTimestamp", Effect::Write);
//! # let action = &RESET;
//! let refused = testing::FakeError::of(action).code("OMS-1042").rejected(Reason::Service);
//! let lost = testing::FakeError::of(action).attempts(2).unknown(UnknownCause::Timeout);
//! assert_eq!((status(&refused), status(&lost)), (409, 502));
//! ```
//!
//! The `action` is that of a request type: `ResetIncrStartTimestampRequest::INFO`. For the whole
//! way of a call there is [`FakeTransport`](crate::FakeTransport).

mod error;

use std::time::SystemTime;

use crate::{Json, Meta, OddField, Reply};

pub use error::FakeError;

/// The reply of a call that was accepted, with the [`meta`] of a plain answer.
pub fn reply<T>(data: T) -> Reply<T> {
    reply_with(data, meta())
}

/// The reply of a call that was accepted, with this account around it.
pub fn reply_with<T>(data: T, meta: Meta) -> Reply<T> {
    Reply::new(data, meta)
}

/// The account of a plain answer: status 200, one attempt, the request ID `r-1`. Its fields can be
/// set.
#[must_use]
pub fn meta() -> Meta {
    Meta {
        status: 200,
        request_id: Some("r-1".to_owned()),
        attempts: 1,
        ..Meta::default()
    }
}

/// The account of a plain answer of a server whose clock says this.
#[must_use]
pub fn meta_at(server_time: SystemTime) -> Meta {
    Meta {
        date: Some(httpdate::fmt_http_date(server_time).into()),
        ..meta()
    }
}

/// An optional field of an answer that is of an odd type.
#[must_use]
pub fn odd_field(path: impl Into<String>, value: Json) -> OddField {
    OddField::new(path.into(), value)
}

#[cfg(test)]
mod tests;
