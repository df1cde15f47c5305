//! The report of a call that has ended, for metrics.

use std::time::Duration;

use crate::error::Context;
use crate::{ActionInfo, Error, Meta, Outcome};

/// The report of a call that has ended: what
/// [`ClientBuilder::on_call`](crate::ClientBuilder::on_call) is given.
///
/// It holds no secret and nothing of the request.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct CallReport<'a> {
    /// The action.
    pub action: &'static ActionInfo,
    /// Host and port that were called.
    pub endpoint: &'a str,
    /// The outcome.
    pub outcome: Outcome,
    /// The kind of the failure, as [`Error::kind`](crate::Error::kind) gives it, or `abandoned`
    /// where the call was dropped before its end; `None` where its payload was read.
    pub cause: Option<&'static str>,
    /// HTTP status of the answer, where one came.
    pub status: Option<u16>,
    /// The number of times that the request was sent or tried, the first time included; zero where
    /// it was refused on this machine.
    pub attempts: u32,
    /// The time from the call to its end.
    pub elapsed: Duration,
    /// The ID under which the service logged the request, as it came.
    pub request_id: Option<&'a str>,
    /// The ID that this side gave the call, where it was given one.
    pub client_request_id: Option<&'a str>,
}

/// The function that is given the reports of a client.
pub(crate) type CallHook = dyn Fn(&CallReport<'_>) + Send + Sync;

impl<'a> CallReport<'a> {
    pub(crate) fn of(
        context: &'a Context,
        outcome: Outcome,
        cause: Option<&'static str>,
        meta: Option<&'a Meta>,
    ) -> Self {
        Self {
            action: context.action,
            endpoint: &context.endpoint,
            outcome,
            cause,
            status: meta.map(|meta| meta.status),
            attempts: context.attempts,
            elapsed: context.elapsed,
            request_id: meta.and_then(|meta| meta.request_id.as_deref()),
            client_request_id: context.client_request_id.as_deref(),
        }
    }

    /// The report of an error that has a context.
    pub(crate) fn of_error(error: &'a Error) -> Option<Self> {
        let context = error.context()?;
        let cause = Some(error.kind());
        Some(Self::of(context, error.outcome(), cause, error.meta()))
    }

    /// The report of a request that was refused before there was a call.
    pub(crate) const fn refused(action: &'static ActionInfo, endpoint: &'a str) -> Self {
        Self {
            action,
            endpoint,
            outcome: Outcome::NotSent,
            cause: Some("invalid"),
            status: None,
            attempts: 0,
            elapsed: Duration::ZERO,
            request_id: None,
            client_request_id: None,
        }
    }
}
