//! The probe of the service: a read that can be sent before anything is known of the service's
//! state.

use super::undeclared;
use crate::ir::Presence;
use crate::raw::{Action, Spec};
use crate::report::{Code, Diagnostic, Problems, Text, quoted};

const CODE: Code = Code::ProbeMismatch;

pub(super) fn check(spec: &Spec, problems: &mut Problems) {
    let Some(probe) = &spec.root.service.probe else {
        return;
    };
    let is_meant = |action: &&Action| {
        let name = action.name.as_ref();
        name.is_some_and(|name| name.value == probe.value)
    };
    if let Some(action) = spec.actions.iter().find(is_meant) {
        fits(action, probe, problems);
        return;
    }
    // A file that cannot be read, or whose name cannot, may be the action that is meant.
    if spec.actions.iter().any(|action| action.name.is_none()) {
        return;
    }
    let label = "this must prove the way to the service";
    problems.push(undeclared::action(CODE, probe, label, spec));
}

fn fits(action: &Action, probe: &Text, problems: &mut Problems) {
    let label = "a probe must only read";
    if let Some(problem) = undeclared::read(CODE, probe, label, action) {
        problems.push(problem);
        return;
    }
    let needed = |presence: Presence| matches!(presence, Presence::Required | Presence::Nullable);
    let mut request = action.request.iter();
    if let Some(field) = request.find(|field| field.presence.is_some_and(needed)) {
        let message = format!(
            "{} cannot be called without parameters",
            quoted(&probe.value)
        );
        problems.push(
            Diagnostic::new(CODE, probe.span, message)
                .label("a probe is sent before anything is known")
                .also(field.name.span, "this parameter is required")
                .help("name a read whose parameters are all optional"),
        );
    }
}
