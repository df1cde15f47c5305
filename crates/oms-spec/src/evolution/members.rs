//! Members of an enumeration. Enumerations are open: a member that is not declared is kept as it
//! came.

use super::Evolution;
use super::Impact::{self, Breaking, Compatible};
use super::shared::{Matched, Side, since};
use crate::ir::Member;

/// A member is the one with the same spelling, or with the same name in Rust.
pub(super) fn compare(
    place: &str,
    old: &[Member],
    new: &[Member],
    side: Side,
    changes: &mut Evolution,
) {
    let is_spelt = |was: &Member, is: &Member| was.wire_name == is.wire_name;
    let has_ident = |was: &Member, is: &Member| was.ident == is.ident;
    let members = Matched::of(old, new, is_spelt, &[has_ident]);
    for (was, is) in members.new {
        let place = format!("{place}.{}", is.wire_name);
        let Some(was) = was else {
            changes.push(&place, "the member is new", Compatible, Compatible);
            continue;
        };
        if was.wire_name != is.wire_name {
            spelling(&place, was, is, side, changes);
        }
        member(&place, was, is, side, changes);
    }
    for was in members.gone {
        // Whoever sends it sends what the service does not know any more.
        let wire = Impact::breaking_if(side.is_written());
        let place = format!("{place}.{}", was.wire_name);
        changes.push(&place, "the member is gone", Breaking, wire);
    }
    families(place, old, new, changes);
}

/// Another spelling is sent than before. Scripts and files that have the old one go on where it is
/// read as well: flags take every spelling that is read.
fn spelling(place: &str, was: &Member, is: &Member, side: Side, changes: &mut Evolution) {
    let is_read = is.also.contains(&was.wire_name);
    let callers = Impact::breaking_if(!is_read);
    let wire = Impact::breaking_if(!is_read || side.is_written());
    let what = format!("it was spelt `{}`", was.wire_name);
    changes.push(place, what, callers, wire);
}

fn member(place: &str, was: &Member, is: &Member, side: Side, changes: &mut Evolution) {
    changes.renamed(place, &was.ident, &is.ident);
    for lost in was.also.iter().filter(|name| !is.also.contains(name)) {
        if *lost != is.wire_name {
            let what = format!("`{lost}` is not read as it any more");
            changes.push(place, what, Breaking, Breaking);
        }
    }
    if is.also.iter().any(|name| !was.also.contains(name)) {
        let what = "other spellings are read as it";
        changes.push(place, what, Compatible, Compatible);
    }
    let ends = "nothing leaves it by itself: a wait for an end is over there";
    let goes_on = "a wait for an end goes on there, and whoever asks for it is told no";
    changes.switched(
        place,
        (was.ends, is.ends),
        (ends, Compatible, Impact::None),
        (goes_on, Breaking, Impact::None),
    );
    if was.followed_by != is.followed_by {
        // The question for what may follow is there where a member answers it.
        let callers = Impact::breaking_if(is.followed_by.is_none());
        let what = "other states may follow it: a wait for one that may not ends there";
        changes.of_callers(place, what, callers);
    }
    since(place, (was.since, is.since), side.is_written(), changes);
    let said = [was, is].map(|member| (&member.doc, &member.deprecated));
    changes.documentation(place, "what is said of it", said);
}

/// A member of which two others are variants by their spelling has a question of its own, such as
/// `is_running`.
fn families(place: &str, old: &[Member], new: &[Member], changes: &mut Evolution) {
    let is_family = |list: &[Member], member: &Member| {
        let prefix = format!("{}_", member.wire_name);
        let variants = list.iter();
        variants
            .filter(|other| other.wire_name.starts_with(&prefix))
            .count()
            > 1
    };
    for was in old {
        let is = new.iter().find(|is| is.ident == was.ident);
        if is_family(old, was) && is.is_some_and(|is| !is_family(new, is)) {
            let what = "the question for it and its variants is gone";
            changes.of_callers(&format!("{place}.{}", was.wire_name), what, Breaking);
        }
    }
}
