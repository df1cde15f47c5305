//! Types: every name must stand for something, and what stands beside a type must belong to it.

use crate::codes::Code;
use crate::diagnostics::{Diagnostic, Problems, Span};
use crate::raw::{Spec, Typed};
use crate::shapes::Shapes;
use crate::text_forms::nearest;
use crate::type_expression::{BUILT_IN, TypeExpression};

pub(super) fn check(spec: &Spec, shapes: &Shapes<'_>, problems: &mut Problems) {
    let mut checker = Checker {
        shapes: spec.root.readable.then_some(shapes),
        problems,
    };
    for field in &spec.root.envelope.fields {
        checker.typed(&field.field.typed);
    }
    for shape in &spec.root.shapes {
        checker.typed(&shape.typed);
    }
    for action in &spec.actions {
        for field in action.request.iter().chain(&action.data) {
            checker.typed(&field.typed);
        }
    }
}

struct Checker<'a, 'p> {
    /// `None` where the root file could not be read, so that no name can be called unknown.
    shapes: Option<&'a Shapes<'a>>,
    problems: &'p mut Problems,
}

impl Checker<'_, '_> {
    fn typed(&mut self, typed: &Typed) {
        if let Some(expression) = &typed.expression {
            if let TypeExpression::Shape(name) = expression.innermost() {
                self.known(name, typed.span);
            }
            self.belongings(typed, expression.innermost());
        }
        for field in &typed.fields {
            self.typed(&field.typed);
        }
        for variant in &typed.variants {
            self.typed(&variant.typed);
        }
    }

    fn known(&mut self, name: &str, span: Span) {
        let Some(shapes) = self.shapes else { return };
        if shapes.get(name).is_some() {
            return;
        }
        let diagnostic = Diagnostic::new(Code::UnknownType, span, format!("`{name}` is no type"));
        self.problems.push(match nearest(name, BUILT_IN.iter().copied().chain(shapes.names())) {
            Some(known) => diagnostic.label(format!("did you mean `{known}`?")),
            None => diagnostic
                .label("neither a built-in type nor a shape")
                .help("declare it as `[shape.<Name>]` in spec/oms.toml, or use one of the types that the manual there lists"),
        });
    }

    /// Fields belong to objects, values to enumerations, variants to unions, and each of the three needs its own.
    fn belongings(&mut self, typed: &Typed, innermost: &TypeExpression) {
        let variants_key = typed.variants.first().map(|variant| variant.name.span);
        for (word, key, is_its, count) in [
            (
                "fields",
                typed.fields_key,
                matches!(innermost, TypeExpression::Object),
                typed.fields.len(),
            ),
            (
                "values",
                typed.values_key,
                matches!(innermost, TypeExpression::Enum),
                typed.values.len(),
            ),
            (
                "variants",
                variants_key,
                matches!(innermost, TypeExpression::Union),
                typed.variants.len(),
            ),
        ] {
            match key {
                Some(key) if !is_its => self.problems.push(
                    Diagnostic::new(
                        Code::FieldsMismatch,
                        key,
                        format!("`{word}` does not belong to this type"),
                    )
                    .label("declared here")
                    .also(typed.span, "for this type")
                    .help(format!("change the type, or remove `{word}`")),
                ),
                _ if is_its && count == 0 => self.problems.push(
                    Diagnostic::new(
                        Code::FieldsMismatch,
                        typed.span,
                        format!("this type needs `{word}`"),
                    )
                    .label(format!("no `{word}` beside it"))
                    .help("declare what is known of it; where nothing is, the type is `any`"),
                ),
                _ => {}
            }
        }
    }
}
