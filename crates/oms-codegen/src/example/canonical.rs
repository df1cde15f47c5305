//! Values of examples in the spelling that the client writes: where a field or a member has
//! several, the first.

use oms_spec::ir::{Action, Field, Type, TypeKind, Union, Variant};
use serde_json::{Map, Value};

use crate::context::Context;

/// Returns the request of an example in the client's spelling.
pub(crate) fn request(context: &Context<'_>, action: &Action, json: &str) -> Option<Value> {
    let object = serde_json::from_str(json).ok()?;
    Some(Value::Object(of_object(context, &action.request, &object)))
}

/// Returns the payload of an answer in the client's spelling.
pub(crate) fn payload(context: &Context<'_>, action: &Action, payload: &Value) -> Value {
    match &action.data {
        Some(data) if data.one_or_list => of_value(context, &data.ty, &declared(&data.ty, payload)),
        Some(data) => of_value(context, &data.ty, payload),
        None => Value::Null,
    }
}

fn of_object(
    context: &Context<'_>,
    fields: &[Field],
    object: &Map<String, Value>,
) -> Map<String, Value> {
    let known = |key: &str| fields.iter().find(|field| is_called(field, key));
    let entries = object.iter().map(|(key, value)| {
        let Some(field) = known(key) else {
            return (key.clone(), value.clone());
        };
        let declared = field.one_or_list.then(|| declared(&field.ty, value));
        let value = declared.as_ref().unwrap_or(value);
        let value = match union_of(context, field) {
            Some(union) => match chosen(union, fields, object, context) {
                Some(variant) => of_value(context, &variant.ty, value),
                None => value.clone(),
            },
            None => of_value(context, &field.ty, value),
        };
        (field.wire_name.clone(), value)
    });
    entries.collect()
}

/// Returns a value that may come alone or in a list, in the declared form.
fn declared(ty: &Type, value: &Value) -> Value {
    match (ty, value) {
        (Type::List(_), Value::Array(_) | Value::Null) => value.clone(),
        (Type::List(_), _) => Value::Array(vec![value.clone()]),
        (_, Value::Array(items)) => match items.as_slice() {
            [only] => only.clone(),
            _ => value.clone(),
        },
        _ => value.clone(),
    }
}

fn of_value(context: &Context<'_>, ty: &Type, value: &Value) -> Value {
    match (ty, value) {
        (Type::List(inner), Value::Array(values)) => {
            let values = values.iter().map(|value| of_value(context, inner, value));
            Value::Array(values.collect())
        }
        (Type::Map(inner), Value::Object(entries)) => {
            let entries = entries
                .iter()
                .map(|(key, value)| (key.clone(), of_value(context, inner, value)));
            Value::Object(entries.collect())
        }
        (Type::Named(name), value) => match (context.kind(name), value) {
            (Some(TypeKind::Object { fields, .. }), Value::Object(object)) => {
                Value::Object(of_object(context, fields, object))
            }
            (Some(TypeKind::Enum(members)), Value::String(text)) => {
                let member = members.iter().find(|member| member.also.contains(text));
                member.map_or_else(|| value.clone(), |member| member.wire_name.clone().into())
            }
            _ => value.clone(),
        },
        _ => value.clone(),
    }
}

/// Returns whether a field is read under a key.
fn is_called(field: &Field, key: &str) -> bool {
    field.wire_name == key || field.also.iter().any(|also| also == key)
}

/// Returns the value of a field in an object.
pub(super) fn entry<'a>(field: &Field, object: &'a Map<String, Value>) -> Option<&'a Value> {
    let mut also = field.also.iter().filter_map(|also| object.get(also));
    object.get(&field.wire_name).or_else(|| also.next())
}

fn union_of<'a>(context: &Context<'a>, field: &Field) -> Option<&'a Union> {
    match &field.ty {
        Type::Named(name) => match context.kind(name) {
            Some(TypeKind::Union(union)) => Some(union),
            _ => None,
        },
        _ => None,
    }
}

/// Returns the variant of a union that the field beside it chooses.
pub(super) fn chosen<'u>(
    union: &'u Union,
    fields: &[Field],
    object: &Map<String, Value>,
    context: &Context<'_>,
) -> Option<&'u Variant> {
    let by = fields.iter().find(|field| field.ident == union.by)?;
    let tag = entry(by, object)?.as_str()?;
    let spellings: Vec<&str> = match &union.by_type {
        Type::Named(name) => match context.kind(name) {
            Some(TypeKind::Enum(members)) => {
                let member = members.iter().find(|member| {
                    member.wire_name == tag || member.also.iter().any(|also| also == tag)
                });
                let member = member.into_iter();
                member
                    .flat_map(|member| std::iter::once(&member.wire_name).chain(&member.also))
                    .map(String::as_str)
                    .collect()
            }
            _ => Vec::new(),
        },
        _ => Vec::new(),
    };
    let chooses = |when: &String| when == tag || spellings.contains(&when.as_str());
    union
        .variants
        .iter()
        .find(|variant| variant.tags.iter().any(chooses))
}
