//! The forms that a text of the spec can have, and what breaks them.

use crate::codes::Code;
use crate::diagnostics::{Diagnostic, Text};
use crate::names;
use crate::pattern;
use crate::raw;

/// The form of a text.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Form {
    /// Markdown, over as many lines as it needs.
    Prose,
    /// Text on one line.
    Line,
    /// One of these words.
    Word(&'static [&'static str]),
    /// A type expression; `checks` resolves it.
    Type,
    /// The type word of a vendor's table.
    Documented,
    /// Three numbers.
    Version,
    /// An https address.
    Url,
    /// The path of a request line.
    Path,
    /// The key of a query.
    QueryKey,
    /// Ranges of ASCII characters.
    Characters,
    /// A regular expression of pieces that follow each other.
    Pattern,
    /// A Rust identifier.
    Identifier,
}

impl Form {
    /// A pattern for editors, where one can say it.
    pub(crate) fn pattern(self) -> Option<&'static str> {
        match self {
            Self::Version => Some(r"^[0-9]+\.[0-9]+\.[0-9]+$"),
            Self::Url => Some(r"^https://[^\s]+$"),
            Self::Path => Some(r"^/[A-Za-z0-9._~/-]*$"),
            Self::QueryKey => Some(r"^[A-Za-z][A-Za-z0-9_-]*$"),
            Self::Identifier => Some(r"^[A-Za-z_][A-Za-z0-9_]*$"),
            Self::Line => Some(r"^[^\n]+$"),
            Self::Prose
            | Self::Word(_)
            | Self::Type
            | Self::Documented
            | Self::Characters
            | Self::Pattern => None,
        }
    }

    /// What is wrong with a text of this form under `key`.
    pub(crate) fn problem(self, key: &str, text: &Text) -> Option<Diagnostic> {
        let value = text.value.as_str();
        if value.trim().is_empty() {
            return Some(
                Diagnostic::new(Code::EmptyText, text.span, format!("`{key}` is empty"))
                    .label("nothing to read here")
                    .help("say it in a few words, or remove the key where it is optional"),
            );
        }
        let new = |code, message: String| Some(Diagnostic::new(code, text.span, message));
        match self {
            Self::Word(words) if !words.contains(&value) => Some(unknown_word(key, text, words)),
            Self::Documented if raw::Documented::parse(value).is_none() => Some(unknown_word(key, text, raw::Documented::WORDS)),
            Self::Line if value.contains('\n') => new(Code::HiddenCharacter, format!("`{key}` holds a line break"))
                .map(|diagnostic| diagnostic.label("one line is expected").help("move the rest to `doc`")),
            Self::Version if raw::version(value).is_none() => new(Code::MalformedVersion, format!("`{value}` is not a version"))
                .map(|diagnostic| diagnostic.label("three numbers are expected").help("write it as `4.3.0`, without V and edition")),
            Self::Url if !is_url(value) => new(Code::MalformedUrl, format!("`{key}` is not an https address"))
                .map(|diagnostic| diagnostic.label("`https://` and a host are expected").help("give the address of the page")),
            Self::Path if !is_path(value) => new(Code::MalformedDispatch, "the path cannot stand in a request line".to_owned()).map(
                |diagnostic| {
                    diagnostic
                        .label("`/`, then letters, digits and `._~/-`")
                        .help("write an absolute path without query, such as `/api/v2`")
                },
            ),
            Self::QueryKey if !is_query_key(value) => new(Code::MalformedDispatch, "the query key cannot stand in a request line".to_owned())
                .map(|diagnostic| diagnostic.label("a letter, then letters, digits, `_` and `-`")),
            Self::Characters if raw::characters(value).is_none() => {
                new(Code::MalformedCharacters, "this set of characters cannot be read".to_owned()).map(|diagnostic| {
                    diagnostic
                        .label("ASCII characters and ranges are expected")
                        .help("write ranges with their lower end first, and `-` itself last: `A-Za-z0-9_-`")
                })
            }
            Self::Pattern if pattern::parse(value).is_none() => new(Code::MalformedPattern, format!("`{value}` is not a pattern")).map(
                |diagnostic| {
                    diagnostic
                        .label("characters and classes, each with a number of repetitions")
                        .help("write it without alternatives and groups, such as `[0-9.]+:[0-9]{1,5}`")
                },
            ),
            Self::Identifier if !names::is_identifier(value) => new(Code::UnusableName, format!("`{value}` is not a Rust name"))
                .map(|diagnostic| diagnostic.label("a letter, then letters, digits and `_`")),
            _ => None,
        }
    }
}

