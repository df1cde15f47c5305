//! The simulator's files: how each action's parameters are read strictly, what its example answers,
//! and the envelope's keys.

mod rules;
mod secrets;

use oms_spec::ir::{Action, Api, Field, Role, Type, TypeKind};
use proc_macro2::TokenStream;
use quote::quote;
use serde_json::{Map, Value};

use crate::client::data_type;
use crate::context::{Context, ROOT_FILE, View};
use crate::example;
use crate::rust::docs::Docs;
use crate::rust::imports::Imports;
use crate::rust::source::{Job, SourceModule};
use crate::rust::tokens;

/// The folder of the simulator's generated files.
pub(crate) const FOLDER: &str = "crates/oms-sim/src/generated";

/// Returns every file of the simulator, the longest first.
pub(crate) fn jobs<'a>(context: &'a Context<'a>) -> Vec<Job<'a>> {
    let shared: [fn(&Context<'_>) -> SourceModule; 6] = [
        actions,
        rules::shapes,
        secrets::secrets,
        |context| envelope(context.api),
        |context| service(context.api),
        |_| root(),
    ];
    let shared = shared
        .into_iter()
        .map(|source| -> Job<'a> { Box::new(move || source(context).into()) });
    let actions = context.api.actions.iter();
    let actions = actions
        .map(|action| -> Job<'a> { Box::new(move || action_source(context, action).into()) });
    shared.chain(actions).collect()
}

/// Returns a file that comes from the root of the spec.
fn from_root(name: &str, docs: &str) -> SourceModule {
    SourceModule::new(format!("{FOLDER}/{name}.rs"), ROOT_FILE, Docs::own(docs))
}

fn root() -> SourceModule {
    let docs = "Everything of the simulator that names a word of the vendor's, from the files under `spec/`.";
    let mut source = from_root("mod", docs);
    source.items = vec![
        quote!(
            mod actions;
        ),
        quote!(
            mod envelope;
        ),
        quote!(
            mod secrets;
        ),
        quote!(
            mod service;
        ),
        quote!(
            mod shapes;
        ),
        quote!(
            pub(crate) use actions::{ACTIONS, Behaviour};
        ),
        quote!(
            pub(crate) use envelope::ENVELOPE;
        ),
        quote!(
            pub(crate) use secrets::{SECRET_ANSWERS, SECRETS};
        ),
        quote!(
            pub(crate) use service::{METHOD, PATH, QUERY_KEY};
        ),
    ];
    source
}

fn service(api: &Api) -> SourceModule {
    let mut source = from_root("service", "The address of an action.");
    let dispatch = &api.dispatch;
    let (method, path, query_key) = (&dispatch.method, &dispatch.path, &dispatch.query_key);
    source.items = vec![
        quote! {
            /// HTTP method of every call.
            pub(crate) const METHOD: &str = #method;
        },
        quote! {
            /// Path of every call.
            pub(crate) const PATH: &str = #path;
        },
        quote! {
            /// Query key whose value is the action's name.
            pub(crate) const QUERY_KEY: &str = #query_key;
        },
    ];
    source
}

fn envelope(api: &Api) -> SourceModule {
    let mut source = from_root("envelope", "The envelope that wraps every answer.");
    source.imports.add("oms_core", "Role");
    let entries = api.envelope.fields.iter().map(|envelope_field| {
        let role = tokens::variant(envelope_field.role.word());
        let key = &envelope_field.field.wire_name;
        quote!((Role::#role, #key))
    });
    source.items = vec![quote! {
        /// The keys of the envelope in the vendor's order, and what each is for.
        pub(crate) static ENVELOPE: &[(Role, &str)] = &[#(#entries),*];
    }];
    source
}

fn actions(context: &Context<'_>) -> SourceModule {
    let mut source = from_root("actions/mod", "The actions, a module each.");
    source.imports.add("crate::engine", "Reaction");
    source.imports.add("crate::rules", "ActionRules");
    let actions = context.api.actions.iter();
    let modules: Vec<_> = actions.map(|action| tokens::ident(&action.ident)).collect();
    let methods: Vec<_> = context
        .api
        .actions
        .iter()
        .map(|action| behaviour(context, action, &mut source.imports))
        .collect();
    for module in &modules {
        source.declare(TokenStream::new(), module.clone());
    }
    source.items.push(quote! {
        /// Every action, by its name on the wire.
        pub(crate) static ACTIONS: &[&ActionRules] = &[#(&#modules::ACTION_RULES),*];
    });
    source.items.push(quote! {
        /// The behaviour of each action.
        ///
        /// An action without behaviour of its own answers with the payload of its example.
        pub(crate) trait Behaviour {
            #(#methods)*
        }
    });
    source
}

/// Returns the defaulted method of one action.
fn behaviour(context: &Context<'_>, action: &Action, imports: &mut Imports) -> TokenStream {
    let data = data_type(action, context, View::Users, imports);
    let name = format!("{}Request", action.type_stem);
    imports.add(context.users_actions(), &name);
    let (method, request) = (tokens::ident(&action.ident), tokens::ident(&name));
    let docs = Docs::own(format!("The behaviour of `{}`.", action.wire_name));
    quote! {
        #docs
        fn #method(&self, _request: &#request) -> Reaction<#data> {
            Reaction::Example
        }
    }
}

fn action_source(context: &Context<'_>, action: &Action) -> SourceModule {
    let docs = Docs::own(format!(
        "`{}`, as its parameters are read and its example answers.",
        action.wire_name
    ));
    let file = format!("{FOLDER}/actions/{}.rs", action.ident);
    let mut source = SourceModule::new(file, &action.path, docs);
    let request = format!("{}Request", action.type_stem);
    source.imports.add(context.users_actions(), &request);
    source.imports.add("super", "Behaviour");
    source.imports.add("crate::engine", "react");
    source.imports.add("crate::rules", "ActionRules");
    source
        .items
        .push(rules(context, action, &mut source.imports));
    let types = rules::of_types(&action.types, context, &mut source.imports);
    source.items.extend(types);
    source
}

fn rules(context: &Context<'_>, action: &Action, imports: &mut Imports) -> TokenStream {
    let wire_name = &action.wire_name;
    let owner = format!("{}Request", action.type_stem);
    let fields = rules::fields(&owner, &action.request, context, imports);
    let example = tokens::text(&example_payload(context.api, action));
    let request = tokens::joined(&action.type_stem, "Request");
    let method = tokens::ident(&action.ident);
    let docs = Docs::own(format!("The facts about `{wire_name}`."));
    let paging = paging(context, action, imports);
    let further = action.further;
    // No type is called `ActionRules`, so no table of one has this name.
    quote! {
        #docs
        pub(super) static ACTION_RULES: ActionRules = ActionRules {
            name: #wire_name,
            request: #fields,
            further: #further,
            paging: #paging,
            example: #example,
            react: |world, parameters| react(parameters, |request: &#request| world.#method(request)),
        };
    }
}

/// Returns the rules by which the answer is cut into pages, by the names on the wire, if it is.
fn paging(context: &Context<'_>, action: &Action, imports: &mut Imports) -> TokenStream {
    let Some(paging) = &action.paging else {
        return quote!(None);
    };
    imports.add("crate::rules", "PagingRules");
    let number = wire_name(&action.request, &paging.page_number);
    let size = wire_name(&action.request, &paging.page_size);
    let items = paging.items.as_ref().map_or_else(
        || quote!(None),
        |items| {
            let items = wire_name(fields_of_payload(context, action), items);
            quote!(Some(#items))
        },
    );
    quote!(Some(PagingRules { number: #number, size: #size, items: #items }))
}

fn fields_of_payload<'a>(context: &Context<'a>, action: &Action) -> &'a [Field] {
    let payload = action.data.as_ref().and_then(|data| match &data.ty {
        Type::Named(name) => context.kind(name),
        _ => None,
    });
    match payload {
        Some(TypeKind::Object { fields, .. }) => fields,
        _ => &[],
    }
}

fn wire_name<'a>(fields: &'a [Field], ident: &str) -> &'a str {
    let field = fields.iter().find(|field| field.ident == *ident);
    field.map_or("", |field| &field.wire_name)
}

/// Returns the payload of the first example that was accepted, as JSON; `null` where there is none.
fn example_payload(api: &Api, action: &Action) -> String {
    let mut fields = api.envelope.fields.iter();
    let key = fields
        .find(|field| field.role == Role::Payload)
        .map(|field| field.field.wire_name.as_str());
    let accepted = action
        .examples
        .iter()
        .filter(|example| example.verdict == Some(true));
    let payload = accepted
        .filter_map(|example| example.response.as_ref())
        .find_map(|response| {
            let mut envelope: Map<String, Value> = serde_json::from_str(&response.text).ok()?;
            envelope.remove(key?)
        });
    example::json_text(&payload.unwrap_or(Value::Null))
}
