//! Names of parameters that the request does not declare.

use oms_text::nearest;

use crate::raw::Field;
use crate::report::{Diagnostic, Text, quoted};

pub(super) fn no_parameter(name: &Text) -> String {
    format!("the request declares no field {}", quoted(&name.value))
}

pub(super) fn unknown<'a>(
    diagnostic: Diagnostic,
    name: &Text,
    fields: impl Iterator<Item = &'a Field>,
) -> Diagnostic {
    match nearest(&name.value, fields.map(|field| field.name.value.as_str())) {
        Some(known) => diagnostic.label(format!("did you mean `{known}`?")),
        None => diagnostic
            .label("not declared")
            .help("declare the field, or name another one"),
    }
}
