//! The example of a skeleton: the names and kinds of the page's example, with values of our own.

use std::str::FromStr;

use serde_json::{Map, Number, Value};

use super::first;
use super::types::Types;
use crate::compare::amount;
use crate::contradictions::promised;
use crate::facts::{Facts, Field, Half, Variant};
use crate::prose::Said;
use crate::shown::{Kind, is_fraction};

/// The two halves of the example.
pub(super) struct Examples {
    pub(super) request: Option<Value>,
    pub(super) response: Option<Value>,
}

impl Examples {
    /// The example of the page: as it is, or with values of our own in their places.
    pub(super) fn of(facts: &Facts, types: &Types<'_>, keep: bool) -> Self {
        let own = Own { types };
        let half = |half, fields: &[Field]| {
            let value = first(facts, &half)?;
            Some(if keep {
                value
            } else {
                own.value(&value, fields, ("", None))
            })
        };
        let mut answer = facts.envelope.clone();
        answer.extend(facts.data.clone());
        let response = half(Half::Response, &answer);
        let request = half(Half::Request, &facts.request);
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
        let (name, value) = match fields.iter().find(same) {
            Some(field) => (field.name.clone(), of_envelope(value, field)),
            None => (name, value),
        };
        // The root file states the unit of the time that a call took, which a text shows.
        let is_time = name.eq_ignore_ascii_case("cost");
        match value {
            Value::String(text) if is_time && !is_number(&text) => (name, "1 ms".into()),
            value => (name, value),
        }
    });
    Value::Object(mended.collect())
}

fn of_envelope(value: Value, field: &Field) -> Value {
    let is = |name: &str| field.name.eq_ignore_ascii_case(name);
    match promised(&field.type_word) {
        // A success bears no account of a failure.
        _ if FAILURE.iter().any(|name| is(name)) => Value::Null,
        Some(kind) if !is("data") && !value.is_null() && Kind::of(&value) != kind => plain(kind),
        _ => value,
    }
}

fn plain(kind: Kind) -> Value {
    match kind {
        Kind::Boolean => Value::Bool(true),
        Kind::Number => Value::Number(Number::from(1)),
        Kind::String => Value::String("text".to_owned()),
        _ => Value::Null,
    }
}

/// Makes values of our own.
struct Own<'a> {
    types: &'a Types<'a>,
}

impl Own<'_> {
    /// A value of the same kinds, which keeps the rules of its row. If a field lists its values,
    /// the first of them is taken. Items of a list that have become the same are one.
    fn value(
        &self,
        value: &Value,
        fields: &[Field],
        (name, field): (&str, Option<&Field>),
    ) -> Value {
        match value {
            Value::Object(members) => self.object(members, fields),
            Value::Array(items) => {
                let mut kept: Vec<Value> = Vec::new();
                for item in items {
                    let item = self.value(item, fields, (name, field));
                    if !kept.contains(&item) {
                        kept.push(item);
                    }
                }
                Value::Array(kept)
            }
            Value::String(text) => Value::String(self.text(text, name, field)),
            Value::Number(_) if is_fraction(value) => {
                Value::from(field.map_or(0.5, |field| fraction_within_limits(&field.said)))
            }
            Value::Number(_) => Value::from(field.map_or(1, |field| within_limits(&field.said))),
            other => other.clone(),
        }
    }

    /// An object of the same names; a value that chooses a variant stays what it is.
    fn object(&self, members: &Map<String, Value>, fields: &[Field]) -> Value {
        let variants = || fields.iter().flat_map(|field| &field.variants);
        let is_tag = |member: &Value| variants().any(|variant| chooses(member, variant));
        let own = members.iter().map(|(name, member)| {
            // A name of the example with a blank too many is that of the table.
            let name = name.trim();
            let value = match fields.iter().find(|field| field.name == name) {
                _ if is_tag(member) => member.clone(),
                Some(field) if !field.variants.is_empty() => self.variant(member, field, members),
                Some(field) => self.value(member, &field.fields, (name, Some(field))),
                None => self.value(member, &[], (name, None)),
            };
            (name.to_owned(), value)
        });
        Value::Object(own.collect())
    }

    /// A value of a union, with the names that the table lists for its variant.
    fn variant(&self, value: &Value, field: &Field, beside: &Map<String, Value>) -> Value {
        let chosen = |variant: &&Variant| beside.values().any(|member| chooses(member, variant));
        match (value, field.variants.iter().find(chosen)) {
            (Value::Object(members), Some(variant)) => {
                let mut members = members.clone();
                members.retain(|name, _| variant.fields.iter().any(|field| field.name == *name));
                self.object(&members, &variant.fields)
            }
            _ => self.value(value, &[], ("", None)),
        }
    }

    fn text(&self, text: &str, name: &str, field: Option<&Field>) -> String {
        let listed = field.and_then(|field| field.said.values.first());
        if listed.is_none() && self.types.may_be_base64(name, field) {
            return "dGV4dA==".to_owned();
        }
        match (listed, field) {
            (Some(value), _) => value.clone(),
            _ if is_number(text) => "1".to_owned(),
            (None, Some(field)) => {
                let longest = field.said.max_length.unwrap_or(u64::MAX);
                let longest = usize::try_from(longest).unwrap_or(usize::MAX);
                let name = oms_spec::names::kebab(name);
                name.chars().take(longest).collect()
            }
            (None, None) => "text".to_owned(),
        }
    }
}

/// A whole number within the limits of a row.
fn within_limits(said: &Said) -> i64 {
    let (least, most) = limits(said);
    let least = least.map_or(1, |least: i64| least.max(1));
    most.map_or(least, |most| least.min(most))
}

/// A number with a fraction within the limits of a row.
fn fraction_within_limits(said: &Said) -> f64 {
    let (least, most) = limits(said);
    let number = least.map_or(0.5, |least: f64| least.max(0.0) + 0.5);
    most.map_or(number, |most| number.min(most))
}

/// The limits of a row that can be read as such a number.
fn limits<T: FromStr>(said: &Said) -> (Option<T>, Option<T>) {
    let limit = |limit: &Option<String>| amount(limit.as_ref()?, said.unit).parse().ok();
    (limit(&said.minimum), limit(&said.maximum))
}

fn chooses(member: &Value, variant: &Variant) -> bool {
    let text = member.as_str();
    variant.tags.iter().any(|tag| Some(tag.as_str()) == text)
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}
