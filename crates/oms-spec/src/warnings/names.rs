//! Names on the wire with a blank at an end, or with a letter or a sign that looks like another.

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
    let has_latin = name.chars().any(is_latin);
    if name.trim() != name {
        found.push(place, "the name has a blank at an end");
    } else if has_latin && name.chars().any(is_of_another_script) {
        found.push(
            place,
            "the name has Latin letters beside others, which may look alike",
        );
    } else if has_latin && name.chars().any(looks_like_ascii) {
        found.push(
            place,
            "the name has a blank or a sign that looks like one of ASCII and is another",
        );
    }
}

/// Letters with marks are Latin as well: the blocks from Latin-1 to Extended-B, and Extended
/// Additional. A few letters in them look like a letter or a sign of ASCII: the `i` without a dot,
/// the small `k`, and the clicks, which look like `|` and `!`.
fn is_latin(letter: char) -> bool {
    let has_mark = matches!(letter, '\u{c0}'..='\u{24f}' | '\u{1e00}'..='\u{1eff}');
    let looks = matches!(letter, '\u{131}' | '\u{138}' | '\u{1c0}'..='\u{1c3}');
    letter.is_ascii_alphabetic() || has_mark && !looks && letter.is_alphabetic()
}

fn is_of_another_script(letter: char) -> bool {
    letter.is_alphabetic() && !is_latin(letter)
}

/// The hyphens, dashes and full-width forms that a copied page brings, and blanks of other widths.
/// An arrow looks like nothing else.
fn looks_like_ascii(sign: char) -> bool {
    let is_dash = matches!(sign, '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{fe63}');
    let is_form = matches!(sign, '\u{b7}' | '\u{ff01}'..='\u{ff5e}');
    is_dash || is_form || (sign.is_whitespace() && !sign.is_ascii())
}
