//! Statements that a spec may make but hardly means.
//!
//! None of them is wrong by itself, so they stop nothing: they are shown beside the result of a
//! check. They are found in the model, and reported by the names that are on the wire.

mod examples;
mod groups;
mod names;
mod secrets;
mod subjects;

use std::collections::BTreeSet;

use crate::ir::{Action, Api, Discrepancy, Effect, Field, NamedTypes, Since, Type, TypeKind};

/// A doubt about a spec.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Warning {
    /// The place, such as `ListProjects request.status`.
    pub place: String,
    /// The doubt, in a sentence without its full stop.
    pub what: String,
}

/// The doubts about a spec, by place.
///
/// # Examples
///
/// ```
/// # fn show(api: &oms_spec::ir::Api) {
/// for warning in oms_spec::warnings(api) {
///     println!("{}: {}", warning.place, warning.what);
/// }
/// # }
/// ```
#[must_use]
pub fn warnings(api: &Api) -> Vec<Warning> {
    let mut found = Warnings::default();
    unused_shapes(api, &mut found);
    for action in &api.actions {
        effect(action, &mut found);
        versions(action, &mut found);
        for discrepancy in &action.discrepancies {
            decision(api, action, discrepancy, &mut found);
        }
        examples::check(api, action, &mut found);
    }
    groups::check(api, &mut found);
    names::check(api, &mut found);
    secrets::check(api, &mut found);
    subjects::check(api, &mut found);
    found.all.into_iter().collect()
}

#[derive(Default)]
struct Warnings {
    all: BTreeSet<Warning>,
}

impl Warnings {
    fn push(&mut self, place: impl Into<String>, what: impl Into<String>) {
        self.all.insert(Warning {
            place: place.into(),
            what: what.into(),
        });
    }
}

/// The beginnings of names that change something.
const WRITES: &[&str] = &[
    "Add", "Advance", "Cancel", "Create", "Delete", "Release", "Remove", "Reset", "Resume",
    "Retry", "Set", "Start", "Stop", "Submit", "Update",
];

fn effect(action: &Action, found: &mut Warnings) {
    let begins = |word: &&&str| {
        let rest = action.title.strip_prefix(**word);
        rest.is_some_and(|rest| rest.starts_with(|next: char| next.is_ascii_uppercase()))
    };
    match (action.effect, WRITES.iter().find(begins)) {
        (Effect::Read, Some(word)) => found.push(
            &action.title,
            format!("its name begins with `{word}`, and `effect` says that it only reads"),
        ),
        (Effect::Write, _) if action.paging.is_some() => found.push(
            &action.title,
            "it is paged, and a write: each page would be a change of its own",
        ),
        _ => {}
    }
}

/// A field that is as old as its action says so in vain.
fn versions(action: &Action, found: &mut Warnings) {
    let mut check = |place: String, since: Since| {
        let editions = [
            (since.enterprise, action.since.enterprise),
            (since.community, action.since.community),
        ];
        let early = editions.into_iter().any(
            |(own, around)| matches!((own, around), (Some(own), Some(around)) if own <= around),
        );
        if early {
            found.push(place, "its `since` is no later than that of the action");
        }
    };
    for field in &action.request {
        check(
            format!("{} request.{}", action.title, field.wire_name),
            field.since,
        );
    }
    for definition in &action.types {
        if let TypeKind::Object { fields, .. } = &definition.kind {
            for field in fields {
                let place = format!("{} {}.{}", action.title, definition.name, field.wire_name);
                check(place, field.since);
            }
        }
    }
}

fn unused_shapes(api: &Api, found: &mut Warnings) {
    let actions = api.actions.iter();
    let fields = actions.clone().flat_map(|action| &action.request);
    let envelope = api.envelope.fields.iter().map(|field| &field.field);
    let payloads = actions.filter_map(|action| action.data.as_ref());
    let types = fields
        .chain(envelope)
        .map(|field| &field.ty)
        .chain(payloads.map(|data| &data.ty));
    let used = NamedTypes::of(api).reached(types);
    for shape in &api.shapes {
        if shape.parent.is_none() && !used.contains(shape.name.as_str()) {
            found.push(format!("shape {}", shape.name), "no action uses it");
        }
    }
}

/// A decision about what is sent, where the declared type is sent in another form.
fn decision(api: &Api, action: &Action, discrepancy: &Discrepancy, found: &mut Warnings) {
    let words = discrepancy
        .decision
        .split_once("Send a ")
        .map(|(_, rest)| rest);
    let word = words.and_then(|rest| rest.split([' ', '.', ',', ':', ';']).next());
    let place = discrepancy.at.strip_prefix("request.");
    let (Some(word), Some(name)) = (word, place) else {
        return;
    };
    let field = action.request.iter().find(|field| field.wire_name == name);
    let Some(sent) = field.and_then(|field| form(api, field)) else {
        return;
    };
    if FORMS.contains(&word) && word != sent {
        let what = format!("its decision is to send a {word}, and a {sent} is sent");
        found.push(
            format!("{} discrepancy.{}", action.title, discrepancy.id),
            what,
        );
    }
}

/// The words for what is sent.
const FORMS: &[&str] = &["boolean", "list", "number", "text"];

/// The word for what is sent of a field; nothing where it may be several things.
fn form(api: &Api, field: &Field) -> Option<&'static str> {
    Some(match &field.ty {
        Type::Boolean => "boolean",
        Type::Integer | Type::Number => "number",
        Type::String => "text",
        Type::List(_) => "list",
        Type::Named(name) => {
            let shape = api.shapes.iter().find(|shape| shape.name == *name)?;
            match &shape.kind {
                TypeKind::Text(_) | TypeKind::Enum(_) | TypeKind::UtcDateTime => "text",
                TypeKind::Integer(_) | TypeKind::Duration { .. } => "number",
                TypeKind::EpochSeconds { wire, raw: false } => match wire {
                    crate::ir::WireForm::Number => "number",
                    crate::ir::WireForm::Text => "text",
                },
                _ => return None,
            }
        }
        Type::Any | Type::Map(_) => return None,
    })
}

#[cfg(test)]
mod tests;
