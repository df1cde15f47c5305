//! The roles of the envelope: what the client cannot do without must be there, nothing twice, and
//! each of a type that the role can be.

use std::collections::BTreeSet;

use crate::ir::{Presence, Role};
use crate::language::TypeExpression;
use crate::raw::{Envelope, EnvelopeField, Root, Shape, Shapes, Typed};
use crate::report::{Code, Diagnostic, Problems, Span, any_of, quoted};

/// The roles that decide: without a verdict nothing is accepted, without a payload nothing is read,
/// without an ID nothing can be asked.
const NEEDED: [(Role, &str); 3] = [
    (Role::Verdict, "says whether the call succeeded"),
    (Role::Payload, "holds the action's own answer"),
    (
        Role::RequestId,
        "holds the ID under which the service logged the request",
    ),
];

pub(super) fn check(root: &Root, shapes: &Shapes<'_>, problems: &mut Problems) {
    let fields = &root.envelope.fields;
    let mut twice = false;
    for (position, field) in fields.iter().enumerate() {
        let Some((role, span)) = field.role else {
            continue;
        };
        let mut earlier = fields.iter().take(position).filter_map(|field| field.role);
        if let Some((_, first)) = earlier.find(|(other, _)| *other == role) {
            problems.push(duplicate(span, first));
            twice = true;
        } else {
            mismatch(field, role, span, shapes, problems);
        }
    }
    // A role that occurs twice, or that could not be read, may be the one that is missing.
    if !root.readable || !root.envelope.fields.is_whole() || twice {
        return;
    }
    for (role, words) in NEEDED {
        let mut roles = fields.iter().filter_map(|field| field.role);
        if !roles.any(|(other, _)| other == role) {
            problems.push(missing(root, role.word(), words));
        }
    }
}

/// Returns whether answers can be read by the roles of the envelope; if not, that was reported.
pub(super) fn are_known(envelope: &Envelope) -> bool {
    let fits = |field: &EnvelopeField| {
        let role = field.role.map(|(role, _)| role);
        let expression = field.field.typed.expression.as_ref();
        role.zip(expression)
            .is_some_and(|(role, expression)| may_be(role, expression))
    };
    envelope.fields.is_whole() && envelope.fields.iter().all(fits)
}

/// Returns whether a field with a role can have a type. The detail of a failure is an object of the
/// service's own making, so a shape may describe it.
fn may_be(role: Role, expression: &TypeExpression) -> bool {
    let is_shape = matches!(expression, TypeExpression::Shape(_));
    types(role).contains(expression) || role == Role::ErrorDetail && is_shape
}

/// The types that a field with a role can have: the client reads an envelope by its roles alone.
fn types(role: Role) -> &'static [TypeExpression] {
    match role {
        Role::Verdict => &[TypeExpression::Boolean],
        Role::Payload => &[TypeExpression::Any],
        Role::PageNumber | Role::PageSize | Role::TotalCount => &[TypeExpression::Integer],
        _ => &[TypeExpression::String, TypeExpression::Any],
    }
}

fn missing(root: &Root, word: &str, words: &str) -> Diagnostic {
    let message = format!("no field of the envelope has the role `{word}`");
    Diagnostic::new(Code::MissingRole, root.envelope.span, message)
        .label("one of its fields must have it")
        .help(format!(
            "give `role = \"{word}\"` to the field that {words}"
        ))
}

fn duplicate(second: Span, first: Span) -> Diagnostic {
    let message = "two fields of the envelope have the same role";
    Diagnostic::new(Code::DuplicateRole, second, message)
        .label("again here")
        .also(first, "first here")
        .help(format!(
            "the client would not know which of them to believe; a role is one of {}",
            any_of(Role::WORDS.iter().copied())
        ))
}

fn mismatch(
    field: &EnvelopeField,
    role: Role,
    place: Span,
    shapes: &Shapes<'_>,
    problems: &mut Problems,
) {
    let Some(expression) = &field.field.typed.expression else {
        return;
    };
    // A name that means nothing is reported as such, and may be misspelt for the right type.
    let is_shape = |name: &str| shapes.get(name).is_some();
    if matches!(expression.innermost(), TypeExpression::Shape(name) if !is_shape(name)) {
        return;
    }
    let name = quoted(&field.field.name.value);
    if !may_be(role, expression) {
        let types = any_of(types(role).iter().filter_map(TypeExpression::word));
        let message = format!("{name} cannot have this role with its type");
        problems.push(
            Diagnostic::new(Code::RoleMismatch, field.field.typed.span, message)
                .label(format!("must be {types}"))
                .also(place, "for this role")
                .help(if role == Role::Payload {
                    "each action describes its own payload, as `[data]`"
                } else {
                    "mend the type or the role"
                }),
        );
    } else if role == Role::Verdict
        && field
            .field
            .presence
            .is_some_and(|presence| presence != Presence::Required)
    {
        let message = format!("{name} cannot have this role where it may be missing or null");
        problems.push(
            Diagnostic::new(Code::RoleMismatch, field.field.name.span, message)
                .label("must be `presence = \"required\"`")
                .also(place, "for this role")
                .help("an answer without a verdict is neither a success nor a failure"),
        );
    } else if let Some(secret) = secret_in(&field.field.typed, shapes) {
        let message = format!("{name} cannot have this role with a secret in it");
        problems.push(
            Diagnostic::new(Code::RoleMismatch, field.field.typed.span, message)
                .label("must hold no secret")
                .also(place, "for this role")
                .also(secret, "the secret")
                .help(
                    "the client shows the detail of a failure as it came; leave the field out of \
                     the envelope and of the examples, and the client shows it only in an answer \
                     that proves nothing, which it shows whole",
                ),
        );
    }
}

/// The place that makes a secret of something in a type, however deep. Shapes may hold each other,
/// so each is entered once.
fn secret_in(typed: &Typed, shapes: &Shapes<'_>) -> Option<Span> {
    let mut entered = BTreeSet::new();
    let mut rest = vec![typed];
    while let Some(typed) = rest.pop() {
        let variants = typed.variants.iter().map(|variant| &variant.typed);
        rest.extend(variants.chain(typed.fields.iter().map(|field| &field.typed)));
        let named = match typed.innermost() {
            Some(TypeExpression::Shape(name)) if entered.insert(name) => shapes.get(name),
            _ => None,
        };
        if let Some(shape) = named {
            if let Some(place) = secret(shape) {
                return Some(place);
            }
            rest.push(&shape.typed);
        }
    }
    None
}

/// The place that makes a secret of a shape, or of some of its keys.
fn secret(shape: &Shape) -> Option<Span> {
    let keys = shape.secret_keys.first().map(|key| key.span);
    shape.secret_at().or(keys)
}
