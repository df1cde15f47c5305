//! The client's files: requests with their builders, payloads, shapes, the envelope, and one method an action.

mod action;
mod builder;
mod check;
mod envelope;
mod methods;
mod missing;
mod newtype;
mod open_enum;
mod parts;
mod record;
mod serde_attributes;
mod service;
mod shapes;

pub(crate) use action::data_type;
pub(crate) use envelope::role_name;

use quote::quote;

use crate::context::{Context, ROOT_FILE};
use crate::docs::Docs;
use crate::source::Source;
use crate::tokens;

/// Where the client's generated files stand.
pub(crate) const FOLDER: &str = "crates/oms-client/src/generated";

/// Every file of the client.
pub(crate) fn sources(context: &Context<'_>) -> Vec<Source> {
    let mut sources = vec![
        root(),
        service::source(context),
        envelope::source(context),
        missing::source(context),
        methods::source(context),
        shapes::source(context),
        actions(context),
    ];
    sources.extend(
        context
            .api
            .actions
            .iter()
            .map(|action| action::source(context, action)),
    );
    sources
}

/// The path of a file of the client.
fn path(name: &str) -> String {
    format!("{FOLDER}/{name}.rs")
}

/// The module that holds all others.
fn root() -> Source {
    let docs =
        Docs::own("Everything that names a word of the vendor's, from the files under `spec/`.");
    let mut source = Source::new(path("mod"), ROOT_FILE, docs);
    source.items = vec![
        quote!(
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
            mod service;
        ),
        quote!(
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

/// The module of the actions.
fn actions(context: &Context<'_>) -> Source {
    let mut source = Source::new(
        path("actions/mod"),
        ROOT_FILE,
        Docs::own("The actions, a module each."),
    );
    for action in &context.api.actions {
        let module = tokens::ident(&action.ident);
        source.modules.push(quote!(pub mod #module;));
    }
    for action in &context.api.actions {
        let module = tokens::ident(&action.ident);
        let names = action::exports(context, action);
        source.items.push(quote!(pub use #module::{#(#names),*};));
    }
    source
}
