//! The proxy on the way to an endpoint, if there is one.

use http::header::HeaderValue;
use hyper_util::client::proxy::matcher::{Intercept, Matcher};

use super::resolve::Peer;
use crate::Invalid;
use crate::transport::endpoint::Endpoint;

/// A proxy that opens tunnels.
pub(super) struct Proxy {
    peer: Peer,
    credentials: Option<HeaderValue>,
    /// The name in the certificate of a proxy that is itself reached by TLS.
    #[cfg(feature = "rustls-no-provider")]
    server_name: Option<rustls::pki_types::ServerName<'static>>,
}

impl Proxy {
    /// The proxy that was asked for, else that of the environment.
    ///
    /// There is none for plain http, whose credentials it would read, and it has no business on the
    /// way to this machine.
    pub(super) fn new(endpoint: &Endpoint, url: Option<&str>) -> Result<Option<Self>, Invalid> {
        let allowed = endpoint.is_https() && !endpoint.is_loopback();
        match url {
            None if allowed => intercept(&Matcher::from_system(), endpoint)
                .map(|found| Self::of(&found))
                .transpose(),
            None => Ok(None),
            Some(_) if !allowed => Err(Invalid::new(
                "is only for an https endpoint on another machine: over plain http it could read the credentials",
            )
            .at("proxy")),
            Some(url) => {
                let parsed = url::Url::parse(url).map_err(|_| refusal())?;
                if !matches!(parsed.scheme(), "http" | "https") || parsed.host().is_none() {
                    return Err(refusal());
                }
                let matcher = Matcher::builder().https(parsed.as_str()).build();
                let found = intercept(&matcher, endpoint).ok_or_else(refusal)?;
                Self::of(&found).map(Some)
            }
        }
    }

    fn of(found: &Intercept) -> Result<Self, Invalid> {
        let uri = found.uri();
        let host = uri.host().ok_or_else(refusal)?;
        let host = host
            .trim_start_matches('[')
            .trim_end_matches(']')
            .to_owned();
        let implied = match uri.scheme_str() {
            Some("http") => 80,
            Some("https") if cfg!(feature = "rustls-no-provider") => 443,
            _ => {
                return Err(Invalid::new(
                    "is of a kind that is not spoken: only `http://` and `https://` proxies open tunnels (the environment may name it)",
                )
                .at("proxy"));
            }
        };
        Ok(Self {
            #[cfg(feature = "rustls-no-provider")]
            server_name: match uri.scheme_str() {
                Some("https") => Some(super::tls::name_of(&host).ok_or_else(refusal)?),
                _ => None,
            },
            peer: Peer {
                port: uri.port_u16().unwrap_or(implied),
                host,
            },
            credentials: found.basic_auth().cloned(),
        })
    }

    /// The address of the proxy.
    pub(super) const fn peer(&self) -> &Peer {
        &self.peer
    }

    /// The credentials for the proxy.
    pub(super) const fn credentials(&self) -> Option<&HeaderValue> {
        self.credentials.as_ref()
    }

    #[cfg(feature = "rustls-no-provider")]
    pub(super) const fn server_name(&self) -> Option<&rustls::pki_types::ServerName<'static>> {
        self.server_name.as_ref()
    }
}

fn intercept(matcher: &Matcher, endpoint: &Endpoint) -> Option<Intercept> {
    let address: http::Uri = endpoint.as_str().parse().ok()?;
    matcher.intercept(&address)
}

/// The text is never repeated: it may hold the proxy's password.
fn refusal() -> Invalid {
    Invalid::new("is no address of a proxy: write it like `http://proxy.example.com:3128`")
        .at("proxy")
}
