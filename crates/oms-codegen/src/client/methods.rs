//! `methods.rs`: the client's method for each action, with everything that a caller should read about it.

use oms_spec::ir::Action;
use proc_macro2::TokenStream;
use quote::quote;

use super::path;
use crate::context::{Context, ROOT_FILE};
use crate::docs::Docs;
use crate::example;
use crate::facts;
use crate::source::Source;
use crate::tokens;

/// The file.
pub(super) fn source(context: &Context<'_>) -> Source {
    let docs = Docs::own("One method of the client for each action.");
    let mut source = Source::new(path("methods"), ROOT_FILE, docs);
    source.imports.add(context.place.root, "Client");
    let module = context.module("actions");
    for action in &context.api.actions {
        source
            .imports
            .add(&module, &format!("{}Builder", action.type_stem));
    }
    let methods = context
        .api
        .actions
        .iter()
        .map(|action| method(context, action));
    source.items = vec![quote!(impl Client { #(#methods)* })];
    source
}

/// The method of one action.
fn method(context: &Context<'_>, action: &Action) -> TokenStream {
    let docs = docs(context, action).outer();
    let deprecated = action
        .deprecated
        .as_ref()
        .map(|instead| quote!(#[deprecated = #instead]));
    let ident = tokens::ident(&action.ident);
    let builder = tokens::joined(&action.type_stem, "Builder");
    quote! {
        #docs
        #deprecated
        pub fn #ident(&self) -> #builder<&Self> {
            #builder::new(self)
        }
    }
}

fn docs(context: &Context<'_>, action: &Action) -> Docs {
    let docs = facts::of_action(action);
    match example::as_documentation(context, action) {
        Some(lines) => docs.and("# Examples").paragraph(lines),
        None => docs,
    }
}
