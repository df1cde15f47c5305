//! The flags of an action's parameters, and the parameter that is given without its flag.
//!
//! A parameter that is new may take the name of another one's flag, and another type may change it:
//! so they are compared as the generator writes them.

use super::Evolution;
use super::Impact::{self, Breaking, Compatible};
use super::fields;
use super::model::Models;
use super::shared::Matched;
use crate::command::Flag;
use crate::ir::{Action, Field};

pub(super) fn compare(was: &Action, is: &Action, models: &Models<'_>, changes: &mut Evolution) {
    let old = Flag::all(was, &models.old.types);
    let new = Flag::all(is, &models.new.types);
    let fields = fields::matched(&was.request, &is.request);
    for (before, now) in fields.pairs() {
        let place = place(is, now);
        // A constant has no flag; one that came or went is told as such.
        if let (Some(was), Some(is)) = (of(&old, before), of(&new, now)) {
            name(&place, was, is, &new, changes);
        }
    }
    let alone = |action: &Action, flags: &[Flag<'_>]| {
        let place = Flag::positional(action, flags)?;
        Some(flags.get(place)?.field.wire_name.clone())
    };
    positional(is, (alone(was, &old), alone(is, &new)), &fields, changes);
}

fn place(action: &Action, field: &Field) -> String {
    format!("{} request.{}", action.title, field.wire_name)
}

fn of<'f, 'a>(flags: &'f [Flag<'a>], field: &Field) -> Option<&'f Flag<'a>> {
    let mut flags = flags.iter();
    flags.find(|flag| flag.field.wire_name == field.wire_name)
}

/// A parameter with another name in Rust is told as such, and has another flag with it.
fn name(place: &str, was: &Flag<'_>, is: &Flag<'_>, new: &[Flag<'_>], changes: &mut Evolution) {
    if was.field.ident != is.field.ident {
        return;
    }
    let kept = is.names();
    let lost = was.names().into_iter().find(|name| !kept.contains(name));
    let what = if was.name == is.name {
        let Some(lost) = &lost else { return };
        format!("`--{lost}` is not its flag any more")
    } else {
        format!("its flag is `--{}`, it was `--{}`", is.name, was.name)
    };
    let mut others = new.iter();
    let taken = lost
        .as_ref()
        .and_then(|lost| others.find(|other| other.names().contains(lost)));
    let what = match taken {
        Some(other) => format!("{what}, which is that of `{}` now", other.field.wire_name),
        None => what,
    };
    let callers = Impact::breaking_if(lost.is_some());
    changes.of_callers(place, what, callers);
}

/// The parameter that may be given without its flag, by its wire name before and after.
fn positional(
    action: &Action,
    (was, is): (Option<String>, Option<String>),
    fields: &Matched<'_, Field>,
    changes: &mut Evolution,
) {
    for (before, now) in fields.pairs() {
        let alone = |name: &Option<String>, field: &Field| name.as_ref() == Some(&field.wire_name);
        let (what, callers) = match (alone(&was, before), alone(&is, now)) {
            (true, false) => ("it is not taken without its flag any more", Breaking),
            (false, true) => ("it is taken without its flag as well", Compatible),
            _ => continue,
        };
        changes.of_callers(&place(action, now), what, callers);
    }
}
