//! The parser's errors, in words for people who write an example by hand.

use serde_json::Error;

use crate::report::{Code, Diagnostic, Span};

/// The diagnostic for an error that the parser met at `start`.
pub(super) fn syntax_error(file: usize, text: &str, start: usize, error: &Error) -> Diagnostic {
    let new = |start: usize, end: usize, label: &str| {
        Diagnostic::new(
            Code::JsonSyntax,
            Span::new(file, start..end),
            "this is not JSON",
        )
        .label(label)
    };
    if text.trim().is_empty() {
        return new(0, 0, "the file is empty").help("write at least `{}`");
    }
    let rest = text.get(start..).unwrap_or_default();
    if error.is_eof() || rest.trim().is_empty() {
        let end = text.trim_end().len();
        return new(end, end, "the file ends in the middle of a value");
    }
    let before = text.get(..start).unwrap_or_default();
    let here = rest.chars().next();
    let end = start + here.map_or(0, char::len_utf8);
    match here {
        Some('}' | ']') if before.trim_end().ends_with(',') => {
            let comma = before.trim_end().len() - 1;
            new(comma, comma + 1, "a comma behind the last one").help("remove it")
        }
        Some('\'' | '“' | '”') => new(start, end, "no double quote")
            .help("put keys and texts between double quotes: `\"`"),
        Some('/') => new(start, end, "JSON has no comments")
            .help("remove it; what is to be said of the example belongs into the action's file"),
        _ => new(start, end, &words(error)),
    }
}

/// The diagnostic for a text whose escapes cannot be read.
pub(super) fn in_text(span: Span, error: &Error) -> Diagnostic {
    Diagnostic::new(Code::JsonSyntax, span, "this is not JSON").label(words(error))
}

fn words(error: &Error) -> String {
    let text = error.to_string();
    let position = format!(" at line {} column {}", error.line(), error.column());
    let parsers = text.replace(&position, "");
    let ours = match parsers.as_str() {
        "expected ident" => "neither `true`, `false` nor `null`",
        "expected value" => "a value is expected here",
        "invalid escape" => "no escape starts like this",
        "invalid number" => "no number is written like this",
        "key must be a string" => "a key in double quotes is expected here",
        "trailing characters" => "a second value behind the first",
        "lone leading surrogate in hex escape" | "unexpected end of hex escape" => {
            "an escape that means no character"
        }
        other => other,
    };
    ours.to_owned()
}
