//! One of the two models, with its named types by name and the ways that they travel.

use std::collections::{BTreeMap, BTreeSet};

use super::shared::Side;
use crate::ir::{Api, Type, TypeDef, TypeKind};

/// A model as the comparison asks it. The names of inline types are unique over all actions.
pub(super) struct Model<'a> {
    types: BTreeMap<&'a str, &'a TypeDef>,
    written: BTreeSet<&'a str>,
    read: BTreeSet<&'a str>,
}

impl<'a> Model<'a> {
    pub(super) fn of(api: &'a Api) -> Self {
        let of_actions = api.actions.iter().flat_map(|action| &action.types);
        let types: BTreeMap<&str, &TypeDef> = of_actions
            .chain(&api.shapes)
            .map(|definition| (definition.name.as_str(), definition))
            .collect();
        let requests = api.actions.iter().flat_map(|action| &action.request);
        let payloads = api.actions.iter().filter_map(|action| action.data.as_ref());
        Self {
            written: reached(requests.map(|field| &field.ty), &types),
            read: reached(payloads.map(|data| &data.ty), &types),
            types,
        }
    }

    pub(super) fn kind(&self, name: &str) -> Option<&'a TypeKind> {
        self.types.get(name).map(|definition| &definition.kind)
    }

    /// Returns whether callers make values of a type.
    pub(super) fn is_written(&self, name: &str) -> bool {
        self.written.contains(name)
    }

    /// Returns whether the client reads values of a type. The generator takes a type that nothing
    /// uses for one that is read.
    pub(super) fn is_read(&self, name: &str) -> bool {
        self.read.contains(name) || !self.is_written(name)
    }

    fn is_object(&self, ty: &Type) -> bool {
        matches!(ty, Type::Named(name) if matches!(self.kind(name), Some(TypeKind::Object { .. })))
    }
}

/// The two models that are compared.
pub(super) struct Models<'a> {
    pub(super) old: Model<'a>,
    pub(super) new: Model<'a>,
}

impl Models<'_> {
    /// Who makes values of a type, before or after the change.
    pub(super) fn side(&self, name: &str) -> Side {
        let read = |model: &Model<'_>| model.read.contains(name);
        match (
            self.old.is_written(name) || self.new.is_written(name),
            read(&self.old) || read(&self.new),
        ) {
            (true, true) => Side::Both,
            (true, false) => Side::Request,
            (false, _) => Side::Answer,
        }
    }

    /// The types of a union's variants that convert into it, before and after: an object that no
    /// other variant has.
    pub(super) fn conversions<'u>(
        &self,
        (was, is): (&'u crate::ir::Union, &'u crate::ir::Union),
    ) -> (Vec<&'u Type>, Vec<&'u Type>) {
        (
            convertible(was, &self.old).collect(),
            convertible(is, &self.new).collect(),
        )
    }
}

fn convertible<'u>(
    union: &'u crate::ir::Union,
    model: &Model<'_>,
) -> impl Iterator<Item = &'u Type> {
    let variants = union.variants.iter().map(|variant| &variant.ty);
    variants.clone().filter(move |ty| {
        let same = variants.clone().filter(|other| other == ty);
        model.is_object(ty) && same.count() == 1
    })
}

/// The names of the types that a list of types leads to.
fn reached<'a>(
    types: impl Iterator<Item = &'a Type>,
    definitions: &BTreeMap<&'a str, &'a TypeDef>,
) -> BTreeSet<&'a str> {
    let mut names = BTreeSet::new();
    let mut rest: Vec<&Type> = types.collect();
    while let Some(ty) = rest.pop() {
        match ty {
            Type::List(inner) | Type::Map(inner) => rest.push(inner),
            Type::Named(name) if names.insert(name.as_str()) => {
                match definitions
                    .get(name.as_str())
                    .map(|definition| &definition.kind)
                {
                    Some(TypeKind::Object { fields, .. }) => {
                        rest.extend(fields.iter().map(|field| &field.ty));
                    }
                    Some(TypeKind::Union(union)) => {
                        rest.extend(union.variants.iter().map(|variant| &variant.ty));
                    }
                    _ => {}
                }
            }
            _ => {}
        }
    }
    names
}
