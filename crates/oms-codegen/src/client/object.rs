//! The struct of a record, and all items of an object.

use oms_spec::ir::{Field, Presence, Type};
use proc_macro2::TokenStream;
use quote::quote;

use super::builder_parts::BuilderParts;
use super::struct_model::StructModel;
use super::{builder, check, newer, reading, serde_attributes};
use crate::context::{Context, Direction, View};
use crate::rust::docs::Docs;
use crate::rust::imports::Imports;
use crate::rust::{facts, source, tokens};

/// Returns everything that an object needs: the struct, and its builder where callers write it.
pub(super) fn items(
    record: &StructModel<'_>,
    context: &Context<'_>,
    imports: &mut Imports,
) -> Vec<TokenStream> {
    let mut items = vec![definition(record, context, imports)];
    items.extend(reading::items(record, context, imports));
    if record.direction.is_written() {
        let parts = BuilderParts::new(record, context);
        items.push(builder::start(&parts, imports));
        items.extend(check::inherent(record, context, imports));
        items.extend(newer::inherent(record, context, imports));
        items.push(builder::definition(&parts, imports));
        items.extend(builder::empty(&parts, imports));
        items.push(builder::methods(&parts, imports));
    }
    items
}

/// Returns the struct.
pub(super) fn definition(
    record: &StructModel<'_>,
    context: &Context<'_>,
    imports: &mut Imports,
) -> TokenStream {
    let (name, docs) = (&record.name, &record.docs);
    let derives = serde_attributes::derives(record.direction, imports);
    let remote = reading::is_needed(record, context).then(|| quote!(#[serde(remote = "Self")]));
    let expectations = expectations(record);
    let fields = record
        .fields
        .iter()
        .map(|field| self::field(record, field, context, imports));
    let fields: Vec<_> = fields.collect();
    let others = record.open.then(|| {
        imports.add("oms_core", "OtherFields");
        let docs = if record.direction == Direction::Written {
            "Further parameters, beyond the declared ones."
        } else {
            "Further fields of the object."
        };
        let docs = Docs::own(docs);
        quote! {
            #docs
            #[serde(flatten, skip_deserializing)]
            pub other_fields: OtherFields,
        }
    });
    quote! {
        #docs
        #[derive(Debug, Clone, PartialEq, #derives)]
        #remote
        #[non_exhaustive]
        #expectations
        pub struct #name {
            #(#fields,)*
            #others
        }
    }
}

fn field(
    record: &StructModel<'_>,
    field: &Field,
    context: &Context<'_>,
    imports: &mut Imports,
) -> TokenStream {
    let docs = facts::of_field(field, record.around);
    let attributes = serde_attributes::field(field, record.direction, context);
    let ident = tokens::ident(&field.ident);
    let ty = context.field_type(&field.ty, field.presence, View::Inside, imports);
    quote! {
        #docs
        #attributes
        pub #ident: #ty
    }
}

/// Returns the expectation of clippy's warning about the struct, with the reason.
fn expectations(record: &StructModel<'_>) -> Option<TokenStream> {
    let bools = record
        .fields
        .iter()
        .filter(|field| field.ty == Type::Boolean && field.presence == Presence::Required)
        .count();
    source::expect_bools(bools)
}
