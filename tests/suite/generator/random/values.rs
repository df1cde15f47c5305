//! Values that fit a random type.

use serde_json::{Map, Value, json};

use super::{Field, Maker, Ty};

impl Maker {
    /// A value of a type. It is no null, which only a field may be.
    pub(super) fn value(&mut self, ty: &Ty) -> Value {
        match ty {
            Ty::Boolean => json!(self.chance()),
            Ty::Integer => json!(self.below(3_000_000)),
            Ty::Number => json!([0.5, -12.25, 1200.125][self.below(3)]),
            Ty::Text => json!(["", "words", "\"quoted\" \\ \u{1f511}"][self.below(3)]),
            Ty::Any => [json!(7), json!({"a": [1, null]}), json!("text")][self.below(3)].clone(),
            Ty::Shape(shape) => {
                let values = self.shapes[*shape].values.len();
                let value = self.below(values);
                self.shapes[*shape].values[value].clone()
            }
            Ty::Enum(values) => json!(values[self.below(values.len())]),
            Ty::Object(fields) => self.fields(fields),
            Ty::List(inner) => (0..self.below(3)).map(|_| self.value(inner)).collect(),
            Ty::Map(inner) => {
                let entries =
                    (0..self.below(3)).map(|key| (format!("key {key}"), self.value(inner)));
                Value::Object(entries.collect())
            }
            Ty::Union(_) => Value::Null,
        }
    }

    fn fields(&mut self, fields: &[Field]) -> Value {
        let mut object = Map::new();
        let mut tag = None;
        for field in fields {
            let value = match &field.ty {
                Ty::Union(variants) => {
                    let chosen = variants
                        .iter()
                        .find(|(when, _)| Some(when.as_str()) == tag.as_deref());
                    match chosen.map(|(_, ty)| ty.clone()) {
                        Some(ty) => self.value(&ty),
                        None => json!("of no type"),
                    }
                }
                ty => self.value(ty),
            };
            let left_out = field.presence.starts_with("optional") && self.chance();
            let nullable = field.presence.ends_with("nullable");
            if left_out {
                continue;
            }
            let value = if nullable && self.below(3) == 0 {
                Value::Null
            } else {
                value
            };
            if let Ty::Enum(_) = field.ty {
                tag = value.as_str().map(str::to_owned);
            }
            object.insert(field.name.clone(), value);
        }
        Value::Object(object)
    }
}
