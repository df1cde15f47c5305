//! A struct with named fields: the parameters of an action, or an object inside a request or an answer.

use oms_spec::ir::{Action, Field, Presence, Provenance, Type, TypeDef, TypeKind};
use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::parts::Parts;
use super::{builder, check, newer, reading, serde_attributes};
use crate::context::{Context, Direction, View};
use crate::docs::Docs;
use crate::facts;
use crate::imports::Imports;
use crate::source;
use crate::tokens;

/// What is emitted for one struct.
pub(super) struct Record<'a> {
    /// The struct.
    pub(super) name: Ident,
    /// Its builder.
    pub(super) builder: Ident,
    /// Its documentation.
    pub(super) docs: Docs,
    /// Its fields.
    pub(super) fields: &'a [Field],
    /// Which way it travels.
    pub(super) direction: Direction,
    /// How it is known.
    pub(super) around: Provenance,
    /// Whether it keeps what it does not declare.
    pub(super) open: bool,
}

impl<'a> Record<'a> {
    /// The parameters of an action.
    pub(super) fn request(action: &'a Action) -> Self {
        let docs = Docs::own(format!("Parameters of `{}`.", action.wire_name));
        Self {
            name: tokens::joined(&action.type_stem, "Request"),
            builder: tokens::joined(&action.type_stem, "Builder"),
            docs,
            fields: &action.request,
            direction: Direction::Written,
            around: action.provenance,
            open: false,
        }
    }

    /// An object. One that is only written keeps nothing, because nobody reads it but servers.
    pub(super) fn object(
        definition: &TypeDef,
        fields: &'a [Field],
        open: bool,
        around: Provenance,
        direction: Direction,
    ) -> Self {
        Self {
            name: tokens::ident(&definition.name),
            builder: tokens::joined(&definition.name, "Builder"),
            docs: Docs::spec(
                &definition.doc,
                &format!("The object `{}`.", definition.name),
            ),
            fields,
            direction,
            around,
            open: open && direction.is_read(),
        }
    }

    /// Everything that an object needs: the struct, and its builder where callers write it.
    pub(super) fn items(&self, context: &Context<'_>, imports: &mut Imports) -> Vec<TokenStream> {
        let mut items = vec![self.definition(context, imports)];
        items.extend(reading::items(self, context, imports));
        if self.direction.is_written() {
            let parts = Parts::new(self, context);
            items.push(builder::start(&parts, imports));
            items.extend(check::inherent(self, context, imports));
            items.extend(newer::inherent(self, context, imports));
            items.push(builder::definition(&parts, imports));
            items.extend(builder::empty(&parts, imports));
            items.push(builder::methods(&parts, imports));
        }
        items
    }

    /// The struct.
    pub(super) fn definition(&self, context: &Context<'_>, imports: &mut Imports) -> TokenStream {
        let (name, docs) = (&self.name, self.docs.outer());
        let derives = serde_attributes::derives(self.direction, imports);
        let for_servers = serde_attributes::derive_for_servers(self.direction);
        let remote = reading::is_needed(self, context).then(|| quote!(#[serde(remote = "Self")]));
        let expectations = self.expectations();
        let fields = self
            .fields
            .iter()
            .map(|field| self.field(field, context, imports));
        let fields: Vec<_> = fields.collect();
        let others = self.open.then(|| {
            imports.add("oms_core", "OtherFields");
            quote! {
                /// What else the object holds.
                #[serde(flatten, skip_deserializing)]
                pub other_fields: OtherFields,
            }
        });
        quote! {
            #docs
            #[derive(Debug, Clone, PartialEq, #derives)]
            #for_servers
            #remote
            #[non_exhaustive]
            #expectations
            pub struct #name {
                #(#fields,)*
                #others
            }
        }
    }

    fn field(&self, field: &Field, context: &Context<'_>, imports: &mut Imports) -> TokenStream {
        let docs = facts::of_field(field, self.around).outer();
        let attributes = serde_attributes::field(field, self.direction, context);
        let ident = tokens::ident(&field.ident);
        let ty = context.field_type(&field.ty, field.presence, View::Inside, imports);
        quote! {
            #docs
            #attributes
            pub #ident: #ty
        }
    }

    /// What clippy says of the struct, with the reason why it stays as it is.
    fn expectations(&self) -> Option<TokenStream> {
        let bools = self
            .fields
            .iter()
            .filter(|field| field.ty == Type::Boolean && field.presence == Presence::Required)
            .count();
        source::expect_bools(bools)
    }

    /// Why a field may be an option in an option, where one is.
    pub(super) fn tristate(&self) -> Option<TokenStream> {
        let tristate = |field: &Field| field.presence == Presence::OptionalNullable;
        self.fields.iter().any(tristate).then(|| {
            quote!(#[expect(clippy::option_option, reason = "a value that is missing and a null mean two different things")])
        })
    }
}

/// Whether a builder waits for a field.
pub(super) fn is_awaited(field: &Field) -> bool {
    matches!(field.presence, Presence::Required | Presence::Nullable)
}

/// The fields that a builder waits for.
pub(super) fn awaited(fields: &[Field]) -> impl Iterator<Item = &Field> {
    fields.iter().filter(|field| is_awaited(field))
}

/// The fields of a named type, where it is an object.
pub(super) fn fields_of(definition: &TypeDef) -> &[Field] {
    match &definition.kind {
        TypeKind::Object { fields, .. } => fields,
        _ => &[],
    }
}
