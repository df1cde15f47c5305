//! Rules and defaults: each must fit the type that it stands beside, and the rules each other.

use super::each_object;
use crate::codes::Code;
use crate::diagnostics::{Diagnostic, Problems, Span};
use crate::ir::Presence;
use crate::raw::{Field, Rules, Scalar, Shape, Spec, Unit};
use crate::shapes::{Base, Shapes};
use crate::text_forms::nearest;
use crate::type_expression::TypeExpression;

pub(super) fn check(spec: &Spec, shapes: &Shapes<'_>, problems: &mut Problems) {
    for shape in &spec.root.shapes {
        unit(shape, problems);
        order(&shape.rules, problems);
    }
    each_object(spec, &mut |fields| {
        for field in fields {
            placed(field, problems);
            order(&field.rules, problems);
            default(field, shapes, problems);
        }
    });
}

/// A unit, and the rules that it leaves no room for.
fn unit(shape: &Shape, problems: &mut Problems) {
    let rules = &shape.rules;
    let text_rules = [
        rules.pattern.as_ref(),
        rules.characters.as_ref(),
        rules.usual_prefix.as_ref(),
    ];
    let text_rule = text_rules
        .into_iter()
        .flatten()
        .map(|text| text.span)
        .chain(
            [rules.min_length, rules.max_length]
                .into_iter()
                .flatten()
                .map(|(_, span)| span),
        )
        .next();
    let range = [rules.minimum, rules.maximum]
        .into_iter()
        .flatten()
        .map(|(_, span)| span)
        .next();
    let secret = shape
        .secret
        .filter(|(secret, _)| *secret)
        .map(|(_, span)| span);
    if let Some((unit, word)) = &shape.unit {
        let wanted = if *unit == Unit::UtcDateTime {
            TypeExpression::String
        } else {
            TypeExpression::Integer
        };
        if shape
            .typed
            .expression
            .as_ref()
            .is_some_and(|expression| *expression != wanted)
        {
            let wanted = if *unit == Unit::UtcDateTime {
                "string"
            } else {
                "integer"
            };
            problems.push(mismatch(
                word.span,
                "this unit does not fit the type",
                "the unit",
                shape.typed.span,
                &format!("must be `{wanted}`"),
            ));
        }
        let barred = match unit {
            Unit::EpochSeconds { .. } => range,
            Unit::UtcDateTime => text_rule.or(secret),
            Unit::Duration(_) => None,
        };
        if let Some(span) = barred {
            problems.push(mismatch(
                span,
                "this unit brings its own rules",
                "this rule",
                word.span,
                "beside this unit",
            ));
        }
    }
    if let (Some(secret), Some(rule)) = (secret, text_rule) {
        problems.push(mismatch(
            rule,
            "a secret takes no rule, because breaking one would tell of it",
            "this rule",
            secret,
            "beside this",
        ));
    }
}

/// Bounds in their order.
fn order(rules: &Rules, problems: &mut Problems) {
    let lengths =
        |bound: Option<(u32, Span)>| bound.map(|(length, span)| (i64::from(length), span));
    for (least, greatest) in [
        (rules.minimum, rules.maximum),
        (lengths(rules.min_length), lengths(rules.max_length)),
    ] {
        if let (Some((least, low)), Some((greatest, high))) = (least, greatest)
            && least > greatest
        {
            problems.push(mismatch(
                high,
                "nothing can keep both bounds",
                "the greatest",
                low,
                "the least is greater",
            ));
        }
    }
}

/// Rules beside a field bind its built-in type; shapes have their own.
fn placed(field: &Field, problems: &mut Problems) {
    let Some(expression) = &field.typed.expression else {
        return;
    };
    let rules = &field.rules;
    let text = [
        rules.pattern.as_ref().map(|pattern| pattern.span),
        rules.min_length.map(|(_, span)| span),
        rules.max_length.map(|(_, span)| span),
    ];
    let number = [
        rules.minimum.map(|(_, span)| span),
        rules.maximum.map(|(_, span)| span),
    ];
    let items = rules.max_items.map(|(_, span)| span);
    let innermost = expression.innermost();
    for (span, fits, wanted) in text
        .iter()
        .map(|span| (*span, *innermost == TypeExpression::String, "`string`"))
        .chain(
            number
                .iter()
                .map(|span| (*span, *innermost == TypeExpression::Integer, "`integer`")),
        )
        .chain([(
            items,
            matches!(expression, TypeExpression::List(_)),
            "`list<...>`",
        )])
    {
        if let Some(span) = span
            && !fits
        {
            let message = "this rule does not fit the type";
            let diagnostic = mismatch(
                span,
                message,
                "the rule",
                field.typed.span,
                &format!("it needs {wanted}"),
            );
            problems.push(if matches!(innermost, TypeExpression::Shape(_)) {
                diagnostic.help("a shape has its rules in spec/oms.toml")
            } else {
                diagnostic
            });
        }
    }
}

fn default(field: &Field, shapes: &Shapes<'_>, problems: &mut Problems) {
    let (Some((value, span)), Some(expression)) = (&field.default, &field.typed.expression) else {
        return;
    };
    if matches!(
        field.presence,
        Some(Presence::Required | Presence::Nullable)
    ) {
        problems.push(
            Diagnostic::new(
                Code::DefaultMismatch,
                *span,
                format!("`{}` is never left out", field.name.value),
            )
            .label("a default has no meaning here")
            .help("make the field optional, or remove the default"),
        );
        return;
    }
    let whole = !matches!(expression, TypeExpression::List(_) | TypeExpression::Map(_));
    let Some((_, base)) = shapes.base_of(&field.typed) else {
        return;
    };
    let fits = match (value, base) {
        (Scalar::Text(_), Base::String)
        | (Scalar::Integer(_), Base::Integer | Base::Number)
        | (Scalar::Boolean(_), Base::Boolean) => true,
        (Scalar::Text(text), Base::Enum(typed)) => {
            let spellings = || {
                typed
                    .values
                    .iter()
                    .flat_map(|value| std::iter::once(&value.name).chain(&value.also))
                    .map(|name| name.value.as_str())
            };
            if !spellings().any(|spelling| spelling == text) {
                let diagnostic = Diagnostic::new(
                    Code::DefaultMismatch,
                    *span,
                    format!("`{text}` is no value of this enumeration"),
                );
                problems.push(match nearest(text, spellings()) {
                    Some(known) => diagnostic.label(format!("did you mean `{known}`?")),
                    None => diagnostic
                        .label("not declared")
                        .also(typed.span, "the values are declared here"),
                });
            }
            true
        }
        _ => false,
    };
    if !fits || !whole {
        problems.push(
            Diagnostic::new(
                Code::DefaultMismatch,
                *span,
                "the default is of another type than the field",
            )
            .label("the default")
            .also(field.typed.span, "the type"),
        );
    }
}

fn mismatch(span: Span, message: &str, label: &str, other: Span, other_label: &str) -> Diagnostic {
    Diagnostic::new(Code::RuleMismatch, span, message)
        .label(label)
        .also(other, other_label)
}
