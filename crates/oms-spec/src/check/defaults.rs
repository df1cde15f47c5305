//! Defaults: each must be a value of its field, which may be left out.

use oms_text::nearest;

use super::values;
use crate::raw::places::kind_of;
use crate::raw::shapes::BaseType;
use crate::raw::{Field, Scalar, Shapes, Typed};
use crate::report::{Code, Diagnostic, Problems, Span, quoted};
use crate::syntax::json::JsonNode;

pub(super) fn check(field: &Field, shapes: &Shapes<'_>, problems: &mut Problems) {
    let Some((value, span)) = &field.default else {
        return;
    };
    problems.extend(never_left_out(field, *span).or_else(|| unfit(field, value, *span, shapes)));
}

fn mismatch(span: Span, message: impl Into<String>) -> Diagnostic {
    Diagnostic::new(Code::DefaultMismatch, span, message)
}

/// Returns whether a field is always there; no, where its presence cannot be read.
pub(super) fn is_never_left_out(field: &Field) -> bool {
    let presence = field.presence;
    presence.is_some_and(|presence| !presence.may_be_missing())
}

fn never_left_out(field: &Field, span: Span) -> Option<Diagnostic> {
    is_never_left_out(field).then(|| {
        let message = format!("{} is never left out", quoted(&field.name.value));
        mismatch(span, message)
            .label("a default has no meaning here")
            .help("remove the default, or make the field `optional`")
    })
}

fn unfit(field: &Field, value: &Scalar, span: Span, shapes: &Shapes<'_>) -> Option<Diagnostic> {
    let (shape, base) = shapes.base_of(&field.typed)?;
    let node = JsonNode {
        span,
        kind: kind_of(value),
    };
    let secret = shape.and_then(|shape| shape.secret);
    if field.typed.is_several()
        || matches!(
            base,
            BaseType::Object(_) | BaseType::Union(_) | BaseType::Any
        )
        || secret.is_some()
    {
        return Some(
            mismatch(span, "a field of this type has no default")
                .label("the default")
                .also(field.typed.span, "the type")
                .help("remove the default, and say in `doc` what the service takes"),
        );
    }
    if let Some(expected) = values::other_type(&node.kind, base, shape, true) {
        return Some(
            mismatch(
                span,
                format!(
                    "the default is {}, where {expected} is declared",
                    node.words()
                ),
            )
            .label(node.words())
            .also(field.typed.span, "declared here")
            .help("mend the default, or the type"),
        );
    }
    if let Some(broken) = values::broken(&node, Some(field.rules()), shape) {
        let diagnostic = mismatch(span, format!("the default {}", broken.words))
            .label("the default")
            .help("mend the default, or the rule");
        return Some(broken.with_rule(diagnostic));
    }
    match (base, value) {
        (BaseType::Enum(typed), Scalar::Text(text)) => undeclared(text, span, typed),
        _ => None,
    }
}

fn undeclared(text: &str, span: Span, typed: &Typed) -> Option<Diagnostic> {
    if typed.spellings().any(|spelling| spelling == text) || typed.values.is_empty() {
        return None;
    }
    let message = format!("{} is no value of this enumeration", quoted(text));
    let near = nearest(text, typed.spellings());
    Some(mismatch(span, message).did_you_mean(near, |it| {
        it.label("not declared")
            .also(typed.span, "its values are declared here")
            .help("declare the value, or mend the default")
    }))
}
