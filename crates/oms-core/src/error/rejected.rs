//! The service refused the call, or a gateway refused a read.

use std::fmt;
use std::time::Duration;

use bytes::Bytes;

use super::context::{Context, context_accessors};
use super::fault::Fault;
use crate::text::html;
use crate::text::realm::Realm;
use crate::text::redact::Redactor;
use crate::text::shown::Shown;
use crate::{Json, Meta, Reason};

/// The call was refused: it had no effect. Mend the cause, then send it again.
///
/// The service refused a write in an envelope of its own, and nothing less counts. A status of
/// refusal that comes without one is [`Unknown`](crate::Unknown) with a
/// [hint](crate::Unknown::hint), unless the caller
/// [declared](crate::ClientBuilder::assume_no_intermediary) that nothing answers in the service's
/// place. A read changes nothing, so such a status refuses a read.
pub struct Rejected {
    inner: Box<Inner>,
}

struct Inner {
    context: Context,
    refusal: Refusal,
    source: Option<Fault>,
}

/// Everything that a refusal says.
pub(crate) struct Refusal {
    pub(crate) reason: Reason,
    pub(crate) code: Option<String>,
    pub(crate) message: Option<String>,
    pub(crate) detail: Option<Json>,
    /// The realm that wants credentials, without those of the call.
    pub(crate) realm: Option<Realm>,
    pub(crate) retry_after: Option<Duration>,
    pub(crate) meta: Meta,
    pub(crate) body: Bytes,
}

impl Refusal {
    /// Takes the credentials out of the service's own words. Meta, body and realm come redacted.
    pub(crate) fn redact(&mut self, redactor: &Redactor) {
        redactor.redact_some(&mut self.code);
        redactor.redact_some(&mut self.message);
        if let Some(detail) = &mut self.detail {
            detail.redact(redactor);
        }
    }
}

context_accessors!(Rejected);

impl Rejected {
    pub(crate) fn new(context: Context, refusal: Refusal) -> Self {
        Self {
            inner: Box::new(Inner {
                context,
                refusal,
                source: None,
            }),
        }
    }

    pub(super) fn set_source(&mut self, source: Fault) {
        self.inner.source = Some(source);
    }

    pub(super) fn set_attempts(&mut self, attempts: u32) {
        self.inner.refusal.meta.attempts = attempts;
    }

    /// The kind of the refusal.
    #[must_use]
    pub fn reason(&self) -> Reason {
        self.inner.refusal.reason
    }

    /// The service's code.
    #[must_use]
    pub fn code(&self) -> Option<&str> {
        self.inner.refusal.code.as_deref()
    }

    /// The service's text, as it came: escape it before it is shown.
    #[must_use]
    pub fn message(&self) -> Option<&str> {
        self.inner.refusal.message.as_deref()
    }

    /// The service's advice, as it came: escape it before it is shown.
    #[must_use]
    pub fn advice(&self) -> Option<&str> {
        self.inner.refusal.meta.advice.as_deref()
    }

    /// The structured account of the failure.
    #[must_use]
    pub fn detail(&self) -> Option<&Json> {
        self.inner.refusal.detail.as_ref()
    }

    /// The time that the server asked to wait before the next call, at most five minutes.
    #[must_use]
    pub fn retry_after(&self) -> Option<Duration> {
        self.inner.refusal.retry_after
    }

    /// HTTP status of the answer.
    #[must_use]
    pub fn status(&self) -> u16 {
        self.inner.refusal.meta.status
    }

    /// The envelope's and the transport's account around the refusal.
    #[must_use]
    pub fn meta(&self) -> &Meta {
        &self.inner.refusal.meta
    }

    /// The ID under which the service logged the request.
    #[must_use]
    pub fn request_id(&self) -> Option<&str> {
        self.inner.refusal.meta.request_id.as_deref()
    }

    /// The answer's body as far as it was read, without the credentials where it repeats them.
    #[must_use]
    pub fn body(&self) -> &[u8] {
        &self.inner.refusal.body
    }
}

impl fmt::Display for Rejected {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (action, endpoint) = (self.action(), self.endpoint());
        match self.reason() {
            Reason::Service => write!(
                f,
                "{} at {endpoint} refused {action}",
                self.inner.context.service
            )?,
            _ => write!(
                f,
                "{action} was refused at {endpoint} with status {}",
                self.status()
            )?,
        }
        if let Some(code) = self.code() {
            write!(f, ": {}", Shown(code))?;
        }
        if let Some(message) = self.message() {
            write!(f, ": {}", Shown(message))?;
        }
        write!(f, "; {}", self.context().effect_where_refused())?;
        let remedy = match self.code() {
            Some(_) => self.reason().remedy_of_the_service(),
            None => self.reason().remedy(),
        };
        if !remedy.is_empty() {
            write!(f, "; {remedy}")?;
        }
        if let (None, Some(realm)) = (self.code(), &self.inner.refusal.realm) {
            write!(f, "; {realm}")?;
        }
        if let (None, Some(title)) = (self.code(), html::title(self.body())) {
            write!(f, "; page {:?}", Shown(&title))?;
        }
        if let Some(advice) = self.advice() {
            write!(f, "; advice: {}", Shown(advice))?;
        }
        if let Some(wait) = self.retry_after() {
            write!(f, "; the server asks to wait {} s", wait.as_secs())?;
        }
        f.write_str(self.context().budget())?;
        match self.request_id() {
            Some(id) => write!(f, "; request ID {}", Shown(id)),
            None => Ok(()),
        }
    }
}

impl fmt::Debug for Rejected {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Rejected")
            .field("action", &self.action())
            .field("endpoint", &self.endpoint())
            .field("reason", &self.reason())
            .field("code", &self.code().map(Shown))
            .field("message", &self.message().map(Shown))
            .field("detail", &self.detail())
            .field("retry_after", &self.retry_after())
            .field("meta", self.meta())
            .field("body_bytes", &self.body().len())
            .field("attempts", &self.attempts())
            .field("elapsed", &self.elapsed())
            .field("source", &self.inner.source)
            .finish()
    }
}

impl std::error::Error for Rejected {
    /// The reason why a read that was refused for its credentials got no others.
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.inner.source.as_ref().map(|fault| fault as _)
    }
}
