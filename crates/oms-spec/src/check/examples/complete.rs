//! The examples that every action must have: without a request nothing shows how it is called,
//! without a success nothing shows what it answers.

use crate::check::assignment::Cases;
use crate::check::roles;
use crate::ir::Role;
use crate::raw::{Action, Example, Spec};
use crate::report::{Code, Diagnostic, Problems, Span};

pub(super) fn check(spec: &Spec, action: &Action, cases: Option<&Cases>, problems: &mut Problems) {
    let place = action
        .name
        .as_ref()
        .map_or(Span::start_of(action.file), |name| name.span);
    let examples = || cases.into_iter().flat_map(Cases::values);
    let stem = &action.stem;
    let new = |code, message: String, file: &str| {
        Diagnostic::new(code, place, message)
            .label("this action")
            .help(format!("add `spec/examples/{stem}/<case>.{file}.json`"))
    };
    if examples().next().is_none() {
        let message = format!("no example shows how `{stem}` is called, and what it answers");
        problems.push(
            new(Code::NoRequestExample, message, "request")
                .help(format!("add `spec/examples/{stem}/<case>.response.json`")),
        );
        return;
    }
    if !examples().any(|example| example.request.is_some()) {
        let message = format!("no example shows how `{stem}` is called");
        problems.push(new(Code::NoRequestExample, message, "request"));
    }
    let has_verdict =
        roles::are_known(&spec.root.envelope) && spec.root.envelope.field(Role::Verdict).is_some();
    if has_verdict && !examples().any(|example| may_be_success(spec, example)) {
        let message = format!("no example shows a successful answer of `{stem}`");
        problems.push(
            Diagnostic::new(Code::NoSuccessExample, place, message)
                .label("this action")
                .help(format!(
                    "add an answer that succeeded: `spec/examples/{stem}/<case>.response.json`"
                )),
        );
    }
}

/// Returns whether an answer is a success, or cannot be read, or has no verdict that can be, which
/// was reported.
fn may_be_success(spec: &Spec, example: &Example) -> bool {
    let Some(file) = &example.response else {
        return false;
    };
    let verdict = file
        .root
        .as_ref()
        .map(|root| spec.root.envelope.verdict(root));
    verdict.is_none_or(|verdict| verdict != Some(false))
}
