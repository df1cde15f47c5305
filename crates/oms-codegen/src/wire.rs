//! The tests from the examples: each exchange is sent and read through the generated types.
//!
//! The body of such a test is written by hand in `tests/suite/examples.rs`.

use oms_spec::ir::{Action, Example, Role};
use proc_macro2::TokenStream;
use quote::quote;
use serde_json::{Map, Value};

use crate::context::{Context, ROOT_FILE};
use crate::example;
use crate::rust::docs::Docs;
use crate::rust::imports::Imports;
use crate::rust::source::{self, Job, SourceModule};
use crate::rust::tokens;

/// The folder of the generated tests.
pub(crate) const FOLDER: &str = "tests/suite/generated";

/// Returns every file of the tests.
pub(crate) fn jobs<'a>(context: &'a Context<'a>) -> Vec<Job<'a>> {
    let root: Job<'a> = Box::new(move || root(context).into());
    let actions = tested(context)
        .map(|action| -> Job<'a> { Box::new(move || tests(context, action).into()) });
    std::iter::once(root).chain(actions).collect()
}

/// Returns the actions that have examples.
fn tested<'a>(context: &Context<'a>) -> impl Iterator<Item = &'a Action> {
    let actions = context.api.actions.iter();
    actions.filter(|action| !action.examples.is_empty())
}

fn root(context: &Context<'_>) -> SourceModule {
    let docs = Docs::own(
        "The exchanges under `spec/examples`, sent and read by the client; a module an action.",
    );
    let mut source = SourceModule::new(format!("{FOLDER}/mod.rs"), ROOT_FILE, docs);
    for action in tested(context) {
        source.declare(TokenStream::new(), tokens::ident(&action.ident));
    }
    source
}

fn tests(context: &Context<'_>, action: &Action) -> SourceModule {
    let docs = Docs::own(format!(
        "The examples of `{}`, sent and read.",
        action.wire_name
    ));
    let file = format!("{FOLDER}/{}.rs", action.ident);
    let mut source = SourceModule::new(file, &action.path, docs);
    for name in ["Exchange", "TestResult"] {
        source.imports.add("crate::examples", name);
    }
    source.imports.add(context.place.users, "Client");
    let tests = action.examples.iter();
    source.items = tests
        .map(|example| test(context, action, example, &mut source.imports))
        .collect();
    source
}

/// Returns the test of one case.
fn test(
    context: &Context<'_>,
    action: &Action,
    example: &Example,
    imports: &mut Imports,
) -> TokenStream {
    let name = tokens::joined("case_", &oms_spec::names::snake(&example.case));
    let exchange = exchange(context, action, example);
    let built = example
        .sendable_request
        .as_deref()
        .and_then(|json| example::as_request(context, action, json));
    let mut deprecated = None;
    let check = if let Some(built) = built {
        imports.extend(&built.imports);
        deprecated = built
            .deprecated
            .then(|| quote!(#[expect(deprecated, reason = "what is deprecated is still sent")]));
        let expression = built.expression;
        quote! {
            let request = #expression;
            exchange.send::<Client, _>(&request).await
        }
    } else {
        let request = format!("{}Request", action.type_stem);
        imports.add(context.users_actions(), &request);
        let request = tokens::ident(&request);
        quote!(exchange.read::<Client, #request>().await)
    };
    let body = quote! {
        let exchange = #exchange;
        #check
    };
    // Each value of the request has a line of its own, and an object a few around it.
    let values = example
        .sendable_request
        .as_deref()
        .map_or(0, |json| json.matches(',').count());
    let length = source::expect_length_of_function(values + 5, 4, &body);
    quote! {
        #[tokio::test]
        #deprecated
        #length
        async fn #name() -> TestResult {
            #body
        }
    }
}

/// Returns the case as data.
fn exchange(context: &Context<'_>, action: &Action, example: &Example) -> TokenStream {
    let wire_name = &action.wire_name;
    let request = request(context, action, example).map(|request| quote!(.request(#request)));
    let response = example.response.as_ref().map(|response| {
        let path = response.path.strip_prefix("spec/");
        let path = format!("{}/{}", context.place.spec, path.unwrap_or(&response.path));
        quote!(.response(include_str!(#path)))
    });
    let raw = example.raw.as_ref().map(|(path, outcome)| {
        let path = path.strip_prefix("spec/").unwrap_or(path);
        let path = format!("{}/{path}", context.place.spec);
        let outcome = outcome.as_str();
        quote!(.raw(include_bytes!(#path), #outcome))
    });
    let payload = payload(context, action, example).map(|payload| {
        let payload = tokens::text(&example::json_text(&payload));
        quote!(.payload(#payload))
    });
    quote!(Exchange::of(#wire_name) #request #response #payload #raw)
}

/// Returns the body that the client is to send: the example's own, unless the client spells a part
/// of it otherwise.
fn request(context: &Context<'_>, action: &Action, example: &Example) -> Option<TokenStream> {
    let recorded = example.sendable_request.as_deref()?;
    let canonical = example::request(context, action, recorded)?;
    let same = serde_json::from_str::<Value>(recorded).is_ok_and(|recorded| recorded == canonical);
    Some(if same {
        tokens::text(recorded)
    } else {
        tokens::text(&example::json_text(&canonical))
    })
}

/// Returns the payload in the client's spelling, if that differs from the answer's.
fn payload(context: &Context<'_>, action: &Action, example: &Example) -> Option<Value> {
    let key = |role: Role| {
        let mut fields = context.api.envelope.fields.iter();
        let field = fields.find(|field| field.role == role)?;
        Some(field.field.wire_name.as_str())
    };
    if example.verdict != Some(true) {
        return None;
    }
    let response: Map<String, Value> =
        serde_json::from_str(&example.response.as_ref()?.text).ok()?;
    let recorded = response.get(key(Role::Payload)?)?;
    let canonical = example::payload(context, action, recorded);
    (action.data.is_some() && canonical != *recorded).then_some(canonical)
}
