//! The states that an action leads to: a look at its subject shows one, and can show these.

use oms_text::nearest;

use crate::ir::Fact;
use crate::language::TypeExpression;
use crate::raw::shapes::BaseType;
use crate::raw::subjects::{Candidate, field_at};
use crate::raw::{
    Action, Field, Look, Shapes, Spec, Subject, SubjectChoice, Typed, Value, subjects,
};
use crate::report::{Code, Diagnostic, Problems, Span, Text, quoted};

pub(super) fn check(action: &Action, spec: &Spec, shapes: &Shapes<'_>, problems: &mut Problems) {
    let Some(key) = action.leads_to_key else {
        return;
    };
    let Some(first) = action.leads_to.first() else {
        problems.push(
            mismatch(key, "the action leads to no state".to_owned())
                .label("this names none")
                .help("name the states that say that it was carried out, or remove the key"),
        );
        return;
    };
    if !spec.root.subjects.is_whole() || !action.request.is_whole() {
        return;
    }
    let acts_on = match &action.subject {
        Some(SubjectChoice::None) => Vec::new(),
        _ => subjects::candidates(action, shapes),
    };
    let looks = looks(&acts_on, spec);
    if looks.is_empty() {
        if is_unclear(action, &acts_on, spec, shapes) {
            return;
        }
        problems.push(
            mismatch(
                first.span,
                "no look shows a state of what the action acts on".to_owned(),
            )
            .label("nobody could see this state")
            .help("let a look of its subject name the place of `status`, or remove the key"),
        );
        return;
    }
    let Some(enumerations) = enumerations(&looks, spec, shapes) else {
        return;
    };
    let states = action.leads_to.iter();
    problems.extend(states.filter_map(|state| unseen(state, &enumerations)));
}

fn mismatch(place: Span, message: String) -> Diagnostic {
    Diagnostic::new(Code::LookMismatch, place, message)
}

/// Returns whether a mistake of its parameters, which is told elsewhere, hides what the action acts
/// on.
fn is_unclear(
    action: &Action,
    acts_on: &[Candidate<'_>],
    spec: &Spec,
    shapes: &Shapes<'_>,
) -> bool {
    let is_unread = |field: &Field| {
        let names_nothing = match field.typed.innermost() {
            Some(TypeExpression::Shape(name)) => shapes.get(name).is_none(),
            expression => expression.is_none(),
        };
        names_nothing || field.presence.is_none()
    };
    let is_declared =
        |candidate: &Candidate<'_>| spec.root.subject(&candidate.subject.value).is_some();
    let is_refused = match &action.subject {
        Some(SubjectChoice::Parameter(name)) => {
            let mut named = acts_on.iter().map(|candidate| &candidate.field.name.value);
            !named.any(|other| *other == name.value)
        }
        Some(SubjectChoice::Unreadable) => true,
        Some(SubjectChoice::None) | None => false,
    };
    is_refused || action.request.iter().any(is_unread) || !acts_on.iter().all(is_declared)
}

/// The looks that show a state of what the action acts on.
fn looks<'a>(acts_on: &[Candidate<'_>], spec: &'a Spec) -> Vec<&'a Look> {
    let is_acted_on = |subject: &&Subject| {
        let mut acts_on = acts_on.iter();
        acts_on.any(|candidate| candidate.subject.value == subject.name.value)
    };
    let acted_on = spec.root.subjects.iter().filter(is_acted_on);
    let looks = acted_on.flat_map(|subject| &subject.looks);
    looks
        .filter(|look| place_of_state(look).is_some())
        .collect()
}

fn place_of_state(look: &Look) -> Option<&Text> {
    let mut shows = look.shows.iter();
    let (_, place) = shows.find(|(fact, _)| *fact == Fact::Status)?;
    Some(place)
}

/// The enumerations whose values the looks show; `None` where one of them shows any text, or
/// nobody knows what.
fn enumerations<'a>(
    looks: &[&'a Look],
    spec: &'a Spec,
    shapes: &Shapes<'a>,
) -> Option<Vec<&'a Typed>> {
    looks
        .iter()
        .map(|look| {
            let read = spec.action(&look.action.value)?;
            let data = read.data.as_ref()?;
            let around = match &look.items {
                Some(items) => field_at(&data.typed, &items.value, shapes).ok()?,
                None => data,
            };
            let state = field_at(&around.typed, &place_of_state(look)?.value, shapes).ok()?;
            match shapes.base_of(&state.typed)? {
                (_, BaseType::Enum(typed)) => Some(typed),
                _ => None,
            }
        })
        .collect()
}

/// The diagnostic for a state that is no value of any of the enumerations.
fn unseen(state: &Text, enumerations: &[&Typed]) -> Option<Diagnostic> {
    let values = || enumerations.iter().flat_map(|typed| &typed.values);
    let is_named = |value: &Value| value.name.value == state.value;
    if values().any(is_named) {
        return None;
    }
    let is_spelt = |value: &&Value| value.spellings().any(|name| name.value == state.value);
    if let Some(value) = values().find(is_spelt) {
        let name = quoted(&value.name.value);
        let message = format!("{} is another spelling of {name}", quoted(&state.value));
        return Some(
            mismatch(state.span, message)
                .label(format!("write {name}"))
                .also(value.name.span, "the state is called so here")
                .help("the command compares states by their own names"),
        );
    }
    let message = format!("no look shows the state {}", quoted(&state.value));
    let diagnostic = mismatch(state.span, message);
    let names = values().map(|value| value.name.value.as_str());
    let near = nearest(&state.value, names);
    Some(diagnostic.did_you_mean(near, |it| {
        let new = it.label("not declared");
        match enumerations.first() {
            Some(typed) => new
                .also(typed.span, "the states are declared here")
                .help("declare the value, or mend the one here"),
            None => new,
        }
    }))
}
