//! A stand-in: it replaces a value that may not be sent, and may be sent itself.

use super::place::Place;
use crate::checks::values;
use crate::codes::Code;
use crate::diagnostics::{Diagnostic, Problems, Span};
use crate::json::Node;
use crate::places::{Start, kind_of};
use crate::raw::Discrepancy;
use crate::shapes::Shapes;

pub(super) fn check<'a>(
    discrepancy: &Discrepancy,
    place: &Place<'a>,
    observed: Option<&Node>,
    shapes: &Shapes<'a>,
    problems: &mut Problems,
) {
    let Some((scalar, span)) = &discrepancy.stand_in else {
        return;
    };
    if place.start != Start::Request {
        problems.push(
            needless(*span, "only what is sent needs a stand-in", "this is read").help("remove it"),
        );
        return;
    }
    let Some(observed) = observed else {
        problems.push(
            needless(
                *span,
                "there is no value to stand in for",
                "nothing is there",
            )
            .help("remove it"),
        );
        return;
    };
    // Where the type is not known, nothing can be said about what breaks it.
    if shapes.base_of(&place.field.typed).is_none() {
        return;
    }
    if values::unsendable(observed, place.field, shapes).is_none() {
        problems.push(
            needless(
                *span,
                "the observed value can be sent as it is",
                "so nothing need stand in for it",
            )
            .also(observed.span, "the observed value")
            .help("remove the stand-in"),
        );
        return;
    }
    let itself = Node {
        span: *span,
        kind: kind_of(scalar),
    };
    if let Some(broken) = values::unsendable(&itself, place.field, shapes) {
        let diagnostic = Diagnostic::new(
            Code::StandIn,
            *span,
            format!("the stand-in {}", broken.words),
        )
        .label("it cannot be sent either")
        .help("write a value that can be sent");
        problems.push(broken.with_rule(diagnostic));
    }
}

fn needless(span: Span, message: &str, label: &str) -> Diagnostic {
    Diagnostic::new(Code::StandIn, span, message).label(label)
}
