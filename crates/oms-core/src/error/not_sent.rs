//! No byte of the request left this machine.

use std::fmt;

use super::context::{Context, context_accessors};
use super::fault::Fault;
use crate::NotSentCause;
use crate::text::shown::Shown;

/// No byte of the request left this machine. It can be sent again once the cause that its text
/// names is gone.
pub struct NotSent {
    inner: Box<Inner>,
}

struct Inner {
    context: Context,
    cause: NotSentCause,
    detail: Option<String>,
    /// The next step, where that of the cause would mislead.
    advice: Option<&'static str>,
    source: Option<Fault>,
}

context_accessors!(NotSent);

impl NotSent {
    pub(crate) fn new(
        context: Context,
        cause: NotSentCause,
        detail: Option<String>,
        source: Option<Fault>,
    ) -> Self {
        Self {
            inner: Box::new(Inner {
                context,
                cause,
                detail,
                advice: None,
                source,
            }),
        }
    }

    /// The same with another next step than that of its cause, if there is one.
    pub(crate) fn advising(mut self, advice: Option<&'static str>) -> Self {
        self.inner.advice = advice;
        self
    }

    /// The phase in which sending failed.
    #[must_use]
    pub fn cause(&self) -> NotSentCause {
        self.inner.cause
    }

    /// The exact failure, where it is known, such as the fault of a certificate.
    #[must_use]
    pub fn detail(&self) -> Option<&str> {
        self.inner.detail.as_deref()
    }
}

impl fmt::Display for NotSent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Inner {
            context,
            cause,
            detail,
            advice,
            ..
        } = &*self.inner;
        write!(
            f,
            "{} was not sent to {}: {}",
            context.action.name(),
            context.endpoint,
            cause.text()
        )?;
        if let Some(detail) = detail {
            write!(f, " ({})", Shown(detail))?;
        }
        let advice = advice.unwrap_or(cause.hint());
        write!(f, "; {}; {advice}", context.effect_where_not_sent())?;
        f.write_str(context.budget())
    }
}

impl fmt::Debug for NotSent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("NotSent")
            .field("action", &self.action())
            .field("endpoint", &self.endpoint())
            .field("cause", &self.inner.cause)
            .field("detail", &self.detail().map(Shown))
            .field("attempts", &self.attempts())
            .field("elapsed", &self.elapsed())
            .field("source", &self.inner.source)
            .finish()
    }
}

impl std::error::Error for NotSent {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.inner.source.as_ref().map(|fault| fault as _)
    }
}
