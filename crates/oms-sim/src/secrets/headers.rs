//! The headers that carry credentials, and the secrets in them.

use axum::http::header::SET_COOKIE;
use axum::http::{HeaderMap, HeaderName};
use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, STANDARD_NO_PAD};

use super::{Needles, is_secret_name};

/// The shortest part of a header that is a secret by itself. A shorter one is such as the language
/// in a cookie.
const SHORTEST_PART: usize = 6;

/// Returns whether a header carries credentials: by its name, whatever it is for.
pub(crate) fn is_secret_header(name: &HeaderName) -> bool {
    is_secret_name(name.as_str())
}

/// Adds the credentials of a request or an answer: of each header that carries some, the whole, the
/// token after the scheme, the user and password in it, and every part that has a value of its own.
///
/// Of a cookie that is set, what follows its value says where and for how long, and is no secret.
pub(crate) fn credentials(headers: &HeaderMap, needles: &mut Needles) {
    let of_secrets = headers.iter().filter(|(name, _)| is_secret_header(name));
    for (name, value) in of_secrets {
        let of_a_cookie = value.as_bytes().split(|byte| *byte == b';').next();
        let bytes = match of_a_cookie {
            Some(cookie) if *name == SET_COOKIE => cookie,
            _ => value.as_bytes(),
        };
        needles.add_bytes(bytes);
        let text = String::from_utf8_lossy(bytes);
        if let Some((_, token)) = text.trim().split_once(' ') {
            needles.add(token);
            pair(token.trim(), needles);
        }
        pair(text.trim(), needles);
        for part in text.split([' ', ',', ';']) {
            let value = part.split_once('=').map_or("", |(_, value)| value);
            let value = value.trim_matches('"');
            if value.len() >= SHORTEST_PART {
                needles.add(value);
            }
        }
    }
}

/// The user with the password, and the password, if a token is the Base64 of both.
fn pair(token: &str, needles: &mut Needles) {
    let Ok(bytes) = STANDARD
        .decode(token)
        .or_else(|_| STANDARD_NO_PAD.decode(token))
    else {
        return;
    };
    if let Some(password) = bytes.splitn(2, |byte| *byte == b':').nth(1) {
        needles.add_bytes(&bytes);
        needles.add_bytes(password);
    }
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    #[test]
    fn credentials_are_found_in_every_header_that_carries_some() {
        for (name, value, secrets) in [
            (
                "authorization",
                "Basic YWRtaW46aHVudGVyMg==",
                &["YWRtaW46aHVudGVyMg==", "hunter2", "admin:hunter2"][..],
            ),
            // Sent as UTF-8 and as Latin-1, and read as Latin-1.
            (
                "authorization",
                "Basic YTpncsO8bmtvaGwx",
                &["gr\u{fc}nkohl1", "gr\u{c3}\u{bc}nkohl1"],
            ),
            (
                "authorization",
                "Basic YTpncvxua29obDE=",
                &["gr\u{fc}nkohl1"],
            ),
            (
                "proxy-authorization",
                "Bearer canary-token",
                &["canary-token"],
            ),
            ("cookie", "lang=en; JSESSIONID=canary", &["canary"]),
            (
                "set-cookie",
                "JSESSIONID=canary; Path=/admin-console; SameSite=Strict",
                &["canary"],
            ),
            ("x-api-key", "canary-key", &["canary-key"]),
            ("x-auth-token", "canary-key", &["canary-key"]),
        ] {
            let mut headers = HeaderMap::new();
            headers.insert(name, HeaderValue::from_static(value));
            let mut needles = Needles::default();
            credentials(&headers, &mut needles);
            for secret in secrets {
                assert!(needles.are_in(&format!("x{secret}y")), "{name}: {secret}");
            }
            let plain = "admin en Basic, strict, path=/admin-console";
            assert!(!needles.are_in(plain), "{name}");
        }
        let mut needles = Needles::default();
        let mut headers = HeaderMap::new();
        headers.insert("x-trace", HeaderValue::from_static("canary"));
        credentials(&headers, &mut needles);
        assert!(!needles.are_in("canary"));
    }
}
