//! The discrepancies of a skeleton: what the page contradicts, and masked values that cannot be
//! sent.

use serde_json::Value;

use super::CASE;
use super::example::Examples;
use super::types::Types;
use super::writer::{Writer, below};
use crate::contradictions;
use crate::facts::Facts;

/// A discrepancy that is to be written.
pub(super) struct Found {
    id: String,
    at: String,
    documented: String,
    observed: String,
    stand_in: Option<String>,
}

/// The discrepancies of the parameters and the payload; those of the envelope belong to the root
/// file.
pub(super) fn of(facts: &Facts, types: &Types<'_>, examples: &Examples) -> Vec<Found> {
    let own = |at: &str| at.starts_with("request.") || at == "data" || at.starts_with("data.");
    let mut found: Vec<Found> = contradictions::of(facts)
        .into_iter()
        .filter(|contradiction| own(&contradiction.at))
        // A name that only an example of a variant has, or only an empty one of a request, is left
        // out of the example that is written.
        .filter(|contradiction| {
            let at = &contradiction.at;
            let is_empty = at.starts_with("request.") && contradiction.observed == "null";
            contradiction.documented != "absent" || !(is_empty || types.is_in_union(at))
        })
        .map(|contradiction| Found {
            id: id(&contradiction.at, "type"),
            stand_in: sendable(&contradiction.at, contradiction.observed, facts),
            at: contradiction.at,
            documented: contradiction.documented,
            observed: contradiction.observed.to_owned(),
        })
        .collect();
    if let Some(Value::Object(request)) = &examples.request {
        found.extend(
            request
                .iter()
                .filter_map(|(name, value)| masked(name, value, facts, types)),
        );
    }
    found
}

/// A value that can be sent, where the example has a number or a boolean for a parameter with a
/// list of values.
fn sendable(at: &str, observed: &str, facts: &Facts) -> Option<String> {
    let name = at.strip_prefix("request.")?;
    let field = facts.request.iter().find(|field| field.name == name)?;
    let is_odd = matches!(observed, "number" | "boolean");
    field.said.values.first().filter(|_| is_odd).cloned()
}

/// A value of the request that is masked; with one of its form to be sent instead, where its type
/// would refuse it.
fn masked(name: &str, value: &Value, facts: &Facts, types: &Types<'_>) -> Option<Found> {
    let text = value.as_str().filter(|text| text.contains('*'))?;
    let field = facts.request.iter().find(|field| field.name == name)?;
    let at = format!("request.{name}");
    let is_refused = types.of(&at, field) != "string";
    Some(Found {
        id: id(&at, "masked"),
        at,
        documented: "a value without a mask".to_owned(),
        observed: "/\\*/".to_owned(),
        stand_in: is_refused.then(|| text.replace('*', "0")),
    })
}

fn id(at: &str, what: &str) -> String {
    let name = at.strip_prefix("request.").unwrap_or(at);
    let name: Vec<String> = name.split('.').map(oms_spec::names::kebab).collect();
    format!("{}-{what}", name.join("-"))
}

impl Found {
    pub(super) fn at(&self) -> &str {
        &self.at
    }

    /// True if it is about a field that no table lists.
    pub(super) fn is_absent(&self) -> bool {
        self.documented == "absent"
    }

    /// The type of a field that no table lists.
    pub(super) fn type_of(&self, types: &Types<'_>) -> &'static str {
        match self.observed.as_str() {
            "string" => "string",
            "number" => types.number(&self.at, ""),
            "boolean" => "boolean",
            "array" => "list<any>",
            _ => "any",
        }
    }

    pub(super) fn write(&self, writer: &mut Writer) {
        writer.header(&below("discrepancy", &[&self.id]));
        writer.text_key("at", &self.at);
        writer.text_key("documented", &self.documented);
        writer.text_key("observed", &self.observed);
        writer.text_key("example", CASE);
        writer.text_key("decision", "");
        if let Some(stand_in) = &self.stand_in {
            writer.text_key("stand-in", stand_in);
        }
    }
}
