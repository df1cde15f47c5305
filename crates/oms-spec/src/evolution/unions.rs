//! Unions: the field that chooses, the values that choose each variant, and the conversions.

use super::Evolution;
use super::Impact::{self, Breaking, Compatible};
use super::bytes;
use super::model::Models;
use super::shared::{Matched, Side, written};
use crate::ir::{Type, Union, Variant};

pub(super) fn compare(
    place: &str,
    (was, is): (&Union, &Union),
    side: Side,
    models: &Models<'_>,
    changes: &mut Evolution,
) {
    if was.by != is.by {
        let what = format!("`{}` chooses its type, it was `{}`", is.by, was.by);
        changes.push(place, what, Breaking, Breaking);
    }
    let is_same = |old: &Variant, new: &Variant| old.ident == new.ident;
    let variants = Matched::of(&was.variants, &is.variants, is_same, &[]);
    let chosen = newly_chosen(side);
    for (old, new) in variants.new {
        let place = format!("{place}.{}", new.ident);
        match old {
            None => changes.of_callers(&place, "the variant is new", chosen),
            Some(old) => variant(&place, (old, new), side, models, changes),
        }
    }
    for old in variants.gone {
        let place = format!("{place}.{}", old.ident);
        changes.of_callers(&place, "the variant is gone", Breaking);
    }
    conversions(place, (was, is), models, changes);
}

fn variant(
    place: &str,
    (was, is): (&Variant, &Variant),
    side: Side,
    models: &Models<'_>,
    changes: &mut Evolution,
) {
    bytes::compare(place, (&was.ty, &is.ty), side, models, changes);
    for tag in was.tags.iter().filter(|tag| !is.tags.contains(tag)) {
        let what = format!("`{tag}` does not choose it any more");
        changes.push(place, what, Breaking, Breaking);
    }
    for tag in is.tags.iter().filter(|tag| !was.tags.contains(tag)) {
        let what = format!("`{tag}` chooses it as well");
        changes.push(place, what, newly_chosen(side), Compatible);
    }
    changes.documentation(place, "what is said of it", [&was.doc, &is.doc]);
}

/// The effect on callers of one more value that chooses a type. A value that was kept as it came is
/// read as the type from now on; one that is sent must fit it, and did not have to.
fn newly_chosen(side: Side) -> Impact {
    Impact::breaking_if(side.is_written())
}

/// A variant that comes to have the type of another one takes the conversion from that type away.
fn conversions(
    place: &str,
    (was, is): (&Union, &Union),
    models: &Models<'_>,
    changes: &mut Evolution,
) {
    let now: Vec<&Type> = models.new.convertible(is).collect();
    let still = |ty: &Type| is.variants.iter().any(|variant| variant.ty == *ty);
    for ty in models.old.convertible(was) {
        if !now.contains(&ty) && still(ty) {
            let what = format!("{} does not convert into it any more", written(ty));
            changes.of_callers(place, what, Breaking);
        }
    }
}
