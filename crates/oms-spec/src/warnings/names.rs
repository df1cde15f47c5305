//! Names on the wire with a blank at an end, or with a letter that looks like another one.

use super::Warnings;
use crate::ir::{Api, Field, TypeDef, TypeKind};

pub(super) fn check(api: &Api, found: &mut Warnings) {
    for action in &api.actions {
        fields(&format!("{} request", action.title), &action.request, found);
        for definition in &action.types {
            of_type(
                &format!("{} {}", action.title, definition.name),
                definition,
                found,
            );
        }
    }
    for shape in &api.shapes {
        of_type(&format!("shape {}", shape.name), shape, found);
    }
}

fn of_type(place: &str, definition: &TypeDef, found: &mut Warnings) {
    match &definition.kind {
        TypeKind::Object { fields: list, .. } => fields(place, list, found),
        TypeKind::Enum(members) => {
            for member in members {
                for name in std::iter::once(&member.wire_name).chain(&member.also) {
                    name_at(place, name, found);
                }
            }
        }
        _ => {}
    }
}

fn fields(place: &str, fields: &[Field], found: &mut Warnings) {
    for field in fields {
        for name in std::iter::once(&field.wire_name).chain(&field.also) {
            name_at(place, name, found);
        }
    }
}

fn name_at(place: &str, name: &str, found: &mut Warnings) {
    let place = format!("{place}.{}", name.escape_debug());
    if name.trim() != name {
        found.push(place, "the name has a blank at an end");
    } else if name.chars().any(is_latin) && name.chars().any(is_of_another_script) {
        found.push(
            place,
            "the name has Latin letters beside others, which may look alike",
        );
    }
}

/// Letters with marks are Latin as well: the blocks from Latin-1 to Extended-B, and Extended
/// Additional.
fn is_latin(letter: char) -> bool {
    let has_mark = matches!(letter, '\u{c0}'..='\u{24f}' | '\u{1e00}'..='\u{1eff}');
    letter.is_ascii_alphabetic() || has_mark && letter.is_alphabetic()
}

fn is_of_another_script(letter: char) -> bool {
    letter.is_alphabetic() && !is_latin(letter)
}
