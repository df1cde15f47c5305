//! The probe of the service: a read that can be sent before anything is known of the service's
//! state.

use oms_text::nearest;

use crate::ir::Presence;
use crate::raw::{Action, Spec};
use crate::report::{Code, Diagnostic, Problems, Text, quoted};

pub(super) fn check(spec: &Spec, problems: &mut Problems) {
    let Some(probe) = &spec.root.service.probe else {
        return;
    };
    let name_of = |action: &Action| action.name.as_ref().map(|name| name.value.clone());
    let is_meant = |action: &&Action| name_of(action).as_ref() == Some(&probe.value);
    if let Some(action) = spec.actions.iter().find(is_meant) {
        fits(action, probe, problems);
        return;
    }
    // A file that cannot be read, or whose name cannot, may be the action that is meant.
    if spec.actions.iter().any(|action| action.name.is_none()) {
        return;
    }
    let message = format!("there is no action {}", quoted(&probe.value));
    let diagnostic = new(probe, message).label("this must prove the way to the service");
    let names: Vec<String> = spec.actions.iter().filter_map(name_of).collect();
    problems.push(
        match nearest(&probe.value, names.iter().map(String::as_str)) {
            Some(name) => diagnostic.help(format!("did you mean {}?", quoted(name))),
            None => diagnostic.help("name an action as its file does"),
        },
    );
}

fn new(probe: &Text, message: String) -> Diagnostic {
    Diagnostic::new(Code::ProbeMismatch, probe.span, message)
}

fn fits(action: &Action, probe: &Text, problems: &mut Problems) {
    let name = quoted(&probe.value);
    if let Some(effect) = &action.effect
        && effect.value != "read"
    {
        problems.push(
            new(probe, format!("{name} changes something"))
                .label("a probe must only read")
                .also(effect.span, "this says what it does")
                .help("name an action with `effect = \"read\"`"),
        );
        return;
    }
    let needed = |presence: Presence| matches!(presence, Presence::Required | Presence::Nullable);
    let mut request = action.request.iter();
    if let Some(field) = request.find(|field| field.presence.is_some_and(needed)) {
        problems.push(
            new(probe, format!("{name} cannot be called without parameters"))
                .label("a probe is sent before anything is known")
                .also(field.name.span, "this parameter is required")
                .help("name a read whose parameters are all optional"),
        );
    }
}
