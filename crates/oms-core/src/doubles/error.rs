//! An error made by hand.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;

use super::meta;
use crate::error::{Context, Received, Refusal};
use crate::{
    ActionInfo, Error, Fault, Invalid, Json, Meta, NotSent, NotSentCause, Reason, Rejected,
    Unknown, UnknownCause, Unreadable,
};

/// An error made by hand. A detail is kept if the kind of error has a place for it.
#[derive(Clone)]
#[must_use = "it is an error only after its kind was chosen"]
pub struct FakeError {
    context: Context,
    meta: Option<Meta>,
    code: Option<String>,
    message: Option<String>,
    detail: Option<String>,
    account: Option<Json>,
    hint: Option<Reason>,
    location: Option<String>,
    retry_after: Option<Duration>,
    body: Bytes,
    source: Option<Fault>,
}

impl FakeError {
    /// An error of this action, after one attempt, at `oms.example.com:8089`.
    pub fn of(action: &'static ActionInfo) -> Self {
        Self {
            context: Context {
                service: "OMS",
                action,
                endpoint: Arc::from("oms.example.com:8089"),
                client_request_id: None,
                attempts: 1,
                elapsed: Duration::ZERO,
                retry_budget_spent: false,
            },
            meta: None,
            code: None,
            message: None,
            detail: None,
            account: None,
            hint: None,
            location: None,
            retry_after: None,
            body: Bytes::new(),
            source: None,
        }
    }

    /// Host and port that were called.
    pub fn endpoint(mut self, endpoint: &str) -> Self {
        self.context.endpoint = endpoint.into();
        self
    }

    /// The number of attempts.
    pub const fn attempts(mut self, attempts: u32) -> Self {
        self.context.attempts = attempts;
        self
    }

    /// The time from the call to the error.
    pub const fn elapsed(mut self, elapsed: Duration) -> Self {
        self.context.elapsed = elapsed;
        self
    }

    /// The ID that this side gave the call.
    pub fn client_request_id(mut self, id: &str) -> Self {
        self.context.client_request_id = Some(id.into());
        self
    }

    /// Says that it was not sent again because the client's retry budget was spent.
    pub const fn retry_budget_spent(mut self) -> Self {
        self.context.retry_budget_spent = true;
        self
    }

    /// The account of the answer; without it, that of a status which fits the kind. An unknown
    /// outcome has none unless it is given.
    pub fn meta(mut self, meta: Meta) -> Self {
        self.meta = Some(meta);
        self
    }

    /// The service's code of a refusal.
    pub fn code(mut self, code: impl Into<String>) -> Self {
        self.code = Some(code.into());
        self
    }

    /// The service's text of a refusal.
    pub fn message(mut self, message: impl Into<String>) -> Self {
        self.message = Some(message.into());
        self
    }

    /// The structured account of a refusal.
    pub fn account(mut self, account: Json) -> Self {
        self.account = Some(account);
        self
    }

    /// The exact finding of what was not sent or is unknown.
    pub fn detail(mut self, detail: impl Into<String>) -> Self {
        self.detail = Some(detail.into());
        self
    }

    /// The refusal at which a status hints whose outcome is unknown.
    pub const fn hint(mut self, hint: Reason) -> Self {
        self.hint = Some(hint);
        self
    }

    /// The target of a redirect.
    pub fn location(mut self, location: impl Into<String>) -> Self {
        self.location = Some(location.into());
        self
    }

    /// The time that the server asks to wait.
    pub const fn retry_after(mut self, wait: Duration) -> Self {
        self.retry_after = Some(wait);
        self
    }

    /// The answer's body.
    pub fn body(mut self, body: impl Into<Vec<u8>>) -> Self {
        self.body = body.into().into();
        self
    }

    /// The underlying fault.
    pub fn source(mut self, source: Fault) -> Self {
        self.source = Some(source);
        self
    }

    /// A value was refused on this machine, at this place of the request.
    #[must_use]
    pub fn invalid(self, place: &'static str, message: impl Into<String>) -> Error {
        Invalid::new(message.into()).at(place).into()
    }

    /// No byte of the request left this machine.
    #[must_use]
    pub fn not_sent(self, cause: NotSentCause) -> Error {
        NotSent::new(self.context, cause, self.detail, self.source).into()
    }

    /// The call was refused.
    #[must_use]
    pub fn rejected(mut self, reason: Reason) -> Error {
        let meta = self.account_of(status_of(reason));
        let refusal = Refusal {
            reason,
            code: self.code,
            message: self.message,
            detail: self.account,
            realm: None,
            retry_after: self.retry_after,
            meta,
            body: self.body,
        };
        Rejected::new(self.context, refusal).into()
    }

    /// The call was accepted, and its payload could not be read at this place.
    #[must_use]
    pub fn unreadable(mut self, path: impl Into<String>) -> Error {
        let meta = self.account_of(200);
        let fault = self.source.take();
        let fault = fault.unwrap_or_else(|| Fault::new("the payload is of another type"));
        Unreadable::new(self.context, path.into(), meta, self.body, fault).into()
    }

    /// The call may have taken effect.
    #[must_use]
    pub fn unknown(mut self, cause: UnknownCause) -> Error {
        let meta = self.meta.is_some().then(|| self.account_of(200));
        let received = Received {
            detail: self.detail,
            remedy: None,
            hint: self.hint,
            realm: None,
            meta,
            location: self.location,
            retry_after: self.retry_after,
            bytes_read: self.body.len().try_into().unwrap_or(u64::MAX),
            body: self.body,
            source: self.source,
        };
        Unknown::new(self.context, cause, received).into()
    }

    fn account_of(&mut self, status: u16) -> Meta {
        let mut meta = self
            .meta
            .take()
            .unwrap_or_else(|| Meta { status, ..meta() });
        meta.attempts = self.context.attempts;
        meta.client_request_id
            .clone_from(&self.context.client_request_id);
        meta
    }
}

/// A status that comes with a refusal of this kind.
const fn status_of(reason: Reason) -> u16 {
    match reason {
        Reason::Service => 200,
        Reason::Request => 400,
        Reason::Credentials => 401,
        Reason::Forbidden => 403,
        Reason::NotFound => 404,
        Reason::Method => 405,
        Reason::ProxyCredentials => 407,
        Reason::Conflict => 409,
        Reason::TooLarge => 413,
        Reason::MediaType => 415,
        Reason::Throttled => 429,
    }
}

impl fmt::Debug for FakeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("FakeError")
            .field("action", &self.context.action.name())
            .finish_non_exhaustive()
    }
}
