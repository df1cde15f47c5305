//! The named types of the whole model, and which of them an action leads to.

use std::collections::{BTreeMap, BTreeSet};

use oms_spec::ir::{Action, Api, Type, TypeDef, TypeKind};

/// The shapes by name.
pub(super) struct Types<'a> {
    shapes: BTreeMap<&'a str, &'a TypeDef>,
}

impl<'a> Types<'a> {
    pub(super) fn of(api: &'a Api) -> Self {
        Self {
            shapes: api.shapes_by_name(),
        }
    }

    /// The types that a list of types leads to, by name.
    pub(super) fn reached(
        &self,
        action: &'a Action,
        types: impl Iterator<Item = &'a Type>,
    ) -> BTreeMap<&'a str, &'a TypeDef> {
        let own: BTreeMap<&str, &TypeDef> = action
            .types
            .iter()
            .map(|definition| (definition.name.as_str(), definition))
            .collect();
        let mut seen = BTreeSet::new();
        let mut found = BTreeMap::new();
        let mut rest: Vec<&Type> = types.collect();
        while let Some(ty) = rest.pop() {
            match ty {
                Type::List(inner) | Type::Map(inner) => rest.push(inner),
                Type::Named(name) if seen.insert(name.as_str()) => {
                    let Some(definition) = own
                        .get(name.as_str())
                        .or_else(|| self.shapes.get(name.as_str()))
                        .copied()
                    else {
                        continue;
                    };
                    found.insert(name.as_str(), definition);
                    match &definition.kind {
                        TypeKind::Object { fields, .. } => {
                            rest.extend(fields.iter().map(|field| &field.ty));
                        }
                        TypeKind::Union(union) => {
                            rest.extend(union.variants.iter().map(|variant| &variant.ty));
                        }
                        _ => {}
                    }
                }
                _ => {}
            }
        }
        found
    }
}
