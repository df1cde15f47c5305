//! Decides who may read and change the simulator itself: programs on this machine that address it
//! by a loopback name, and pages that came from it.
//!
//! The name is checked because a page in a browser can make its own name resolve to 127.0.0.1 and
//! then read what it fetches; the origin, because a page can send without reading. The API is
//! guarded in the same way against pages, and open to programs.

use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;

use axum::extract::FromRequestParts;
use axum::http::header::{HOST, ORIGIN};
use axum::http::request::Parts;
use axum::http::uri::Authority;
use axum::http::{HeaderMap, HeaderName, StatusCode};

use super::Shared;

/// The clients that may use the interface of the simulator itself.
#[derive(Debug, Clone, Default)]
pub(crate) struct Admission {
    /// True if other machines than this one may.
    pub(crate) anyone: bool,
    /// Names beside the loopback ones under which it may be addressed.
    pub(crate) hosts: Vec<String>,
}

/// The other end of a connection.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Peer {
    /// A machine.
    Tcp(SocketAddr),
    /// A program on this machine.
    #[cfg(unix)]
    Unix,
}

/// Proof that a request comes from an admitted client, and was sent on purpose.
pub(crate) struct Local;

const SEC_FETCH_SITE: HeaderName = HeaderName::from_static("sec-fetch-site");

impl FromRequestParts<Arc<Shared>> for Local {
    type Rejection = (StatusCode, &'static str);

    async fn from_request_parts(
        parts: &mut Parts,
        shared: &Arc<Shared>,
    ) -> Result<Self, Self::Rejection> {
        let admission = &shared.admission;
        let peer = parts.extensions.get::<Peer>();
        if admission.admits_peer(peer)
            && admission.admits_host(&parts.headers)
            && is_of_this_site(&parts.headers)
        {
            return Ok(Self);
        }
        Err((
            StatusCode::FORBIDDEN,
            "The simulator shows itself to this machine alone, under a loopback name, and to pages of its own.\n",
        ))
    }
}

impl Admission {
    fn admits_peer(&self, peer: Option<&Peer>) -> bool {
        match peer {
            #[cfg(unix)]
            Some(Peer::Unix) => true,
            Some(Peer::Tcp(address)) => self.anyone || address.ip().to_canonical().is_loopback(),
            None => false,
        }
    }

    /// Returns whether a call of the API comes from a program, or from a page of the simulator's
    /// own.
    ///
    /// Programs name no page that they come from, and address the API under whatever name leads to
    /// it. A browser always does, and a page that has made its own name resolve to this machine is
    /// of the same site as the API; so its name must be a known one.
    pub(super) fn admits_page(&self, headers: &HeaderMap) -> bool {
        if headers.get(ORIGIN).is_none() && headers.get(SEC_FETCH_SITE).is_none() {
            return true;
        }
        is_of_this_site(headers) && self.admits_name(headers, |_| true)
    }

    /// Returns whether the only `Host` is a name that no page could have made its own.
    fn admits_host(&self, headers: &HeaderMap) -> bool {
        self.admits_name(headers, |address| self.anyone || address.is_loopback())
    }

    fn admits_name(&self, headers: &HeaderMap, by_address: impl Fn(IpAddr) -> bool) -> bool {
        let Some(authority) = only(headers, &HOST).and_then(|host| host.parse::<Authority>().ok())
        else {
            return false;
        };
        let host = authority
            .host()
            .trim_start_matches('[')
            .trim_end_matches(']');
        // A client that uses an address was not sent there by a name.
        host.eq_ignore_ascii_case("localhost")
            || host.parse().is_ok_and(by_address)
            || self
                .hosts
                .iter()
                .any(|known| known.eq_ignore_ascii_case(host))
    }
}

/// Returns whether a request that a browser sends comes from a page of the simulator's own, or from
/// its address line.
fn is_of_this_site(headers: &HeaderMap) -> bool {
    let host = only(headers, &HOST);
    let origin = headers.get(ORIGIN).is_none()
        || only(headers, &ORIGIN)
            .and_then(|origin| origin.split_once("://"))
            .is_some_and(|(_, authority)| Some(authority) == host);
    let site = headers.get(SEC_FETCH_SITE).is_none()
        || only(headers, &SEC_FETCH_SITE)
            .is_some_and(|site| matches!(site, "same-origin" | "none"));
    origin && site
}

/// The value of a header that is given once.
fn only<'a>(headers: &'a HeaderMap, name: &HeaderName) -> Option<&'a str> {
    let mut values = headers.get_all(name).iter();
    match (values.next(), values.next()) {
        (Some(value), None) => value.to_str().ok(),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    fn headers(pairs: &[(HeaderName, &'static str)]) -> HeaderMap {
        pairs
            .iter()
            .map(|(name, value)| (name.clone(), HeaderValue::from_static(value)))
            .collect()
    }

    #[test]
    fn promise_212_a_host_that_is_no_loopback_name_is_refused() {
        let closed = Admission::default();
        let open = Admission {
            anyone: true,
            hosts: vec!["oms-sim".to_owned()],
        };
        for (host, to_this_machine, to_anyone) in [
            ("127.0.0.1:8080", true, true),
            ("127.0.0.1", true, true),
            ("localhost:1", true, true),
            ("LOCALHOST", true, true),
            ("[::1]:8080", true, true),
            ("rebound.example.com:8080", false, false),
            ("localhost.example.com", false, false),
            ("127.0.0.1.example.com", false, false),
            ("192.0.2.1", false, true),
            ("OMS-sim:8089", false, true),
            ("", false, false),
        ] {
            let headers = headers(&[(HOST, host)]);
            assert_eq!(closed.admits_host(&headers), to_this_machine, "{host}");
            assert_eq!(open.admits_host(&headers), to_anyone, "{host}");
        }
        assert!(!open.admits_host(&HeaderMap::new()));
        assert!(!open.admits_host(&headers(&[(HOST, "localhost"), (HOST, "localhost")])));
    }

    #[test]
    fn promise_212_another_machine_is_refused_unless_told_otherwise() {
        let peer = |address: &str| Peer::Tcp(address.parse().unwrap());
        let open = Admission {
            anyone: true,
            hosts: Vec::new(),
        };
        for (address, admitted) in [
            ("127.0.0.1:1", true),
            ("[::1]:1", true),
            ("[::ffff:127.0.0.1]:1", true),
            ("192.0.2.1:1", false),
            ("[2001:db8::1]:1", false),
        ] {
            let peer = peer(address);
            assert_eq!(
                Admission::default().admits_peer(Some(&peer)),
                admitted,
                "{address}"
            );
            assert!(open.admits_peer(Some(&peer)), "{address}");
        }
        assert!(!open.admits_peer(None));
    }

    #[test]
    fn promise_212_a_page_of_another_site_is_refused() {
        for (origin, site, admitted) in [
            (None, None, true),
            (Some("http://127.0.0.1:8080"), Some("same-origin"), true),
            (None, Some("none"), true),
            (None, Some("cross-site"), false),
            (None, Some("same-site"), false),
            (Some("http://example.com"), None, false),
            (Some("http://127.0.0.1:9090"), None, false),
            (Some("null"), None, false),
        ] {
            let mut pairs = vec![(HOST, "127.0.0.1:8080")];
            pairs.extend(origin.map(|origin| (ORIGIN, origin)));
            pairs.extend(site.map(|site| (SEC_FETCH_SITE, site)));
            assert_eq!(
                is_of_this_site(&headers(&pairs)),
                admitted,
                "{origin:?} {site:?}"
            );
        }
    }
}
