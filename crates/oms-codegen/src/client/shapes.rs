//! `shapes.rs`: the values that several actions share; and the items of any named type, shared or
//! not.

use std::collections::BTreeSet;

use oms_spec::ir::{Provenance, TypeDef, TypeKind};
use proc_macro2::TokenStream;
use quote::quote;

use super::struct_model::StructModel;
use super::{keyed, newtype, object, open_enum, path, union};
use crate::context::{Context, ROOT_FILE};
use crate::rust::docs::Docs;
use crate::rust::imports::Imports;
use crate::rust::source::SourceModule;
use crate::rust::tokens;

/// Returns the file.
pub(super) fn source(context: &Context<'_>) -> SourceModule {
    let docs = Docs::own("Values that several actions share.");
    let mut source = SourceModule::new(path("shapes"), ROOT_FILE, docs);
    let mut imports = Imports::default();
    let of_runtime = of_runtime(context);
    source.items.extend(exports(&of_runtime));
    for shape in &context.api.shapes {
        let items = items(shape, Provenance::Page, context, &mut imports);
        source.items.extend(items);
    }
    imports.remove_module(&context.module("shapes"));
    for name in of_runtime {
        imports.remove("oms_core", name);
    }
    source.imports = imports;
    source
}

/// Returns the items of a named type. A type of the runtime has none.
pub(super) fn items(
    definition: &TypeDef,
    around: Provenance,
    context: &Context<'_>,
    imports: &mut Imports,
) -> Vec<TokenStream> {
    match &definition.kind {
        TypeKind::Text(rule) => newtype::text(definition, rule, imports),
        TypeKind::Integer(rule) => newtype::integer(definition, *rule, None, imports),
        TypeKind::Duration { unit, rule } => {
            newtype::integer(definition, *rule, Some(*unit), imports)
        }
        TypeKind::Keyed(keys) => keyed::items(definition, keys, imports),
        TypeKind::EpochSeconds { .. } | TypeKind::Secret(_) | TypeKind::UtcDateTime => Vec::new(),
        TypeKind::Object { fields, open } => {
            let direction = context.direction(&definition.name);
            let record = StructModel::object(definition, fields, *open, around, direction);
            object::items(&record, context, imports)
        }
        TypeKind::Enum(members) => open_enum::items(definition, members, context, imports),
        TypeKind::Union(union) => union::items(definition, union, context, imports),
    }
}

/// Returns the runtime's types that shapes mean.
fn of_runtime<'a>(context: &Context<'a>) -> BTreeSet<&'a str> {
    let shapes = context.api.shapes.iter();
    shapes
        .map(|shape| context.rust_name(&shape.name))
        .filter(|(_, of_runtime)| *of_runtime)
        .map(|(name, _)| name)
        .collect()
}

/// Returns the re-export of those types, so that users find every shape in one place.
fn exports(of_runtime: &BTreeSet<&str>) -> Option<TokenStream> {
    let names: Vec<_> = of_runtime.iter().map(|name| tokens::ident(name)).collect();
    match names.as_slice() {
        [] => None,
        [name] => Some(quote!(pub use oms_core::#name;)),
        names => Some(quote!(pub use oms_core::{#(#names),*};)),
    }
}
