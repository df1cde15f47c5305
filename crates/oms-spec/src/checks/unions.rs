//! Unions: the field beside a union must be able to choose its type, and each of its values one type only.

use super::each_object;
use crate::codes::Code;
use crate::diagnostics::{Diagnostic, Problems};
use crate::raw::{Field, Spec, Typed};
use crate::shapes::{Base, Shapes};
use crate::text_forms::nearest;
use crate::type_expression::TypeExpression;

pub(super) fn check(spec: &Spec, shapes: &Shapes<'_>, problems: &mut Problems) {
    each_object(spec, &mut |fields| {
        for field in fields {
            if matches!(&field.typed.expression, Some(TypeExpression::Union)) {
                union(field, fields, shapes, problems);
            } else {
                misplaced(&field.typed, problems);
            }
            for variant in &field.typed.variants {
                misplaced(&variant.typed, problems);
            }
        }
    });
    for data in spec
        .actions
        .iter()
        .filter_map(|action| action.data.as_ref())
    {
        misplaced(&data.typed, problems);
    }
    for field in &spec.root.envelope.fields {
        misplaced(&field.field.typed, problems);
    }
}

/// A union anywhere but as the whole type of an object's field has no field beside it.
fn misplaced(typed: &Typed, problems: &mut Problems) {
    if typed
        .expression
        .as_ref()
        .is_some_and(|expression| *expression.innermost() == TypeExpression::Union)
    {
        problems.push(
            Diagnostic::new(
                Code::UnionMismatch,
                typed.span,
                "no field stands beside this union",
            )
            .label("a union must be the whole type of a field of an object")
            .help("put it into an object, with the field that chooses its type beside it"),
        );
    }
}

fn union(field: &Field, siblings: &[Field], shapes: &Shapes<'_>, problems: &mut Problems) {
    let Some(by) = &field.typed.by else {
        problems.push(
            Diagnostic::new(
                Code::UnionMismatch,
                field.typed.span,
                "nothing says what chooses the type of this union",
            )
            .label("`by` is missing")
            .help("for example `by = \"type\"`, the wire name of the field beside it"),
        );
        return;
    };
    let names = siblings
        .iter()
        .map(|sibling| sibling.name.value.as_str())
        .filter(|name| *name != field.name.value);
    let Some(sibling) = siblings
        .iter()
        .find(|sibling| sibling.name.value == by.value && !std::ptr::eq(*sibling, field))
    else {
        let diagnostic = Diagnostic::new(
            Code::UnionMismatch,
            by.span,
            format!("no field `{}` stands beside this union", by.value),
        );
        problems.push(match nearest(&by.value, names) {
            Some(known) => diagnostic.label(format!("did you mean `{known}`?")),
            None => diagnostic.label("not declared in the same object"),
        });
        return;
    };
    let whole = sibling.typed.expression.as_ref().is_some_and(|expression| {
        !matches!(expression, TypeExpression::List(_) | TypeExpression::Map(_))
    });
    match shapes.base_of(&sibling.typed) {
        Some((shape, Base::String))
            if whole
                && shape.is_none_or(|shape| shape.secret.is_none() && shape.unit.is_none()) =>
        {
            tags(field, None, problems);
        }
        Some((_, Base::Enum(typed))) if whole => tags(field, Some(typed), problems),
        None => {}
        Some(_) => problems.push(
            Diagnostic::new(
                Code::UnionMismatch,
                by.span,
                format!("`{}` cannot choose a type", by.value),
            )
            .label("named here")
            .also(sibling.typed.span, "must be `string` or an enumeration"),
        ),
    }
}

fn tags(field: &Field, values: Option<&Typed>, problems: &mut Problems) {
    let mut seen: Vec<&crate::diagnostics::Text> = Vec::new();
    for variant in &field.typed.variants {
        if variant.when.is_empty() {
            problems.push(
                Diagnostic::new(
                    Code::UnionMismatch,
                    variant.name.span,
                    format!("nothing chooses `{}`", variant.name.value),
                )
                .label("`when` names no value"),
            );
        }
        for tag in &variant.when {
            if let Some(first) = seen.iter().find(|first| first.value == tag.value) {
                problems.push(
                    Diagnostic::new(
                        Code::UnionMismatch,
                        tag.span,
                        format!("`{}` chooses two types", tag.value),
                    )
                    .label("again here")
                    .also(first.span, "first here"),
                );
            }
            seen.push(tag);
            let Some(values) = values else { continue };
            let spellings = || {
                values
                    .values
                    .iter()
                    .flat_map(|value| std::iter::once(&value.name).chain(&value.also))
                    .map(|name| name.value.as_str())
            };
            if !spellings().any(|spelling| spelling == tag.value) {
                let diagnostic = Diagnostic::new(
                    Code::UnionMismatch,
                    tag.span,
                    format!("`{}` is no value of the field beside it", tag.value),
                );
                problems.push(match nearest(&tag.value, spellings()) {
                    Some(known) => diagnostic.label(format!("did you mean `{known}`?")),
                    None => diagnostic
                        .label("not declared")
                        .also(values.span, "the values are declared here"),
                });
            }
        }
    }
}
