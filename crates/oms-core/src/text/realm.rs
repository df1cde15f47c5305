//! The realm that wants credentials: its name tells a gateway's from the service's.

use std::fmt;

use http::HeaderMap;
use http::header::WWW_AUTHENTICATE;

use super::redact::Redactor;
use super::shown::Shown;

/// The name of a realm, which an error shows in the same words whatever its outcome is.
pub(crate) struct Realm(pub(crate) String);

impl Realm {
    /// Returns the first realm that an answer names, without the credentials where it repeats them;
    /// `None` if it names none, or not as text.
    ///
    /// Escapes may hide the credentials, or be what they are written in, so that they are looked
    /// for in both.
    pub(crate) fn of(headers: &HeaderMap, redactor: &Redactor) -> Option<Self> {
        let challenges = headers.get_all(WWW_AUTHENTICATE).iter();
        let realm = challenges
            .filter_map(|value| std::str::from_utf8(value.as_bytes()).ok())
            .find_map(|value| named(&redactor.redact(value.to_owned())))?;
        Some(Self(redactor.redact(realm)))
    }
}

impl fmt::Display for Realm {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "realm {:?}", Shown(&self.0))
    }
}

/// Returns the first realm in a list of challenges (RFC 9110, 11.6.1), without its quotes.
fn named(challenges: &str) -> Option<String> {
    let mut rest = challenges;
    while let Some((before, behind)) = rest.split_once('=') {
        let name = before.trim_end().rsplit([',', ' ', '\t']).next();
        let (value, end) = value_of(behind.trim_start());
        let is_realm = name.is_some_and(|name| name.eq_ignore_ascii_case("realm"));
        if is_realm && !value.is_empty() {
            return Some(value);
        }
        rest = end;
    }
    None
}

/// Splits what stands behind an equals sign into a value and the rest.
fn value_of(text: &str) -> (String, &str) {
    let Some(quoted) = text.strip_prefix('"') else {
        let end = text.find([',', ' ', '\t']).unwrap_or(text.len());
        let (value, rest) = text.split_at(end);
        return (value.to_owned(), rest);
    };
    let mut value = String::new();
    let mut characters = quoted.chars();
    while let Some(character) = characters.next() {
        match character {
            '"' => break,
            '\\' => value.extend(characters.next()),
            character => value.push(character),
        }
    }
    (value, characters.as_str())
}

#[cfg(test)]
mod tests {
    use http::HeaderMap;
    use http::header::{HeaderValue, WWW_AUTHENTICATE};

    use super::Realm;
    use crate::text::redact::Redactor;

    #[test]
    fn the_first_realm_is_found_in_any_list_of_challenges() {
        let table: [(&[&str], Option<&str>); 13] = [
            (&[r#"Basic realm="Corporate SSO""#], Some("Corporate SSO")),
            (&[r#"basic REALM = "a, b=c""#], Some("a, b=c")),
            (&["Basic realm=oms, charset=UTF-8"], Some("oms")),
            (&[r#"Basic charset="realm=x", realm="y""#], Some("y")),
            (&[r#"Basic realm="a \"b\" \\c""#], Some(r#"a "b" \c"#)),
            (&["Negotiate YWJj==, Basic realm=z"], Some("z")),
            (&["Negotiate", "Bearer realm=\"two\""], Some("two")),
            (
                &["Basic realm=\"\"", "Basic realm=\"later\""],
                Some("later"),
            ),
            (&["Basic realm=\"without an end"], Some("without an end")),
            (
                &["Basic realm=\"Zugang für alle\""],
                Some("Zugang für alle"),
            ),
            (&["Basic realm"], None),
            (&["Basic surrealm=\"x\""], None),
            (&[], None),
        ];
        for (values, expected) in table {
            let realm = Realm::of(&headers(values), &Redactor::of_texts([]));
            let name = realm.map(|realm| realm.0);
            assert_eq!(name.as_deref(), expected, "{values:?}");
        }
    }

    #[test]
    fn p226_a_realm_that_repeats_the_credentials_is_shown_without_them() {
        let redactor = Redactor::of_texts(["hunter2=canary"]);
        for repeated in [
            r#"Basic realm="you sent hunter2=canary""#,
            r#"Basic realm="you sent hunter2\=canary""#,
            r#"Basic realm="you sent hunter2\u003dcanary""#,
        ] {
            let realm = Realm::of(&headers(&[repeated]), &redactor).unwrap();
            assert_eq!(realm.0, "you sent [redacted]", "{repeated}");
        }
    }

    fn headers(values: &[&str]) -> HeaderMap {
        let mut headers = HeaderMap::new();
        for value in values {
            let value = HeaderValue::from_bytes(value.as_bytes()).unwrap();
            headers.append(WWW_AUTHENTICATE, value);
        }
        headers
    }
}
