//! Credentials, which are checked once, sent with every call and shown nowhere.

use std::fmt;

use http::header::{AUTHORIZATION, HeaderName, HeaderValue};
use secrecy::zeroize::Zeroize;
use secrecy::{ExposeSecret, SecretString};

use crate::Invalid;
use crate::rules::own_header_name;
use crate::text::base64;

/// Credentials.
///
/// They are checked when the client is built. If a server or a gateway repeats them, in
/// whichever form, they are taken out of what it says when that is read: errors, their bodies,
/// [`Meta`](crate::Meta) and the texts of a payload have `[redacted]` in their place. In a payload
/// this happens even if a text contains the password by chance, as with a password that is the name
/// of a database. Its numbers stay, and so does a password of fewer than twelve bytes in one of its
/// keys. A password of fewer than six bytes is found only beside its user and inside the token.
///
/// The copy that this crate holds is wiped from memory when it is dropped; the HTTP
/// library keeps copies of its own in the headers that it sends, which nobody wipes.
#[derive(Clone)]
pub struct Auth {
    kind: Kind,
}

#[derive(Clone)]
enum Kind {
    None,
    Basic {
        user: String,
        password: SecretString,
    },
    BasicToken(SecretString),
    Bearer(SecretString),
    Header {
        name: String,
        value: SecretString,
    },
}

impl Auth {
    /// No credentials.
    #[must_use]
    pub const fn none() -> Self {
        Self { kind: Kind::None }
    }

    /// HTTP Basic from a user and a password, which are encoded as UTF-8.
    #[must_use]
    pub fn basic(user: impl Into<String>, password: impl Into<String>) -> Self {
        Self::of(Kind::Basic {
            user: user.into(),
            password: password.into().into(),
        })
    }

    /// HTTP Basic from a ready-made token: the Base64 of `user:password`, with or without `Basic `
    /// before it.
    #[must_use]
    pub fn basic_token(token: impl Into<String>) -> Self {
        Self::of(Kind::BasicToken(token.into().into()))
    }

    /// A bearer token.
    #[must_use]
    pub fn bearer(token: impl Into<String>) -> Self {
        Self::of(Kind::Bearer(token.into().into()))
    }

    /// A header of the caller's choice.
    #[must_use]
    pub fn header(name: impl Into<String>, value: impl Into<String>) -> Self {
        Self::of(Kind::Header {
            name: name.into(),
            value: value.into().into(),
        })
    }

    /// Returns `true` if there are no credentials.
    pub(crate) const fn is_none(&self) -> bool {
        matches!(self.kind, Kind::None)
    }

    const fn of(kind: Kind) -> Self {
        Self { kind }
    }

    /// The header that carries the credentials, marked so that no log shows it.
    pub(crate) fn to_header(&self) -> Result<Option<(HeaderName, HeaderValue)>, Invalid> {
        let (name, mut text) = match &self.kind {
            Kind::None => return Ok(None),
            Kind::Basic { user, password } => {
                (AUTHORIZATION, basic(user, password.expose_secret())?)
            }
            Kind::BasicToken(token) => (AUTHORIZATION, basic_token(token.expose_secret())?),
            Kind::Bearer(token) => (
                AUTHORIZATION,
                format!("Bearer {}", checked("token", token.expose_secret())?),
            ),
            Kind::Header { name, value } => (
                header_name(name)?,
                checked("header value", value.expose_secret())?.to_owned(),
            ),
        };
        let value = HeaderValue::from_bytes(text.as_bytes());
        text.zeroize();
        let mut value = value
            .map_err(|_| refusal("the credentials hold a character that no header may hold"))?;
        value.set_sensitive(true);
        Ok(Some((name, value)))
    }
}

fn refusal(message: impl Into<std::borrow::Cow<'static, str>>) -> Invalid {
    Invalid::new(message).at("auth")
}

/// Refuses what would end a header line or cut a text short, naming the place and never the text.
fn checked<'a>(what: &str, text: &'a str) -> Result<&'a str, Invalid> {
    if text.is_empty() {
        return Err(refusal(format!("the {what} is empty")));
    }
    if text.chars().any(char::is_control) {
        return Err(refusal(format!(
            "the {what} holds a line break or another control character; trim text that was read from a file"
        )));
    }
    Ok(text)
}

fn basic(user: &str, password: &str) -> Result<String, Invalid> {
    checked("user", user)?;
    if !password.is_empty() {
        checked("password", password)?;
    }
    if user.contains(':') {
        return Err(refusal("the user holds `:`, which ends it in HTTP Basic"));
    }
    if is_token_of(user, password) {
        return Err(refusal(
            "the password is a ready-made Basic token, which would be encoded twice: give it to `Auth::basic_token` \
             (`--auth-token-file`; in Python, to `header` as `Authorization`)",
        ));
    }
    let mut plain = format!("{user}:{password}");
    let text = format!("Basic {}", base64::encode(plain.as_bytes()));
    plain.zeroize();
    Ok(text)
}

