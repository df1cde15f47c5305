//! The kinds of a refusal.

/// The kind of a refusal. Of a write that was not refused in the service's own envelope it is a
/// hint: [`Unknown::hint`](crate::Unknown::hint).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Reason {
    /// The service refused in its own words: see the code and the message.
    Service,
    /// The credentials are missing or wrong (401).
    Credentials,
    /// The credentials are known and not sufficient (403, 451).
    Forbidden,
    /// Nothing answers at this path (404, 410).
    NotFound,
    /// The path answers, but not to this method (405).
    Method,
    /// A proxy wants credentials of its own (407).
    ProxyCredentials,
    /// The call conflicts with the present state (409).
    Conflict,
    /// The request is larger than the server takes (413, 414, 431).
    TooLarge,
    /// The server does not take this type of body (415).
    MediaType,
    /// Too many calls (429).
    Throttled,
    /// The server found fault with the request itself (400, 422 and similar).
    Request,
}

impl Reason {
    /// The next step; empty where the service's own words must say it.
    pub(crate) const fn remedy(self) -> &'static str {
        match self {
            Self::Service | Self::Request => "",
            Self::Credentials => "check the credentials",
            Self::Forbidden => {
                "these credentials, or something before the service, do not permit this call"
            }
            Self::NotFound | Self::Method => "check the base path of the endpoint",
            Self::ProxyCredentials => "check the credentials of the proxy",
            Self::Conflict => "it conflicts with the present state",
            Self::TooLarge => "the request is larger than the server takes",
            Self::MediaType => "the server takes no JSON here: check the base path of the endpoint",
            Self::Throttled => "wait before the next call",
        }
    }

    /// The next step where the service itself has refused: its path was right, and nothing before
    /// it is in the way. Its own words say the rest.
    pub(crate) const fn remedy_of_the_service(self) -> &'static str {
        match self {
            Self::NotFound | Self::Method | Self::ProxyCredentials | Self::MediaType => "",
            Self::Forbidden => "these credentials do not permit this call",
            other => other.remedy(),
        }
    }

    /// The part that was probably refused and what to check, as the end of "probably refused: …".
    pub(crate) const fn supposition(self) -> &'static str {
        match self {
            Self::Service => "by the service",
            Self::Credentials => "the credentials",
            Self::Forbidden => "these credentials do not permit this call",
            Self::NotFound => "nothing is at this path, so check the base path of the endpoint",
            Self::Method => "this path takes no such call, so check the base path of the endpoint",
            Self::ProxyCredentials => "the credentials of the proxy",
            Self::Conflict => "a conflict with the present state",
            Self::TooLarge => "the request is larger than the server takes",
            Self::MediaType => {
                "the server takes no JSON here, so check the base path of the endpoint"
            }
            Self::Throttled => "too many calls, so wait before the next one",
            Self::Request => "the request itself",
        }
    }

    /// The kind as one lower-case word, for logs and for programs.
    ///
    /// ```
    /// # use oms_core as oms_client;
    /// assert_eq!(oms_client::Reason::ProxyCredentials.as_str(), "proxy_credentials");
    /// ```
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Service => "service",
            Self::Credentials => "credentials",
            Self::Forbidden => "forbidden",
            Self::NotFound => "not_found",
            Self::Method => "method",
            Self::ProxyCredentials => "proxy_credentials",
            Self::Conflict => "conflict",
            Self::TooLarge => "too_large",
            Self::MediaType => "media_type",
            Self::Throttled => "throttled",
            Self::Request => "request",
        }
    }
}
