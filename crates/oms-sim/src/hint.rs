//! A hint beside an error about a word that is not known: the known word that is nearest to it.
//!
//! It reads the sentence in which serde says what it expected, so that scenario files and the
//! control API need no list of keys of their own. Should serde ever word it otherwise, a test here
//! fails and the hint is left out; nothing else breaks.

use oms_text::nearest;

/// The beginning of a hint. A message that has one gets no other.
const MEANT: &str = "\ndid you mean `";

/// The message, with a hint if it speaks of an unknown word that is like a known one.
pub(crate) fn with_hint(message: &str) -> String {
    match unknown_word(message) {
        Some(_) if message.contains(MEANT) => message.to_owned(),
        Some((word, known)) => match nearest(word, known) {
            Some(nearest) => format!("{message}{MEANT}{nearest}`?"),
            None => message.to_owned(),
        },
        None => message.to_owned(),
    }
}

/// The word that is unknown, and those that are known, both in backquotes.
fn unknown_word(message: &str) -> Option<(&str, Vec<&str>)> {
    let start = ["unknown field `", "unknown variant `"]
        .iter()
        .find_map(|words| message.find(words).map(|at| at + words.len()))?;
    let (word, rest) = message.get(start..)?.split_once('`')?;
    let known = rest.lines().next()?.split('`').skip(1).step_by(2).collect();
    Some((word, known))
}

#[cfg(test)]
mod tests {
    use serde::Deserialize;

    use super::*;

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields, rename_all = "kebab-case")]
    struct Known {
        #[expect(dead_code, reason = "only its name matters")]
        probability: f64,
        #[expect(dead_code, reason = "only its name matters")]
        kind: Option<Kind>,
    }

    #[derive(Debug, Deserialize)]
    #[serde(rename_all = "kebab-case")]
    enum Kind {
        Forward,
        Reverse,
    }

    #[test]
    fn a_misspelt_word_is_met_with_the_one_that_was_meant() {
        for (text, hint) in [
            ("probabilty = 1.0", Some("did you mean `probability`?")),
            (
                "probability = 1.0\nkind = \"reversed\"",
                Some("did you mean `reverse`?"),
            ),
            ("probability = 1.0\nquux = 1", None),
            ("probability = true", None),
        ] {
            let from_toml = toml::from_str::<Known>(text).unwrap_err().to_string();
            assert_eq!(
                with_hint(&from_toml)
                    .lines()
                    .last()
                    .filter(|line| line.starts_with("did")),
                hint,
                "{text}"
            );
        }
        assert!(toml::from_str::<Known>("probability = 1.0\nkind = \"forward\"").is_ok());
        let from_json = serde_json::from_str::<Known>(r#"{"probabilty":1}"#).unwrap_err();
        assert!(with_hint(&from_json.to_string()).ends_with("did you mean `probability`?"));
    }
}
