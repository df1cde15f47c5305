//! Names of fields and actions that nothing declares, or that are none of the kind that is asked
//! for.

use oms_text::nearest;

use crate::ir::Effect;
use crate::raw::{Action, Field, Spec};
use crate::report::{Code, Diagnostic, Problems, Text, quoted};

/// Reports a parameter that the request does not declare. A part of it that cannot be read may.
pub(super) fn parameter(code: Code, name: &Text, action: &Action, problems: &mut Problems) {
    if action.request.is_whole() {
        problems.push(field(code, name, "the request", action.request.iter()));
    }
}

/// Returns the problem of a field that its holder does not declare.
pub(super) fn field<'a>(
    code: Code,
    name: &Text,
    holder: &str,
    fields: impl Iterator<Item = &'a Field>,
) -> Diagnostic {
    let message = format!("{holder} declares no field {}", quoted(&name.value));
    let known = nearest(&name.value, fields.map(|field| field.name.value.as_str()));
    Diagnostic::new(code, name.span, message).did_you_mean(known, |it| {
        it.label("not declared")
            .help("declare the field, or name another one")
    })
}

/// Returns the problem of an action that no file declares.
pub(super) fn action(code: Code, name: &Text, label: &str, spec: &Spec) -> Diagnostic {
    let message = format!("there is no action {}", quoted(&name.value));
    let diagnostic = Diagnostic::new(code, name.span, message).label(label);
    match nearest(&name.value, spec.actions.iter().map(Action::title)) {
        Some(name) => diagnostic.help(format!("did you mean {}?", quoted(name))),
        None => diagnostic.help("name an action as its file does"),
    }
}

/// Returns the problem of an action that is named for a read and is a write.
pub(super) fn read(code: Code, name: &Text, label: &str, action: &Action) -> Option<Diagnostic> {
    let effect = action.effect.as_ref();
    let effect = effect.filter(|effect| effect.value != Effect::Read.word())?;
    let message = format!("{} changes something", quoted(&name.value));
    Some(
        Diagnostic::new(code, name.span, message)
            .label(label)
            .also(effect.span, "this says what it does")
            .help("name an action with `effect = \"read\"`"),
    )
}
