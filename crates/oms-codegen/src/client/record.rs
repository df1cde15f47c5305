//! A struct with named fields: the parameters of an action, or an object inside a request or an answer.

use oms_spec::ir::{Action, Field, TypeDef};
use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::{builder, check, missing, serde_attributes};
use crate::context::{Scope, Travel};
use crate::docs::Docs;
use crate::imports::Imports;
use crate::tokens;

/// What is emitted for one struct.
pub(super) struct Record<'a> {
    /// The struct.
    pub(super) name: Ident,
    /// Its builder.
    pub(super) builder: Ident,
    /// The builder's store of parameters that may be left out.
    pub(super) optional: Ident,
    /// Its documentation.
    pub(super) docs: Docs,
    /// Its fields.
    pub(super) fields: &'a [Field],
    /// In which direction it travels.
    pub(super) direction: Direction,
}

/// In which direction a type travels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Direction {
    /// In requests alone: reading it costs build time that callers need not pay.
    Written,
    /// In answers alone: nobody builds it.
    Read,
    /// In both.
    Both,
}

impl Direction {
    /// How a named type travels. What no action names is readable, like an answer.
    pub(super) fn of(name: &str, travel: &Travel<'_>) -> Self {
        match (travel.is_written(name), travel.is_read(name)) {
            (true, true) => Self::Both,
            (true, false) => Self::Written,
            (false, _) => Self::Read,
        }
    }

    /// Whether a caller builds values of the type.
    pub(super) fn is_written(self) -> bool {
        self != Self::Read
    }
}

impl<'a> Record<'a> {
    /// The parameters of an action.
    pub(super) fn request(action: &'a Action) -> Self {
        let stem = &action.type_stem;
        Self {
            name: tokens::joined(stem, "Request"),
            builder: tokens::joined(stem, "Builder"),
            optional: tokens::joined(stem, "Optional"),
            docs: Docs::own(format!("Parameters of `{}`.", action.wire_name)),
            fields: &action.request,
            direction: Direction::Written,
        }
    }

    /// An object.
    pub(super) fn object(definition: &TypeDef, fields: &'a [Field], direction: Direction) -> Self {
        Self {
            name: tokens::ident(&definition.name),
            builder: tokens::joined(&definition.name, "Builder"),
            optional: tokens::joined(&definition.name, "Optional"),
            docs: Docs::spec(
                &definition.doc,
                &format!("The object `{}`.", definition.name),
            ),
            fields,
            direction,
        }
    }

    /// Everything that an object needs: the struct, and its builder where callers write it.
    pub(super) fn items(&self, scope: &Scope<'_>, imports: &mut Imports) -> Vec<TokenStream> {
        let mut items = vec![self.definition(scope, imports)];
        if self.direction.is_written() {
            items.push(builder::start(self, imports, scope));
            items.extend(check::inherent(self, scope, imports));
            items.extend(builder::items(self, scope, imports));
        }
        items
    }

    /// The struct.
    pub(super) fn definition(&self, scope: &Scope<'_>, imports: &mut Imports) -> TokenStream {
        let (name, docs) = (&self.name, self.docs.outer());
        let derives = serde_attributes::derives(self.direction, imports);
        let for_servers = serde_attributes::derive_for_servers(self.direction);
        let tristate = serde_attributes::expectation(self.fields);
        let fields = self
            .fields
            .iter()
            .map(|field| self.field(field, scope, imports));
        quote! {
            #docs
            #[derive(Debug, Clone, PartialEq, #derives)]
            #for_servers
            #[non_exhaustive]
            #tristate
            pub struct #name {
                #(#fields,)*
            }
        }
    }

    fn field(&self, field: &Field, scope: &Scope<'_>, imports: &mut Imports) -> TokenStream {
        let docs = field_docs(field).outer();
        let attributes = serde_attributes::field(field, self.direction, scope);
        let ident = tokens::ident(&field.ident);
        let ty = scope.field_type(&field.ty, field.presence, imports);
        quote! {
            #docs
            #attributes
            pub #ident: #ty
        }
    }
}

/// What a field is.
pub(super) fn field_docs(field: &Field) -> Docs {
    Docs::spec(&field.doc, &format!("The field `{}`.", field.wire_name))
}

/// The fields that a builder waits for.
pub(super) fn awaited(fields: &[Field]) -> impl Iterator<Item = &Field> {
    fields
        .iter()
        .filter(|field| missing::is_awaited(field.presence))
}

/// The fields that a builder does not wait for.
pub(super) fn left_out(fields: &[Field]) -> impl Iterator<Item = &Field> {
    fields
        .iter()
        .filter(|field| !missing::is_awaited(field.presence))
}
