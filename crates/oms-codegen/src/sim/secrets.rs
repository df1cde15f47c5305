//! The names under which secrets travel, so that whatever shows or keeps a text can leave them out.

use std::collections::BTreeSet;

use oms_spec::ir::{Type, TypeDef, TypeKind};
use quote::quote;

use super::from_root;
use crate::context::{Context, fields_of};
use crate::rust::source::SourceModule;

/// Returns the table of the names.
pub(super) fn secrets(context: &Context<'_>) -> SourceModule {
    let mut source = from_root("secrets", "The names under which secrets travel.");
    let names = names(context);
    let answers = context.api.actions.iter().filter(|action| {
        let payload = action.data.as_ref();
        payload.is_some_and(|data| holds_secret(&data.ty, context))
    });
    let answers = answers.map(|action| &action.wire_name);
    source.items = vec![
        quote! {
            /// Every field of a request or an answer whose type is a secret, or a list, a map or a
            /// union that can hold one.
            ///
            /// Whatever is under one of these names is a secret wherever it is found, in a request
            /// of an unknown action as well.
            pub(crate) static SECRETS: &[&str] = &[#(#names),*];
        },
        quote! {
            /// Every action that answers with nothing but a secret.
            pub(crate) static SECRET_ANSWERS: &[&str] = &[#(#answers),*];
        },
    ];
    source
}

fn names<'a>(context: &Context<'a>) -> BTreeSet<&'a str> {
    let api = context.api;
    let actions = api.actions.iter();
    let of_actions = actions.clone().flat_map(|action| &action.request);
    let of_types = actions
        .flat_map(|action| &action.types)
        .chain(&api.shapes)
        .flat_map(fields_of);
    of_actions
        .chain(of_types)
        .filter(|field| holds_secret(&field.ty, context))
        .flat_map(|field| field.also.iter().chain([&field.wire_name]))
        .chain(api.shapes.iter().flat_map(secret_keys))
        .map(String::as_str)
        .collect()
}

/// Returns the keys whose values are secret in JSON of any form.
fn secret_keys(definition: &TypeDef) -> &[String] {
    match &definition.kind {
        TypeKind::Keyed(keys) => keys,
        _ => &[],
    }
}

/// Returns whether a value of the type is a secret, or holds one that has no name of its own.
fn holds_secret(ty: &Type, context: &Context<'_>) -> bool {
    match ty.innermost().and_then(|name| context.kind(name)) {
        Some(TypeKind::Secret(_)) => true,
        // A variant of a union is a type with a name of its own, and never a union again.
        Some(TypeKind::Union(union)) => union
            .variants
            .iter()
            .any(|variant| holds_secret(&variant.ty, context)),
        _ => false,
    }
}
