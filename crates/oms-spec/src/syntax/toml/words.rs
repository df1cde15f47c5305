//! The parser's errors in words, one by one.

use crate::report::{Code, Diagnostic, SourceText, Span, escaped};

pub(super) fn syntax_error(source: &SourceText, span: Span, message: &str) -> Diagnostic {
    if let Some(diagnostic) = foreign_value(source, span, message) {
        return diagnostic;
    }
    for (start, label, help) in WORDS {
        if message.starts_with(start) {
            let diagnostic = not_toml(span).label(*label);
            return if help.is_empty() {
                diagnostic
            } else {
                diagnostic.help(*help)
            };
        }
    }
    not_toml(span).label(message.replace(", expected ", "; expected "))
}

/// The diagnostic for a value that other formats or other programs write so.
fn foreign_value(source: &SourceText, span: Span, message: &str) -> Option<Diagnostic> {
    let found = key(source, span);
    let unquoted = message.starts_with("string values must be quoted");
    if message.starts_with("invalid unquoted key") {
        let space = found
            .chars()
            .find(|letter| letter.is_whitespace() && !letter.is_ascii())?;
        let label = format!(
            "a space that TOML does not know: U+{:04X}",
            u32::from(space)
        );
        return Some(
            not_toml(span)
                .label(label)
                .help("write a plain space in its place"),
        );
    }
    if !unquoted && !message.starts_with("invalid float") && !message.starts_with("invalid boolean")
    {
        return None;
    }
    let word = word_at(source, span);
    let lower = word.to_ascii_lowercase();
    match lower.as_str() {
        "null" | "nil" | "none" => {
            let diagnostic = not_toml(span).label("TOML has no value that means none");
            Some(diagnostic.help("leave the key out"))
        }
        "true" | "false" => {
            let diagnostic = not_toml(span).label("a boolean has small letters");
            Some(diagnostic.help(format!("write `{lower}`")))
        }
        _ if unquoted => {
            let text = escaped(found.trim_matches(OTHER_QUOTES));
            let diagnostic = not_toml(span).label("neither a text in quotes nor another value");
            Some(diagnostic.help(format!(
                "a text goes in quotes: \"{text}\"; a date is written as 2025-01-31, a number in digits alone, and a boolean is `true` or `false`"
            )))
        }
        _ => None,
    }
}

/// The whole word at a place; the parser may point behind its first letters.
fn word_at(source: &SourceText, span: Span) -> &str {
    let (before, behind) = source
        .text
        .split_at_checked(span.start())
        .unwrap_or_default();
    let is_other = |letter: char| !letter.is_ascii_alphanumeric();
    let start = before.len() - before.rsplit(is_other).next().map_or(0, str::len);
    let end = span.start() + behind.split(is_other).next().map_or(0, str::len);
    source.text.get(start..end).unwrap_or_default()
}

/// The quotes of programs for writing and of other keyboards.
const OTHER_QUOTES: &[char] = &[
    '“', '”', '„', '‟', '‘', '’', '‚', '‛', '«', '»', '＂', '＇', '「', '」', '『', '』', '〝',
    '〞', '`',
];

/// Starts of the parser's messages, and what is said instead: the label, and what to do.
const WORDS: &[(&str, &str, &str)] = &[
    (
        "invalid basic string, expected `\"`",
        "the closing quote of this text is missing",
        "close it with `\"`; a text over several lines goes between `\"\"\"` and `\"\"\"`",
    ),
    (
        "invalid literal string, expected `'`",
        "the closing quote of this text is missing",
        "close it with `'`; a text over several lines goes between `'''` and `'''`",
    ),
    (
        "missing escaped value",
        "no escape starts like this",
        "write `\\\\` for a backslash, or put the text between single quotes",
    ),
    (
        "too few unicode value digits",
        "this escape lacks digits",
        "write `\\\\` for a backslash, or put the text between single quotes",
    ),
    (
        "key with no value",
        "`=` is missing between the key and its value",
        "write `key = value`; a key of several words goes in quotes",
    ),
    (
        "invalid unquoted key",
        "a key of letters, digits, `-` and `_` is expected",
        "write `key = value`; put any other key in quotes",
    ),
    (
        "unclosed table",
        "`]` is missing at the end of the header",
        "",
    ),
    (
        "unclosed array table",
        "`]]` is missing at the end of the header",
        "",
    ),
    (
        "missing comma between",
        "a comma is missing before this",
        "",
    ),
    ("missing value", "a value is expected behind `=`", ""),
    ("extra `=`", "one `=` too many", ""),
    (
        "unexpected key or value",
        "a new line is expected here",
        "each key goes on a line of its own",
    ),
];

pub(super) fn not_toml(span: Span) -> Diagnostic {
    Diagnostic::new(Code::TomlSyntax, span, "this is not TOML")
}

/// The text at a place.
pub(super) fn key(source: &SourceText, span: Span) -> &str {
    source
        .text
        .get(span.start()..span.end())
        .unwrap_or_default()
}
