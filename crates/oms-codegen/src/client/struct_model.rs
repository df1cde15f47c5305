//! A struct with named fields: the parameters of an action, or an object inside a request or an
//! answer.

use oms_spec::ir::{Action, Field, Presence, Provenance, TypeDef};
use proc_macro2::{Ident, TokenStream};
use quote::quote;

use crate::context::Direction;
use crate::rust::docs::Docs;
use crate::rust::tokens;

/// The model of one struct that is emitted.
pub(super) struct StructModel<'a> {
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
    /// Its provenance.
    pub(super) around: Provenance,
    /// Says whether it keeps what it does not declare.
    pub(super) open: bool,
}

impl<'a> StructModel<'a> {
    /// Returns the model of an action's parameters.
    pub(super) fn request(action: &'a Action) -> Self {
        let docs = Docs::own(format!("Parameters of `{}`.", action.wire_name));
        Self {
            name: tokens::joined(&action.type_stem, "Request"),
            builder: tokens::joined(&action.type_stem, "Builder"),
            docs,
            fields: &action.request,
            direction: Direction::Written,
            around: action.provenance,
            open: action.further,
        }
    }

    /// Returns the model of an object. An object that is only written keeps no further fields,
    /// because only servers read it.
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

    /// Returns the reason why a field may be an option in an option, if one is.
    pub(super) fn tristate(&self) -> Option<TokenStream> {
        let tristate = |field: &Field| field.presence == Presence::OptionalNullable;
        self.fields.iter().any(tristate).then(|| {
            quote!(#[expect(clippy::option_option, reason = "a value that is missing and a null mean two different things")])
        })
    }
}

/// Returns the fields that callers give; a constant is not one of them.
pub(super) fn given(fields: &[Field]) -> impl Iterator<Item = &Field> {
    fields.iter().filter(|field| field.constant.is_none())
}

/// Returns whether a builder waits for a field.
pub(super) fn is_awaited(field: &Field) -> bool {
    field.constant.is_none() && matches!(field.presence, Presence::Required | Presence::Nullable)
}

/// Returns the fields that a builder waits for.
pub(super) fn awaited(fields: &[Field]) -> impl Iterator<Item = &Field> {
    fields.iter().filter(|field| is_awaited(field))
}
