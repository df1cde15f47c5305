//! A request that brought back no answer.

use std::error::Error;
use std::fmt;

use crate::text::shown::Shown;
use crate::{Fault, NotSentCause, UnknownCause};

/// A request that brought back no answer: whether a byte of it may have left this machine, and why.
#[derive(Clone)]
pub struct Failure {
    pub(crate) kind: FailureKind,
    pub(crate) detail: Option<String>,
    /// The next step, where that of the cause would mislead. If a byte may have left, it says as
    /// well that the failure would come again: no read is resent after it, and no wait goes on.
    pub(crate) advice: Option<&'static str>,
    pub(crate) source: Option<Fault>,
}

/// The side of the first byte on which a failure lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum FailureKind {
    NotSent(NotSentCause),
    Unknown(UnknownCause),
}

impl Failure {
    /// No byte of the request left this machine, and the transport can prove it.
    #[must_use]
    pub fn not_sent(cause: NotSentCause) -> Self {
        Self::new(FailureKind::NotSent(cause))
    }

    /// A byte of the request may have left this machine.
    #[must_use]
    pub fn unknown(cause: UnknownCause) -> Self {
        Self::new(FailureKind::Unknown(cause))
    }

    /// Adds what exactly failed, in a few words.
    #[must_use]
    pub fn detail(mut self, detail: impl Into<String>) -> Self {
        self.detail = Some(detail.into());
        self
    }

    /// Adds what lay below. Its texts are kept, the error itself is not.
    #[must_use]
    pub fn source(mut self, source: &(dyn Error + 'static)) -> Self {
        self.source = Some(Fault::of(source));
        self
    }

    /// Returns `true` if no byte of the request left this machine.
    #[must_use]
    pub fn is_not_sent(&self) -> bool {
        matches!(self.kind, FailureKind::NotSent(_))
    }

    /// The failure of a request of which another copy was let out before. The next step after this
    /// one is not that after the other.
    #[cold]
    pub(crate) fn after_an_earlier_byte(mut self) -> Self {
        self.kind = FailureKind::Unknown(UnknownCause::Other);
        self.advice = None;
        self
    }

    fn new(kind: FailureKind) -> Self {
        Self {
            kind,
            detail: None,
            advice: None,
            source: None,
        }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.kind {
            FailureKind::NotSent(cause) => cause.text(),
            FailureKind::Unknown(cause) => cause.text(),
        })?;
        match &self.detail {
            Some(detail) => write!(f, ": {}", Shown(detail)),
            None => Ok(()),
        }
    }
}

impl Error for Failure {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        self.source.as_ref().map(|source| source as _)
    }
}

impl fmt::Debug for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Failure")
            .field("kind", &self.kind)
            .field("advice", &self.advice)
            .field("detail", &self.detail)
            .field("source", &self.source)
            .finish()
    }
}
