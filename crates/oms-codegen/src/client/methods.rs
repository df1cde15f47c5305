//! `methods.rs`: the client's method for each action, with everything that a caller should read
//! about it.

use oms_spec::ir::Action;
use proc_macro2::TokenStream;
use quote::quote;

use super::path;
use crate::context::{Context, ROOT_FILE};
use crate::example;
use crate::rust::docs::Docs;
use crate::rust::source::SourceModule;
use crate::rust::{facts, tokens};

/// Returns the file.
pub(super) fn source(context: &Context<'_>) -> SourceModule {
    let docs = Docs::own("One method of the client for each action.");
    let mut source = SourceModule::new(path("methods"), ROOT_FILE, docs);
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
    let probe = context.probe().map(|action| {
        for name in ["Call", "NoData", "Probe"] {
            source.imports.add("oms_core", name);
        }
        let request = format!("{}Request", action.type_stem);
        source.imports.add(&module, &request);
        probe(context, action)
    });
    source.items = vec![quote!(impl Client { #probe #(#methods)* })];
    source
}

/// Returns the method that proves the connection to the service.
fn probe(context: &Context<'_>, action: &Action) -> TokenStream {
    let users = context.place.users;
    let docs = Docs::own(format!(
        "Proves the way to the service by `{}`, a read that changes nothing.",
        action.wire_name
    ))
    .and(
        "A write takes the same way: the same endpoint, path, credentials, certificates and proxy. Call it when a program starts, and \
         before its first write: what is wrong with the way then ends in an error that is certain, such as a refusal with \
         [`Reason::Credentials`](oms_core::Reason::Credentials). The same fault would leave a write \
         [`Unknown`](oms_core::Unknown), because a gateway may have answered in the service's place. The answer must be an accepted \
         envelope; its payload is passed over.",
    )
    .and("It does not prove that these credentials permit a write. Its answer carries no payload; its options are those of every call.")
    .and("# Examples")
    .paragraph(
        [
            "```",
            &format!("# async fn start(client: &{users}::Client) -> Result<(), {users}::Error> {{"),
            "let reply = client.probe().within(std::time::Duration::from_secs(2)).await?;",
            "println!(\"the service answers, its clock says {:?}\", reply.meta.server_time());",
            "# Ok(())",
            "# }",
            "```",
        ]
        .map(str::to_owned),
    );
    let request = tokens::joined(&action.type_stem, "Request");
    quote! {
        #docs
        pub fn probe(&self) -> Call<NoData> {
            self.call(&Probe::<#request>::new())
        }
    }
}

/// Returns the method of one action.
fn method(context: &Context<'_>, action: &Action) -> TokenStream {
    let docs = docs(context, action);
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
