//! A stand-in: it replaces a value that may not be sent, and may be sent itself.

use super::place::DiscrepancyPlace;
use crate::check::values;
use crate::raw::places::{ExchangePart, kind_of};
use crate::raw::{Discrepancy, Shapes};
use crate::report::{Code, Diagnostic, Problems, Span};
use crate::syntax::json::JsonNode;

pub(super) fn check<'a>(
    discrepancy: &Discrepancy,
    place: &DiscrepancyPlace<'a>,
    observed: Option<&JsonNode>,
    shapes: &Shapes<'a>,
    problems: &mut Problems,
) {
    let Some((scalar, span)) = &discrepancy.stand_in else {
        return;
    };
    // If the type is not known, nothing can be said about what breaks it.
    if shapes.base_of(&place.field.typed).is_none() {
        return;
    }
    if let Some(problem) = needless(*span, place, observed, shapes) {
        problems.push(problem);
        return;
    }
    let itself = JsonNode {
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

/// The diagnostic for a stand-in where none is needed.
fn needless<'a>(
    span: Span,
    place: &DiscrepancyPlace<'a>,
    observed: Option<&JsonNode>,
    shapes: &Shapes<'a>,
) -> Option<Diagnostic> {
    let new = |message: &str, label: &str| {
        let diagnostic = Diagnostic::new(Code::StandIn, span, message).label(label);
        Some(diagnostic.help("remove the stand-in"))
    };
    if place.start != ExchangePart::Request {
        return new("only what is sent needs a stand-in", "this is read");
    }
    let Some(observed) = observed else {
        return new("there is no value to stand in for", "nothing is there");
    };
    if values::unsendable(observed, place.field, shapes).is_some() {
        return None;
    }
    let message = "the observed value can be sent as it is";
    let diagnostic = new(message, "so nothing need stand in for it")?;
    Some(diagnostic.also(observed.span, "the observed value"))
}
