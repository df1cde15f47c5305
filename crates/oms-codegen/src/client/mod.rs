//! The client's files: requests with their builders, payloads, shapes, the envelope, and one method
//! an action.

mod action;
mod arms;
mod builder;
mod builder_parts;
mod check;
mod conditional;
mod envelope;
mod keyed;
mod methods;
mod missing;
mod newer;
mod newtype;
mod object;
mod open_enum;
mod paging;
mod reading;
pub(crate) mod rules;
mod secrets;
mod serde_attributes;
mod service;
mod setters;
mod shapes;
mod struct_model;
mod union;
mod waiting;

pub(crate) use action::data_type;

use std::collections::BTreeMap;

use oms_spec::ir::Api;
use proc_macro2::TokenStream;
use quote::quote;

use crate::context::{Context, ROOT_FILE};
use crate::rust::docs::Docs;
use crate::rust::imports::{Imports, order};
use crate::rust::markdown;
use crate::rust::source::{Job, SourceModule};
use crate::rust::tokens;

/// The folder of the client's generated files.
pub(crate) const FOLDER: &str = "crates/oms-client/src/generated";

/// Returns every file of the client, the longest first.
pub(crate) fn jobs<'a>(context: &'a Context<'a>) -> Vec<Job<'a>> {
    let shared: [fn(&Context<'_>) -> SourceModule; 8] = [
        methods::source,
        shapes::source,
        actions,
        missing::source,
        secrets::source,
        envelope::source,
        service::source,
        |_| root(),
    ];
    let shared = shared
        .into_iter()
        .map(|source| -> Job<'a> { Box::new(move || source(context).into()) });
    let actions = context
        .api
        .actions
        .iter()
        .map(|action| -> Job<'a> { Box::new(move || action::source(context, action).into()) });
    shared.chain(actions).collect()
}

/// Returns the path of a file of the client.
fn path(name: &str) -> String {
    format!("{FOLDER}/{name}.rs")
}

/// Returns the module that holds all others.
fn root() -> SourceModule {
    let docs =
        Docs::own("Everything that names a word of the vendor's, from the files under `spec/`.");
    let mut source = SourceModule::new(path("mod"), ROOT_FILE, docs);
    source.items = vec![
        quote!(
            #[allow(
                clippy::type_complexity,
                reason = "a field has the type that the spec gives it, however deep that is"
            )]
            pub mod actions;
        ),
        quote!(
            mod envelope;
        ),
        quote!(
            mod methods;
        ),
        quote!(
            pub mod missing;
        ),
        quote!(
            mod secrets;
        ),
        quote!(
            mod service;
        ),
        quote!(
            #[allow(
                clippy::type_complexity,
                reason = "a field has the type that the spec gives it, however deep that is"
            )]
            pub mod shapes;
        ),
        quote!(
            pub(crate) use service::SERVICE;
        ),
        quote!(
            pub use service::SPEC_DIGEST;
        ),
    ];
    source
}

/// Returns the module of the actions.
fn actions(context: &Context<'_>) -> SourceModule {
    let docs = Docs::own("The actions, a module each.").paragraph(table(context));
    let mut source = SourceModule::new(path("actions/mod"), ROOT_FILE, docs);
    let mut actions: Vec<_> = context.api.actions.iter().collect();
    actions.sort_by(|left, right| order(&left.ident, &right.ident));
    for action in actions {
        let module = tokens::ident(&action.ident);
        let names = action::exports(context, action);
        source.items.push(quote!(pub use #module::{#(#names),*};));
        source.declare(quote!(pub), module);
    }
    source.items.extend(list(context, &mut source.imports));
    source
}

/// Returns a table of the client's methods by the groups of their actions, where the spec has
/// groups.
fn table(context: &Context<'_>) -> Vec<String> {
    let groups = by_purpose(context.api);
    if groups.is_empty() {
        return Vec::new();
    }
    let root = context.place.root;
    let rows = groups.into_iter().map(|(group, methods)| {
        let links = methods.iter();
        let links = links.map(|method| format!("[`{method}`]({root}::Client::{method})"));
        format!("| {group} | {} |", links.collect::<Vec<_>>().join(", "))
    });
    let head = ["| For | Methods of the client |", "|---|---|"];
    head.map(str::to_owned).into_iter().chain(rows).collect()
}

/// Returns the client's methods by the groups of their actions, each group as a cell of a table.
#[must_use]
pub fn by_purpose(api: &Api) -> BTreeMap<String, Vec<&str>> {
    let mut groups: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for action in &api.actions {
        if let Some(group) = &action.group {
            let group = markdown::lines(group).join(" ").replace('|', "\\|");
            groups.entry(group).or_default().push(&action.ident);
        }
    }
    groups
}

/// Returns every action in one list, and the function that finds one by its name.
fn list(context: &Context<'_>, imports: &mut Imports) -> [TokenStream; 2] {
    imports.add_all("oms_core", &["Action", "ActionInfo"]);
    // The model has them by their names, so that one can be found by halves.
    let actions = context.api.actions.iter().map(|action| {
        let module = tokens::ident(&action.ident);
        let request = tokens::joined(&action.type_stem, "Request");
        quote!(self::#module::#request::INFO)
    });
    [
        quote! {
            /// The facts that are known of every action before it is called, sorted by its name on
            /// the wire.
            pub static ACTIONS: &[&ActionInfo] = &[#(#actions),*];
        },
        quote! {
            /// Returns the facts that are known of the action with this name on the wire; `None` if
            /// there is none.
            #[must_use]
            pub fn info(name: &str) -> Option<&'static ActionInfo> {
                let position = ACTIONS.binary_search_by(|info| info.name().cmp(name)).ok()?;
                ACTIONS.get(position).copied()
            }
        },
    ]
}
