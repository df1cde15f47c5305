//! A program in Python that calls every action with the parameters of an example: type checkers
//! read it, and a test runs it.

use std::fmt::Write as _;

use oms_spec::ir::{Action, Field, Type, TypeKind};
use serde_json::{Map, Value};

use super::imports::{Known, imports};
use super::text::{header, literal, method, name};
use crate::context::Context;
use crate::example::first_request;

const KNOWN: Known = &[
    ("typing", &["Any", "Callable", "List"]),
    ("oms_client", &["AsyncClient", "Client"]),
    ("oms_client", &["types as t"]),
];

const BEGINNING: &str = "

def calls(client: Client) -> List[Callable[[], Any]]:
    \"\"\"A call of every action.\"\"\"
    return [
";

/// Returns the file of the program.
pub(super) fn module(context: &Context<'_>) -> String {
    let mut text = BEGINNING.to_owned();
    let actions = &context.api.actions;
    for action in actions {
        let _ = writeln!(text, "        lambda: client.{},", call(context, action));
    }
    text.push_str("    ]\n\n\nasync def call_all(client: AsyncClient) -> None:\n    \"\"\"Calls every action from an event loop.\"\"\"\n");
    for action in actions {
        let _ = writeln!(text, "    await client.{}", call(context, action));
    }
    let header = header("Calls every action with the parameters of an example.");
    header + &imports(&text, KNOWN) + &text
}

fn call(context: &Context<'_>, action: &Action) -> String {
    let given = first_request(action).unwrap_or_default();
    let arguments = arguments(context, &action.request, &given);
    format!("{}({})", method(&action.ident), arguments.join(", "))
}

/// Returns the fields that are given, as keyword arguments.
fn arguments(context: &Context<'_>, fields: &[Field], given: &Map<String, Value>) -> Vec<String> {
    let known = fields.iter().filter_map(|field| {
        let value = given.get(&field.wire_name)?;
        let value = expression(context, &field.ty, value);
        Some(format!("{}={value}", name(&field.ident)))
    });
    known.collect()
}

fn expression(context: &Context<'_>, ty: &Type, value: &Value) -> String {
    match (ty, value) {
        (_, Value::Null) => "None".to_owned(),
        (Type::List(inner), Value::Array(items)) => {
            let items = items.iter().map(|item| expression(context, inner, item));
            format!("[{}]", items.collect::<Vec<_>>().join(", "))
        }
        (Type::Map(inner), Value::Object(entries)) => {
            let entries = entries.iter().map(|(key, entry)| {
                format!("{}: {}", literal(key), expression(context, inner, entry))
            });
            format!("{{{}}}", entries.collect::<Vec<_>>().join(", "))
        }
        (Type::Named(own), value) => match (context.kind(own), value) {
            (Some(TypeKind::Object { fields, .. }), Value::Object(given)) => {
                format!("t.{own}({})", arguments(context, fields, given).join(", "))
            }
            _ => json(value),
        },
        _ => json(value),
    }
}

/// Returns any JSON as Python writes it.
fn json(value: &Value) -> String {
    match value {
        Value::Null => "None".to_owned(),
        Value::Bool(true) => "True".to_owned(),
        Value::Bool(false) => "False".to_owned(),
        Value::Number(number) => number.to_string(),
        Value::String(text) => literal(text),
        Value::Array(items) => {
            format!(
                "[{}]",
                items.iter().map(json).collect::<Vec<_>>().join(", ")
            )
        }
        Value::Object(entries) => {
            let entries = entries
                .iter()
                .map(|(key, entry)| format!("{}: {}", literal(key), json(entry)));
            format!("{{{}}}", entries.collect::<Vec<_>>().join(", "))
        }
    }
}
