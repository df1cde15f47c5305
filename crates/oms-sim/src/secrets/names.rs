//! Recognizes the names of secrets: first those of the spec, and then the words that are usual in
//! such names.
//!
//! Texts are walked by hand: a pattern of all names in all their spellings takes minutes for the
//! longest text that a recorder passes on.

use std::sync::LazyLock;

use oms_text::{SECRET_NAMES, SECRET_PARTS, bare_name};

use crate::generated::SECRETS;

/// The names of the spec's secrets, spelled as [`bare_name`] does.
static DECLARED: LazyLock<Vec<String>> =
    LazyLock::new(|| SECRETS.iter().map(|name| bare_name(name)).collect());

/// Returns whether a value under this name is a secret, however the name is spelled.
pub(crate) fn is_secret_name(name: &str) -> bool {
    oms_text::is_secret_name(name) || DECLARED.contains(&bare_name(name))
}

/// The place in a text from which on it may hold a secret: behind a name of one that is followed by
/// `=` or `:`, behind the words with which SQL sets a password, or behind the first line of a
/// private key.
pub(crate) fn assigned(text: &str) -> Option<usize> {
    let by_name = behind_a_name(text);
    let by_words = behind_the_words(text);
    let of_a_key = in_a_private_key(text);
    by_name.into_iter().chain(by_words).chain(of_a_key).min()
}

/// The place behind the first line of a private key in PEM.
pub(super) fn in_a_private_key(text: &str) -> Option<usize> {
    text.match_indices("-----BEGIN ").find_map(|(at, begin)| {
        let at = at + begin.len();
        let label = text.get(at..)?;
        let end = label.find("-----")?;
        let is_private = label.get(..end)?.contains("PRIVATE KEY");
        is_private.then_some(at + end + "-----".len())
    })
}

/// The place behind the first `=` or `:`, plain or encoded, that the name of a secret is before.
fn behind_a_name(text: &str) -> Option<usize> {
    let mut begin = 0;
    for (at, sign) in text.match_indices(['=', ':', '%']) {
        let encoded = |code| {
            text.get(at..at + 3)
                .is_some_and(|part| part.eq_ignore_ascii_case(code))
        };
        let length = match sign {
            "%" if encoded("%3d") || encoded("%3a") => 3,
            "%" => continue,
            _ => 1,
        };
        let end = at + length;
        if ends_with_a_name(text.get(begin..at)?) {
            return Some(end + blanks(text.get(end..)?));
        }
        begin = end;
    }
    None
}

/// Returns whether a text without such signs ends with the name of a secret, quoted or not.
fn ends_with_a_name(text: &str) -> bool {
    let text = text.trim_end().trim_end_matches(['\\', '"', '\'', ']']);
    let whole = ending(text, is_of_a_word);
    if SECRET_NAMES
        .iter()
        .any(|name| whole.eq_ignore_ascii_case(name))
    {
        return true;
    }
    // `api key`, `api_key` and `apiKey` are one name, and others may follow, as in `apiKeyId`.
    let is_of_names = |letter: char| letter.is_ascii_alphanumeric() || "_-.".contains(letter);
    let words = bare_name(ending(text, |letter| is_of_names(letter) || letter == ' '));
    let before = words.len() - bare_name(ending(text, is_of_names)).len();
    let declared = DECLARED.iter().map(String::as_str);
    SECRET_PARTS.into_iter().chain(declared).any(|name| {
        let begin = (before + 1).saturating_sub(name.len());
        words.get(begin..).is_some_and(|end| end.contains(name))
    })
}

/// The place behind the first `identified by`.
fn behind_the_words(text: &str) -> Option<usize> {
    let lower = text.to_ascii_lowercase();
    lower.match_indices("identified").find_map(|(at, word)| {
        let begins = !lower.get(..at)?.ends_with(is_of_a_word);
        let between = lower.get(at + word.len()..)?;
        let by = between.get(blanks(between)..)?;
        let behind = by.strip_prefix("by")?;
        let blanks_behind = blanks(behind);
        let is_apart = begins && by.len() < between.len() && blanks_behind > 0;
        is_apart.then(|| text.len() - behind.len() + blanks_behind)
    })
}

fn is_of_a_word(letter: char) -> bool {
    letter.is_ascii_alphanumeric() || letter == '_'
}

/// The longest end of a text that is made of such letters.
fn ending(text: &str, is_of: impl Fn(char) -> bool) -> &str {
    let before = text.trim_end_matches(is_of);
    text.get(before.len()..).unwrap_or_default()
}

/// The length of the blanks with which a text begins.
fn blanks(text: &str) -> usize {
    text.len() - text.trim_start().len()
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
            ("a=1&auth = x&token=y", "a=1&auth = "),
            ("{'api key': 'x'}", "{'api key': "),
            ("[[\"pw\"]]=x", "[[\"pw\"]]="),
            ("x%3Dsk%3a x", "x%3Dsk%3a "),
            ("identified  BY\tx, pwd=y", "identified  BY\t"),
            ("pwd=y, identified by x", "pwd="),
            ("bearer: x", "bearer: "),
            (
                "-----BEGIN X----- -----BEGIN RSA PRIVATE KEY-----\nx",
                "-----BEGIN X----- -----BEGIN RSA PRIVATE KEY-----",
            ),
        ] {
            assert_eq!(assigned(text).map(|at| &text[..at]), Some(shown), "{text}");
        }
        for text in [
            "Parameter password must be a text in Base64",
            "The task np_1 is RUNNING: wait",
            "bypass=1",
            "pass_1=2",
            "password x=1",
            "pass word, x: 1",
            "token%2Fx=1 100%",
            "unidentified by x",
            "identifiedby x, identified by",
            "-----BEGIN CERTIFICATE-----\nx\n-----END CERTIFICATE-----",
            "-----BEGIN PRIVATE KEY",
            "%3",
        ] {
            assert_eq!(assigned(text), None, "{text}");
        }
    }
}
