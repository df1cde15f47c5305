//! How the fields of a struct are written and read: the serde attributes that say so.
//!
//! The wire name stands in the spec alone; a field is renamed wherever the two names differ.

use oms_spec::ir::{Field, Presence, Type, TypeKind, WireForm};
use proc_macro2::TokenStream;
use quote::quote;

use super::record::Direction;
use crate::context::Scope;
use crate::imports::Imports;

/// The derives of a type that travels so.
pub(super) fn derives(direction: Direction, imports: &mut Imports) -> TokenStream {
    imports.add("serde", "Serialize");
    if direction == Direction::Written {
        return quote!(Serialize);
    }
    imports.add("serde", "Deserialize");
    quote!(Serialize, Deserialize)
}

/// The derive that only servers need: requests are read by them alone.
pub(super) fn derive_for_servers(direction: Direction) -> Option<TokenStream> {
    (direction == Direction::Written)
        .then(|| quote!(#[cfg_attr(feature = "server", derive(serde::Deserialize))]))
}

/// Why a field may be an option in an option, where one is.
pub(super) fn expectation(fields: &[Field]) -> Option<TokenStream> {
    fields
        .iter()
        .any(|field| field.presence == Presence::OptionalNullable)
        .then(|| quote!(#[expect(clippy::option_option, reason = "a value that is missing and a null mean two different things")]))
}

/// The attributes of one field.
pub(super) fn field(field: &Field, direction: Direction, scope: &Scope<'_>) -> TokenStream {
    let mut always = rename(field);
    if direction.is_written() || field.presence == Presence::OptionalNullable {
        always.extend(writing(field, scope));
    }
    let reading = reading(field);
    if direction != Direction::Written {
        always.extend(reading);
        return attribute(&always);
    }
    let always = attribute(&always);
    let for_servers = (!reading.is_empty())
        .then(|| quote!(#[cfg_attr(feature = "server", serde(#(#reading),*))]));
    quote!(#always #for_servers)
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

/// How a field is written: not at all where it is missing, and a moment in the form that the service takes.
fn writing(field: &Field, scope: &Scope<'_>) -> Vec<TokenStream> {
    let mut parts = Vec::new();
    if matches!(
        field.presence,
        Presence::Optional | Presence::OptionalNullable
    ) {
        parts.push(quote!(skip_serializing_if = "Option::is_none"));
    }
    if let Some(function) = moment_form(field, scope) {
        parts.push(quote!(serialize_with = #function));
    }
    parts
}

/// The function that writes a moment.
fn moment_form(field: &Field, scope: &Scope<'_>) -> Option<String> {
    let Type::Named(name) = &field.ty else {
        return None;
    };
    let TypeKind::EpochSeconds { wire, raw } = &scope.definition(name)?.kind else {
        return None;
    };
    let module = if *raw {
        "start_position"
    } else {
        "epoch_seconds"
    };
    let optional = match field.presence {
        Presence::Required => "",
        Presence::Optional | Presence::Nullable => "optional::",
        Presence::OptionalNullable => return None,
    };
    let form = match wire {
        WireForm::Number => "as_number",
        WireForm::Text => "as_text",
    };
    Some(format!("oms_core::codec::{module}::{optional}{form}"))
}

/// How a field is read: a missing one where that is allowed, and scalars in any form that needs no guess.
fn reading(field: &Field) -> Vec<TokenStream> {
    let scalar = scalar_codec(&field.ty);
    let tristate = field.presence == Presence::OptionalNullable;
    let Some(codec) = scalar.or_else(|| tristate.then(|| "oms_core::codec::Typed<_>".to_owned()))
    else {
        return Vec::new();
    };
    let path = match field.presence {
        Presence::Required => codec.replacen('<', "::<", 1),
        Presence::Optional | Presence::Nullable => format!("oms_core::codec::Nullable::<{codec}>"),
        Presence::OptionalNullable => format!("oms_core::codec::Optional::<{codec}>"),
    };
    let function = format!("{path}::read");
    let mut parts = vec![quote!(deserialize_with = #function)];
    if matches!(
        field.presence,
        Presence::Optional | Presence::OptionalNullable
    ) {
        parts.insert(0, quote!(default));
    }
    parts
}

/// The codec of a type whose innermost type is a scalar; other types read themselves.
fn scalar_codec(ty: &Type) -> Option<String> {
    let codec = match ty {
        Type::Boolean => "Boolean".to_owned(),
        Type::Integer => "Integer".to_owned(),
        Type::Number => "Number".to_owned(),
        Type::String => "Text".to_owned(),
        Type::List(inner) => format!("List<{}>", scalar_codec(inner)?),
        Type::Map(inner) => format!("Map<{}>", scalar_codec(inner)?),
        Type::Any | Type::Named(_) => return None,
    };
    Some(format!("oms_core::codec::{codec}"))
}
