//! The forms that a text of the spec can have, and what breaks them.

use std::fmt::Write as _;

use oms_text::nearest;

use crate::language::{Documented, names, pattern, values};
use crate::report::{Code, Diagnostic, Flaw, Text, any_of, quoted};

/// The form of a text.
#[derive(Debug, Clone, Copy)]
pub(crate) enum TextForm {
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
    /// The name of a command.
    Command,
}

impl TextForm {
    /// A pattern for editors, where one can say it.
    pub(crate) fn pattern(self) -> Option<&'static str> {
        match self {
            Self::Version => Some(r"^[0-9]+\.[0-9]+\.[0-9]+$"),
            Self::Url => Some(r"^https://[^\s]+$"),
            Self::Path => Some(r"^/[A-Za-z0-9._~/-]*$"),
            Self::QueryKey => Some(r"^[A-Za-z][A-Za-z0-9_-]*$"),
            Self::Identifier => Some(r"^[A-Za-z_][A-Za-z0-9_]*$"),
            Self::Command => Some(r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$"),
            Self::Line => Some(r"^[^\n]+$"),
            Self::Prose
            | Self::Word(_)
            | Self::Type
            | Self::Documented
            | Self::Characters
            | Self::Pattern => None,
        }
    }

    /// The problem of a text of this form under `key`, if it has one; an empty one was found
    /// before.
    pub(crate) fn problem(self, key: &str, text: &Text) -> Option<Diagnostic> {
        let value = text.value.as_str();
        match self {
            Self::Word(words) => (!words.contains(&value)).then(|| unknown_word(key, text, words)),
            Self::Documented => Documented::parse(value)
                .is_none()
                .then(|| unknown_word(key, text, Documented::WORDS)),
            Self::Line => line(key, text),
            Self::Version => values::version(value).is_none().then(|| version(text)),
            Self::Url => url(text),
            Self::Path => path(value).map(|flaw| dispatch(text, "path", flaw)),
            Self::QueryKey => query_key(value).map(|flaw| dispatch(text, "query key", flaw)),
            Self::Characters => values::characters(value)
                .err()
                .map(|flaw| characters(text, flaw)),
            Self::Pattern => pattern::parse(value)
                .err()
                .map(|flaw| malformed_pattern(text, flaw)),
            Self::Identifier => (!names::is_identifier(value)).then(|| identifier(text)),
            Self::Command => {
                let usable = names::kebab(value) == value
                    && value.starts_with(|first: char| first.is_ascii_lowercase());
                (!usable).then(|| command(text))
            }
            Self::Type | Self::Prose => None,
        }
    }
}

/// A value that is none of the words of its key.
fn unknown_word(key: &str, text: &Text, words: &[&str]) -> Diagnostic {
    let message = format!("{} is no value of `{key}`", quoted(&text.value));
    let diagnostic = Diagnostic::new(Code::UnknownWord, text.span, message);
    let near = nearest(&text.value, words.iter().copied());
    let diagnostic = diagnostic.did_you_mean(near, |it| it.label("not a known word"));
    diagnostic.help(format!("`{key}` takes {}", any_of(words.iter().copied())))
}

fn line(key: &str, text: &Text) -> Option<Diagnostic> {
    let message = format!("`{key}` goes over several lines");
    text.value.contains('\n').then(|| {
        Diagnostic::new(Code::SeveralLines, text.span, message)
            .label("one line is expected")
            .help("say it in one line; what else there is to say belongs into a `doc`")
    })
}

fn version(text: &Text) -> Diagnostic {
    let message = format!("{} is not a version", quoted(&text.value));
    let diagnostic = Diagnostic::new(Code::MalformedVersion, text.span, message);
    let likely = likely_version(&text.value);
    let diagnostic = diagnostic.did_you_mean(likely, |it| it.label("three numbers are expected"));
    diagnostic.help("a version is three numbers, such as `4.3.0`; the key says of which edition")
}

