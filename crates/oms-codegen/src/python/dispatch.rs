//! From the name of an action to its type.

use oms_spec::ir::Action;
use proc_macro2::TokenStream;
use quote::quote;

use crate::context::{Context, ROOT_FILE, paging};
use crate::rust::docs::Docs;
use crate::rust::source::SourceModule;
use crate::rust::tokens;

/// The folder of the generated Rust.
pub(crate) const FOLDER: &str = "crates/oms-python/src/generated";

pub(super) fn module(context: &Context<'_>) -> SourceModule {
    let docs = "The actions by name, from the files under `spec/`.";
    let mut source = SourceModule::new(format!("{FOLDER}/mod.rs"), ROOT_FILE, Docs::own(docs));
    for name in ["Begin", "Start"] {
        source.imports.add("crate::call", name);
    }
    let actions = &context.api.actions;
    let calls: Vec<TokenStream> = actions
        .iter()
        .map(|action| entry(context, action, &mut source, "call"))
        .collect();
    let pages: Vec<TokenStream> = actions
        .iter()
        .filter(|action| paging(action).is_some())
        .map(|action| entry(context, action, &mut source, "pages"))
        .collect();
    source.items = vec![
        quote! {
            /// The call of each action.
            pub(crate) const CALLS: &[(&str, Start)] = &[#(#calls),*];
        },
        quote! {
            /// The pages of each action that gives a list page by page.
            pub(crate) const PAGES: &[(&str, Begin)] = &[#(#pages),*];
        },
    ];
    source
}

fn entry(
    context: &Context<'_>,
    action: &Action,
    source: &mut SourceModule,
    function: &str,
) -> TokenStream {
    let name = &action.wire_name;
    let request_name = format!("{}Request", action.type_stem);
    source.imports.add(context.users_actions(), &request_name);
    let request = tokens::ident(&request_name);
    let function = tokens::ident(function);
    quote!((#name, crate::call::#function::<#request>))
}
