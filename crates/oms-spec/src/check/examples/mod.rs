//! Examples: what was recorded must agree with what is declared, and with what the vendor's table
//! says unless a discrepancy says why not.

mod answer;
mod complete;
mod envelope;
mod object;
mod value;

use std::collections::BTreeSet;

use super::assignment::Cases;
use super::discrepancies::Resolved;
use crate::raw::{Action, Example, Root, Shapes, Spec};
use crate::report::{Code, Diagnostic, Problems, Span};
use crate::syntax::json::JsonNode;

/// Checks the examples of one action; `own` and `shared` are the discrepancies of its file and of
/// the root's. Returns the places where a field was missing, so that nothing else is said of them.
pub(super) fn check<'a>(
    spec: &'a Spec,
    action: &'a Action,
    cases: Option<&'a Cases>,
    shapes: &'a Shapes<'a>,
    [own, shared]: [&[Resolved<'a>]; 2],
    problems: &mut Problems,
) -> BTreeSet<String> {
    // If the action or the root is not known, every field would be called unknown.
    if !action.readable || !spec.root.readable {
        return BTreeSet::new();
    }
    let mut checker = ExampleChecker {
        root: &spec.root,
        action,
        shapes,
        own,
        shared,
        request: true,
        open: false,
        lacking: BTreeSet::new(),
        problems,
    };
    for example in cases.into_iter().flat_map(Cases::values) {
        checker.example(example);
    }
    let lacking = checker.lacking;
    complete::check(spec, action, cases, problems);
    lacking
}

struct ExampleChecker<'a, 'p> {
    root: &'a Root,
    action: &'a Action,
    shapes: &'a Shapes<'a>,
    own: &'p [Resolved<'a>],
    shared: &'p [Resolved<'a>],
    /// Says whether a request is looked at: only what is sent is held to rules.
    request: bool,
    /// Says whether fields that are not declared may be in the object that is looked at.
    open: bool,
    /// The places where a field was missing, or had another name.
    lacking: BTreeSet<String>,
    problems: &'p mut Problems,
}

/// The discrepancy, if any, that explains a value that contradicts something.
enum Excuse<'p, 'a> {
    /// One tells of it.
    Recorded(&'p Resolved<'a>),
    /// One cannot be read, which was reported; it may be the one.
    Unclear,
    Missing,
}

impl<'a, 'p> ExampleChecker<'a, 'p> {
    fn example(&mut self, example: &'a Example) {
        if let Some(root) = example.request.as_ref().and_then(|file| file.root.as_ref()) {
            (self.request, self.open) = (true, false);
            let declared = self.action.name.as_ref().map(|name| name.span);
            let fields: Vec<_> = self.action.request.iter().collect();
            let object = object::DeclaredObject {
                place: "request",
                span: declared.unwrap_or(Span::start_of(self.action.file)),
                label: "the request of this action",
                whole: self.action.request.is_whole(),
                fields: &fields,
            };
            self.object(&object, root);
        }
        let response = example.response.as_ref();
        if let Some(root) = response.and_then(|file| file.root.as_ref()) {
            (self.request, self.open) = (false, self.action.complete == Some(false));
            self.response(root);
        }
    }

    /// The discrepancy that tells of what is at a place. Those of the root file tell of the
    /// envelope, as an action's may.
    fn excuse(&self, place: &str, node: Option<&JsonNode>) -> Excuse<'p, 'a> {
        let recorded = self.own.iter().chain(self.shared).find(|resolved| {
            let observed = resolved.observed.as_ref();
            resolved.is_at(place) && observed.is_some_and(|observed| observed.is_shown_by(node))
        });
        if let Some(recorded) = recorded {
            return Excuse::Recorded(recorded);
        }
        let of_place = if place.starts_with("envelope.") {
            self.shared
        } else {
            self.own
        };
        let unclear = of_place.iter().any(|resolved| {
            resolved.place.is_none() || resolved.is_at(place) && resolved.observed.is_none()
        });
        if unclear {
            Excuse::Unclear
        } else {
            Excuse::Missing
        }
    }

    fn is_unexcused(&self, place: &str, node: Option<&JsonNode>) -> bool {
        matches!(self.excuse(place, node), Excuse::Missing)
    }

    /// A value that is something else than what is declared at `declared`.
    fn wrong_type(&mut self, place: &str, node: &JsonNode, expected: &str, declared: Span) {
        let found = node.words();
        let message = format!("the example has {found} where {expected} is declared");
        let diagnostic = Diagnostic::new(Code::ExampleWrongType, node.span, message)
            .label(found)
            .also(declared, "declared here")
            .help(if self.request && node.is_scalar() {
                format!(
                    "mend the example, or the type; where the vendor's own example has it, record a discrepancy with `at = \"{place}\"`, `observed = \"{}\"` and a `stand-in` that is sent instead",
                    node.kind_word()
                )
            } else {
                "mend the example, or the type".to_owned()
            });
        self.problems
            .join(format!("{place} {found} {declared:?}"), diagnostic);
    }
}
