//! The tables by which the simulator reads parameters strictly: named types are expanded in place.

use oms_spec::ir::{Field, Presence, Type, TypeKind, WireForm};
use proc_macro2::TokenStream;
use quote::quote;

use crate::context::Scope;
use crate::imports::Imports;
use crate::tokens;

/// How deep objects are described. A type that holds itself would have no end, and below this depth anything is taken.
const DEPTH: usize = 16;

/// The rules of all fields of a request.
pub(super) fn fields(fields: &[Field], scope: &Scope<'_>, imports: &mut Imports) -> TokenStream {
    object(fields, scope, imports, 0)
}

fn object(fields: &[Field], scope: &Scope<'_>, imports: &mut Imports, depth: usize) -> TokenStream {
    let rules = fields
        .iter()
        .map(|field| rule(field, scope, imports, depth));
    quote!(&[#(#rules),*])
}

fn rule(field: &Field, scope: &Scope<'_>, imports: &mut Imports, depth: usize) -> TokenStream {
    imports.add_all("crate::rules", &["FieldRules", "Kind", "Presence"]);
    let name = &field.wire_name;
    let kind = kind(&field.ty, scope, imports, depth);
    let presence = tokens::ident(match field.presence {
        Presence::Required => "Required",
        Presence::Optional => "Optional",
        Presence::Nullable => "Nullable",
        Presence::OptionalNullable => "OptionalNullable",
    });
    quote!(FieldRules { name: #name, kind: #kind, presence: Presence::#presence })
}

fn kind(ty: &Type, scope: &Scope<'_>, imports: &mut Imports, depth: usize) -> TokenStream {
    match ty {
        Type::Boolean => quote!(Kind::Boolean),
        Type::Integer => quote!(Kind::Integer),
        Type::Number => quote!(Kind::Number),
        Type::String => quote!(Kind::Text),
        Type::Any => quote!(Kind::Any),
        Type::List(element) => {
            let element = kind(element, scope, imports, depth);
            quote!(Kind::List(&#element))
        }
        Type::Map(value) => {
            let value = kind(value, scope, imports, depth);
            quote!(Kind::Map(&#value))
        }
        Type::Named(name) => named(name, scope, imports, depth),
    }
}

fn named(name: &str, scope: &Scope<'_>, imports: &mut Imports, depth: usize) -> TokenStream {
    match scope.definition(name).map(|definition| &definition.kind) {
        Some(TypeKind::Text(_)) => quote!(Kind::Text),
        Some(TypeKind::Integer(_) | TypeKind::Duration { .. }) => quote!(Kind::Integer),
        Some(TypeKind::EpochSeconds { wire, raw }) => {
            imports.add("crate::rules", "WireForm");
            let wire = tokens::ident(match wire {
                WireForm::Number => "Number",
                WireForm::Text => "Text",
            });
            quote!(Kind::EpochSeconds { wire: WireForm::#wire, raw: #raw })
        }
        Some(TypeKind::Enum(members)) => {
            let spellings = members
                .iter()
                .flat_map(|member| std::iter::once(&member.wire_name).chain(&member.also));
            quote!(Kind::Member(&[#(#spellings),*]))
        }
        Some(TypeKind::Object { fields, .. }) if depth < DEPTH => {
            let fields = object(fields, scope, imports, depth + 1);
            quote!(Kind::Object(#fields))
        }
        _ => quote!(Kind::Any),
    }
}
