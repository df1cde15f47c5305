//! What a request checks before it is sent: the rules of its texts and positions, wherever they sit inside it.

use std::collections::BTreeSet;

use oms_spec::ir::{Field, Presence, Type, TypeKind};
use proc_macro2::TokenStream;
use quote::quote;

use super::record::Record;
use crate::context::Scope;
use crate::imports::Imports;
use crate::tokens;

/// The `check` method of an action's parameters; `None` where every value of their types may be sent.
pub(super) fn of_action<'a>(
    fields: &'a [Field],
    scope: &Scope<'a>,
    imports: &mut Imports,
) -> Option<TokenStream> {
    let body = body(fields, scope)?;
    imports.add("oms_core", "Invalid");
    Some(quote! {
        fn check(&self) -> Result<(), Invalid> {
            #body
            Ok(())
        }
    })
}

/// The `impl` with the `check` method of an object inside a request.
pub(super) fn inherent<'a>(
    record: &Record<'a>,
    scope: &Scope<'a>,
    imports: &mut Imports,
) -> Option<TokenStream> {
    let name = &record.name;
    let body = body(record.fields, scope)?;
    imports.add("oms_core", "Invalid");
    Some(quote! {
        impl #name {
            /// Checks the values that the types alone cannot rule out.
            pub(crate) fn check(&self) -> Result<(), Invalid> {
                #body
                Ok(())
            }
        }
    })
}

/// The checks of all fields that have any.
fn body<'a>(fields: &'a [Field], scope: &Scope<'a>) -> Option<TokenStream> {
    let checks: Vec<_> = fields
        .iter()
        .filter_map(|field| of_field(field, scope))
        .collect();
    (!checks.is_empty()).then(|| quote!(#(#checks)*))
}

fn of_field<'a>(field: &'a Field, scope: &Scope<'a>) -> Option<TokenStream> {
    if !has_rule(&field.ty, scope, &mut BTreeSet::new()) {
        return None;
    }
    let ident = tokens::ident(&field.ident);
    let wire_name = &field.wire_name;
    let value = quote!(value);
    let inner = of_value(&field.ty, &value, wire_name);
    Some(match field.presence {
        Presence::Required => of_value(&field.ty, &quote!(self.#ident), wire_name),
        Presence::Optional | Presence::Nullable => {
            quote!(if let Some(value) = &self.#ident { #inner })
        }
        Presence::OptionalNullable => quote!(if let Some(Some(value)) = &self.#ident { #inner }),
    })
}

/// Checks a value that stands in `place`, which names a variable or a field.
fn of_value(ty: &Type, place: &TokenStream, at: &str) -> TokenStream {
    let element = quote!(element);
    match ty {
        Type::List(inner) => {
            let check = of_value(inner, &element, at);
            let list = borrowed(place);
            quote!(for element in #list { #check })
        }
        Type::Map(inner) => {
            let check = of_value(inner, &element, at);
            quote!(for element in #place.values() { #check })
        }
        _ => quote!(#place.check().map_err(|invalid| invalid.at(#at))?;),
    }
}

/// A place as a loop can walk it: variables are references already, fields are not.
fn borrowed(place: &TokenStream) -> TokenStream {
    if place.to_string().starts_with("self") {
        quote!(&#place)
    } else {
        place.clone()
    }
}

/// Whether some value of a type must not be sent.
fn has_rule<'a>(ty: &'a Type, scope: &Scope<'a>, seen: &mut BTreeSet<&'a str>) -> bool {
    match ty {
        Type::List(inner) | Type::Map(inner) => has_rule(inner, scope, seen),
        Type::Named(name) if seen.insert(name) => {
            match scope.definition(name).map(|definition| &definition.kind) {
                Some(TypeKind::Text(_) | TypeKind::EpochSeconds { raw: true, .. }) => true,
                Some(TypeKind::Object { fields, .. }) => {
                    fields.iter().any(|field| has_rule(&field.ty, scope, seen))
                }
                _ => false,
            }
        }
        _ => false,
    }
}
