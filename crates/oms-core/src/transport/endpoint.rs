//! The address of a service: what is taken, and what is refused before a credential can leave.

use std::net::IpAddr;

use url::{Host, Url};

use crate::Invalid;

/// The longest address: it leaves in the same head as the headers, which must fit into one buffer.
const LONGEST: usize = 8 << 10;

/// The address of a service.
#[derive(Debug, Clone)]
pub(crate) struct Endpoint {
    /// Ends in `/`, so that a path below it is appended and nothing is cut off.
    base: Url,
}

impl Endpoint {
    /// Reads a base address such as `https://oms.example.com:8089/prefix`.
    ///
    /// The text is never repeated in a refusal: it may hold a password.
    pub(crate) fn new(text: &str, allow_plaintext: bool) -> Result<Self, Invalid> {
        if text.len() > LONGEST {
            return Err(refusal("is longer than 8 KiB"));
        }
        if text.chars().any(|c| c.is_control() || c.is_whitespace()) {
            return Err(refusal("holds white space or a control character"));
        }
        if has_scope_id(text) {
            return Err(refusal(
                "holds an IPv6 scope ID (`%`), which no address on the web can carry: use a name or an address without one",
            ));
        }
        let mut base = Url::parse(text).map_err(|error| {
            let why = match error {
                url::ParseError::RelativeUrlWithoutBase => "it lacks `https://`".to_owned(),
                other => other.to_string(),
            };
            refusal(format!(
                "is not a URL: {why}; write it like `https://oms.example.com:8089`"
            ))
        })?;
        if !matches!(base.scheme(), "http" | "https") {
            return Err(refusal("must start with `https://` or `http://`"));
        }
        if !base.username().is_empty() || base.password().is_some() {
            return Err(refusal(
                "holds a user or a password, which would end up in logs: give credentials as `Auth` instead",
            ));
        }
        if base.query().is_some() || base.fragment().is_some() {
            return Err(refusal("holds a query or a fragment, which would be lost"));
        }
        if base.scheme() == "http" && !is_loopback(&base) && !allow_plaintext {
            return Err(refusal(
                "is plain http to another machine, where anyone on the way can read the credentials: use https, or \
                 permit it with `allow_plaintext`",
            ));
        }
        if !base.path().ends_with('/') {
            base.set_path(&format!("{}/", base.path()));
        }
        Ok(Self { base })
    }

    /// The address of one action, with its name percent-encoded.
    pub(crate) fn route(&self, path: &str, query_key: &str, action: &str) -> Url {
        let mut url = self.base.clone();
        url.set_path(&format!(
            "{}{}",
            self.base.path(),
            path.trim_start_matches('/')
        ));
        url.query_pairs_mut().append_pair(query_key, action);
        url
    }

    /// The address of one action for a log: a path of the endpoint's own, in which a gateway may
    /// expect a token, is left out.
    #[cfg(feature = "opentelemetry")]
    pub(crate) fn shown_route(&self, path: &str, query_key: &str, action: &str) -> Url {
        let mut shown = self.clone();
        if self.base.path() != "/" {
            shown.base.set_path("/REDACTED/");
        }
        shown.route(path, query_key, action)
    }

    /// The host, and the port where it is not the one that is implied: what a `Host` header says.
    pub(crate) fn authority(&self) -> String {
        let host = self.base.host_str().unwrap_or_default();
        match self.base.port() {
            Some(port) => format!("{host}:{port}"),
            None => host.to_owned(),
        }
    }

    /// Host and port alone, for messages.
    pub(crate) fn host_and_port(&self) -> String {
        host_and_port(&self.base)
    }

    /// The host, without brackets around an IPv6 address.
    pub(crate) fn host(&self) -> &str {
        self.base
            .host_str()
            .unwrap_or_default()
            .trim_start_matches('[')
            .trim_end_matches(']')
    }

    /// The port, named or implied.
    pub(crate) fn port(&self) -> u16 {
        self.base.port_or_known_default().unwrap_or_default()
    }

    /// `http` or `https`.
    pub(crate) fn scheme(&self) -> &str {
        self.base.scheme()
    }

    pub(crate) fn is_https(&self) -> bool {
        self.scheme() == "https"
    }

    pub(crate) fn is_loopback(&self) -> bool {
        is_loopback(&self.base)
    }
}

