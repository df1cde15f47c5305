//! The content of an example: the kinds of its values by path, and digests of the values.
//!
//! A digest tells whether the vendor changed an example without a word of it being kept.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use serde_json::Value;
use sha2::{Digest as _, Sha256};

/// The kind of a JSON value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// `null`.
    Null,
    /// `true` or `false`.
    Boolean,
    /// A number.
    Number,
    /// A text.
    String,
    /// A list.
    Array,
    /// An object.
    Object,
}

impl Kind {
    const ALL: [Self; 6] = [
        Self::Null,
        Self::Boolean,
        Self::Number,
        Self::String,
        Self::Array,
        Self::Object,
    ];

    /// The kind of a value.
    #[must_use]
    pub fn of(value: &Value) -> Self {
        match value {
            Value::Null => Self::Null,
            Value::Bool(_) => Self::Boolean,
            Value::Number(_) => Self::Number,
            Value::String(_) => Self::String,
            Value::Array(_) => Self::Array,
            Value::Object(_) => Self::Object,
        }
    }

    /// The word for it, as discrepancies write it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Boolean => "boolean",
            Self::Number => "number",
            Self::String => "string",
            Self::Array => "array",
            Self::Object => "object",
        }
    }

    pub(crate) fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.word() == word)
    }
}

/// The values at a path of an example.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Seen {
    /// The kinds of its values.
    pub kinds: BTreeSet<Kind>,
    /// Digest of its values, where there is one that is no list and no object.
    pub digest: Option<String>,
}

impl Seen {
    /// The kinds in one text, such as `null or number`.
    #[must_use]
    pub fn words(&self) -> String {
        let words: Vec<&str> = self.kinds.iter().map(|kind| kind.word()).collect();
        words.join(" or ")
    }
}

/// As an evidence file has it: `number 1f0c…`.
impl fmt::Display for Seen {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let words: Vec<&str> = self.kinds.iter().map(|kind| kind.word()).collect();
        write!(formatter, "{}", words.join("|"))?;
        match &self.digest {
            Some(digest) => write!(formatter, " {digest}"),
            None => Ok(()),
        }
    }
}

impl Seen {
    /// Reads what [`fmt::Display`] writes.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let (kinds, digest) = match text.split_once(' ') {
            Some((kinds, digest)) => (kinds, Some(digest.to_owned())),
            None => (text, None),
        };
        let kinds = kinds.split('|').map(Kind::parse).collect::<Option<_>>()?;
        Some(Self { kinds, digest })
    }
}

/// The content of an example by path: names with dots between them, `[]` for any item of a list,
/// nothing for the whole.
pub type Shown = BTreeMap<String, Seen>;

/// The kinds and digests of a value.
pub(crate) fn of(value: &Value) -> Shown {
    let mut hashes: BTreeMap<String, Sha256> = BTreeMap::new();
    let mut shown = Shown::new();
    walk("", value, &mut |path: &str, value: &Value| {
        let seen = shown.entry(path.to_owned()).or_default();
        seen.kinds.insert(Kind::of(value));
        if !value.is_array() && !value.is_object() {
            let hash = hashes.entry(path.to_owned()).or_default();
            hash.update(value.to_string());
            hash.update("\n");
        }
    });
    for (path, hash) in hashes {
        if let Some(seen) = shown.get_mut(&path) {
            let bytes = hash.finalize();
            seen.digest = bytes.first_chunk::<8>().map(|start| oms_text::hex(start));
        }
    }
    shown
}

/// Visits a value and each value inside of it, with its path. A blank at an end of a name is a
/// mistake of whoever wrote the example, and no part of the name.
pub(crate) fn walk(path: &str, value: &Value, visit: &mut impl FnMut(&str, &Value)) {
    visit(path, value);
    match value {
        Value::Array(items) => {
            let path = format!("{path}[]");
            for item in items {
                walk(&path, item, visit);
            }
        }
        Value::Object(fields) => {
            let dot = if path.is_empty() { "" } else { "." };
            for (name, field) in fields {
                walk(&format!("{path}{dot}{}", name.trim()), field, visit);
            }
        }
        _ => {}
    }
}

/// The names in a value that have a blank at an end.
pub(crate) fn names_with_blanks(value: &Value) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    walk("", value, &mut |_: &str, value: &Value| {
        if let Value::Object(fields) = value {
            let odd = fields.keys().filter(|name| name.trim() != name.as_str());
            found.extend(odd.cloned());
        }
    });
    found
}

/// The paths of the numbers in a value that are not whole.
pub(crate) fn fractions(value: &Value) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    walk("", value, &mut |path: &str, value: &Value| {
        if is_fraction(value) {
            found.insert(path.to_owned());
        }
    });
    found
}

/// True of a number that the spec's whole numbers cannot be: it has a fraction or an exponent, or
/// more than 64 bits.
pub(crate) fn is_fraction(value: &Value) -> bool {
    value.is_number() && !value.is_i64()
}

/// A value of a text, and whether the text is JSON; commas before a closing bracket are passed
/// over.
pub(crate) fn lenient(text: &str) -> Option<(Value, bool)> {
    if let Ok(value) = serde_json::from_str(text) {
        return Some((value, true));
    }
    let value = serde_json::from_str(&without_last_commas(text)).ok()?;
    Some((value, false))
}

fn without_last_commas(text: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    let (mut quoted, mut escaped) = (false, false);
    let mut comma = None;
    for character in text.chars() {
        match character {
            _ if escaped => escaped = false,
            '\\' if quoted => escaped = true,
            '"' => quoted = !quoted,
            '}' | ']' if !quoted => {
                if let Some(at) = comma.take() {
                    kept.replace_range(at..=at, " ");
                }
            }
            _ => {}
        }
        if !quoted && !character.is_whitespace() {
            comma = (character == ',').then_some(kept.len());
        } else if quoted {
            comma = None;
        }
        kept.push(character);
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_and_digests_are_kept_and_values_are_not() {
        let value =
            serde_json::json!({"id": "secret-7", "list": [{"n": 1}, {"n": null}], "none": {}});
        let shown = of(&value);
        let lines: Vec<String> = shown
            .iter()
            .map(|(path, seen)| format!("{path}={seen}"))
            .collect();
        let text = lines.join("\n");
        assert!(!text.contains("secret"), "{text}");
        assert_eq!(shown["list[].n"].words(), "null or number");
        assert_eq!(shown["none"], Seen::parse("object").unwrap());
        for seen in shown.values() {
            assert_eq!(Seen::parse(&seen.to_string()).as_ref(), Some(seen));
        }
        let other = of(&serde_json::json!({"id": "secret-8"}));
        assert_ne!(shown["id"].digest, other["id"].digest);
    }

    #[test]
    fn a_comma_too_many_is_no_reason_to_lose_an_example() {
        let (value, is_json) = lenient("{\"a\": [1, 2,\n], \"b\": \",}\",\n}").unwrap();
        assert_eq!(value, serde_json::json!({"a": [1, 2], "b": ",}"}));
        assert!(!is_json);
        assert!(lenient("{\"a\": }").is_none());
    }
}
