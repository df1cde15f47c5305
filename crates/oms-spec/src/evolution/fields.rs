//! Fields of one object.

use super::Impact::{self, Breaking, Compatible};
use super::shared::{Side, deprecation, versions, wire_impact, written};
use super::{Evolution, rules};
use crate::ir::{Field, Presence};

pub(super) fn compare(
    place: &str,
    (old, new): (&[Field], &[Field]),
    side: Side,
    changes: &mut Evolution,
) {
    let mut gone: Vec<&Field> = old
        .iter()
        .filter(|was| !new.iter().any(|is| is.wire_name == was.wire_name))
        .collect();
    for is in new {
        let place = format!("{place}.{}", is.wire_name);
        if let Some(was) = old.iter().find(|was| was.wire_name == is.wire_name) {
            field(&place, was, is, side, changes);
            continue;
        }
        // The same Rust name, or the same type under a name that is gone: a rename.
        let renamed = gone
            .iter()
            .position(|was| was.ident == is.ident)
            .or_else(|| gone.iter().position(|was| is_alike(was, is)));
        match renamed {
            Some(position) => {
                let was = gone.remove(position);
                rename(&place, was, is, changes);
                field(&place, was, is, side, changes);
            }
            None => added(&place, is, side, changes),
        }
    }
    for was in gone {
        // A caller that sets it does not compile; one that reads it neither.
        let wire = if side.is_written() || was.presence == Presence::Required {
            Breaking
        } else {
            Compatible
        };
        changes.push(
            &format!("{place}.{}", was.wire_name),
            "the field is gone",
            Breaking,
            wire,
        );
    }
}

/// Returns whether a field that is new is probably one that is gone, under another name.
fn is_alike(was: &Field, is: &Field) -> bool {
    was.ty == is.ty && was.presence == is.presence && was.doc == is.doc
}

fn rename(place: &str, was: &Field, is: &Field, changes: &mut Evolution) {
    let still_read = is.also.contains(&was.wire_name);
    let wire = if still_read { Compatible } else { Breaking };
    changes.push(
        place,
        format!("it was called `{}` on the wire", was.wire_name),
        Impact::None,
        wire,
    );
}

fn added(place: &str, is: &Field, side: Side, changes: &mut Evolution) {
    let awaited = matches!(is.presence, Presence::Required | Presence::Nullable);
    let impact = if side.is_written() && awaited {
        Breaking
    } else {
        Compatible
    };
    changes.push(
        place,
        format!("the field is new and {}", is.presence.word()),
        impact,
        impact,
    );
}

fn field(place: &str, was: &Field, is: &Field, side: Side, changes: &mut Evolution) {
    if was.ident != is.ident {
        changes.push(
            place,
            format!(
                "it is called `{}` in Rust, it was `{}`",
                is.ident, was.ident
            ),
            Breaking,
            Impact::None,
        );
    }
    if was.ty != is.ty {
        let what = format!(
            "its type is {}, it was {}",
            written(&is.ty),
            written(&was.ty)
        );
        changes.push(place, what, Breaking, wire_impact(&was.ty, &is.ty, side));
    }
    if was.one_or_list != is.one_or_list {
        let what = "the forms in which it is read are others";
        changes.push(place, what, Breaking, Breaking);
    }
    presence_change(place, was.presence, is.presence, side, changes);
    if side.is_written() {
        rules::compare(place, &was.rules, &is.rules, changes);
    }
    if was.also != is.also {
        let lost = was
            .also
            .iter()
            .any(|name| !is.also.contains(name) && *name != is.wire_name);
        let wire = if lost { Breaking } else { Compatible };
        changes.push(
            place,
            "it is read under other names as well",
            Impact::None,
            wire,
        );
    }
    if was.since != is.since {
        changes.push(
            place,
            format!("it exists {}", versions(is.since)),
            Compatible,
            Impact::None,
        );
    }
    deprecation(
        place,
        was.deprecated.as_ref(),
        is.deprecated.as_ref(),
        changes,
    );
    let documented = |field: &Field| {
        (
            field.doc.clone(),
            field.documented.clone(),
            field.provenance,
            field.default.clone(),
        )
    };
    changes.documentation(
        place,
        "what is said of it",
        &documented(was),
        &documented(is),
    );
}

fn presence_change(place: &str, was: Presence, is: Presence, side: Side, changes: &mut Evolution) {
    if was == is {
        return;
    }
    // Its setter stays where a required parameter becomes optional, so those who set it go on
    // compiling.
    let relaxed = (was, is) == (Presence::Required, Presence::Optional) && !side.is_read();
    let callers = if relaxed { Compatible } else { Breaking };
    let (may_miss, may_be_null) = (misses(is) && !misses(was), nulls(is) && !nulls(was));
    let (must_be_there, must_not_be_null) = (misses(was) && !misses(is), nulls(was) && !nulls(is));
    let looser = may_miss || may_be_null;
    let stricter = must_be_there || must_not_be_null;
    // A field that the service may leave out breaks readers, one that callers must give breaks
    // writers.
    let wire = if side.is_read() && looser || side.is_written() && stricter {
        Breaking
    } else {
        Compatible
    };
    changes.push(
        place,
        format!("it is {}, it was {}", is.word(), was.word()),
        callers,
        wire,
    );
}

fn misses(presence: Presence) -> bool {
    matches!(presence, Presence::Optional | Presence::OptionalNullable)
}

fn nulls(presence: Presence) -> bool {
    matches!(presence, Presence::Nullable | Presence::OptionalNullable)
}
