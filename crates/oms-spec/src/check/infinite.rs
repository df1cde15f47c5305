//! Types that hold themselves without a list or a map between: no Rust type of them has a size.

use std::collections::HashMap;

use crate::language::TypeExpression;
use crate::raw::{Shape, Shapes, Spec, Typed};
use crate::report::{Code, Diagnostic, Problems, Span, quoted};

/// Most steps of a circle that are shown.
const MAX_SHOWN: usize = 6;

/// A shape that another one holds, and where.
type Held<'a> = (&'a str, Span);

pub(super) fn check(spec: &Spec, shapes: &Shapes<'_>, problems: &mut Problems) {
    let mut walk = CycleSearch {
        shapes,
        left: HashMap::new(),
        problems,
    };
    for shape in &spec.root.shapes {
        walk.from(shape);
    }
}

/// A walk over the shapes, each of which is entered once, so that the time grows with the spec. It
/// keeps its own stack: shapes may hold each other in a long row.
struct CycleSearch<'a, 'p> {
    shapes: &'p Shapes<'a>,
    /// The shapes that were entered, and whether they were left again.
    left: HashMap<&'a str, bool>,
    problems: &'p mut Problems,
}

/// A shape on the stack: where it was entered from, and what of it is still to be looked at.
struct PathStep<'a> {
    shape: &'a Shape,
    entered: Span,
    held: Vec<Held<'a>>,
}

impl<'a> CycleSearch<'a, '_> {
    fn from(&mut self, shape: &'a Shape) {
        let mut stack = Vec::new();
        self.enter(shape, shape.name.span, &mut stack);
        while let Some(step) = stack.last_mut() {
            let Some((name, span)) = step.held.pop() else {
                self.left.insert(&step.shape.name.value, true);
                stack.pop();
                continue;
            };
            let Some(inner) = self.shapes.get(name) else {
                continue;
            };
            if self.left.get(name) == Some(&false) {
                self.problems.push(circle(&stack, inner, span));
            } else {
                self.enter(inner, span, &mut stack);
            }
        }
    }

    fn enter(&mut self, shape: &'a Shape, entered: Span, stack: &mut Vec<PathStep<'a>>) {
        if self.left.contains_key(shape.name.value.as_str()) {
            return;
        }
        self.left.insert(&shape.name.value, false);
        let mut held = Vec::new();
        holds(&shape.typed, &mut held);
        held.reverse();
        stack.push(PathStep {
            shape,
            entered,
            held,
        });
    }
}

/// The shapes that a type holds by itself, without a list or a map between.
fn holds<'a>(typed: &'a Typed, found: &mut Vec<Held<'a>>) {
    match &typed.expression {
        Some(TypeExpression::Shape(name)) => found.push((name, typed.span)),
        Some(TypeExpression::Object | TypeExpression::Union) => {
            let fields = typed.fields.iter().map(|field| &field.typed);
            let variants = typed.variants.iter().map(|variant| &variant.typed);
            fields.chain(variants).for_each(|inner| holds(inner, found));
        }
        _ => {}
    }
}

/// The circle from `first` along the stack and back to it at `back`.
fn circle(stack: &[PathStep<'_>], first: &Shape, back: Span) -> Diagnostic {
    let name = &first.name.value;
    let start = stack
        .iter()
        .rposition(|step| step.shape.name.value == *name)
        .unwrap_or_default();
    let message = format!("{} holds itself", quoted(name));
    let diagnostic = Diagnostic::new(Code::InfiniteType, first.name.span, message)
        .label("no Rust type of it has a size")
        .help("put a list or a map between, or make one of the types `any`");
    let steps = stack.iter().skip(start + 1).take(MAX_SHOWN);
    steps
        .fold(diagnostic, |diagnostic, step| {
            let label = format!("this holds {}", quoted(&step.shape.name.value));
            diagnostic.also(step.entered, label)
        })
        .also(back, format!("this holds {} again", quoted(name)))
}