/// A value that is none of the words of its key.
fn unknown_word(key: &str, text: &Text, words: &[&str]) -> Diagnostic {
    let diagnostic = Diagnostic::new(
        Code::UnknownWord,
        text.span,
        format!("`{}` is no value of `{key}`", text.value),
    );
    match nearest(&text.value, words.iter().copied()) {
        Some(word) => diagnostic.label(format!("did you mean `{word}`?")),
        None => diagnostic.label("not a known word"),
    }
    .help(format!("`{key}` takes {}", listed(words.iter().copied())))
}

/// The word that a misspelt one is probably meant to be.
pub(crate) fn nearest<'a>(word: &str, words: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let lower = word.to_lowercase();
    words
        .map(|candidate| {
            (
                strsim::damerau_levenshtein(&lower, &candidate.to_lowercase()),
                candidate,
            )
        })
        .filter(|(distance, candidate)| *distance <= (candidate.chars().count() / 3).max(1))
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

/// Words as a list in a sentence.
pub(crate) fn listed<'a>(words: impl Iterator<Item = &'a str>) -> String {
    let quoted: Vec<String> = words.map(|word| format!("`{word}`")).collect();
    match quoted.as_slice() {
        [] => "nothing".to_owned(),
        [only] => only.clone(),
        [first @ .., last] => format!("{} or {last}", first.join(", ")),
    }
}

fn is_url(text: &str) -> bool {
    let host = text.strip_prefix("https://").unwrap_or_default();
    host.starts_with(|first: char| first.is_ascii_alphanumeric())
        && host.chars().all(|character| {
            character.is_ascii_graphic()
                && !matches!(character, '"' | '<' | '>' | '\\' | '`' | '{' | '}')
        })
}

fn is_path(text: &str) -> bool {
    text.starts_with('/')
        && !text.split('/').any(|part| matches!(part, "." | ".."))
        && text
            .chars()
            .all(|character| character.is_ascii_alphanumeric() || "._~/-".contains(character))
}

fn is_query_key(text: &str) -> bool {
    text.starts_with(|first: char| first.is_ascii_alphabetic())
        && text
            .chars()
            .all(|character| character.is_ascii_alphanumeric() || "_-".contains(character))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_form_takes_what_it_says() {
        for (form, value, code) in [
            (Form::Line, "one line", None),
            (Form::Line, "two\nlines", Some(Code::HiddenCharacter)),
            (Form::Prose, " \n", Some(Code::EmptyText)),
            (Form::Word(&["read", "write"]), "write", None),
            (
                Form::Word(&["read", "write"]),
                "wirte",
                Some(Code::UnknownWord),
            ),
            (Form::Version, "4.3.0", None),
            (Form::Version, "V4.3.0", Some(Code::MalformedVersion)),
            (Form::Version, "4.3", Some(Code::MalformedVersion)),
            (Form::Version, "4.3.70000", Some(Code::MalformedVersion)),
            (Form::Version, "+4.3.0", Some(Code::MalformedVersion)),
            (Form::Url, "https://example.com/a", None),
            (Form::Url, "http://example.com/a", Some(Code::MalformedUrl)),
            (Form::Url, "https://", Some(Code::MalformedUrl)),
            (
                Form::Url,
                "https://example.com/a b",
                Some(Code::MalformedUrl),
            ),
            (Form::Path, "/api/v2", None),
            (Form::Path, "api/v2", Some(Code::MalformedDispatch)),
            (Form::Path, "/a\r\nHost: b", Some(Code::MalformedDispatch)),
            (Form::Path, "/a/../b", Some(Code::MalformedDispatch)),
            (Form::Path, "/a?b", Some(Code::MalformedDispatch)),
            (Form::QueryKey, "Action", None),
            (Form::QueryKey, "a&b", Some(Code::MalformedDispatch)),
            (Form::Characters, "A-Za-z0-9_-", None),
            (Form::Characters, "z-a", Some(Code::MalformedCharacters)),
            (Form::Characters, "ä", Some(Code::MalformedCharacters)),
            (Form::Pattern, "[^ ]+", None),
            (Form::Pattern, "a|b", Some(Code::MalformedPattern)),
            (Form::Identifier, "r_1", None),
            (Form::Identifier, "1r", Some(Code::UnusableName)),
            (Form::Documented, "array of string", None),
            (Form::Documented, "strng", Some(Code::UnknownWord)),
        ] {
            let text = Text {
                value: value.to_owned(),
                ..Text::default()
            };
            assert_eq!(
                form.problem("key", &text).map(|problem| problem.code()),
                code,
                "{value}"
            );
        }
    }

    #[test]
    fn only_a_near_word_is_suggested() {
        for (word, expected) in [
            ("requried", Some("required")),
            ("REQUIRED", Some("required")),
            ("blue", None),
        ] {
            assert_eq!(
                nearest(word, ["required", "optional"].into_iter()),
                expected,
                "{word}"
            );
        }
    }
}
