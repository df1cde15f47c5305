//! The call may have taken effect.

use std::fmt;
use std::time::Duration;

use bytes::Bytes;

use super::context::{Context, context_accessors};
use super::fault::Fault;
use crate::text::html;
use crate::text::realm::Realm;
use crate::text::shown::Shown;
use crate::{Effect, Meta, Reason, UnknownCause};

/// The call may have taken effect: nothing proves that it did, and nothing that it did not.
///
/// Read the current state before the call is made again.
///
/// A write is also Unknown where a status of refusal such as 401, 404 or 429 came without an
/// envelope of the service: a gateway that loses or blocks the answer of a service that has carried
/// the call out answers with such a status as well. [`hint`](Self::hint) then says what the status
/// speaks of. To find wrong credentials or a wrong path without this doubt, make a read first.
///
/// A 405 in an envelope of the service is a [contradiction](UnknownCause::Contradiction) and hints
/// at nothing: the service takes the POST of a call, and refuses the GET by which a gateway asks it
/// for the page of an answer that was lost, most often that of a call which took effect.
///
/// ```
/// # use oms_core as oms_client;
/// use oms_client::{Error, Reason};
///
/// fn advise(error: &Error) -> &'static str {
///     match error {
///         Error::Unknown(error) if error.hint() == Some(Reason::Credentials) => {
///             "the credentials are probably wrong; look at the present state all the same"
///         }
///         Error::Unknown(_) => "look at the present state",
///         _ => "its outcome is known",
///     }
/// }
/// ```
pub struct Unknown {
    inner: Box<Inner>,
}

struct Inner {
    context: Context,
    cause: UnknownCause,
    received: Received,
}

/// Everything that was received before the outcome was lost.
#[derive(Default)]
pub(crate) struct Received {
    pub(crate) detail: Option<String>,
    /// The next step where the same request would be answered in the same way again, if the cause
    /// says none that fits. With one, no read is sent again and no wait goes on.
    pub(crate) remedy: Option<&'static str>,
    pub(crate) hint: Option<Reason>,
    /// The realm that wants credentials, without those of the call.
    pub(crate) realm: Option<Realm>,
    /// Present as soon as a status came.
    pub(crate) meta: Option<Meta>,
    pub(crate) location: Option<String>,
    pub(crate) retry_after: Option<Duration>,
    pub(crate) bytes_read: u64,
    pub(crate) body: Bytes,
    pub(crate) source: Option<Fault>,
}

context_accessors!(Unknown);

impl Unknown {
    pub(crate) fn new(context: Context, cause: UnknownCause, received: Received) -> Self {
        Self {
            inner: Box::new(Inner {
                context,
                cause,
                received,
            }),
        }
    }

    pub(super) fn set_attempts(&mut self, attempts: u32) {
        if let Some(meta) = &mut self.inner.received.meta {
            meta.attempts = attempts;
        }
    }

    pub(super) fn set_source(&mut self, source: Fault) {
        self.inner.received.source = Some(source);
    }

    /// The reason for which nothing can be proved.
    #[must_use]
    pub fn cause(&self) -> UnknownCause {
        self.inner.cause
    }

