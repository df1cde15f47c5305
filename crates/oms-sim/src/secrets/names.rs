//! Recognizes the names of secrets: first those of the spec, and then the words that are usual in
//! such names.

use std::sync::OnceLock;

use regex_lite::Regex;

use crate::generated::SECRETS;

/// Parts of the names under which secrets travel that the spec does not declare.
const PARTS: [&str; 15] = [
    "password",
    "passwd",
    "passphrase",
    "passcode",
    "pwd",
    "secret",
    "token",
    "credential",
    "accesskey",
    "apikey",
    "privatekey",
    "authorization",
    "cookie",
    "session",
    "signature",
];

/// Whole names of secrets that are too short to be looked for in others.
const WHOLE: [&str; 5] = ["pass", "auth", "ak", "sk", "pw"];

/// Returns whether a value under this name is a secret, however the name is spelled.
pub(crate) fn is_secret_name(name: &str) -> bool {
    let name = bare(name);
    PARTS.iter().any(|part| name.contains(part))
        || WHOLE.contains(&name.as_str())
        || SECRETS.iter().any(|known| bare(known) == name)
}

/// The place in a text from which on it may hold a secret: behind a name of one that is followed by
/// `=` or `:`, or behind the words with which SQL sets a password.
pub(crate) fn assigned(text: &str) -> Option<usize> {
    if !may_assign(text) {
        return None;
    }
    pattern().find(text).map(|found| found.end())
}

/// Returns whether a text has a part that every match of the pattern has: the search for the whole
/// is slow, and most texts have none.
fn may_assign(text: &str) -> bool {
    text.contains(['=', ':', '%']) || text.to_ascii_lowercase().contains("identified")
}

/// Letters and digits alone, in lower case.
fn bare(name: &str) -> String {
    name.chars()
        .filter(char::is_ascii_alphanumeric)
        .map(|letter| letter.to_ascii_lowercase())
        .collect()
}

fn pattern() -> &'static Regex {
    static PATTERN: OnceLock<Regex> = OnceLock::new();
    PATTERN.get_or_init(|| {
        let letters = |word: &str| {
            // `api_key`, `api-key` and `apiKey` are one name.
            let letters: Vec<String> = word.chars().map(String::from).collect();
            letters.join("[-_. ]?")
        };
        let parts: Vec<String> = PARTS.iter().map(|part| letters(part)).collect();
        let declared: Vec<String> = SECRETS.iter().map(|name| letters(&bare(name))).collect();
        let whole = WHOLE.join("|");
        let names = [parts, declared].concat().join("|");
        compiled(&format!(
            r#"(?i)(?:(?:{names})[\w.-]*|\b(?:{whole}))[\\"'\]]*\s*(?:=|:|%3d|%3a)\s*|\bidentified\s+by\s+"#
        ))
    })
}

#[expect(
    clippy::expect_used,
    reason = "its parts are constants and names of the spec, which are letters and digits here; a test compiles it"
)]
fn compiled(text: &str) -> Regex {
    Regex::new(text).expect("letters and digits make a pattern")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_secrets_are_known_however_they_are_spelled() {
        for name in [
            "password",
            "drcPassword",
            "inner_drc_password",
            "PWD",
            "userPwd",
            "api-key",
            "X-Api-Key",
            "apiKey",
            "Set-Cookie",
            "JSESSIONID",
            "secretKey",
            "AccessKey",
            "sk",
        ] {
            assert!(is_secret_name(name), "{name}");
        }
        for name in [
            "id",
            "name",
            "type",
            "keys",
            "passed",
            "primaryKeys",
            "task",
            "author",
        ] {
            assert!(!is_secret_name(name), "{name}");
        }
    }

    #[test]
    fn a_secret_in_a_text_is_found_by_the_name_before_it() {
        for (text, shown) in [
            ("db?user=a&password=hunter2&b=c", "db?user=a&password="),
            ("{\"pwd\": \"hunter2\"}", "{\"pwd\": "),
            (r#"{\"api_key\":\"hunter2\"}"#, r#"{\"api_key\":"#),
            ("Set-Cookie: JSESSIONID=x", "Set-Cookie: "),
            ("pwd%3Dhunter2", "pwd%3D"),
            (
                "CREATE USER u IDENTIFIED BY 'x'",
                "CREATE USER u IDENTIFIED BY ",
            ),
            ("accessKeyId=x", "accessKeyId="),
        ] {
            assert_eq!(assigned(text).map(|at| &text[..at]), Some(shown), "{text}");
        }
        for text in [
            "Parameter password must be a text in Base64",
            "The task np_1 is RUNNING: wait",
            "bypass=1",
        ] {
            assert_eq!(assigned(text), None, "{text}");
        }
    }
}
