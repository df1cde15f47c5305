//! Basic credentials: their check, and their form in the ledger.

use axum::http::header::AUTHORIZATION;
use axum::http::{HeaderMap, HeaderName, HeaderValue};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use crate::secrets::{HIDDEN, is_secret_header};

/// The one user who may call the API.
#[derive(Clone)]
pub(crate) struct Credentials {
    token: String,
}

impl Credentials {
    pub(crate) fn new(user: &str, password: &str) -> Self {
        Self {
            token: STANDARD.encode(format!("{user}:{password}")),
        }
    }

    /// Returns whether the headers carry exactly these credentials, once.
    pub(crate) fn admit(&self, headers: &HeaderMap) -> bool {
        let mut values = headers.get_all(AUTHORIZATION).iter();
        let (Some(value), None) = (values.next(), values.next()) else {
            return false;
        };
        let Some((scheme, token)) = value.to_str().ok().and_then(|text| text.split_once(' '))
        else {
            return false;
        };
        scheme.eq_ignore_ascii_case("basic") && token.trim() == self.token
    }
}

/// The schemes of credentials, which are shown.
const SCHEMES: [&str; 5] = ["Basic", "Bearer", "Digest", "Negotiate", "NTLM"];

/// The headers as text, without what must not get into a ledger: credentials, cookies, keys and
/// tokens, of which at most the scheme is kept.
pub(crate) fn masked(headers: &HeaderMap) -> Vec<(String, String)> {
    headers
        .iter()
        .map(|(name, value)| (name.as_str().to_owned(), shown(name, value)))
        .collect()
}

fn shown(name: &HeaderName, value: &HeaderValue) -> String {
    let text = String::from_utf8_lossy(value.as_bytes());
    if !is_secret_header(name) {
        return text.into_owned();
    }
    let scheme = text.split_once(' ').map(|(scheme, _)| scheme);
    let known = |scheme: &&str| {
        SCHEMES
            .iter()
            .any(|known| known.eq_ignore_ascii_case(scheme))
    };
    match scheme.filter(known) {
        Some(scheme) => format!("{scheme} {HIDDEN}"),
        None => HIDDEN.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(values: &[&str]) -> HeaderMap {
        values
            .iter()
            .map(|value| (AUTHORIZATION, HeaderValue::from_str(value).unwrap()))
            .collect()
    }

    #[test]
    fn only_the_right_credentials_are_admitted_and_none_is_shown() {
        let credentials = Credentials::new("admin", "secret");
        for (values, admitted, shown) in [
            (&["Basic YWRtaW46c2VjcmV0"][..], true, &["Basic ***"][..]),
            (&["basic YWRtaW46c2VjcmV0"], true, &["basic ***"]),
            (&["Basic YWRtaW46d3Jvbmc="], false, &["Basic ***"]),
            (&["Bearer YWRtaW46c2VjcmV0"], false, &["Bearer ***"]),
            (&["YWRtaW46c2VjcmV0"], false, &["***"]),
            (&[""], false, &["***"]),
            (&[], false, &[]),
            (
                &["Basic YWRtaW46c2VjcmV0", "Basic YWRtaW46d3Jvbmc="],
                false,
                &["Basic ***", "Basic ***"],
            ),
        ] {
            let headers = headers(values);
            assert_eq!(credentials.admit(&headers), admitted, "{values:?}");
            let texts: Vec<String> = masked(&headers).into_iter().map(|(_, text)| text).collect();
            assert_eq!(texts, shown, "{values:?}");
        }
    }

    #[test]
    fn p311_every_header_that_carries_credentials_is_masked() {
        for (name, value, shown) in [
            ("authorization", "Digest username=\"canary\"", "Digest ***"),
            ("authorization", "canary canary", "***"),
            ("proxy-authorization", "Basic Y2FuYXJ5", "Basic ***"),
            ("cookie", "a=canary; b=canary", "***"),
            ("x-api-key", "canary", "***"),
            ("x-auth-token", "canary", "***"),
            ("x-amz-security-token", "canary", "***"),
            ("x-csrf-token", "canary", "***"),
            ("content-type", "application/json", "application/json"),
            ("x-request-id", "7", "7"),
        ] {
            let headers = HeaderMap::from_iter([(
                HeaderName::from_static(name),
                HeaderValue::from_static(value),
            )]);
            assert_eq!(masked(&headers), [(name.to_owned(), shown.to_owned())]);
        }
    }
}
