//! The tests from the examples: each exchange is sent and read through the generated types.
//!
//! What a test does with an exchange is written by hand in `tests/suite/examples.rs`.

use oms_spec::ir::{Action, Example};
use proc_macro2::TokenStream;
use quote::quote;

use crate::context::{Context, ROOT_FILE};
use crate::docs::Docs;
use crate::example;
use crate::imports::Imports;
use crate::source::Source;
use crate::tokens;

/// Where the generated tests stand.
pub(crate) const FOLDER: &str = "tests/suite/generated";

/// Every file of the tests.
pub(crate) fn sources(context: &Context<'_>) -> Vec<Source> {
    let mut sources = vec![root(context)];
    sources.extend(
        context
            .api
            .actions
            .iter()
            .map(|action| tests(context, action)),
    );
    sources
}

fn root(context: &Context<'_>) -> Source {
    let docs = Docs::own(
        "The exchanges under `spec/examples`, sent and read by the client; a module an action.",
    );
    let mut source = Source::new(format!("{FOLDER}/mod.rs"), ROOT_FILE, docs);
    source.modules = context
        .api
        .actions
        .iter()
        .map(|action| {
            let module = tokens::ident(&action.ident);
            quote!(mod #module;)
        })
        .collect();
    source
}

fn tests(context: &Context<'_>, action: &Action) -> Source {
    let docs = Docs::own(format!(
        "The examples of `{}`, sent and read.",
        action.wire_name
    ));
    let mut source = Source::new(format!("{FOLDER}/{}.rs", action.ident), &action.path, docs);
    source.items = action
        .examples
        .iter()
        .map(|example| test(context, action, example, &mut source.imports))
        .collect();
    if !source.items.is_empty() {
        source.imports.add("crate::examples", "Exchange");
        source.imports.add("crate::examples", "TestResult");
        source.imports.add(
            "oms_client::actions",
            &format!("{}Request", action.type_stem),
        );
    }
    source
}

/// The test of one case.
fn test(
    context: &Context<'_>,
    action: &Action,
    example: &Example,
    imports: &mut Imports,
) -> TokenStream {
    let name = tokens::joined("case_", &oms_spec::names::snake(&example.case));
    let exchange = exchange(action, example);
    let request = tokens::joined(&action.type_stem, "Request");
    let built = example
        .sendable_request
        .as_deref()
        .and_then(|json| example::as_request(context, action, json));
    let check = if let Some((expression, others)) = built {
        imports.extend_for_users(&others, "");
        quote!(exchange.check_built(&#expression).await)
    } else {
        quote!(exchange.check::<#request>().await)
    };
    quote! {
        #[tokio::test]
        async fn #name() -> TestResult {
            let exchange = #exchange;
            #check
        }
    }
}

/// The case as data.
fn exchange(action: &Action, example: &Example) -> TokenStream {
    let wire_name = &action.wire_name;
    let optional = |tokens: Option<TokenStream>| {
        tokens.map_or_else(|| quote!(None), |tokens| quote!(Some(#tokens)))
    };
    let request = optional(example.sendable_request.as_deref().map(tokens::text));
    let response = optional(example.response.as_ref().map(|response| {
        let path = format!("../../../{}", response.path);
        quote!(include_str!(#path))
    }));
    let accepted = optional(example.verdict.map(|verdict| quote!(#verdict)));
    quote! {
        Exchange {
            action: #wire_name,
            request: #request,
            response: #response,
            accepted: #accepted,
        }
    }
}
