//! Fields of one object.

use super::Impact::{self, Breaking, Compatible};
use super::model::Models;
use super::shared::{Matched, Side, deprecation, forms, presence, refuses_absence, since};
use super::{Evolution, bytes, rules};
use crate::ir::{Field, Presence, RequiredIf};

pub(super) fn compare(
    place: &str,
    (old, new): (&[Field], &[Field]),
    side: Side,
    models: &Models<'_>,
    changes: &mut Evolution,
) {
    if side.is_written() {
        order(place, old, new, changes);
    }
    let matched = matched(old, new);
    for &(was, is) in &matched.new {
        let place = format!("{place}.{}", is.wire_name);
        match was {
            Some(was) => {
                if was.wire_name != is.wire_name {
                    rename(&place, was, is, side, changes);
                }
                field(&place, was, is, side, models, changes);
            }
            None => added(&place, is, &matched, side, changes),
        }
    }
    for was in matched.gone {
        // A caller that sets it does not compile; one that reads it neither.
        let wire = Impact::breaking_if(side.is_written() || !was.presence.may_be_missing());
        let place = format!("{place}.{}", was.wire_name);
        changes.push(&place, "the field is gone", Breaking, wire);
    }
}

/// The same Rust name, or the same type under a name that is gone, is a rename.
pub(super) fn matched<'a>(old: &'a [Field], new: &'a [Field]) -> Matched<'a, Field> {
    let is_same = |was: &Field, is: &Field| was.wire_name == is.wire_name;
    let has_ident = |was: &Field, is: &Field| was.ident == is.ident;
    Matched::of(old, new, is_same, &[has_ident, is_alike])
}

/// Returns whether a field that is new is probably one that is gone, under another name.
fn is_alike(was: &Field, is: &Field) -> bool {
    was.ty == is.ty && was.presence == is.presence && was.doc == is.doc
}

/// A builder names the states of what it awaits in the order of the fields.
fn order(place: &str, old: &[Field], new: &[Field], changes: &mut Evolution) {
    let awaited = |fields: &[Field], others: &[Field]| {
        let both = fields.iter().filter(|field| {
            let found = others.iter().find(|other| other.ident == field.ident);
            is_awaited(field) && found.is_some_and(is_awaited)
        });
        both.map(|field| field.ident.clone()).collect::<Vec<_>>()
    };
    if awaited(old, new) != awaited(new, old) {
        let what = "its builder awaits the required fields in another order";
        changes.of_callers(place, what, Breaking);
    }
}

fn is_awaited(field: &Field) -> bool {
    field.constant.is_none() && !field.presence.may_be_missing()
}

/// A name that is written is another one for the service, whatever the client reads beside it.
fn rename(place: &str, was: &Field, is: &Field, side: Side, changes: &mut Evolution) {
    let still_read = !side.is_written() && is.also.contains(&was.wire_name);
    let wire = Impact::breaking_if(!still_read);
    let what = format!("it was called `{}` on the wire", was.wire_name);
    changes.push(place, what, Impact::None, wire);
}

fn added(
    place: &str,
    is: &Field,
    fields: &Matched<'_, Field>,
    side: Side,
    changes: &mut Evolution,
) {
    let condition = is
        .required_if
        .as_ref()
        .filter(|condition| side.is_written() && may_have_held(&condition.field, fields));
    if let Some(condition) = condition {
        // A call that leaves the field out is refused, and was sent.
        let what = format!("the field is new and {}", required(condition));
        return changes.push(place, what, Breaking, Breaking);
    }
    let is_given = side.is_written() && is_awaited(is);
    // A server that is older than the field answers without it. The reader of both forms takes
    // nothing for a null.
    let refuses =
        refuses_absence(is.presence) || is.one_or_list && is.presence == Presence::Nullable;
    let is_read = side.is_read() && refuses;
    let what = format!("the field is new and {}", is.presence.word());
    let wire = Impact::breaking_if(is_given || is_read);
    changes.push(place, what, Impact::breaking_if(is_given), wire);
}

/// Returns whether a call that was written before may meet a condition: nobody has set a field that
/// is new as well, but a constant is set by itself.
fn may_have_held(field: &str, fields: &Matched<'_, Field>) -> bool {
    let mut all = fields.new.iter();
    let beside = all.find(|(_, is)| is.wire_name == field);
    beside.is_some_and(|(was, is)| was.is_some() || is.constant.is_some())
}

/// A condition in words.
fn required(condition: &RequiredIf) -> String {
    format!(
        "required where `{}` is {}",
        condition.field,
        condition.is.join(" or ")
    )
}

fn field(
    place: &str,
    was: &Field,
    is: &Field,
    side: Side,
    models: &Models<'_>,
    changes: &mut Evolution,
) {
    names(place, was, is, side, changes);
    bytes::compare(place, (&was.ty, &is.ty), side, models, changes);
    forms(place, (was.one_or_list, is.one_or_list), side, changes);
    if side.is_written() {
        constant(place, was, is, changes);
        condition(place, was, is, changes);
    }
    presence(place, (was.presence, is.presence), side, changes);
    if side.is_written() {
        rules::compare(place, &was.rules, &is.rules, changes);
        default(place, was, is, changes);
    }
    since(place, (was.since, is.since), side.is_written(), changes);
    deprecation(place, [&was.deprecated, &is.deprecated], changes);
    let said = [was, is].map(|it| (&it.doc, &it.documented, it.provenance, &it.default));
    changes.documentation(place, "what is said of it", said);
}

fn names(place: &str, was: &Field, is: &Field, side: Side, changes: &mut Evolution) {
    changes.renamed(place, &was.ident, &is.ident);
    if was.also != is.also {
        let lost = was
            .also
            .iter()
            .any(|name| !is.also.contains(name) && *name != is.wire_name);
        let wire = Impact::breaking_if(lost && side.is_read());
        let what = "it is read under other names as well";
        changes.push(place, what, Impact::None, wire);
    }
}

/// A constant has no setter, and its text is always the same.
fn constant(place: &str, was: &Field, is: &Field, changes: &mut Evolution) {
    let (what, callers, wire) = match (&was.constant, &is.constant) {
        (None, Some(text)) => (format!("it is always `{text}`"), Breaking, Compatible),
        (Some(_), None) => ("callers give it".to_owned(), Breaking, Compatible),
        (Some(was), Some(is)) if was != is => (
            format!("it is always `{is}`, it was `{was}`"),
            Compatible,
            Breaking,
        ),
        _ => return,
    };
    changes.push(place, what, callers, wire);
}

/// A field that becomes required under more conditions refuses calls that were sent.
fn condition(place: &str, was: &Field, is: &Field, changes: &mut Evolution) {
    if was.required_if == is.required_if {
        return;
    }
    let Some(condition) = &is.required_if else {
        let what = "no field makes it required any more";
        return changes.push(place, what, Compatible, Compatible);
    };
    let fewer = was.required_if.as_ref().is_some_and(|was| {
        was.field == condition.field && condition.is.iter().all(|value| was.is.contains(value))
    });
    let what = format!("it is {}", required(condition));
    let callers = Impact::breaking_if(!fewer);
    changes.push(place, what, callers, Compatible);
}

/// A request that leaves the field out means another value where the service's default is another
/// one.
fn default(place: &str, was: &Field, is: &Field, changes: &mut Evolution) {
    if let (Some(old), Some(new)) = (&was.default, &is.default)
        && old != new
    {
        let what = format!("its default is {new}, it was {old}");
        changes.push(place, what, Compatible, Breaking);
    }
}
