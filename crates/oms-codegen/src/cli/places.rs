//! The places of values of some types inside of a request or an answer, found field by field.

use std::collections::BTreeSet;

use oms_spec::ir::{Field, Type, TypeDef, TypeKind};

use crate::context::Context;

/// The step of a place that stands for every key of a map.
const EVERY_KEY: &str = "*";

/// The wire names on the way to a value, and what it is. A list has no step of its own: each of its
/// elements is meant.
type Found<'a, W> = Vec<(Vec<&'a str>, W)>;

/// Returns the places below fields of the types that are wanted, in the order of the spec. A
/// constant is nobody's to change.
pub(super) fn in_fields<'a, W: Ord + Clone>(
    fields: &'a [Field],
    context: &Context<'a>,
    wanted: impl Fn(&'a TypeDef) -> Option<W>,
) -> Found<'a, W> {
    let mut search = Search::new(context, wanted);
    search.enter(fields);
    search.found
}

/// Returns the same of a value of a type.
pub(super) fn in_type<'a, W: Ord + Clone>(
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
    /// The types that are wanted or lead to one that is. Only these are entered: types may share
    /// types, so that the ways through the others are more than anyone can walk.
    leading: BTreeSet<&'a str>,
    /// The steps to what is looked at.
    above: Vec<&'a str>,
    /// The types on that way: one inside of itself has no end.
    entered: Vec<&'a str>,
    found: Found<'a, W>,
    /// The same, because two types of a union may have the same field.
    seen: BTreeSet<(Vec<&'a str>, W)>,
}

impl<'c, 'a, W: Ord + Clone, F: Fn(&'a TypeDef) -> Option<W>> Search<'c, 'a, W, F> {
    fn new(context: &'c Context<'a>, wanted: F) -> Self {
        Self {
            context,
            leading: context.holders(|definition| wanted(definition).is_some()),
            wanted,
            above: Vec::new(),
            entered: Vec::new(),
            found: Vec::new(),
            seen: BTreeSet::new(),
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
            Type::Named(name) if self.is_to_enter(name) => self.look_into(name),
            _ => {}
        }
    }

    fn is_to_enter(&self, name: &str) -> bool {
        self.leading.contains(name) && !self.entered.contains(&name)
    }

    fn look_into(&mut self, name: &'a str) {
        let Some(definition) = self.context.definition(name) else {
            return;
        };
        if let Some(what) = (self.wanted)(definition) {
            let found = (self.above.clone(), what);
            if self.seen.insert(found.clone()) {
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
