//! `missing.rs`: a marker for each parameter that a builder waits for, named as the compile error
//! names it.

use std::collections::BTreeSet;

use proc_macro2::TokenStream;
use quote::quote;

use super::{path, struct_model};
use crate::context::{Context, ROOT_FILE, fields_of};
use crate::rust::docs::Docs;
use crate::rust::source::SourceModule;
use crate::rust::tokens;

/// Returns the file.
pub(super) fn source(context: &Context<'_>) -> SourceModule {
    let docs = Docs::own(
        "Required parameters that were not given yet. They are named in compile errors and hold nothing.",
    );
    let mut source = SourceModule::new(path("missing"), ROOT_FILE, docs);
    let names = names(context);
    if !names.is_empty() {
        source.attributes = quote! {
            #![expect(non_camel_case_types, reason = "a compile error shows the parameter by the name of its setter")]
        };
    }
    source.items = names.into_iter().map(marker).collect();
    source
}

/// Returns the names of all required parameters, each once.
fn names<'a>(context: &Context<'a>) -> BTreeSet<&'a str> {
    let mut names = BTreeSet::new();
    let of_actions = context.api.actions.iter().flat_map(|action| {
        names.extend(struct_model::awaited(&action.request).map(|field| field.ident.as_str()));
        &action.types
    });
    let written: Vec<_> = of_actions
        .chain(&context.api.shapes)
        .filter(|definition| context.direction(&definition.name).is_written())
        .collect();
    for definition in written {
        let fields = struct_model::awaited(fields_of(definition));
        names.extend(fields.map(|field| field.ident.as_str()));
    }
    names
}

fn marker(name: &str) -> TokenStream {
    let ident = tokens::ident(name);
    let docs = Docs::own(format!("The parameter `{name}` was not given yet."));
    quote! {
        #docs
        #[derive(Debug, Clone, Copy)]
        pub struct #ident;
    }
}