/// Host and port of an address alone.
pub(super) fn host_and_port(url: &Url) -> String {
    let host = url.host_str().unwrap_or_default();
    match url.port_or_known_default() {
        Some(port) => format!("{host}:{port}"),
        None => host.to_owned(),
    }
}

fn refusal(message: impl Into<std::borrow::Cow<'static, str>>) -> Invalid {
    Invalid::new(message).at("endpoint")
}

/// Returns `true` if an IPv6 address between brackets names the interface that it is to be reached
/// through.
fn has_scope_id(text: &str) -> bool {
    let inside = text
        .split_once('[')
        .and_then(|(_, rest)| rest.split_once(']'));
    inside.is_some_and(|(address, _)| address.contains('%'))
}

/// Returns `true` if an address can only lead to this machine.
///
/// `localhost` counts, as RFC 6761 lets no resolver send it elsewhere; a name under it does not,
/// nor does an IPv4 address mapped into IPv6.
fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(Host::Ipv4(address)) => IpAddr::V4(address).is_loopback(),
        Some(Host::Ipv6(address)) => IpAddr::V6(address).is_loopback(),
        Some(Host::Domain(name)) => name.eq_ignore_ascii_case("localhost"),
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use super::Endpoint;

    fn route(base: &str, action: &str) -> String {
        let endpoint = Endpoint::new(base, false).unwrap();
        endpoint.route("/api/v2", "Action", action).into()
    }

    #[test]
    fn promises_79_and_80_a_prefix_is_kept_and_a_name_is_encoded() {
        for (base, kept) in [
            ("http://127.0.0.1:8080", "http://127.0.0.1:8080"),
            ("http://127.0.0.1:8080/", "http://127.0.0.1:8080"),
            ("https://h/prefix", "https://h/prefix"),
            ("https://h/prefix/", "https://h/prefix"),
            ("https://h/a%20b/c", "https://h/a%20b/c"),
            ("https://H:443", "https://h"),
            ("http://[::1]:1", "http://[::1]:1"),
        ] {
            let expected = format!("{kept}/api/v2?Action=Store");
            assert_eq!(route(base, "Store"), expected);
        }
        assert_eq!(
            route("https://h", "A&b=c#d e\r\n\u{e9}"),
            "https://h/api/v2?Action=A%26b%3Dc%23d+e%0D%0A%C3%A9"
        );
    }

    #[test]
    fn promises_106_and_120_what_would_leak_credentials_or_lose_a_part_is_refused() {
        let table = [
            ("https://user:hunter2@h", "`Auth`"),
            ("https://hunter2@h", "`Auth`"),
            ("https://:hunter2@h", "`Auth`"),
            ("https://h?a=hunter2", "query"),
            ("https://h#hunter2", "fragment"),
            ("ftp://h", "https://"),
            ("h:8089", "https://"),
            ("hunter2", "not a URL"),
            ("", "not a URL"),
            ("https://h\n", "white space"),
            (" https://h", "white space"),
            ("http://h", "allow_plaintext"),
            ("http://10.0.0.1", "allow_plaintext"),
            ("http://127.0.0.1.example.com", "allow_plaintext"),
            ("http://localhost.example.com", "allow_plaintext"),
            ("http://oms.localhost", "allow_plaintext"),
            ("http://[::ffff:127.0.0.1]", "allow_plaintext"),
            ("http://0.0.0.0", "allow_plaintext"),
        ];
        for (base, expected) in table {
            let refusal = Endpoint::new(base, false).unwrap_err().to_string();
            assert!(
                refusal.contains(expected) && refusal.starts_with("`endpoint`"),
                "{base}: {refusal}"
            );
            assert!(!refusal.contains("hunter2"), "{refusal}");
        }
        assert!(Endpoint::new("http://10.0.0.1", true).is_ok());
        for base in [
            "http://127.0.0.1",
            "http://127.9.9.9:1",
            "http://[::1]",
            "http://localhost",
            "http://LOCALHOST:1",
            "https://h",
        ] {
            assert!(Endpoint::new(base, false).is_ok(), "{base}");
        }
    }

    #[test]
    fn promise_105_an_endpoint_is_shown_by_host_and_port_alone() {
        for (base, expected) in [
            ("https://h/private", "h:443"),
            ("http://[::1]:8", "[::1]:8"),
            ("http://localhost", "localhost:80"),
        ] {
            assert_eq!(
                Endpoint::new(base, false).unwrap().host_and_port(),
                expected
            );
        }
    }
}
