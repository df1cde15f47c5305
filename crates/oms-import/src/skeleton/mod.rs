//! The spec files of an action that the spec lacks: everything that the page states, and a blank
//! for each word that a person has to say.
//!
//! `spec check` points at every blank, because an empty text is a mistake. A guess is marked by a
//! comment.

mod discrepancies;
mod example;
mod fields;
mod known;
mod types;
mod writer;

use std::collections::BTreeMap;

use oms_spec::ir::Api;
use oms_spec::names;
use serde_json::Value;

use crate::facts::{Facts, Half};
use crate::record::Record;
use writer::Writer;

/// The knowledge that a page alone does not have.
#[derive(Debug, Clone, Copy, Default)]
pub struct Hints<'a> {
    /// The address of the page.
    pub url: Option<&'a str>,
    /// The spec that the action is added to: its fields of the same name tell the shape of a field,
    /// or the shapes that a person has to choose from.
    pub api: Option<&'a Api>,
    /// True if the page's own examples are written down, as its licence must allow.
    pub keep_examples: bool,
}

/// The files of an action.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Skeleton {
    /// By path.
    pub files: BTreeMap<String, String>,
}

/// Name of the case that the example of the page becomes.
const CASE: &str = "page";

/// The files of an action that the spec lacks.
#[must_use]
pub fn skeleton(facts: &Facts, hints: &Hints<'_>) -> Skeleton {
    let record = Record::of_page(facts);
    let types = types::Types::new(facts, &record, hints.api);
    let examples = example::Examples::of(facts, &types, hints.keep_examples);
    let found = discrepancies::of(facts, &types, &examples);
    let mut writer = Writer::default();
    head(&mut writer, facts, hints);
    fields::request(&mut writer, facts, &types, &found);
    fields::data(&mut writer, facts, &types, &found);
    paging(&mut writer, facts, &types);
    for discrepancy in &found {
        discrepancy.write(&mut writer);
    }
    let name = names::action(&facts.action);
    let mut files = BTreeMap::from([(format!("spec/actions/{name}.toml"), writer.text())]);
    for (half, value) in [
        ("request", &examples.request),
        ("response", &examples.response),
    ] {
        if let Some(value) = value {
            let path = format!("spec/examples/{name}/{CASE}.{half}.json");
            files.insert(path, format!("{value:#}\n"));
        }
    }
    Skeleton { files }
}

fn head(writer: &mut Writer, facts: &Facts, hints: &Hints<'_>) {
    let name = names::action(&facts.action);
    let effect = effect(&name);
    writer.comment_line("#:schema ../schema/action.json");
    writer.blank();
    writer.text_key("name", &name);
    if name != facts.action {
        writer.text_key("wire-name", &facts.action);
    }
    writer.text_key("summary", "");
    writer.key_with_comment("effect", &writer::quoted(effect), "guessed by its name");
    if effect == "write" {
        writer.text_key("impact", "");
    }
    let since = facts.since.as_ref().map_or_else(
        || "{}".to_owned(),
        |since| {
            format!(
                "{{ {} = {} }}",
                facts.edition.word(),
                writer::quoted(&since.text)
            )
        },
    );
    writer.key("since", &since);
    let url = writer::quoted(hints.url.unwrap_or_default());
    let updated = facts.updated.as_ref().map_or_else(String::new, |updated| {
        format!(", updated = {}", updated.text)
    });
    writer.key("source", &format!("{{ url = {url}{updated} }}"));
    address(writer, facts, hints);
    if !facts.complete {
        writer.key_with_comment("complete", "false", "a part of the page could not be read");
    }
}

/// A remark about an address that is not the one that the spec has for all actions.
fn address(writer: &mut Writer, facts: &Facts, hints: &Hints<'_>) {
    let Some(dispatch) = hints.api.map(|api| &api.dispatch) else {
        return;
    };
    let (method, path) = facts.method_and_path();
    let differs = method.is_some_and(|method| method != dispatch.method)
        || path.is_some_and(|path| path != dispatch.path);
    if let Some(address) = facts.address.as_ref().filter(|_| differs) {
        let stated = crate::text::shown(&address.text);
        let others = format!("{} {}", dispatch.method, dispatch.path);
        writer.key(
            "# address",
            &format!("{stated}; the spec has {others} for all actions"),
        );
    }
}

/// The effect of an action, by the verb of its name.
fn effect(name: &str) -> &'static str {
    let reads = ["List", "Describe", "Get", "Check", "Query"];
    if reads.iter().any(|verb| name.starts_with(verb)) {
        "read"
    } else {
        "write"
    }
}

/// The keys that cut an answer into pages, where the parameters for it are there and the payload is
/// a list.
fn paging(writer: &mut Writer, facts: &Facts, types: &types::Types<'_>) {
    let has = |name: &str| facts.request.iter().any(|field| field.name == name);
    let is_list = facts
        .data
        .as_ref()
        .is_some_and(|data| types.is_list("data", data));
    if effect(&names::action(&facts.action)) == "read"
        && has("pageNumber")
        && has("pageSize")
        && is_list
    {
        writer.header("paging");
        writer.text_key("page-number", "pageNumber");
        writer.text_key("page-size", "pageSize");
    }
}

/// The first example of a half that can be read.
fn first(facts: &Facts, half: &Half) -> Option<Value> {
    let mut examples = facts
        .examples
        .iter()
        .filter(|example| example.half == *half);
    examples.find_map(crate::facts::Example::value)
}
