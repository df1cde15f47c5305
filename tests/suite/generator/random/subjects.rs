//! The subjects of random writes.

use toml::Table;

use super::{Field, Maker, THING, Ty};

impl Maker {
    /// Gives most writes a parameter that names what they act on, and says which it is where
    /// several could be.
    pub(super) fn subject(&mut self, request: &mut Ty, table: &mut Table, action: &mut Table) {
        let (Ty::Object(fields), Some(tables)) = (
            request,
            table.get_mut("fields").and_then(toml::Value::as_table_mut),
        ) else {
            return;
        };
        let thing = self
            .shapes
            .iter()
            .position(|shape| shape.name.starts_with(THING));
        let thing = thing.expect("there is a shape of things");
        let added = self.below(4);
        if added < 3 {
            let ty = format!("{THING}{}Shape", self.seed);
            let (ty, expression) = match added {
                0 => (Ty::List(Box::new(Ty::Shape(thing))), format!("list<{ty}>")),
                _ => (Ty::Shape(thing), ty),
            };
            let declared = Table::from_iter([("type".to_owned(), expression.into())]);
            let name = self.name();
            self.field(name, "required", ty, declared, fields, tables);
        }
        let is_thing = |ty: &Ty| matches!(ty, Ty::Shape(shape) if *shape == thing);
        let candidates: Vec<&Field> = fields
            .iter()
            .filter(|field| field.presence == "required")
            .filter(|field| match &field.ty {
                Ty::List(inner) => is_thing(inner),
                ty => is_thing(ty),
            })
            .collect();
        if let [first, _, ..] = candidates.as_slice() {
            let chosen = if self.below(2) == 0 {
                toml::Value::from(first.name.as_str())
            } else {
                false.into()
            };
            action.insert("subject".to_owned(), chosen);
        }
    }
}
