//! The proxy on the way to an endpoint, if there is one.

use std::ffi::OsStr;

use http::header::HeaderValue;
use hyper_util::client::proxy::matcher::Matcher;
use url::Url;

use super::environment;
use super::resolve::Peer;
use crate::Invalid;
use crate::transport::endpoint::Endpoint;

/// The refusal of a text that is no address. It never repeats the text, which may hold the proxy's
/// password.
const NO_ADDRESS: &str = "is no address of a proxy: write it like `http://proxy.example.com:3128`, and `#`, `/` and `?` in a user or \
                          a password as `%23`, `%2F` and `%3F`";

/// The refusal of a proxy that speaks something else.
const NOT_SPOKEN: &str =
    "is of a kind that is not spoken: only `http://` and `https://` proxies open tunnels";

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
        let refused = if endpoint.is_loopback() {
            Some("is only for an endpoint on another machine: this one is reached without it")
        } else if endpoint.is_https() {
            None
        } else {
            Some("is only for an https endpoint: over plain http it could read the credentials")
        };
        match (url, refused) {
            (None, None) => environment::proxy(endpoint.host())
                .map(|(variable, value)| Self::of_environment(variable, &value))
                .transpose(),
            (None, Some(_)) => Ok(None),
            (Some(_), Some(refused)) => Err(Invalid::new(refused).at("proxy")),
            (Some(url), None) => match Self::read(url) {
                Ok(proxy) => Ok(Some(proxy)),
                Err(problem) => Err(Invalid::new(problem).at("proxy")),
            },
        }
    }

    /// Reads the value of a variable, which may leave out the scheme. Passed over, one that cannot
    /// be read would send the calls past the proxy.
    fn of_environment(variable: &'static str, value: &OsStr) -> Result<Self, Invalid> {
        let read = match value.to_str() {
            Some(url) if url.contains("://") => Self::read(url),
            Some(url) => Self::read(&format!("http://{url}")),
            None => Err(NO_ADDRESS),
        };
        read.map_err(|problem| {
            Invalid::new(format!("{problem} (the variable {variable} names it)")).at("proxy")
        })
    }

    /// Reads an address.
    fn read(text: &str) -> Result<Self, &'static str> {
        // The parser takes blanks away.
        if text.chars().any(|c| c.is_control() || c.is_whitespace()) {
            return Err(NO_ADDRESS);
        }
        let url = Url::parse(text).map_err(|_| NO_ADDRESS)?;
        let host = url.host_str().ok_or(NO_ADDRESS)?;
        // One of these characters in a user or a password ends the authority there, and what is
        // left of the user would be looked up, shown and called as a host.
        if url.path().contains('@') || url.query().is_some() || url.fragment().is_some() {
            return Err(NO_ADDRESS);
        }
        let implied = match url.scheme() {
            "http" => 80,
            "https" if cfg!(feature = "rustls-no-provider") => 443,
            _ => return Err(NOT_SPOKEN),
        };
        let host = host
            .trim_start_matches('[')
            .trim_end_matches(']')
            .to_owned();
        Ok(Self {
            #[cfg(feature = "rustls-no-provider")]
            server_name: match url.scheme() {
                "https" => Some(super::tls::name_of(&host).ok_or(NO_ADDRESS)?),
                _ => None,
            },
            credentials: credentials(&url)?,
            peer: Peer {
                port: url.port().unwrap_or(implied),
                host,
            },
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

/// Returns the credentials in an address as a header has them.
fn credentials(url: &Url) -> Result<Option<HeaderValue>, &'static str> {
    let matcher = Matcher::builder().https(url.as_str()).build();
    let found = matcher.intercept(&http::Uri::from_static("https://a.example/"));
    Ok(found.ok_or(NO_ADDRESS)?.basic_auth().cloned())
}
