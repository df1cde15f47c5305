//! The places of values of some types inside of a request or an answer, found field by field.

use oms_spec::ir::{Field, Type, TypeDef, TypeKind};

use crate::context::Context;

/// The step of a place that stands for every key of a map.
const EVERY_KEY: &str = "*";

/// The wire names on the way to a value, and what it is. A list has no step of its own: each of its
/// elements is meant.
type Found<'a, W> = Vec<(Vec<&'a str>, W)>;

/// Returns the places below fields of the types that are wanted, in the order of the spec. A
/// constant is nobody's to change.
pub(super) fn in_fields<'a, W: PartialEq>(
    fields: &'a [Field],
    context: &Context<'a>,
    wanted: impl Fn(&'a TypeDef) -> Option<W>,
) -> Found<'a, W> {
    let mut search = Search::new(context, wanted);
    search.enter(fields);
    search.found
}

/// Returns the same of a value of a type.
pub(super) fn in_type<'a, W: PartialEq>(
    ty: &'a Type,
    context: &Context<'a>,
    wanted: impl Fn(&'a TypeDef) -> Option<W>,
) -> Found<'a, W> {
    let mut search = Search::new(context, wanted);
    search.look_at(ty);
    search.found
}

struct Search<'c, 'a, W, F> {
    context: &'c Context<'a>,
    wanted: F,
    /// The steps to what is looked at.
    above: Vec<&'a str>,
    /// The types on that way: one inside of itself has no end.
    entered: Vec<&'a str>,
    found: Found<'a, W>,
}

impl<'c, 'a, W: PartialEq, F: Fn(&'a TypeDef) -> Option<W>> Search<'c, 'a, W, F> {
    fn new(context: &'c Context<'a>, wanted: F) -> Self {
        Self {
            context,
            wanted,
            above: Vec::new(),
            entered: Vec::new(),
            found: Vec::new(),
        }
    }

    fn enter(&mut self, fields: &'a [Field]) {
        for field in fields.iter().filter(|field| field.constant.is_none()) {
            self.step(&field.wire_name, &field.ty);
        }
    }

    fn step(&mut self, step: &'a str, ty: &'a Type) {
        self.above.push(step);
        self.look_at(ty);
        self.above.pop();
    }

    fn look_at(&mut self, ty: &'a Type) {
        match ty {
            Type::List(element) => self.look_at(element),
            Type::Map(value) => self.step(EVERY_KEY, value),
            Type::Named(name) if !self.entered.contains(&name.as_str()) => self.look_into(name),
            _ => {}
        }
    }

    fn look_into(&mut self, name: &'a str) {
        let Some(definition) = self.context.definition(name) else {
            return;
        };
        if let Some(what) = (self.wanted)(definition) {
            let found = (self.above.clone(), what);
            // Two types of a union may have the same field.
            if !self.found.contains(&found) {
                self.found.push(found);
            }
            return;
        }
        self.entered.push(name);
        match &definition.kind {
            TypeKind::Object { fields, .. } => self.enter(fields),
            TypeKind::Union(union) => {
                for variant in &union.variants {
                    self.look_at(&variant.ty);
                }
            }
            _ => {}
        }
        self.entered.pop();
    }
}
