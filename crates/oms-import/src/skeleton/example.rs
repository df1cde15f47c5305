//! The example of a skeleton: the names and kinds of the page's example, with values of our own.

use serde_json::{Map, Number, Value};

use super::first;
use crate::contradictions::promised;
use crate::facts::{Facts, Field, Half};
use crate::shown::Kind;

/// The two halves of the example.
pub(super) struct Examples {
    pub(super) request: Option<Value>,
    pub(super) response: Option<Value>,
}

impl Examples {
    /// The example of the page: as it is, or with values of our own in their places.
    pub(super) fn of(facts: &Facts, keep: bool) -> Self {
        let own = |half, fields: &[Field]| {
            let value = first(facts, &half)?;
            Some(if keep {
                value
            } else {
                fresh(&value, fields, None)
            })
        };
        let mut answer = facts.envelope.clone();
        answer.extend(facts.data.clone());
        let response = own(Half::Response, &answer);
        Self {
            request: own(Half::Request, &facts.request),
            response: response.map(|response| {
                if keep {
                    response
                } else {
                    enveloped(response, &answer)
                }
            }),
        }
    }
}

/// An answer whose envelope is as the table has it: the envelope belongs to the root file, which settles its contradictions.
fn enveloped(response: Value, fields: &[Field]) -> Value {
    let Value::Object(members) = response else {
        return response;
    };
    let mended = members.into_iter().map(|(name, value)| {
        let same = |field: &&Field| field.name.eq_ignore_ascii_case(&name);
        let Some(field) = fields.iter().find(same) else {
            return (name, value);
        };
        let is_data = field.name.eq_ignore_ascii_case("data");
        let value = match promised(&field.type_word) {
            Some(kind) if !is_data && !value.is_null() && Kind::of(&value) != kind => plain(kind),
            _ => value,
        };
        (field.name.clone(), value)
    });
    Value::Object(mended.collect())
}

fn plain(kind: Kind) -> Value {
    match kind {
        Kind::Boolean => Value::Bool(true),
        Kind::Number => Value::Number(Number::from(1)),
        Kind::String => Value::String("text".to_owned()),
        _ => Value::Null,
    }
}

/// A value of the same kinds. Where a field lists its values, the first of them is taken; a variant keeps the value that chooses it.
fn fresh(value: &Value, fields: &[Field], field: Option<&Field>) -> Value {
    match value {
        Value::Object(members) => {
            let fresh = members.iter().map(|(name, member)| {
                // A name of the example with a blank too many is that of the table.
                let name = name.trim();
                let field = fields.iter().find(|field| field.name == name);
                let inner = field.map_or(&[][..], |field| &field.fields);
                (name.to_owned(), fresh(member, inner, field))
            });
            Value::Object(fresh.collect::<Map<_, _>>())
        }
        Value::Array(items) => items
            .iter()
            .take(1)
            .map(|item| fresh(item, fields, field))
            .collect(),
        Value::String(text) if is_number(text) => Value::String("1".to_owned()),
        Value::String(_) => Value::String(text(field)),
        Value::Number(_) => Value::Number(Number::from(1)),
        other => other.clone(),
    }
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

fn text(field: Option<&Field>) -> String {
    let listed = field.and_then(|field| field.said.values.first());
    match (listed, field) {
        (Some(value), _) => value.clone(),
        (None, Some(field)) if field.name == "cost" => "1 ms".to_owned(),
        (None, Some(field)) => oms_spec::names::kebab(&field.name),
        (None, None) => "text".to_owned(),
    }
}
