//! `shapes.rs`: the values that several actions share; and the items of any named type, shared or not.

use std::collections::BTreeSet;

use oms_spec::ir::{TypeDef, TypeKind};
use proc_macro2::TokenStream;
use quote::quote;

use super::record::{Direction, Record};
use super::{newtype, open_enum, path};
use crate::context::{Context, ROOT_FILE, Scope, Travel};
use crate::docs::Docs;
use crate::imports::Imports;
use crate::source::Source;
use crate::tokens;

/// The file.
pub(super) fn source(context: &Context<'_>) -> Source {
    let mut source = Source::new(
        path("shapes"),
        ROOT_FILE,
        Docs::own("Values that several actions share."),
    );
    let mut imports = Imports::default();
    let scope = context.shared();
    source.items.extend(moments(context, &scope));
    for shape in &context.api.shapes {
        source.items.extend(definition(
            shape,
            context.shape_travel(),
            &scope,
            &mut imports,
        ));
    }
    source.imports = imports.without(&context.module("shapes"));
    source
}

/// The items of a named type. Moments have none: the runtime brings them.
pub(super) fn definition(
    definition: &TypeDef,
    travel: &Travel<'_>,
    scope: &Scope<'_>,
    imports: &mut Imports,
) -> Vec<TokenStream> {
    match &definition.kind {
        TypeKind::Text(rule) => newtype::text(definition, rule, imports),
        TypeKind::Integer(_) | TypeKind::Duration { .. } => newtype::integer(definition, imports),
        TypeKind::EpochSeconds { .. }
        | TypeKind::Secret(_)
        | TypeKind::UtcDateTime
        | TypeKind::Union(_) => Vec::new(),
        TypeKind::Object { fields, .. } => {
            let direction = Direction::of(&definition.name, travel);
            Record::object(definition, fields, direction).items(scope, imports)
        }
        TypeKind::Enum(members) => open_enum::items(definition, members, imports),
    }
}

/// The re-export of the runtime's types for moments, where a shape is one.
fn moments(context: &Context<'_>, scope: &Scope<'_>) -> Option<TokenStream> {
    let names: BTreeSet<_> = context
        .api
        .shapes
        .iter()
        .map(|shape| scope.rust_name(&shape.name))
        .filter(|(_, of_runtime)| *of_runtime)
        .collect();
    let names: Vec<_> = names
        .into_iter()
        .map(|(name, _)| tokens::ident(name))
        .collect();
    match names.as_slice() {
        [] => None,
        [name] => Some(quote!(pub use oms_core::#name;)),
        names => Some(quote!(pub use oms_core::{#(#names),*};)),
    }
}
