//! `methods.rs`: the client's method for each action, with what a caller reads about it first.

use oms_spec::ir::Action;
use proc_macro2::TokenStream;
use quote::quote;

use super::action::{facts, since};
use super::path;
use crate::context::{Context, ROOT_FILE};
use crate::docs::Docs;
use crate::example;
use crate::source::Source;
use crate::tokens;

/// The file.
pub(super) fn source(context: &Context<'_>) -> Source {
    let mut source = Source::new(
        path("methods"),
        ROOT_FILE,
        Docs::own("One method of the client for each action."),
    );
    source.imports.add(context.root, "Client");
    for action in &context.api.actions {
        for suffix in ["Builder", "Request"] {
            source.imports.add(
                &context.module("actions"),
                &format!("{}{suffix}", action.type_stem),
            );
        }
    }
    source.items = context
        .api
        .actions
        .iter()
        .map(|action| method(context, action))
        .collect();
    if !source.items.is_empty() {
        let methods = std::mem::take(&mut source.items);
        source.items = vec![quote!(impl Client { #(#methods)* })];
    }
    source
}

/// The method of one action.
fn method(context: &Context<'_>, action: &Action) -> TokenStream {
    let docs = docs(context, action).outer();
    let ident = tokens::ident(&action.ident);
    let builder = tokens::joined(&action.type_stem, "Builder");
    let request = tokens::joined(&action.type_stem, "Request");
    quote! {
        #docs
        pub fn #ident(&self) -> #builder<&Self> {
            #request::builder().client(self)
        }
    }
}

fn docs(context: &Context<'_>, action: &Action) -> Docs {
    let docs = Docs::spec(&action.summary, &format!("Calls `{}`.", action.wire_name))
        .and_spec(&action.doc)
        .and(facts(action))
        .and(since(action));
    match example::as_documentation(context, action) {
        Some(lines) => docs.and("# Examples").paragraph(lines),
        None => docs,
    }
}
