//! Parsers for values on the command line and in files, except for moments.

use std::num::NonZeroUsize;

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use serde_json::error::Category;

/// The beginning of what serde says of a value that does not fit.
const EXPECTED: &str = "expected ";

/// The beginnings of what it says of a field that is not given, or twice.
const OF_A_FIELD: [&str; 2] = ["missing field", "duplicate field"];

/// Returns a text without the mark of the order of bytes before it. Editors, shells and
/// spreadsheets put it there, and nobody sees it.
pub(crate) fn without_mark(text: &str) -> &str {
    text.strip_prefix('\u{feff}').unwrap_or(text)
}

/// Parses a boolean: only `true` or `false`, because `0`, `no` and an empty text are as often a
/// slip as an intention.
pub(crate) fn boolean(text: &str) -> Result<bool, String> {
    match text {
        "true" => Ok(true),
        "false" => Ok(false),
        _ => Err("write true or false".to_owned()),
    }
}

/// Parses a number of things, of which there is at least one.
pub(crate) fn count(text: &str) -> Result<NonZeroUsize, String> {
    text.parse()
        .map_err(|_| "write a whole number of at least 1".to_owned())
}

/// Parses a value in the form of JSON text. A member that would not be sent is refused, because it
/// is misspelt or belongs elsewhere.
pub(crate) fn json<T: DeserializeOwned + Serialize>(text: &str) -> Result<T, String> {
    let given: Value = serde_json::from_str(text).map_err(|error| error.to_string())?;
    // The error contains the place but not the value, because the value may be a secret.
    let value: T = serde_json::from_str(text).map_err(|error| match error.classify() {
        Category::Data => misfit(text, &error),
        _ => error.to_string(),
    })?;
    let sent = serde_json::to_value(&value).map_err(|error| error.to_string())?;
    match not_sent(&given, &sent) {
        Some(place) => Err(format!("`{place}` is not a member that is sent")),
        None => Ok(value),
    }
}

/// Says where a value does not fit, and what is expected there.
fn misfit(text: &str, error: &serde_json::Error) -> String {
    let (line, column) = (error.line(), error.column());
    let message = error.to_string();
    let expected = without_value(&message);
    let read = read_up_to(text, line, column).unwrap_or_default();
    let read = if is_of_a_field(expected) {
        read
    } else {
        // Some values are refused only once the object around them is closed.
        read.strip_suffix(['}', ']']).unwrap_or(read)
    };
    let names = names_before(read)
        .map(|names| format!(" (`{names}`)"))
        .unwrap_or_default();
    format!("does not fit at line {line}, column {column}{names}: {expected}")
}

/// Returns the part of a serde message that says what is expected. The rest may repeat the value,
/// which may itself say that something is expected.
fn without_value(message: &str) -> &str {
    let end = message.rfind(" at line ").unwrap_or(message.len());
    let message = message.get(..end).unwrap_or(message);
    if message.starts_with(EXPECTED) || is_of_a_field(message) {
        return message;
    }
    message
        .rfind(&format!(", {EXPECTED}"))
        .and_then(|comma| message.get(comma + 2..))
        .unwrap_or("a value of another kind was expected")
}

fn is_of_a_field(message: &str) -> bool {
    OF_A_FIELD.iter().any(|start| message.starts_with(start))
}

/// Returns what a parser had read of a text when it stopped at this place.
fn read_up_to(text: &str, line: usize, column: usize) -> Option<&str> {
    let lines = text.split_inclusive('\n').take(line.saturating_sub(1));
    let start: usize = lines.map(str::len).sum();
    text.get(..start.saturating_add(column))
}

/// The place in an object or a list that is open.
enum Level {
    /// The name of a member; empty before the first.
    Member(String),
    Item(usize),
}

/// Returns the names on the way to the value that ends a JSON text which is not read to its end;
/// `None` at the outermost one.
fn names_before(read: &str) -> Option<String> {
    let mut levels: Vec<Level> = Vec::new();
    let mut string = String::new();
    let mut rest = read;
    while let Some(first) = rest.chars().next() {
        let length = match first {
            '"' => string_length(rest),
            _ => first.len_utf8(),
        };
        let (token, after) = rest.split_at(length);
        rest = after;
        match first {
            '"' => string = serde_json::from_str(token).unwrap_or_default(),
            '{' => levels.push(Level::Member(String::new())),
            '[' => levels.push(Level::Item(0)),
            '}' | ']' => drop(levels.pop()),
            ':' => {
                if let Some(Level::Member(name)) = levels.last_mut() {
                    name.clone_from(&string);
                }
            }
            ',' => {
                if let Some(Level::Item(index)) = levels.last_mut() {
                    *index += 1;
                }
            }
            _ => {}
        }
    }
    let names = levels.into_iter().filter_map(|level| match level {
        Level::Member(name) => (!name.is_empty()).then_some(name),
        Level::Item(index) => Some(format!("[{index}]")),
    });
    names.reduce(|outer, inner| within(&outer, &inner))
}

