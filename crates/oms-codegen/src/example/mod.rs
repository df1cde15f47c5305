//! The examples of the spec, as the Rust that builds their requests.

mod canonical;
mod writer;

use oms_spec::ir::Action;
use proc_macro2::TokenStream;
use quote::quote;
use serde_json::{Map, Value};

pub(crate) use canonical::{payload, request};

use crate::context::{Context, paging};
use crate::rust::imports::Imports;
use crate::rust::{layout, tokens};
use writer::ExampleWriter;

/// The request of an example, as an expression, and what it needs around it.
pub(crate) struct Built {
    /// The expression.
    pub(crate) expression: TokenStream,
    /// The names that it takes from elsewhere.
    pub(crate) imports: Imports,
    /// Says whether it names something deprecated.
    pub(crate) deprecated: bool,
}

/// Returns the documented example of a call: the first case that can be sent, as lines of Markdown.
pub(crate) fn as_documentation(context: &Context<'_>, action: &Action) -> Option<Vec<String>> {
    let mut writer = ExampleWriter::new(context);
    let setters = writer.request(action, &first_request(action)?)?;
    let method = tokens::ident(&action.ident);
    let imports = writer.imports.declarations(&|_| false);
    let call = quote!(client.#method() #setters);
    let pages = paging(action).map(|_| pages(&call));
    let use_of_answer = if action.data.is_some() {
        quote!(println!("{:?}", reply.data);)
    } else {
        quote!(println!("request {:?}", reply.meta.request_id);)
    };
    let call = layout::statements(
        quote! {
            let reply = #call.send().await?;
            #use_of_answer
        },
        0,
    );
    let users = context.place.users;
    let mut lines = vec!["```".to_owned()];
    lines.push(format!(
        "# async fn example(client: &{users}::Client) -> Result<(), {users}::Error> {{"
    ));
    let mut add = |code: String| lines.extend(code.lines().map(str::to_owned));
    if !imports.is_empty() {
        add(layout::statements(imports, 0) + "\n\n");
    }
    add(call);
    if let Some(pages) = pages {
        add(String::from("\n") + &layout::statements(pages, 0));
    }
    lines.extend(["# Ok(())", "# }", "```"].map(str::to_owned));
    Some(lines)
}

/// Returns the statements that list everything, page by page.
fn pages(call: &TokenStream) -> TokenStream {
    quote! {
        let mut pages = #call.pages();
        while let Some(page) = pages.next_page().await? {
            println!("page {} has {} items", page.number, page.items.len());
        }
    }
}

/// Returns the request of an example as data; `None` where a value cannot be written in Rust.
pub(crate) fn as_request(context: &Context<'_>, action: &Action, json: &str) -> Option<Built> {
    let mut writer = ExampleWriter::new(context);
    let setters = writer.request(action, &serde_json::from_str(json).ok()?)?;
    let name = format!("{}Request", action.type_stem);
    let request = tokens::ident(&name);
    writer.imports.add(context.users_actions(), &name);
    Some(Built {
        expression: quote!(#request::builder() #setters.build()),
        imports: writer.imports,
        deprecated: writer.deprecated,
    })
}

/// Returns the parameters of the first example that was accepted and can be sent; of any that can
/// be sent, where none was accepted.
pub(crate) fn first_request(action: &Action) -> Option<Map<String, Value>> {
    let request = |accepted: bool| {
        action
            .examples
            .iter()
            .filter(|example| !accepted || example.verdict == Some(true))
            .find_map(|example| serde_json::from_str(example.sendable_request.as_deref()?).ok())
    };
    request(true).or_else(|| request(false))
}

/// Returns a value as JSON text on one line. Its keys are sorted, because another crate of the
/// build may change the order of maps.
pub(crate) fn json_text(value: &Value) -> String {
    let mut value = value.clone();
    value.sort_all_objects();
    value.to_string()
}
