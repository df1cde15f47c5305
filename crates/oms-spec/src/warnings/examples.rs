//! Values of examples that are nearly a value of their enumeration. Those that differ by case alone
//! are refused.

use oms_text::nearest;
use serde_json::{Map, Value};
use strsim::levenshtein;

use super::Warnings;
use crate::ir::{Action, Api, Field, Role, Type, TypeKind};

pub(super) fn check(api: &Api, action: &Action, found: &mut Warnings) {
    let mut payload = api.envelope.fields.iter();
    let payload = payload.find(|field| field.role == Role::Payload);
    let payload = payload.map(|field| field.field.wire_name.as_str());
    for example in &action.examples {
        let place = format!("{}/{}", action.title, example.case);
        let mut walk = Walk { api, action, found };
        if let Some(Value::Object(object)) = parsed(example.request.as_ref()) {
            walk.fields(&format!("{place} request"), &action.request, &object);
        }
        let answer = parsed(example.response.as_ref());
        if let (Some(data), Some(answer)) = (&action.data, answer)
            && let Some(value) = payload.and_then(|key| answer.get(key))
        {
            walk.value(&format!("{place} data"), &data.ty, value);
        }
    }
}

fn parsed(text: Option<&crate::ir::ExampleText>) -> Option<Value> {
    serde_json::from_str(&text?.text).ok()
}

/// The most slips that make one word of another; more are another word.
const SLIPS: usize = 2;

struct Walk<'a, 'f> {
    api: &'a Api,
    action: &'a Action,
    found: &'f mut Warnings,
}

impl<'a> Walk<'a, '_> {
    fn fields(&mut self, place: &str, fields: &'a [Field], object: &Map<String, Value>) {
        for field in fields {
            if let Some(value) = object.get(&field.wire_name) {
                self.value(&format!("{place}.{}", field.wire_name), &field.ty, value);
            }
        }
    }

    fn value(&mut self, place: &str, ty: &'a Type, value: &Value) {
        match (ty, value) {
            (ty, Value::Array(items)) => {
                let inner = match ty {
                    Type::List(inner) => inner,
                    ty => ty,
                };
                for item in items {
                    self.value(place, inner, item);
                }
            }
            (Type::Map(inner), Value::Object(object)) => {
                for value in object.values() {
                    self.value(place, inner, value);
                }
            }
            (Type::Named(name), value) => self.named(place, name, value),
            _ => {}
        }
    }

    fn named(&mut self, place: &str, name: &str, value: &Value) {
        let (api, action): (&'a Api, &'a Action) = (self.api, self.action);
        let mut types = action.types.iter().chain(&api.shapes);
        let definition = types.find(|definition| definition.name == name);
        match (definition.map(|definition| &definition.kind), value) {
            (Some(TypeKind::Object { fields, .. }), Value::Object(object)) => {
                self.fields(place, fields, object);
            }
            (Some(TypeKind::Enum(members)), Value::String(text)) => {
                let spellings = members
                    .iter()
                    .flat_map(|member| std::iter::once(&member.wire_name).chain(&member.also));
                let spellings: Vec<&str> = spellings.map(String::as_str).collect();
                if spellings.contains(&text.as_str()) {
                    return;
                }
                let near = nearest(text, spellings);
                if let Some(near) = near.filter(|near| levenshtein(text, near) <= SLIPS) {
                    let what = format!(
                        "`{}` is no value of its enumeration, and nearly `{near}`",
                        text.escape_debug()
                    );
                    self.found.push(place, what);
                }
            }
            _ => {}
        }
    }
}
