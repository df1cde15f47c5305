//! What the emitters of a builder have in common: its names, its type parameters and its bounds.
//!
//! It emits no whole item.

use oms_spec::ir::Field;
use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::record::{Record, awaited, left_out};
use crate::context::Scope;
use crate::imports::Imports;
use crate::tokens;

/// The parts of a builder that several emitters need.
pub(super) struct Parts<'a> {
    pub(super) record: &'a Record<'a>,
    pub(super) scope: &'a Scope<'a>,
    /// The client's type parameter; an object's builder has none.
    pub(super) client: Option<Ident>,
    /// Type parameters of the required parameters.
    pub(super) states: Vec<Ident>,
}

impl<'a> Parts<'a> {
    pub(super) fn new(record: &'a Record<'a>, scope: &'a Scope<'a>) -> Self {
        Self {
            record,
            scope,
            client: None,
            states: states(record.fields),
        }
    }

    /// The parts of the builder of an action's parameters.
    pub(super) fn with_client(record: &'a Record<'a>, scope: &'a Scope<'a>) -> Self {
        Self {
            client: Some(tokens::ident("C")),
            ..Self::new(record, scope)
        }
    }

    /// `<C, MaybeId>`, or nothing.
    pub(super) fn generics(&self) -> Option<TokenStream> {
        self.arguments(
            self.client.as_ref().map(|client| quote!(#client)),
            &self.states,
        )
    }

    /// Type arguments with the states given.
    pub(super) fn arguments<T: quote::ToTokens>(
        &self,
        client: Option<TokenStream>,
        states: &[T],
    ) -> Option<TokenStream> {
        (client.is_some() || !self.states.is_empty()).then(|| {
            let client = client.into_iter();
            let arguments = client.chain(states.iter().map(|state| quote!(#state)));
            quote!(<#(#arguments),*>)
        })
    }

    pub(super) fn has_optional(&self) -> bool {
        left_out(self.record.fields).next().is_some()
    }

    /// What must have been given before the request is whole.
    pub(super) fn bounds(&self, imports: &mut Imports) -> Option<TokenStream> {
        if self.states.is_empty() {
            return None;
        }
        imports.add("oms_core", "Given");
        let bounds: Vec<_> = awaited(self.record.fields)
            .zip(&self.states)
            .map(|(field, state)| {
                let ty = self.scope.field_type(&field.ty, field.presence, imports);
                quote!(#state: Given<#ty>)
            })
            .collect();
        Some(quote!(where #(#bounds,)*))
    }

    /// The head of an `impl` block for the builder of a client.
    pub(super) fn client_impl(&self, body: &TokenStream) -> TokenStream {
        let builder = &self.record.builder;
        let states = &self.states;
        let generics = (!states.is_empty()).then(|| quote!(<#(#states),*>));
        quote! {
            impl #generics #builder<&Client, #(#states),*> {
                #body
            }
        }
    }
}

/// A type parameter for each required field, named after it.
fn states(fields: &[Field]) -> Vec<Ident> {
    let mut states: Vec<Ident> = Vec::new();
    for field in awaited(fields) {
        let name = oms_spec::names::pascal(&field.ident);
        let state = tokens::joined("Maybe", &name);
        // Two names may differ in underscores alone, which the conversion drops.
        let state = if states.contains(&state) {
            tokens::joined("Maybe", &format!("{name}{}", states.len()))
        } else {
            state
        };
        states.push(state);
    }
    states
}