/// Returns `true` if a password is the Base64 of `user:…`, or says `Basic` itself.
fn is_token_of(user: &str, password: &str) -> bool {
    if without_scheme(password).is_some() {
        return true;
    }
    base64::decode(password).is_some_and(|mut plain| {
        let found = plain
            .strip_prefix(user.as_bytes())
            .is_some_and(|rest| rest.starts_with(b":"));
        plain.zeroize();
        found
    })
}

fn basic_token(token: &str) -> Result<String, Invalid> {
    checked("token", token)?;
    let bare = without_scheme(token).unwrap_or(token).trim();
    let pair = base64::decode(bare).is_some_and(|mut plain| {
        let found = plain.contains(&b':');
        plain.zeroize();
        found
    });
    if !pair {
        return Err(refusal(
            "the token is not the Base64 of `user:password`; give a user and a password to `Auth::basic`",
        ));
    }
    Ok(format!("Basic {bare}"))
}

/// The text behind the word `Basic`, where it starts with it.
fn without_scheme(text: &str) -> Option<&str> {
    let (scheme, rest) = text.trim_start().split_once(' ')?;
    scheme.eq_ignore_ascii_case("basic").then_some(rest)
}

fn header_name(name: &str) -> Result<HeaderName, Invalid> {
    own_header_name(name).map_err(|invalid| invalid.at("auth"))
}

impl fmt::Debug for Auth {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.kind {
            Kind::None => "Auth(none)",
            Kind::Basic { .. } => "Auth(basic, redacted)",
            Kind::BasicToken(_) => "Auth(basic token, redacted)",
            Kind::Bearer(_) => "Auth(bearer, redacted)",
            Kind::Header { .. } => "Auth(header, redacted)",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::Auth;

    fn header(auth: &Auth) -> Result<(String, String), String> {
        match auth.to_header() {
            Ok(Some((name, value))) => {
                assert!(value.is_sensitive());
                assert_eq!(format!("{value:?}"), "Sensitive");
                Ok((
                    name.to_string(),
                    String::from_utf8(value.as_bytes().to_vec()).unwrap(),
                ))
            }
            Ok(None) => Err("none".to_owned()),
            Err(invalid) => Err(invalid.to_string()),
        }
    }

    #[test]
    fn credentials_are_encoded_as_http_says() {
        for (auth, value) in [
            (Auth::basic("admin", "secret"), "Basic YWRtaW46c2VjcmV0"),
            (Auth::basic("admin", ""), "Basic YWRtaW46"),
            (Auth::basic("admin", "a:b"), "Basic YWRtaW46YTpi"),
            (
                Auth::basic("j\u{fc}rgen", "p\u{e4}ss"),
                "Basic asO8cmdlbjpww6Rzcw==",
            ),
            (
                Auth::basic_token("YWRtaW46c2VjcmV0"),
                "Basic YWRtaW46c2VjcmV0",
            ),
            (
                Auth::basic_token("Basic YWRtaW46c2VjcmV0"),
                "Basic YWRtaW46c2VjcmV0",
            ),
            (Auth::bearer("abc"), "Bearer abc"),
        ] {
            let expected = ("authorization".to_owned(), value.to_owned());
            assert_eq!(header(&auth), Ok(expected));
        }
        let expected = ("x-token".to_owned(), "abc".to_owned());
        assert_eq!(header(&Auth::header("X-Token", "abc")), Ok(expected));
        assert_eq!(header(&Auth::none()), Err("none".to_owned()));
    }

    #[test]
    fn promises_108_and_109_what_would_break_a_header_or_be_encoded_twice_is_refused() {
        let table = [
            (Auth::basic("admin\n", "hunter2"), "line break"),
            (Auth::basic("admin", "hunter2\r\nHost: x"), "line break"),
            (Auth::basic("admin", "hunter2\0"), "control character"),
            (Auth::basic("ad:min", "hunter2"), "`:`"),
            (Auth::basic("", "hunter2"), "empty"),
            (
                Auth::basic("admin", "YWRtaW46aHVudGVyMg=="),
                "--auth-token-file",
            ),
            (Auth::basic("admin", "Basic hunter2"), "--auth-token-file"),
            (Auth::basic("admin", "basic  hunter2"), "--auth-token-file"),
            (Auth::basic_token("hunter2"), "not the Base64"),
            (Auth::basic_token("aHVudGVyMg=="), "not the Base64"),
            (Auth::bearer("hunter2\n"), "line break"),
            (Auth::header("Host", "hunter2"), "`host`"),
            (Auth::header("X Y", "hunter2"), "no header name"),
            (Auth::header("X-Token", ""), "empty"),
        ];
        for (auth, expected) in table {
            let refusal = header(&auth).unwrap_err();
            assert!(refusal.contains(expected), "{refusal}");
            assert!(refusal.starts_with("`auth`"), "{refusal}");
            assert!(!refusal.contains("hunter2"), "{refusal}");
        }
    }

    #[test]
    fn promise_103_no_credential_is_shown() {
        let canary = "hunter2";
        let all = [
            Auth::basic(canary, canary),
            Auth::basic_token(canary),
            Auth::bearer(canary),
            Auth::header(canary, canary),
        ];
        for auth in all {
            let shown = format!("{auth:?}");
            assert!(
                shown.contains("redacted") && !shown.contains(canary),
                "{shown}"
            );
        }
    }
}
