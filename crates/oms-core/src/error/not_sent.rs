//! No byte of the request left this machine.

use std::fmt;

use super::context::{Context, context_accessors};
use super::fault::Fault;
use crate::shown::Shown;

/// No byte of the request left this machine. It can be sent again.
pub struct NotSent {
    inner: Box<Inner>,
}

struct Inner {
    context: Context,
    cause: NotSentCause,
    detail: Option<String>,
    source: Option<Fault>,
}

/// The phase in which sending failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum NotSentCause {
    /// The host has no address.
    Dns,
    /// No connection came about.
    Connect,
    /// No connection came about within the connect timeout.
    ConnectTimeout,
    /// The TLS handshake failed, most often over the server's certificate.
    Tls,
    /// The proxy could not be reached, or gave no answer that could be read.
    Proxy,
    /// The proxy answered, and opened no tunnel: it wants other credentials, or does not allow the host.
    ProxyRefused,
    /// The total timeout passed while nothing had been sent.
    Timeout,
    /// The transport reports another fault that lies before sending.
    Other,
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
                source,
            }),
        }
    }

    /// The phase in which sending failed.
    #[must_use]
    pub fn cause(&self) -> NotSentCause {
        self.inner.cause
    }

    /// What exactly failed, where it is known, such as the fault of a certificate.
    #[must_use]
    pub fn detail(&self) -> Option<&str> {
        self.inner.detail.as_deref()
    }
}

impl NotSentCause {
    /// What happened, as the middle of a sentence.
    const fn text(self) -> &'static str {
        match self {
            Self::Dns => "the host name could not be resolved",
            Self::Connect => "the connection could not be made",
            Self::ConnectTimeout => "the connection was not made within the connect timeout",
            Self::Tls => "the TLS handshake failed",
            Self::Proxy => "the proxy made no connection",
            Self::ProxyRefused => "the proxy refused to open a tunnel",
            Self::Timeout => "the total timeout passed first",
            Self::Other => "the transport failed before it sent anything",
        }
    }

    /// What to do next.
    const fn hint(self) -> &'static str {
        match self {
            Self::Dns => "check the host name of the endpoint",
            Self::Connect | Self::ConnectTimeout => {
                "check the endpoint's port and that the service is up"
            }
            Self::Tls => {
                "check the endpoint's name and certificate; trust a private authority with `ca_certificate` (`--cacert`)"
            }
            Self::Proxy => "check the proxy",
            Self::ProxyRefused => {
                "check the proxy's address, user and password, and that it allows this host and port"
            }
            Self::Timeout | Self::Other => "it can be sent again",
        }
    }

    /// One word for logs.
    pub(crate) const fn as_str(self) -> &'static str {
        match self {
            Self::Dns => "dns",
            Self::Connect => "connect",
            Self::ConnectTimeout => "connect_timeout",
            Self::Tls => "tls",
            Self::Proxy => "proxy",
            Self::ProxyRefused => "proxy_refused",
            Self::Timeout => "timeout",
            Self::Other => "other",
        }
    }
}

impl fmt::Display for NotSent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Inner {
            context,
            cause,
            detail,
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
        write!(f, "; {}; {}", context.effect_where_not_sent(), cause.hint())
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
