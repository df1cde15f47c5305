//! The reading and writing of a struct's fields: the serde attributes that say so.
//!
//! The wire name is in the spec alone; a field is renamed wherever the two names differ. That a
//! number may come as text needs no attribute: the runtime reads every payload so.

use oms_spec::ir::{Field, Presence, Type, TypeKind, WireForm};
use proc_macro2::TokenStream;
use quote::quote;

use crate::context::{Context, Direction};
use crate::rust::imports::Imports;

/// Returns the derives of a type that travels so.
pub(super) fn derives(direction: Direction, imports: &mut Imports) -> TokenStream {
    imports.add("serde", "Serialize");
    if direction == Direction::Written {
        // That requests are read is not a feature: a simulator beside a client in the tests of a
        // program would switch it on for the program, whose tests would then compile code that its
        // build refuses.
        return quote!(Serialize, serde::Deserialize);
    }
    imports.add("serde", "Deserialize");
    quote!(Serialize, Deserialize)
}

/// Returns the attributes of one field.
pub(super) fn field(field: &Field, direction: Direction, context: &Context<'_>) -> TokenStream {
    let mut always = rename(field);
    always.extend(writing(field, context));
    let reading = reading(field);
    if direction != Direction::Written {
        always.extend(reading);
        return attribute(&always);
    }
    let (always, reading) = (attribute(&always), attribute(&reading));
    quote!(#always #reading)
}

/// Returns the attribute of a union's variant of this type.
pub(super) fn variant(ty: &Type, context: &Context<'_>) -> TokenStream {
    let parts: Vec<_> = as_text(ty, context).into_iter().collect();
    attribute(&parts)
}

fn attribute(parts: &[TokenStream]) -> TokenStream {
    if parts.is_empty() {
        return TokenStream::new();
    }
    quote!(#[serde(#(#parts),*)])
}

fn rename(field: &Field) -> Vec<TokenStream> {
    let wire_name = &field.wire_name;
    (field.ident != *wire_name)
        .then(|| quote!(rename = #wire_name))
        .into_iter()
        .collect()
}

/// Returns the attributes for writing a field: it is left out where it is missing, and a moment is
/// text where the service takes text.
fn writing(field: &Field, context: &Context<'_>) -> Vec<TokenStream> {
    let mut parts = Vec::new();
    if is_optional(field) {
        parts.push(quote!(skip_serializing_if = "Option::is_none"));
    }
    parts.extend(as_text(&field.ty, context));
    parts
}

/// Returns the attributes for reading a field: its further names, and whether null differs from a
/// missing field.
fn reading(field: &Field) -> Vec<TokenStream> {
    let mut parts: Vec<_> = field
        .also
        .iter()
        .map(|also| quote!(alias = #also))
        .collect();
    if field.one_or_list {
        if is_optional(field) {
            parts.push(quote!(default));
        }
        let reader = match field.presence {
            Presence::Required => "oms_core::codec::one_or_list",
            Presence::Optional | Presence::Nullable => "oms_core::codec::one_or_list_if_any",
            Presence::OptionalNullable => "oms_core::codec::one_or_list_or_null",
        };
        parts.push(quote!(deserialize_with = #reader));
    } else if field.presence == Presence::OptionalNullable {
        parts.push(quote!(default));
        parts.push(quote!(deserialize_with = "oms_core::codec::or_null"));
    }
    parts
}

fn is_optional(field: &Field) -> bool {
    matches!(
        field.presence,
        Presence::Optional | Presence::OptionalNullable
    )
}

/// Returns the attribute for writing moments, where the service takes them as text.
fn as_text(ty: &Type, context: &Context<'_>) -> Option<TokenStream> {
    is_moment_as_text(ty, context).then(|| quote!(serialize_with = "oms_core::codec::as_text"))
}

/// Returns whether a type is made of moments that are written as text.
fn is_moment_as_text(ty: &Type, context: &Context<'_>) -> bool {
    let kind = ty.innermost().and_then(|name| context.kind(name));
    matches!(
        kind,
        Some(TypeKind::EpochSeconds {
            wire: WireForm::Text,
            ..
        })
    )
}
