//! The causes for which a call was not sent, or for which its outcome is unknown.

/// The phase in which sending failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum NotSentCause {
    /// The host has no address, or none within the connect timeout.
    Dns,
    /// No connection came about.
    Connect,
    /// No connection came about within the connect timeout, although the host has an address.
    ConnectTimeout,
    /// The TLS handshake failed, most often over the server's certificate.
    Tls,
    /// The proxy could not be reached, gave no answer that could be read, or could not reach the
    /// service.
    Proxy,
    /// The proxy answered, and opened no tunnel for a cause that stays: it wants other credentials,
    /// or does not allow or know the host.
    ProxyRefused,
    /// The time of the call was over, by its timeout or its deadline, while nothing had been sent.
    Timeout,
    /// The client's [provider](crate::ClientBuilder::credentials) gave no credentials.
    Credentials,
    /// The call was awaited outside of a tokio runtime. Inside of one without I/O or time it
    /// panics, as tokio's own types do.
    NoRuntime,
    /// The transport reports another fault that lies before sending.
    Other,
}

/// The reason for which nothing can be proved.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum UnknownCause {
    /// The time of the call was over, by its timeout or its deadline, after the request may have
    /// left this machine.
    Timeout,
    /// The connection was lost before an answer came.
    ConnectionLost,
    /// The answer is not HTTP, or breaks its rules.
    BadResponse,
    /// The answer's body ended before it was whole.
    BodyCut,
    /// The answer's body is larger than the [limit](crate::ClientBuilder::answer_limit).
    BodyTooLarge,
    /// The answer's body is encoded in a way that was not asked for.
    BodyEncoded,
    /// The server answered with a redirect, which is never followed.
    Redirect,
    /// The status says nothing of the effect, and no envelope does.
    Status,
    /// The body is no envelope.
    NoEnvelope,
    /// The body is an envelope that can be read in two ways.
    AmbiguousEnvelope,
    /// The envelope contradicts itself, the status or the call.
    Contradiction,
    /// The answer says that it is older than the request: a cache has given it, or a gateway counts
    /// its age by a clock of the service that is behind.
    Stale,
    /// The transport reports another fault.
    Other,
}

impl NotSentCause {
    /// The event, as the middle of a sentence.
    pub(crate) const fn text(self) -> &'static str {
        match self {
            Self::Dns => "the host name could not be resolved",
            Self::Connect => "the connection could not be made",
            Self::ConnectTimeout => "the connection was not made within the connect timeout",
            Self::Tls => "the TLS handshake failed",
            Self::Proxy => "the proxy made no connection",
            Self::ProxyRefused => "the proxy refused to open a tunnel",
            Self::Timeout => "the time of the call was over first",
            Self::Credentials => "there were no credentials to send it with",
            Self::NoRuntime => "it was awaited outside of a tokio runtime",
            Self::Other => "the transport failed before it sent anything",
        }
    }

    /// The next step.
    pub(crate) const fn hint(self) -> &'static str {
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
            Self::Credentials => "check what provides the credentials",
            Self::NoRuntime => "await it inside of a tokio runtime with I/O and time enabled",
            Self::Timeout | Self::Other => "it can be sent again",
        }
    }

    /// The cause as one lower-case word, for logs and for programs.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Dns => "dns",
            Self::Connect => "connect",
            Self::ConnectTimeout => "connect_timeout",
            Self::Tls => "tls",
            Self::Proxy => "proxy",
            Self::ProxyRefused => "proxy_refused",
            Self::Timeout => "timeout",
            Self::Credentials => "credentials",
            Self::NoRuntime => "no_runtime",
            Self::Other => "other",
        }
    }
}

impl UnknownCause {
    /// The event, as the middle of a sentence.
    pub(crate) const fn text(self) -> &'static str {
        match self {
            Self::Timeout => "no whole answer came within the time of the call",
            Self::ConnectionLost => "the connection was lost before an answer came",
            Self::BadResponse => "what came back is no HTTP answer to the request",
            Self::BodyCut => "the answer was cut off",
            Self::BodyTooLarge => "the answer is larger than the limit",
            Self::BodyEncoded => "the answer is encoded in a way that was not asked for",
            Self::Redirect => "the server redirects, and redirects are not followed",
            Self::Status => "the status does not say whether it was carried out",
            Self::NoEnvelope => "the answer is no envelope of the service",
            Self::AmbiguousEnvelope => "the answer's envelope can be read in two ways",
            Self::Contradiction => "the answer contradicts itself or the call",
            Self::Stale => "the answer says that it is older than the request",
            Self::Other => "the transport failed",
        }
    }

    /// Returns `true` if the content of the body is the reason.
    pub(crate) const fn is_about_the_text(self) -> bool {
        matches!(
            self,
            Self::NoEnvelope | Self::AmbiguousEnvelope | Self::Contradiction
        )
    }

    /// Returns the next step where the same request would be answered in the same way again,
    /// because something is configured so, here or on the way.
    pub(crate) const fn remedy(self) -> Option<&'static str> {
        match self {
            Self::Redirect => Some("check the scheme, the host and the base path of the endpoint"),
            Self::BodyEncoded => {
                Some("check what encodes answers between this client and the service")
            }
            Self::Stale => Some(
                "check what keeps answers between this client and the service, and the service's clock",
            ),
            Self::BodyTooLarge => Some("ask for less at a time, or raise the limit of the client"),
            _ => None,
        }
    }

    /// The cause as one lower-case word, for logs and for programs.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Timeout => "timeout",
            Self::ConnectionLost => "connection_lost",
            Self::BadResponse => "bad_response",
            Self::BodyCut => "body_cut",
            Self::BodyTooLarge => "body_too_large",
            Self::BodyEncoded => "body_encoded",
            Self::Redirect => "redirect",
            Self::Status => "status",
            Self::NoEnvelope => "no_envelope",
            Self::AmbiguousEnvelope => "ambiguous_envelope",
            Self::Contradiction => "contradiction",
            Self::Stale => "stale",
            Self::Other => "other",
        }
    }
}
