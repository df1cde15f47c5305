//! The parts of a builder that its emitters share: its names, its type parameters and its bounds.
//!
//! It emits no whole item.

use oms_spec::ir::{Field, Presence, Type};
use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::struct_model::{StructModel, awaited};
use crate::context::{Context, View};
use crate::rust::imports::Imports;
use crate::rust::{source, tokens};

/// The parts of a builder that several emitters need.
pub(super) struct BuilderParts<'a> {
    pub(super) record: &'a StructModel<'a>,
    pub(super) context: &'a Context<'a>,
    /// The client's type parameter; an object's builder has none.
    pub(super) client: Option<Ident>,
    /// The fields that the builder waits for, each with its type parameter.
    pub(super) awaited: Vec<(&'a Field, Ident)>,
}

impl<'a> BuilderParts<'a> {
    /// Returns the parts of the builder of an object.
    pub(super) fn new(record: &'a StructModel<'a>, context: &'a Context<'a>) -> Self {
        Self {
            record,
            context,
            client: None,
            awaited: states(record.fields, context),
        }
    }

    /// Returns the parts of the builder of an action's parameters.
    pub(super) fn with_client(record: &'a StructModel<'a>, context: &'a Context<'a>) -> Self {
        Self {
            client: Some(free("C".to_owned(), context)),
            ..Self::new(record, context)
        }
    }

    /// Returns whether callers may give parameters that are not declared.
    pub(super) fn takes_further(&self) -> bool {
        self.client.is_some() && self.record.open
    }

    /// Returns the type parameters of the fields that the builder waits for.
    pub(super) fn states(&self) -> impl Iterator<Item = &Ident> {
        self.awaited.iter().map(|(_, state)| state)
    }

    /// Returns `<C, MaybeId>`, or nothing.
    pub(super) fn generics(&self) -> Option<TokenStream> {
        let client = self.client.as_ref().map(|client| quote!(#client));
        Self::arguments(client, self.states().map(|state| quote!(#state)))
    }

    /// Returns the type arguments with the states given.
    pub(super) fn arguments(
        client: Option<TokenStream>,
        states: impl Iterator<Item = TokenStream>,
    ) -> Option<TokenStream> {
        let arguments: Vec<_> = client.into_iter().chain(states).collect();
        (!arguments.is_empty()).then(|| quote!(<#(#arguments),*>))
    }

    /// Returns the bounds of a whole request.
    pub(super) fn bounds(&self, imports: &mut Imports) -> Option<TokenStream> {
        if self.awaited.is_empty() {
            return None;
        }
        imports.add("oms_core", "Given");
        let bounds = self.awaited.iter().map(|(field, state)| {
            let ty = self
                .context
                .field_type(&field.ty, field.presence, View::Inside, imports);
            quote!(#state: Given<#ty>)
        });
        Some(quote!(where #(#bounds,)*))
    }

    /// Returns whether clippy calls the type that some setter returns very complex: it counts
    /// names, by how deep they are.
    pub(super) fn is_complex(&self) -> bool {
        let arguments = self.awaited.len() + usize::from(self.client.is_some());
        self.awaited.iter().any(|(field, _)| {
            let given = complexity(&field.ty, 2)
                + match field.presence {
                    Presence::Nullable => 20,
                    _ => 0,
                };
            10 + (arguments - 1) * 20 + given > MOST_COMPLEX
        })
    }

    /// Returns an `impl` block for the builder that a client began: its own methods, or those of a
    /// trait with the bounds that it needs.
    pub(super) fn client_impl(
        &self,
        of: Option<(&TokenStream, Option<&TokenStream>)>,
        body: &TokenStream,
    ) -> TokenStream {
        let (of, bounds) = of.unzip();
        let builder = &self.record.builder;
        let states: Vec<_> = self.states().collect();
        let generics = (!states.is_empty()).then(|| quote!(<#(#states),*>));
        quote! {
            impl #generics #of #builder<&Client #(, #states)*> #bounds {
                #body
            }
        }
    }
}

/// The complexity that clippy lets a type have.
const MOST_COMPLEX: usize = 250;

/// Returns the complexity that clippy finds in a type that is so deep inside others.
fn complexity(ty: &Type, depth: usize) -> usize {
    let name = 10 * depth;
    match ty {
        Type::List(inner) => name + complexity(inner, depth + 1),
        Type::Map(inner) => name + 10 * (depth + 1) + complexity(inner, depth + 1),
        _ => name,
    }
}

/// Returns the fields that a builder waits for, each with a type parameter that is named after it.
fn states<'a>(fields: &'a [Field], context: &Context<'_>) -> Vec<(&'a Field, Ident)> {
    let mut states: Vec<(&Field, Ident)> = Vec::new();
    for field in awaited(fields) {
        let mut name = format!("Maybe{}", oms_spec::names::pascal(&field.ident));
        // Two names may differ in underscores alone, which the conversion drops.
        if states.iter().any(|(_, state)| *state == name) {
            name.push_str(&states.len().to_string());
        }
        states.push((field, free(name, context)));
    }
    states
}

/// Returns a type parameter of this name, with an underscore where a type of the spec has it.
fn free(mut name: String, context: &Context<'_>) -> Ident {
    while context.definition(&name).is_some() {
        name.push('_');
    }
    tokens::ident(&name)
}

/// Returns the expectation of clippy's warning about a function that names every field, each on a
/// line or two.
pub(super) fn expect_length(parts: &BuilderParts<'_>, body: &TokenStream) -> Option<TokenStream> {
    source::expect_length(parts.record.fields.len(), 2, body)
}

/// Returns a field of the builder as it is moved into its next state.
pub(super) fn moved(field: &Field) -> TokenStream {
    let ident = tokens::ident(&field.ident);
    quote!(#ident: self.#ident,)
}
