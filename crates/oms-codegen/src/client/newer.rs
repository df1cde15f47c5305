//! What of a request only newer versions know: a server that is too old would ignore it without a word.

use oms_spec::ir::{Field, Member, Presence, Type, TypeKind};
use proc_macro2::TokenStream;
use quote::quote;

use super::record::Record;
use crate::context::{Context, has_since, is_known};
use crate::imports::Imports;
use crate::tokens;

/// The `newer_fields` method of an action's parameters; `None` where every version that knows the action knows all of them.
pub(super) fn of_action(
    fields: &[Field],
    context: &Context<'_>,
    imports: &mut Imports,
) -> Option<TokenStream> {
    let visits = visits(fields, context, imports)?;
    imports.add("oms_core", "Since");
    Some(quote! {
        fn newer_fields(&self, visit: &mut dyn FnMut(&'static str, Since)) {
            #visits
        }
    })
}

/// The same for an object inside a request.
pub(super) fn inherent(
    record: &Record<'_>,
    context: &Context<'_>,
    imports: &mut Imports,
) -> Option<TokenStream> {
    let name = &record.name;
    let visits = visits(record.fields, context, imports)?;
    imports.add("oms_core", "Since");
    Some(quote! {
        impl #name {
            /// Tells what of the value only newer versions know.
            pub(crate) fn newer_fields(&self, visit: &mut dyn FnMut(&'static str, Since)) {
                #visits
            }
        }
    })
}

/// The method of an enumeration that tells since when a member is known; `None` where all are known as long as their type.
pub(super) fn of_members(members: &[Member], imports: &mut Imports) -> Option<TokenStream> {
    let newer: Vec<&Member> = members
        .iter()
        .filter(|member| is_known(member.since))
        .collect();
    if newer.is_empty() {
        return None;
    }
    let arms = newer.iter().map(|member| {
        let ident = tokens::ident(&member.ident);
        let since = tokens::since(member.since, imports);
        quote!(Self::#ident => Some(#since),)
    });
    let arms: Vec<_> = arms.collect();
    let rest = if newer.len() == members.len() {
        quote!(Self::Unknown(_))
    } else {
        quote!(_)
    };
    Some(quote! {
        /// The first versions that know the member, where they are later than those of what it stands in.
        pub(crate) const fn since(&self) -> Option<Since> {
            match self {
                #(#arms)*
                #rest => None,
            }
        }
    })
}

/// The statements that visit what is newer; `None` where nothing is.
fn visits(fields: &[Field], context: &Context<'_>, imports: &mut Imports) -> Option<TokenStream> {
    let visits: Vec<_> = fields
        .iter()
        .filter(|field| has_since(field) || holds_newer(&field.ty, context))
        .map(|field| of_field(field, context, imports))
        .collect();
    (!visits.is_empty()).then(|| quote!(#(#visits)*))
}

fn holds_newer(ty: &Type, context: &Context<'_>) -> bool {
    match ty {
        Type::List(inner) | Type::Map(inner) => holds_newer(inner, context),
        Type::Named(name) => context.holds_newer(name),
        _ => false,
    }
}

fn of_field(field: &Field, context: &Context<'_>, imports: &mut Imports) -> TokenStream {
    let (ident, wire_name) = (tokens::ident(&field.ident), &field.wire_name);
    let itself =
        tokens::since(field.since, imports).map(|since| quote!(visit(#wire_name, #since);));
    let inside = holds_newer(&field.ty, context).then(|| match field.presence {
        Presence::Required => {
            let place = quote!(self.#ident);
            inside(&field.ty, &place, &quote!(&#place), wire_name, context)
        }
        _ => within(&field.ty, &quote!(value), wire_name, context),
    });
    match (field.presence, &inside) {
        (Presence::Required, _) => quote!(#itself #inside),
        (Presence::Optional | Presence::Nullable, None) => {
            quote!(if self.#ident.is_some() { #itself })
        }
        (Presence::Optional | Presence::Nullable, Some(_)) => {
            quote!(if let Some(value) = &self.#ident { #itself #inside })
        }
        (Presence::OptionalNullable, None) => quote!(if self.#ident.is_some() { #itself }),
        (Presence::OptionalNullable, Some(_)) => {
            let itself = itself.map(|itself| quote!(if self.#ident.is_some() { #itself }));
            quote!(#itself if let Some(Some(value)) = &self.#ident { #inside })
        }
    }
}

/// Visits what stands inside a value that a variable refers to.
fn within(ty: &Type, variable: &TokenStream, at: &str, context: &Context<'_>) -> TokenStream {
    inside(ty, variable, variable, at, context)
}

/// Visits what stands inside a value at a place; `reference` refers to it.
fn inside(
    ty: &Type,
    place: &TokenStream,
    reference: &TokenStream,
    at: &str,
    context: &Context<'_>,
) -> TokenStream {
    match ty {
        Type::List(inner) => {
            let within = within(inner, &quote!(item), at, context);
            quote!(for item in #reference { #within })
        }
        Type::Map(inner) => {
            let within = within(inner, &quote!(item), at, context);
            quote!(for item in #place.values() { #within })
        }
        Type::Named(name) if matches!(context.kind(name), Some(TypeKind::Enum(_))) => {
            quote!(if let Some(since) = #place.since() { visit(#at, since); })
        }
        _ => quote!(#place.newer_fields(visit);),
    }
}
