//! Objects that are more than their fields one by one: a union needs the field beside it, an open
//! object keeps what it does not declare.
//!
//! The derives write and read the fields; what is emitted here is around them.

use oms_spec::ir::{Field, Presence, Type, TypeKind, Union};
use proc_macro2::TokenStream;
use quote::quote;

use super::struct_model::StructModel;
use crate::context::{Context, Direction};
use crate::rust::imports::Imports;
use crate::rust::tokens;

/// Returns whether an object is more than its fields one by one.
pub(super) fn is_needed(record: &StructModel<'_>, context: &Context<'_>) -> bool {
    record.open || unions(record.fields, context).next().is_some()
}

/// Returns the `impl`s of such an object; none for any other.
pub(super) fn items(
    record: &StructModel<'_>,
    context: &Context<'_>,
    imports: &mut Imports,
) -> Vec<TokenStream> {
    if !is_needed(record, context) {
        return Vec::new();
    }
    vec![
        serialize(record, imports),
        deserialize(record, context, imports),
    ]
}

/// Returns the fields of an object that are unions, each with the field that chooses its type.
pub(super) fn unions<'a>(
    fields: &'a [Field],
    context: &Context<'a>,
) -> impl Iterator<Item = (&'a Field, &'a Union, &'a Field)> {
    fields.iter().filter_map(move |field| {
        let Type::Named(name) = &field.ty else {
            return None;
        };
        let Some(TypeKind::Union(union)) = context.kind(name) else {
            return None;
        };
        let beside = fields.iter().find(|beside| beside.ident == union.by)?;
        Some((field, union, beside))
    })
}

fn serialize(record: &StructModel<'_>, imports: &mut Imports) -> TokenStream {
    imports.add_all("serde", &["Serialize", "Serializer"]);
    let name = &record.name;
    quote! {
        impl Serialize for #name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                Self::serialize(self, serializer)
            }
        }
    }
}

fn deserialize(
    record: &StructModel<'_>,
    context: &Context<'_>,
    imports: &mut Imports,
) -> TokenStream {
    let name = &record.name;
    let unions: Vec<_> = unions(record.fields, context).map(resolve).collect();
    let body = if record.open {
        imports.add("oms_core", "OtherFields");
        let gathering = gathering(record);
        quote! {
            let mut other_fields = OtherFields::new();
            let mut value = Self::deserialize(#gathering)?;
            value.other_fields = other_fields;
            #(#unions)*
            Ok(value)
        }
    } else {
        quote! {
            let mut value = Self::deserialize(deserializer)?;
            #(#unions)*
            Ok(value)
        }
    };
    if record.direction == Direction::Written {
        return quote! {
            impl<'de> serde::Deserialize<'de> for #name {
                fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                    #body
                }
            }
        };
    }
    imports.add_all("serde", &["Deserialize", "Deserializer"]);
    quote! {
        impl<'de> Deserialize<'de> for #name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                #body
            }
        }
    }
}

/// Returns the deserializer that keeps what the object does not declare, and knows the further
/// names of its fields.
fn gathering(model: &StructModel<'_>) -> TokenStream {
    let aliases = model.fields.iter().flat_map(|field| {
        let name = &field.wire_name;
        field.also.iter().map(move |also| quote!((#also, #name)))
    });
    let aliases: Vec<_> = aliases.collect();
    if aliases.is_empty() {
        return quote!(other_fields.gather(deserializer));
    }
    quote!(other_fields.gather_with_aliases(deserializer, &[#(#aliases),*]))
}

/// Returns the statement that gives a union its type, once the field beside it is known.
fn resolve((field, _, beside): (&Field, &Union, &Field)) -> TokenStream {
    let (ident, name) = (tokens::ident(&field.ident), tokens::ident(&beside.ident));
    let (pattern, by) = match beside.presence {
        Presence::Required => (None, quote!(value.#name)),
        Presence::Optional | Presence::Nullable => (Some(quote!(Some(by))), quote!(by)),
        Presence::OptionalNullable => (Some(quote!(Some(Some(by)))), quote!(by)),
    };
    let chosen = match field.presence {
        Presence::Required => quote!(value.#ident.chosen_by(#by.as_str())),
        Presence::Optional | Presence::Nullable => {
            quote!(value.#ident.map(|union| union.chosen_by(#by.as_str())))
        }
        Presence::OptionalNullable => {
            quote!(value.#ident.map(|union| union.map(|union| union.chosen_by(#by.as_str()))))
        }
    };
    let statement = quote!(value.#ident = #chosen;);
    match pattern {
        Some(pattern) => quote!(if let #pattern = &value.#name { #statement }),
        None => statement,
    }
}
