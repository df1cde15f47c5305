//! The example of a skeleton: the names and kinds of the page's example, with values of our own.

use serde_json::{Map, Number, Value};

use super::first;
use crate::contradictions::promised;
use crate::facts::{Facts, Field, Half, Variant};
use crate::shown::{Kind, is_fraction};

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
        let request = own(Half::Request, &facts.request);
        Self {
            request: request.map(|request| if keep { request } else { without_null(request) }),
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

/// A request without what it leaves empty: whether null may be sent, no page says.
fn without_null(value: Value) -> Value {
    match value {
        Value::Object(members) => {
            let given = members.into_iter().filter(|(_, member)| !member.is_null());
            given
                .map(|(name, member)| (name, without_null(member)))
                .collect()
        }
        Value::Array(items) => items.into_iter().map(without_null).collect(),
        other => other,
    }
}

/// The fields of the envelope that tell of a failure.
const FAILURE: &[&str] = &["code", "message", "errorDetail", "advice"];

/// An answer whose envelope is as the table has it: the envelope belongs to the root file, which
/// settles its contradictions.
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
        // A success bears no account of a failure.
        let is_failure = FAILURE
            .iter()
            .any(|name| field.name.eq_ignore_ascii_case(name));
        let value = match promised(&field.type_word) {
            _ if is_failure => Value::Null,
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

/// A value of the same kinds. If a field lists its values, the first of them is taken. Items of a
/// list that have become the same are one.
fn fresh(value: &Value, fields: &[Field], field: Option<&Field>) -> Value {
    match value {
        Value::Object(members) => object(members, fields),
        Value::Array(items) => {
            let mut kept: Vec<Value> = Vec::new();
            for item in items {
                let item = fresh(item, fields, field);
                if !kept.contains(&item) {
                    kept.push(item);
                }
            }
            Value::Array(kept)
        }
        Value::String(text) if is_number(text) => Value::String("1".to_owned()),
        Value::String(_) => Value::String(text(field)),
        Value::Number(_) if is_fraction(value) => Value::from(0.5),
        Value::Number(_) => Value::Number(Number::from(1)),
        other => other.clone(),
    }
}

/// An object of the same names; a value that chooses a variant stays what it is.
fn object(members: &Map<String, Value>, fields: &[Field]) -> Value {
    let variants = || fields.iter().flat_map(|field| &field.variants);
    let is_tag = |member: &Value| variants().any(|variant| chooses(member, variant));
    let fresh = members.iter().map(|(name, member)| {
        // A name of the example with a blank too many is that of the table.
        let name = name.trim();
        let value = match fields.iter().find(|field| field.name == name) {
            _ if is_tag(member) => member.clone(),
            Some(field) if !field.variants.is_empty() => variant(member, field, members),
            Some(field) => fresh(member, &field.fields, Some(field)),
            None => fresh(member, &[], None),
        };
        (name.to_owned(), value)
    });
    Value::Object(fresh.collect())
}

/// A value of a union, with the names that the table lists for its variant.
fn variant(value: &Value, field: &Field, beside: &Map<String, Value>) -> Value {
    let chosen = |variant: &&Variant| beside.values().any(|member| chooses(member, variant));
    match (value, field.variants.iter().find(chosen)) {
        (Value::Object(members), Some(variant)) => {
            let mut members = members.clone();
            members.retain(|name, _| variant.fields.iter().any(|field| field.name == *name));
            object(&members, &variant.fields)
        }
        _ => fresh(value, &[], None),
    }
}

fn chooses(member: &Value, variant: &Variant) -> bool {
    let text = member.as_str();
    variant.tags.iter().any(|tag| Some(tag.as_str()) == text)
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
