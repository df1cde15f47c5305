//! Subjects: what identifies one, and which parameter of a write names it.

mod leads;
mod looks;
mod moves;

use oms_text::nearest;

use super::{SpecPart, undeclared};
use crate::raw::subjects::Candidate;
use crate::raw::{Action, Root, Shape, Shapes, Spec, Subject, SubjectChoice, subjects};
use crate::report::{Code, Diagnostic, Problems, Span, Text, all_of, quoted};

pub(super) fn check(part: SpecPart<'_>, spec: &Spec, shapes: &Shapes<'_>, problems: &mut Problems) {
    match part {
        SpecPart::Root(root) => {
            for shape in &root.shapes {
                identifying(shape, root, problems);
            }
            for subject in &root.subjects {
                identified(subject, root, problems);
                for look in subject.looks.iter().chain(&subject.lists) {
                    looks::check(look, subject, spec, shapes, problems);
                }
            }
        }
        SpecPart::Action(_, action) => {
            if spec.root.readable && spec.root.shapes.is_whole() {
                parameter(action, shapes, problems);
                leads::check(action, spec, shapes, problems);
                if let Some(moves) = &action.moves {
                    moves::check(action, moves, spec, shapes, problems);
                }
            }
        }
    }
}

/// A subject that a shape identifies must be declared, and an ID is neither secret nor a moment.
fn identifying(shape: &Shape, root: &Root, problems: &mut Problems) {
    let Some(identifies) = &shape.identifies else {
        return;
    };
    let other = match (shape.secret_at(), &shape.unit) {
        (Some(span), _) => Some((span, "a secret")),
        (None, Some((_, unit))) => Some((unit.span, "a time")),
        (None, None) => None,
    };
    if let Some((span, what)) = other {
        let message = format!("{what} identifies nothing");
        problems.push(
            Diagnostic::new(Code::RuleMismatch, identifies.span, message)
                .label("said to be an ID")
                .also(span, format!("and to be {what}"))
                .help("an ID is shown in plans and typed to confirm them; remove one of the two"),
        );
    }
    if !root.subjects.is_whole() || root.subject(&identifies.value).is_some() {
        return;
    }
    let message = format!("no subject is called {}", quoted(&identifies.value));
    let diagnostic = Diagnostic::new(Code::UnknownSubject, identifies.span, message);
    let near = nearest(&identifies.value, root.subject_names());
    problems.push(diagnostic.did_you_mean(near, |it| {
        let key = key(&identifies.value);
        it.label("not declared")
            .help(format!("declare it in spec/oms.toml as `[subject.{key}]`"))
    }));
}

/// A name as a key of TOML.
fn key(name: &str) -> String {
    let bare = |character: char| character.is_ascii_alphanumeric() || "-_".contains(character);
    if name.chars().all(bare) {
        name.to_owned()
    } else {
        format!("{name:?}")
    }
}

/// A subject that nothing identifies is never acted on.
fn identified(subject: &Subject, root: &Root, problems: &mut Problems) {
    let identifies = |shape: &Shape| {
        let identifies = shape.identifies.as_ref();
        identifies.is_some_and(|identifies| identifies.value == subject.name.value)
    };
    // A subject that is misspelt where a shape names it was reported there.
    let misspelt = |shape: &Shape| {
        shape.identifies.as_ref().is_some_and(|identifies| {
            let near = nearest(&identifies.value, root.subject_names());
            near == Some(subject.name.value.as_str())
        })
    };
    let mut shapes = root.shapes.iter();
    if !root.shapes.is_whole() || shapes.any(|shape| identifies(shape) || misspelt(shape)) {
        return;
    }
    let message = format!("no shape identifies {}", quoted(&subject.name.value));
    problems.push(
        Diagnostic::new(Code::UnknownSubject, subject.name.span, message)
            .label("nothing leads to it")
            .help(format!(
                "give `identifies = \"{}\"` to the shape of its ID, or remove it",
                subject.name.value
            )),
    );
}

fn mismatch(place: Span, message: impl Into<String>) -> Diagnostic {
    Diagnostic::new(Code::SubjectMismatch, place, message.into())
}

/// The parameter that names the subject must be told, and be able to.
fn parameter(action: &Action, shapes: &Shapes<'_>, problems: &mut Problems) {
    if !action.is_write() {
        return;
    }
    let candidates = subjects::candidates(action, shapes);
    match &action.subject {
        Some(SubjectChoice::Parameter(name)) => chosen(action, name, &candidates, shapes, problems),
        Some(SubjectChoice::None | SubjectChoice::Unreadable) => {}
        None => ambiguous(&candidates, problems),
    }
}

fn ambiguous(candidates: &[Candidate<'_>], problems: &mut Problems) {
    let [first, second, ..] = candidates else {
        return;
    };
    let name = |candidate: &Candidate<'_>| candidate.field.name.value.clone();
    let names: Vec<String> = candidates.iter().map(name).collect();
    let message = format!(
        "{} each name something that the action could act on",
        all_of(names.iter().map(String::as_str))
    );
    problems.push(
        mismatch(second.field.name.span, message)
            .label("this one")
            .also(first.field.name.span, "or this one")
            .help("say which as `subject = \"...\"`; with `subject = false` it acts on none of them, as where something is created"),
    );
}

fn chosen(
    action: &Action,
    name: &Text,
    candidates: &[Candidate<'_>],
    shapes: &Shapes<'_>,
    problems: &mut Problems,
) {
    let is_meant = |candidate: &Candidate<'_>| candidate.field.name.value == name.value;
    if candidates.iter().any(is_meant) {
        return;
    }
    let Some(field) = action.parameter(&name.value) else {
        return undeclared::parameter(Code::SubjectMismatch, name, action, problems);
    };
    let is_read = field.presence.is_none() || shapes.base_of(&field.typed).is_none();
    if is_read {
        return;
    }
    let (place, label) = match subjects::named(&field.typed, shapes) {
        Some(_) => (field.name.span, "must be `presence = \"required\"`"),
        None => (
            field.typed.span,
            "must be a shape that `identifies` a subject, or a list of it",
        ),
    };
    let message = format!(
        "{} cannot name what the action acts on",
        quoted(&name.value)
    );
    problems.push(
        mismatch(name.span, message)
            .label("this parameter names it")
            .also(place, label)
            .help("what a write acts on is always sent, and a person types its ID to confirm it"),
    );
}