/// The version in a text such as `V4.3.0 BP1`.
fn likely_version(text: &str) -> Option<&str> {
    let start = text.find(|character: char| character.is_ascii_digit())?;
    let rest = text.get(start..)?;
    let end = rest.find(|character: char| !character.is_ascii_digit() && character != '.');
    let version = rest.get(..end.unwrap_or(rest.len()))?;
    values::version(version).map(|_| version)
}

fn url(text: &Text) -> Option<Diagnostic> {
    let message = "this is not an https address";
    let new = |flaw: Flaw| {
        Diagnostic::new(Code::MalformedUrl, text.part(flaw.range), message)
            .label(flaw.reason)
            .help("give the whole address of the page, as a browser copies it")
    };
    let value = text.value.as_str();
    let Some(rest) = value.strip_prefix("https://") else {
        return Some(match value.strip_prefix("http://") {
            Some(rest) => new(Flaw::new(
                0.."http://".len(),
                format!("did you mean {}?", quoted(&format!("https://{rest}"))),
            )),
            None => new(Flaw::new(
                0..value.len(),
                "an address starts with `https://`",
            )),
        });
    };
    if !rest.starts_with(|first: char| first.is_ascii_alphanumeric()) {
        return Some(new(Flaw::new(
            0..value.len(),
            "a host is missing behind `https://`",
        )));
    }
    let allowed =
        |character: char| character.is_ascii_graphic() && !"\"<>\\`{}".contains(character);
    let flaw = Flaw::of_character(value, allowed, "this cannot be in an address as it is")?;
    let encoded = percent_encoded(value.get(flaw.range.clone()).unwrap_or_default());
    Some(new(flaw).help(format!("write {} for this character", quoted(&encoded))))
}

/// A text as an address holds it. The bar of a browser shows letters in its place.
fn percent_encoded(text: &str) -> String {
    text.bytes().fold(String::new(), |mut encoded, byte| {
        // Writing to a string never fails.
        let _ = write!(encoded, "%{byte:02X}");
        encoded
    })
}

fn dispatch(text: &Text, what: &str, flaw: Flaw) -> Diagnostic {
    let message = format!("the {what} cannot be in a request line");
    Diagnostic::new(Code::MalformedDispatch, text.part(flaw.range), message)
        .label(flaw.reason)
        .help(if what == "path" {
            "write an absolute path of letters, digits and `._~/-`, such as `/api/v2`"
        } else {
            "write a letter, then letters, digits, `_` and `-`, such as `Action`"
        })
}

fn path(text: &str) -> Option<Flaw> {
    if !text.starts_with('/') {
        return Some(Flaw::new(0..text.len(), "it does not start with `/`"));
    }
    let allowed =
        |character: char| character.is_ascii_alphanumeric() || "._~/-".contains(character);
    let mut start = 0;
    let climbs = text.split('/').find_map(|part| {
        let range = start..start + part.len();
        start += part.len() + 1;
        matches!(part, "." | "..").then(|| Flaw::new(range, "it leads to another path"))
    });
    Flaw::of_character(text, allowed, "this cannot be in a path").or(climbs)
}

fn query_key(text: &str) -> Option<Flaw> {
    let allowed = |character: char| character.is_ascii_alphanumeric() || "_-".contains(character);
    let first = text.starts_with(|first: char| first.is_ascii_alphabetic());
    let start = (!first).then(|| Flaw::new(0..text.len(), "it does not start with a letter"));
    Flaw::of_character(text, allowed, "this cannot be in a query key").or(start)
}

fn characters(text: &Text, flaw: Flaw) -> Diagnostic {
    let message = "this set of characters cannot be read";
    Diagnostic::new(Code::MalformedCharacters, text.part(flaw.range), message)
        .label(flaw.reason)
        .help("write ranges from their lower end, and `-` itself last: `A-Za-z0-9_-`")
}

fn malformed_pattern(text: &Text, flaw: Flaw) -> Diagnostic {
    let message = format!("{} is not a pattern", quoted(&text.value));
    Diagnostic::new(Code::MalformedPattern, text.part(flaw.range), message)
        .label(flaw.reason)
        .help("a pattern is characters and sets of them, each with a number of repetitions, such as `[0-9.]+:[0-9]{1,5}`")
}

