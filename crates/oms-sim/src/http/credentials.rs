//! Basic credentials: whether they are right, and how they are shown in the ledger.

use axum::http::header::AUTHORIZATION;
use axum::http::{HeaderMap, HeaderName, HeaderValue};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

/// The one user who may call the API.
pub(crate) struct Credentials {
    token: String,
}

impl Credentials {
    pub(crate) fn new(user: &str, password: &str) -> Self {
        Self {
            token: STANDARD.encode(format!("{user}:{password}")),
        }
    }

    /// Whether the headers carry exactly these credentials, once.
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

/// The headers as text, without what must not stand in a ledger: of credentials, the scheme alone is kept.
pub(crate) fn masked(headers: &HeaderMap) -> Vec<(String, String)> {
    headers
        .iter()
        .map(|(name, value)| (name.as_str().to_owned(), shown(name, value)))
        .collect()
}

fn shown(name: &HeaderName, value: &HeaderValue) -> String {
    let text = String::from_utf8_lossy(value.as_bytes());
    if *name != AUTHORIZATION {
        return text.into_owned();
    }
    match text.split_once(' ') {
        Some((scheme, _)) => format!("{scheme} ***"),
        None => "***".to_owned(),
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
}
