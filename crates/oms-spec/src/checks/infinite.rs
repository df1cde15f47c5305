//! Types that hold themselves without a list or a map between: no value of them would end.

use crate::codes::Code;
use crate::diagnostics::{Diagnostic, Problems, Span};
use crate::raw::{Spec, Typed};
use crate::shapes::Shapes;
use crate::type_expression::TypeExpression;

pub(super) fn check(spec: &Spec, shapes: &Shapes<'_>, problems: &mut Problems) {
    for shape in &spec.root.shapes {
        let mut seen = Vec::new();
        if let Some(span) = holds(&shape.typed, &shape.name.value, shapes, &mut seen) {
            problems.push(
                Diagnostic::new(
                    Code::InfiniteType,
                    shape.name.span,
                    format!("`{}` holds itself", shape.name.value),
                )
                .label("this shape")
                .also(span, "leads back to it")
                .help("put a list or a map between, or use `any`"),
            );
        }
    }
}

/// Where a type leads to the shape called `target`.
fn holds<'a>(
    typed: &'a Typed,
    target: &str,
    shapes: &Shapes<'a>,
    seen: &mut Vec<&'a str>,
) -> Option<Span> {
    match typed.expression.as_ref()? {
        TypeExpression::Shape(name) if name == target => Some(typed.span),
        TypeExpression::Shape(name) if !seen.contains(&name.as_str()) => {
            seen.push(name);
            holds(&shapes.get(name)?.typed, target, shapes, seen)
        }
        TypeExpression::Object | TypeExpression::Union => {
            let variants = typed.variants.iter().map(|variant| &variant.typed);
            let inner = typed
                .fields
                .iter()
                .map(|field| &field.typed)
                .chain(variants);
            inner
                .into_iter()
                .find_map(|inner| holds(inner, target, shapes, seen))
        }
        _ => None,
    }
}
