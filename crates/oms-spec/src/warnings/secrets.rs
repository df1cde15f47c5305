//! Texts that are shown, under a name that is one of a secret.

use std::collections::BTreeSet;

use oms_text::{bare_name, is_secret_name};

use super::Warnings;
use crate::ir::{Api, Field, Type};

pub(super) fn check(api: &Api, found: &mut Warnings) {
    let declared = api.secret_names().into_iter();
    let declared: BTreeSet<String> = declared.map(bare_name).collect();
    let mut check = |place: String, fields: &[Field]| {
        for field in fields.iter().filter(|field| is_shown(&field.ty)) {
            let mut names = field.also.iter().chain([&field.wire_name]);
            if names.any(|name| is_secret_name(name) || declared.contains(&bare_name(name))) {
                found.push(
                    format!("{place}.{}", field.wire_name.escape_debug()),
                    "its name is one of a secret, and its type is shown",
                );
            }
        }
    };
    for action in &api.actions {
        check(format!("{} request", action.title), &action.request);
        for definition in &action.types {
            let place = format!("{} {}", action.title, definition.name);
            check(place, definition.fields());
        }
    }
    for shape in &api.shapes {
        check(format!("shape {}", shape.name), shape.fields());
    }
}

/// Returns whether a type is a text, or may be one, that nobody gave a shape.
fn is_shown(ty: &Type) -> bool {
    match ty {
        Type::List(inner) | Type::Map(inner) => is_shown(inner),
        Type::String | Type::Any => true,
        _ => false,
    }
}
