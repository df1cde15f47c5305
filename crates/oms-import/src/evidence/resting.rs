//! Discrepancies of a spec against the evidence: each rests on a page, or says that it does not.
//!
//! The join is here because it needs both the model and the evidence, and the reader of the spec
//! knows no evidence.

use oms_spec::ir::{Action, Api, Discrepancy, Provenance};
use serde_json::Value;

use super::{Evidence, Support, supports};

/// A discrepancy whose provenance is another one than it states.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unfounded {
    /// The file that declares it.
    pub file: String,
    /// Its ID.
    pub id: String,
    /// The problem.
    pub what: String,
    /// The text to write instead.
    pub help: &'static str,
}

/// The discrepancies that neither rest on evidence nor state where they are known from, and those
/// that state it although evidence shows them.
///
/// # Examples
///
/// ```
/// let api = oms_spec::load(&[]);
/// assert!(api.is_err(), "an empty spec has no discrepancy to ask about");
/// ```
#[must_use]
pub fn unfounded(api: &Api, evidence: &[Evidence]) -> Vec<Unfounded> {
    let of_root = api.discrepancies.iter().filter_map(|one| {
        let (name, case) = one.example.as_ref()?.split_once('/')?;
        let action = api.actions.iter().find(|action| action.wire_name == name)?;
        Some(("spec/oms.toml", action, case, one))
    });
    let of_actions = api.actions.iter().flat_map(|action| {
        let list = action.discrepancies.iter();
        list.map(move |one| {
            let case = one.example.as_deref().unwrap_or_default();
            (action.path.as_str(), action, case, one)
        })
    });
    let all = of_root.chain(of_actions);
    all.filter_map(|(file, action, case, one)| {
        let support = support(action, case, one, evidence);
        let (what, help) = wrong(&support, one)?;
        Some(Unfounded {
            file: file.to_owned(),
            id: one.id.clone(),
            what,
            help,
        })
    })
    .collect()
}

fn wrong(support: &Support, one: &Discrepancy) -> Option<(String, &'static str)> {
    match (support, one.provenance) {
        (Support::Yes { .. }, None)
        | (Support::No { .. }, Some(Provenance::Client | Provenance::Assumption))
        | (Support::Unknown, Some(_)) => None,
        // A pattern is proved by the digest of a value; where the example has a value of our own in
        // the place of the page's, nothing can prove it.
        (Support::No { .. }, Some(Provenance::Page)) if one.observed.starts_with('/') => None,
        (Support::Yes { observed_by, .. }, Some(_)) => {
            Some((format!("{observed_by} shows it"), "remove `provenance`"))
        }
        (Support::No { missing }, _) => Some((
            missing.clone(),
            "remove it if the page was mended, or write `provenance = \"client\"` or `\"assumption\"`",
        )),
        (Support::Unknown, None) => Some((
            "no evidence of the action is kept".to_owned(),
            "lock its page, or write where it is known from as `provenance`",
        )),
    }
}

fn support(action: &Action, case: &str, one: &Discrepancy, evidence: &[Evidence]) -> Support {
    // The name of an action is what its page sends it under.
    if one.at == "name" {
        let page = evidence
            .iter()
            .find(|page| page.record.action == one.observed);
        return page.map_or(Support::Unknown, |page| Support::Yes {
            documented_by: page.record.file.clone(),
            observed_by: page.record.file.clone(),
        });
    }
    let recorded = recorded(action, case, &one.at);
    supports(
        evidence,
        &action.wire_name,
        &one.at,
        &one.documented,
        &one.observed,
        recorded.as_ref(),
    )
}

/// The value of an example at a place, where it is one value.
fn recorded(action: &Action, case: &str, at: &str) -> Option<Value> {
    let example = action
        .examples
        .iter()
        .find(|example| example.case == case)?;
    let (start, path) = at.split_once('.').unwrap_or((at, ""));
    let file = match start {
        "request" => example.request.as_ref(),
        _ => example.response.as_ref(),
    }?;
    let whole: Value = serde_json::from_str(&file.text).ok()?;
    let from = if start == "data" {
        whole.get("data")?
    } else {
        &whole
    };
    let mut names = path.split('.').filter(|name| !name.is_empty());
    names.try_fold(from, |value, name| value.get(name)).cloned()
}
