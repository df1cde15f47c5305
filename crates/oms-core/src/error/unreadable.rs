//! The service accepted the call, but its payload could not be read.

use std::fmt;

use bytes::Bytes;

use super::context::{Context, context_accessors};
use super::fault::Fault;
use crate::text::shown::Shown;
use crate::{Effect, Meta};

/// The service accepted the call, but its payload could not be read. A write has taken effect: do
/// not send it again.
pub struct Unreadable {
    inner: Box<Inner>,
}

struct Inner {
    context: Context,
    path: String,
    meta: Meta,
    body: Bytes,
    source: Fault,
}

context_accessors!(Unreadable);

impl Unreadable {
    pub(crate) fn new(
        context: Context,
        path: String,
        meta: Meta,
        body: Bytes,
        source: Fault,
    ) -> Self {
        Self {
            inner: Box::new(Inner {
                context,
                path,
                meta,
                body,
                source,
            }),
        }
    }

    /// The place in the payload where reading failed, such as `items[3].id`; empty for the payload
    /// itself.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.inner.path
    }

    /// The envelope's and the transport's account around the payload.
    #[must_use]
    pub fn meta(&self) -> &Meta {
        &self.inner.meta
    }

    /// The ID under which the service logged the request.
    #[must_use]
    pub fn request_id(&self) -> Option<&str> {
        self.inner.meta.request_id.as_deref()
    }

    /// The whole body of the answer, without the credentials and the secrets of the request where
    /// it repeats them.
    #[must_use]
    pub fn body(&self) -> &[u8] {
        &self.inner.body
    }
}

impl fmt::Display for Unreadable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let context = self.context();
        let verb = match context.action.effect() {
            Effect::Write => "accepted",
            Effect::Read => "answered",
        };
        write!(
            f,
            "{} at {} {verb} {}, but its payload could not be read",
            context.service,
            self.endpoint(),
            self.action()
        )?;
        if !self.path().is_empty() {
            write!(f, " at `{}`", Shown(self.path()))?;
        }
        write!(f, "; {}", context.effect_where_accepted())?;
        match self.request_id() {
            Some(id) => write!(f, "; request ID {}", Shown(id)),
            None => Ok(()),
        }
    }
}

impl fmt::Debug for Unreadable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Unreadable")
            .field("action", &self.action())
            .field("endpoint", &self.endpoint())
            .field("path", &Shown(self.path()))
            .field("meta", self.meta())
            .field("body_bytes", &self.body().len())
            .field("attempts", &self.attempts())
            .field("elapsed", &self.elapsed())
            .field("source", &self.inner.source)
            .finish()
    }
}

impl std::error::Error for Unreadable {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&self.inner.source)
    }
}
