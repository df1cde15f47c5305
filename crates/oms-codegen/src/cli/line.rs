//! The command line of an example, for the help.
//!
//! It fits a terminal of 80 columns and can be copied as it is: a line that a terminal breaks by
//! itself is two commands to a shell. A text is never broken, however long it is.

use oms_spec::command::{Flag, FlagForm};
use oms_spec::ir::Action;
use oms_text::in_a_shell;
use serde_json::Value;

use crate::context::Context;
use crate::example;

/// The widest line of an example, its indentation included.
const WIDTH: usize = 80;

/// The text before the first line, and before each that follows.
const FIRST: &str = "  ";
const NEXT: &str = "      ";

/// The mark behind a line that goes on, for the shell.
const GOES_ON: &str = " \\";

/// Returns the command line of the first example that can be sent, indented.
pub(super) fn example(context: &Context<'_>, action: &Action) -> Option<String> {
    let request = example::first_request(action)?;
    let mut words = vec![format!("oms {}", context.api.typed(action))];
    let flags = Flag::all(action, &context.types);
    let alone = Flag::positional(action, &flags);
    for (place, flag) in flags.iter().enumerate() {
        let Some(value) = request.get(&flag.field.wire_name) else {
            continue;
        };
        if Some(place) == alone {
            words.push(in_a_shell(&written(flag.form, value)).into_owned());
            continue;
        }
        for (name, argument) in arguments(flag, value) {
            let argument = argument.map(|argument| format!(" {}", in_a_shell(&argument)));
            words.push(format!("--{name}{}", argument.unwrap_or_default()));
        }
    }
    Some(laid_out(&words))
}

/// Words that stay whole, on as many lines as they need.
fn laid_out(words: &[String]) -> String {
    let room = WIDTH - NEXT.len() - GOES_ON.len();
    let mut text = FIRST.to_owned();
    let mut taken = FIRST.len();
    for (index, word) in words.iter().enumerate() {
        let word = folded(word, room);
        let width = word.lines().next().unwrap_or_default().chars().count();
        if index > 0 && taken + 1 + width + GOES_ON.len() > WIDTH {
            text.extend([GOES_ON, "\n", NEXT]);
            taken = NEXT.len();
        } else if index > 0 {
            text.push(' ');
            taken += 1;
        }
        text.push_str(&word);
        taken = match word.rsplit_once('\n') {
            Some((_, last)) => last.chars().count(),
            None => taken + width,
        };
    }
    text
}

/// Returns a flag with its value. JSON that is too long for a line continues after a comma, where a
/// line break means nothing to a shell within quotes and nothing to JSON.
fn folded(word: &str, room: usize) -> String {
    let length = word.chars().count();
    let is_json = word.contains(" '{") || word.contains(" '[");
    if length <= room || !is_json {
        return word.to_owned();
    }
    let mut text = String::new();
    let mut taken = 0;
    for piece in pieces(word) {
        let width = piece.chars().count();
        if taken > 0 && taken + width > room {
            text.extend(["\n", NEXT]);
            taken = 0;
        }
        text.push_str(piece);
        taken += width;
    }
    text
}

/// Returns the parts of a JSON text, written for a shell, that end behind a comma outside of its
/// strings. The shell has quotes around its parts, and a backslash before each quote and backslash
/// of the text.
fn pieces(json: &str) -> impl Iterator<Item = &str> {
    let (mut in_string, mut escaped, mut is_of_the_text) = (false, false, false);
    json.split_inclusive(move |character| {
        if matches!(character, '\'' | '\\') && !is_of_the_text {
            is_of_the_text = character == '\\';
            return false;
        }
        is_of_the_text = false;
        let was_escaped = escaped;
        escaped = character == '\\' && !was_escaped;
        if character == '"' && !was_escaped {
            in_string = !in_string;
        }
        character == ',' && !in_string
    })
}

/// Returns the flags for a value, each with what is written behind it.
fn arguments(flag: &Flag<'_>, value: &Value) -> Vec<(String, Option<String>)> {
    let one = |value: &Value| (flag.name.clone(), Some(written(flag.form, value)));
    match value {
        Value::Null => vec![(flag.null_name(), None)],
        _ if flag.form.is_file() => vec![(flag.name.clone(), Some("FILE".to_owned()))],
        Value::Array(values) if flag.repeated => values.iter().map(one).collect(),
        value => vec![one(value)],
    }
}

/// Returns a value as it is written on the command line.
fn written(form: FlagForm<'_>, value: &Value) -> String {
    match (form, value) {
        // A bare number says nothing of its unit, and what is here is copied.
        (FlagForm::Moment { .. }, Value::Number(seconds)) if seconds.is_i64() => {
            format!("{seconds}s")
        }
        // A time without a zone is UTC on the wire, and refused on a command line.
        (FlagForm::Moment { .. }, Value::String(text)) if text.contains('T') => format!("{text}Z"),
        (form, Value::String(text)) if form.is_flat() => text.clone(),
        (_, value) => example::json_text(value),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_for_a_shell_is_folded_behind_commas_outside_of_its_strings() {
        for (json, expected) in [
            (
                r#"{"a":"b,c","d":1}"#,
                &[r#"'{"a":"b,c","#, r#""d":1}'"#][..],
            ),
            (
                r#"{"a":"b\",c","d":1}"#,
                &[r#"'{"a":"b'\\'",c","#, r#""d":1}'"#],
            ),
            (
                r#"{"a":"b\\","c,'":1}"#,
                &[r#"'{"a":"b'\\\\'","#, r#""c,'\''":1}'"#],
            ),
            (
                r#"{"a":"it's","d":1}"#,
                &[r#"'{"a":"it'\''s","#, r#""d":1}'"#],
            ),
        ] {
            let typed = in_a_shell(json);
            assert_eq!(pieces(&typed).collect::<Vec<_>>(), expected, "{json}");
        }
    }
}
