//! The command line of an example, for the help.

use oms_spec::ir::Action;
use serde_json::Value;

use super::flag::{Flag, Form};
use super::subcommand;
use crate::context::Context;
use crate::example;

/// The command line of the first example that can be sent.
pub(super) fn example(context: &Context<'_>, action: &Action) -> Option<String> {
    let request = example::first_request(action)?;
    let mut line = format!("oms {}", subcommand::name(action));
    for flag in Flag::all(&action.request, context) {
        let Some(value) = request.get(&flag.field.wire_name) else {
            continue;
        };
        for (name, argument) in arguments(&flag, value) {
            line.extend([" --", &name]);
            if let Some(argument) = argument {
                line.extend([" ", &quoted(&argument)]);
            }
        }
    }
    Some(line)
}

/// The flags for a value, each with what is written behind it.
fn arguments(flag: &Flag<'_>, value: &Value) -> Vec<(String, Option<String>)> {
    let one = |value: &Value| (flag.name.clone(), Some(written(flag.form, value)));
    match value {
        Value::Null => vec![(format!("{}-null", flag.name), None)],
        _ if flag.form.is_file() => vec![(flag.name.clone(), Some("FILE".to_owned()))],
        Value::Array(values) if flag.repeated => values.iter().map(one).collect(),
        value => vec![one(value)],
    }
}

/// A value as it is written on the command line.
fn written(form: Form<'_>, value: &Value) -> String {
    match (form, value) {
        // A time without a zone is UTC on the wire, and refused on a command line.
        (Form::Moment { .. }, Value::String(text)) if text.contains('T') => format!("{text}Z"),
        (form, Value::String(text)) if form.is_flat() => text.clone(),
        (_, value) => example::json_text(value),
    }
}

/// An argument as a shell takes it.
fn quoted(argument: &str) -> String {
    let plain =
        |character: char| character.is_ascii_alphanumeric() || "_-.:/@%+,=".contains(character);
    if !argument.is_empty() && argument.chars().all(plain) {
        return argument.to_owned();
    }
    format!("'{}'", argument.replace('\'', r"'\''"))
}
