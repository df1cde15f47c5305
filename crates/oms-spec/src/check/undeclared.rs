//! Names of fields that an object does not declare.

use oms_text::nearest;

use crate::raw::{Action, Field};
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