/// Returns the length of the string that a text begins with, with its quotes.
fn string_length(text: &str) -> usize {
    let mut is_escaped = false;
    for (at, character) in text.char_indices().skip(1) {
        match character {
            _ if is_escaped => is_escaped = false,
            '\\' => is_escaped = true,
            '"' => return at + 1,
            _ => {}
        }
    }
    text.len()
}

/// Returns the first place in the given value that is not sent.
fn not_sent(given: &Value, sent: &Value) -> Option<String> {
    match (given, sent) {
        (Value::Object(given), Value::Object(sent)) => given.iter().find_map(|(key, value)| {
            let Some(sent) = sent.get(key) else {
                return (!value.is_null()).then(|| key.clone());
            };
            not_sent(value, sent).map(|inner| within(key, &inner))
        }),
        (Value::Array(given), Value::Array(sent)) => {
            let mut pairs = given.iter().zip(sent).enumerate();
            pairs.find_map(|(index, (given, sent))| {
                not_sent(given, sent).map(|inner| within(&format!("[{index}]"), &inner))
            })
        }
        _ => None,
    }
}

/// Returns the path of a place inside another one.
fn within(outer: &str, inner: &str) -> String {
    let dot = if inner.starts_with('[') { "" } else { "." };
    format!("{outer}{dot}{inner}")
}

/// Parses a number. A number that JSON cannot express, such as infinity, is refused.
#[allow(
    dead_code,
    reason = "generated code names it where an action has a number with a fraction among its parameters"
)]
pub(crate) fn number(text: &str) -> Result<f64, String> {
    match text.parse::<f64>() {
        Ok(number) if number.is_finite() => Ok(number),
        _ => Err("write a number, such as 0.5".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn p052_a_boolean_is_true_or_false() {
        assert_eq!(boolean("true"), Ok(true));
        assert_eq!(boolean("false"), Ok(false));
        for text in [
            "",
            "0",
            "1",
            "no",
            "yes",
            "True",
            "FALSE",
            " true",
            "\"false\"",
        ] {
            assert!(boolean(text).is_err(), "{text:?}");
        }
    }

    #[derive(Debug, PartialEq, Serialize, serde::Deserialize)]
    struct Limits {
        name: String,
        #[serde(skip_serializing_if = "Option::is_none")]
        rows: Option<i64>,
        #[serde(default)]
        inner: Vec<Limits>,
    }

    #[test]
    fn p054_json_refuses_milliseconds_with_what_to_write_and_names_a_key_that_is_there_twice() {
        for (text, part) in [
            ("1742365118000", "counts milliseconds"),
            ("1742365118000", "write `1742365118`"),
            ("-1", "is negative"),
        ] {
            let problem = json::<oms_client::EpochSeconds>(text).unwrap_err();
            assert!(problem.contains(part), "{problem}");
        }
        let problem = json::<Limits>(r#"{"name":"a","name":"b"}"#).unwrap_err();
        assert!(problem.ends_with("duplicate field `name`"), "{problem}");
    }

    #[test]
    fn json_is_taken_whole_or_not_at_all_and_is_not_repeated() {
        let limits = json::<Limits>(r#"{"name":"a","rows":null,"inner":[{"name":"b","rows":1}]}"#);
        assert_eq!(limits.unwrap().inner[0].rows, Some(1));
        for (text, problem) in [
            ("{", "EOF while parsing an object at line 1 column 1"),
            (
                r#"{"rows":1}"#,
                "does not fit at line 1, column 10: missing field `name`",
            ),
            (
                r#"{"name":7}"#,
                "does not fit at line 1, column 9 (`name`): expected a string",
            ),
            (
                r#"{"name":"a","rows":"hunter2"}"#,
                "does not fit at line 1, column 28 (`rows`): expected i64",
            ),
            (
                "{\"name\":\"a\",\n \"rows\":\"s3, expected s3 at line \\\"9\\\"\"}",
                "does not fit at line 2, column 39 (`rows`): expected i64",
            ),
            (
                r#"{"name":"a\"{[","inner":[{"name":"b"},{"name":"c","inner":[{"rows":1}]}]}"#,
                "does not fit at line 1, column 69 (`inner[1].inner[0]`): missing field `name`",
            ),
            (
                r#"{"name":"a","row":1}"#,
                "`row` is not a member that is sent",
            ),
            (
                r#"{"name":"a","inner":[{"name":"b"},{"name":"c","row":1}]}"#,
                "`inner[1].row` is not a member that is sent",
            ),
        ] {
            assert_eq!(json::<Limits>(text), Err(problem.to_owned()), "{text}");
        }
        // A message that names nothing that was expected.
        let told = without_value("a part of a second where a whole one is expected at line 1");
        assert_eq!(told, "a value of another kind was expected");
    }

    #[test]
    fn a_number_is_one_that_json_can_spell() {
        assert_eq!(number("-0.5"), Ok(-0.5));
        for text in ["", "NaN", "inf", "-infinity", "1e999", "one"] {
            assert!(number(text).is_err(), "{text:?}");
        }
    }
}