    /// The next step where the same request would be answered in the same way again.
    pub(crate) fn remedy(&self) -> Option<&'static str> {
        self.inner.received.remedy.or(self.inner.cause.remedy())
    }

    /// The exact finding, such as the defect of the envelope.
    #[must_use]
    pub fn detail(&self) -> Option<&str> {
        self.inner.received.detail.as_deref()
    }

    /// The refusal that a status names which came without an envelope of the service. It is
    /// probably right and proves nothing: something between this client and the service may have
    /// answered in the service's place, after the call took effect.
    #[must_use]
    pub fn hint(&self) -> Option<Reason> {
        self.inner.received.hint
    }

    /// HTTP status, where one came.
    #[must_use]
    pub fn status(&self) -> Option<u16> {
        self.meta().map(|meta| meta.status)
    }

    /// The envelope's and the transport's account, as far as it is known.
    #[must_use]
    pub fn meta(&self) -> Option<&Meta> {
        self.inner.received.meta.as_ref()
    }

    /// The target of a redirect, as it came: escape it before it is shown.
    #[must_use]
    pub fn location(&self) -> Option<&str> {
        self.inner.received.location.as_deref()
    }

    /// The time that the server asked to wait before the next call, at most five minutes.
    #[must_use]
    pub fn retry_after(&self) -> Option<Duration> {
        self.inner.received.retry_after
    }

    /// The number of bytes that were read of the answer's body.
    #[must_use]
    pub fn bytes_read(&self) -> u64 {
        self.inner.received.bytes_read
    }

    /// The answer's body as far as it was read and kept, without the credentials where it repeats
    /// them.
    #[must_use]
    pub fn body(&self) -> &[u8] {
        &self.inner.received.body
    }
}

/// The start of a body, enough to recognize what it is. The whole of it stays in the error.
fn excerpt(body: &[u8]) -> String {
    const REACH: usize = 128 << 10;
    const LENGTH: usize = 256;
    let text = String::from_utf8_lossy(body.get(..REACH).unwrap_or(body));
    match text.char_indices().nth(LENGTH) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text.into_owned(),
    }
}

impl fmt::Display for Unknown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Inner {
            context,
            cause,
            received,
        } = &*self.inner;
        match context.action.effect() {
            Effect::Write => write!(
                f,
                "{} may have taken effect at {}",
                self.action(),
                self.endpoint()
            )?,
            Effect::Read => write!(
                f,
                "{} got no usable answer from {}",
                self.action(),
                self.endpoint()
            )?,
        }
        write!(f, ": {}", cause.text())?;
        if let Some(detail) = &received.detail {
            write!(f, " ({})", Shown(detail))?;
        }
        if let Some(status) = self.status() {
            write!(
                f,
                "; status {status}, {} bytes of body read",
                received.bytes_read
            )?;
        }
        if let Some(hint) = received.hint {
            write!(
                f,
                "; probably refused: {}; but something between here and the service may have answered in its place",
                hint.supposition()
            )?;
        }
        if let Some(realm) = &received.realm {
            write!(f, "; {realm}")?;
        }
        if let Some(title) = html::title(&received.body) {
            write!(f, "; page {:?}", Shown(&title))?;
        } else if cause.is_about_the_text() && !received.body.is_empty() {
            write!(f, "; body {:?}", Shown(&excerpt(&received.body)))?;
        }
        if let Some(location) = &received.location {
            write!(f, "; location {}", Shown(location))?;
        }
        if let Some(id) = received
            .meta
            .as_ref()
            .and_then(|meta| meta.request_id.as_deref())
        {
            write!(f, "; request ID {}", Shown(id))?;
        }
        let remedy = self.remedy();
        write!(f, "; {}", context.effect_where_unknown(remedy.is_some()))?;
        if let Some(remedy) = remedy {
            write!(f, "; {remedy}")?;
        }
        f.write_str(context.budget())
    }
}

impl fmt::Debug for Unknown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let received = &self.inner.received;
        f.debug_struct("Unknown")
            .field("action", &self.action())
            .field("endpoint", &self.endpoint())
            .field("cause", &self.cause())
            .field("hint", &self.hint())
            .field("detail", &self.detail().map(Shown))
            .field("meta", &received.meta)
            .field("location", &self.location().map(Shown))
            .field("retry_after", &received.retry_after)
            .field("bytes_read", &received.bytes_read)
            .field("attempts", &self.attempts())
            .field("elapsed", &self.elapsed())
            .field("source", &received.source)
            .finish()
    }
}

impl std::error::Error for Unknown {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.inner.received.source.as_ref().map(|fault| fault as _)
    }
}
