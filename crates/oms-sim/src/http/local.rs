//! Who may look at the ledger: programs on this machine that address the simulator by a loopback name.
//!
//! The name is checked because a page in a browser can make its own name resolve to 127.0.0.1 and then read what it fetches.

use std::net::IpAddr;

use axum::extract::FromRequestParts;
use axum::http::header::HOST;
use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode};

use super::Peer;

/// Proof that a request comes from this machine and means it.
pub(crate) struct Local;

impl<S: Sync> FromRequestParts<S> for Local {
    type Rejection = (StatusCode, &'static str);

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Self, Self::Rejection> {
        let from_here = parts
            .extensions
            .get::<Peer>()
            .is_some_and(|peer| peer.address.ip().to_canonical().is_loopback());
        if from_here && names_loopback(&parts.headers) {
            Ok(Self)
        } else {
            Err((
                StatusCode::FORBIDDEN,
                "The simulator shows its state to loopback addresses alone, and only under a loopback name.\n",
            ))
        }
    }
}

/// Whether the only `Host` header is `localhost` or a loopback address, with or without a port.
fn names_loopback(headers: &HeaderMap) -> bool {
    let mut values = headers.get_all(HOST).iter();
    let (Some(value), None) = (values.next(), values.next()) else {
        return false;
    };
    let Ok(authority) = value
        .to_str()
        .unwrap_or_default()
        .parse::<axum::http::uri::Authority>()
    else {
        return false;
    };
    let host = authority
        .host()
        .trim_start_matches('[')
        .trim_end_matches(']');
    host.eq_ignore_ascii_case("localhost")
        || host
            .parse::<IpAddr>()
            .is_ok_and(|address| address.is_loopback())
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    #[test]
    fn promise_212_a_host_that_is_no_loopback_name_is_refused() {
        for (host, admitted) in [
            ("127.0.0.1:8080", true),
            ("127.0.0.1", true),
            ("localhost:1", true),
            ("LOCALHOST", true),
            ("[::1]:8080", true),
            ("rebound.example.com:8080", false),
            ("localhost.example.com", false),
            ("127.0.0.1.example.com", false),
            ("192.0.2.1", false),
            ("", false),
        ] {
            let headers = HeaderMap::from_iter([(HOST, HeaderValue::from_static(host))]);
            assert_eq!(names_loopback(&headers), admitted, "{host}");
        }
        assert!(!names_loopback(&HeaderMap::new()));
    }
}