fn identifier(text: &Text) -> Diagnostic {
    let message = format!("{} is not a Rust name", quoted(&text.value));
    Diagnostic::new(Code::UnusableName, text.span, message)
        .label("a letter, then letters, digits and `_`")
}

fn command(text: &Text) -> Diagnostic {
    let message = format!("{} is not the name of a command", quoted(&text.value));
    let diagnostic = Diagnostic::new(Code::UnusableName, text.span, message);
    let kebab = names::kebab(&text.value);
    let fits = kebab.starts_with(|first: char| first.is_ascii_lowercase());
    let diagnostic = diagnostic.did_you_mean(fits.then_some(&*kebab), |it| {
        it.label("a small letter is expected first")
    });
    diagnostic
        .help("a command's name is words of small letters and digits, with dashes between them")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_form_takes_what_it_says() {
        for (form, value, code) in [
            (TextForm::Line, "one line", None),
            (TextForm::Line, "two\nlines", Some(Code::SeveralLines)),
            (TextForm::Prose, "two\nlines", None),
            (TextForm::Word(&["read", "write"]), "write", None),
            (
                TextForm::Word(&["read", "write"]),
                "wirte",
                Some(Code::UnknownWord),
            ),
            (TextForm::Version, "4.3.0", None),
            (TextForm::Version, "V4.3.0", Some(Code::MalformedVersion)),
            (TextForm::Version, "4.3", Some(Code::MalformedVersion)),
            (TextForm::Version, "4.3.70000", Some(Code::MalformedVersion)),
            (TextForm::Version, "+4.3.0", Some(Code::MalformedVersion)),
            (TextForm::Url, "https://example.com/a", None),
            (
                TextForm::Url,
                "http://example.com/a",
                Some(Code::MalformedUrl),
            ),
            (TextForm::Url, "https://", Some(Code::MalformedUrl)),
            (
                TextForm::Url,
                "https://example.com/a b",
                Some(Code::MalformedUrl),
            ),
            (TextForm::Url, "https://example.com/t%C3%A2che", None),
            (TextForm::Path, "/api/v2", None),
            (TextForm::Path, "api/v2", Some(Code::MalformedDispatch)),
            (TextForm::Path, "/a\nHost: b", Some(Code::MalformedDispatch)),
            (TextForm::Path, "/a/../b", Some(Code::MalformedDispatch)),
            (TextForm::Path, "/a?b", Some(Code::MalformedDispatch)),
            (TextForm::QueryKey, "Action", None),
            (TextForm::QueryKey, "a&b", Some(Code::MalformedDispatch)),
            (TextForm::QueryKey, "1a", Some(Code::MalformedDispatch)),
            (TextForm::Characters, "A-Za-z0-9_-", None),
            (TextForm::Characters, "z-a", Some(Code::MalformedCharacters)),
            (TextForm::Characters, "ä", Some(Code::MalformedCharacters)),
            (TextForm::Pattern, "[^ ]+", None),
            (TextForm::Pattern, "a|b", Some(Code::MalformedPattern)),
            (TextForm::Identifier, "r_1", None),
            (TextForm::Identifier, "1r", Some(Code::UnusableName)),
            (TextForm::Command, "create-mysql-data-source", None),
            (TextForm::Command, "createLabel", Some(Code::UnusableName)),
            (TextForm::Command, "-create", Some(Code::UnusableName)),
            (TextForm::Command, "2-create", Some(Code::UnusableName)),
            (TextForm::Documented, "array of string", None),
            (TextForm::Documented, "strng", Some(Code::UnknownWord)),
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
    fn the_version_that_was_meant_is_found() {
        for (text, expected) in [
            ("V4.3.0", Some("4.3.0")),
            ("4.3.1 BP1", Some("4.3.1")),
            ("V4.2.12-CE", Some("4.2.12")),
            ("4.3", None),
            ("latest", None),
        ] {
            assert_eq!(likely_version(text), expected, "{text}");
        }
    }
}
