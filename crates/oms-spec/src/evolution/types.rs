//! Named types: shapes, and the objects, enumerations and unions that are declared where they are
//! used.

use super::Impact::{self, Breaking, Compatible};
use super::shared::{Side, versions, written};
use super::{Direction, Evolution, fields, rules, travel};
use crate::ir::{Api, Member, TypeDef, TypeKind, Union};

pub(super) fn compare_shapes(old: &Api, new: &Api, changes: &mut Evolution) {
    let travels = |api: &Api, name: &str| {
        let all: Vec<_> = api
            .actions
            .iter()
            .map(|action| travel(action, &api.shapes))
            .collect();
        Direction {
            written: all.iter().any(|(written, _)| written.contains(name)),
            read: all.iter().any(|(_, read)| read.contains(name)),
        }
    };
    // Which way shapes travel is asked only where one changed: most comparisons find none.
    let direction = |name: &str| {
        let (before, after) = (travels(old, name), travels(new, name));
        Direction {
            written: before.written || after.written,
            read: before.read || after.read,
        }
    };
    let lists = (
        &old.shapes.iter().collect::<Vec<_>>(),
        &new.shapes.iter().collect::<Vec<_>>(),
    );
    compare("shape ", (lists.0, lists.1), direction, changes);
}

pub(super) fn compare(
    prefix: &str,
    (old, new): (&[&TypeDef], &[&TypeDef]),
    direction: impl Fn(&str) -> Direction,
    changes: &mut Evolution,
) {
    for is in new {
        let place = format!("{prefix}{}", is.name);
        match old.iter().find(|was| was.name == is.name) {
            Some(was) => {
                changes.documentation(&place, "its description", &was.doc, &is.doc);
                if was.identifies != is.identifies {
                    let what = match &is.identifies {
                        Some(subject) => format!("it is the ID of a {subject}"),
                        None => "it is the ID of nothing any more".to_owned(),
                    };
                    changes.push(&place, what, Compatible, Impact::None);
                }
                if was.kind != is.kind {
                    let side = match direction(&is.name) {
                        Direction {
                            written: true,
                            read: true,
                        } => Side::Both,
                        Direction {
                            written: true,
                            read: false,
                        } => Side::Request,
                        Direction { written: false, .. } => Side::Answer,
                    };
                    kind(&place, &was.kind, &is.kind, side, changes);
                }
            }
            None => changes.push(&place, "the type is new", Compatible, Impact::None),
        }
    }
    for was in old {
        if !new.iter().any(|is| is.name == was.name) {
            changes.push(
                &format!("{prefix}{}", was.name),
                "the type is gone",
                Breaking,
                Impact::None,
            );
        }
    }
}

fn kind(place: &str, was: &TypeKind, is: &TypeKind, side: Side, changes: &mut Evolution) {
    match (was, is) {
        (TypeKind::Text(was), TypeKind::Text(is)) => rules::text(place, was, is, changes),
        (TypeKind::Integer(was), TypeKind::Integer(is)) => {
            rules::integer(place, *was, *is, changes);
        }
        (
            TypeKind::Duration {
                unit: from,
                rule: was,
            },
            TypeKind::Duration { unit: to, rule: is },
        ) => {
            if from != to {
                changes.push(place, "its unit changed", Breaking, Breaking);
            }
            rules::integer(place, *was, *is, changes);
        }
        (
            TypeKind::EpochSeconds {
                wire: from,
                raw: was,
            },
            TypeKind::EpochSeconds { wire: to, raw: is },
        ) => {
            if from != to {
                changes.push(
                    place,
                    "it is sent in another JSON form; both are read",
                    Impact::None,
                    Breaking,
                );
            }
            if was != is {
                let what = if *is {
                    "it may be a position in text as well"
                } else {
                    "it is no position in text any more"
                };
                changes.push(place, what, Breaking, Compatible);
            }
        }
        (TypeKind::Secret(_), TypeKind::Secret(_)) => changes.push(
            place,
            "the secret is encoded in another way",
            Breaking,
            Breaking,
        ),
        (
            TypeKind::Object {
                fields: was,
                open: from,
            },
            TypeKind::Object {
                fields: is,
                open: to,
            },
        ) => {
            fields::compare(place, (was, is), side, changes);
            match (from, to) {
                (false, true) => changes.push(
                    place,
                    "further fields of it are kept",
                    Compatible,
                    Impact::None,
                ),
                (true, false) => changes.push(
                    place,
                    "further fields of it are no longer kept",
                    Breaking,
                    Impact::None,
                ),
                _ => {}
            }
        }
        (TypeKind::Enum(was), TypeKind::Enum(is)) => members(place, was, is, changes),
        (TypeKind::Union(was), TypeKind::Union(is)) => union(place, was, is, changes),
        _ => changes.push(place, "it is made of something else", Breaking, Breaking),
    }
}

/// Enumerations are open: a member that is not declared is kept, so only the name in Rust can break
/// anybody.
fn members(place: &str, old: &[Member], new: &[Member], changes: &mut Evolution) {
    for is in new {
        let place = format!("{place}.{}", is.wire_name);
        let Some(was) = old.iter().find(|was| was.wire_name == is.wire_name) else {
            changes.push(&place, "the member is new", Compatible, Compatible);
            continue;
        };
        if was.ident != is.ident {
            changes.push(
                &place,
                format!(
                    "it is called `{}` in Rust, it was `{}`",
                    is.ident, was.ident
                ),
                Breaking,
                Impact::None,
            );
        }
        if was.also != is.also {
            changes.push(
                &place,
                "other spellings are read as it",
                Compatible,
                Compatible,
            );
        }
        if was.since != is.since {
            changes.push(
                &place,
                format!("it exists {}", versions(is.since)),
                Compatible,
                Impact::None,
            );
        }
        changes.documentation(
            &place,
            "what is said of it",
            &(&was.doc, &was.deprecated),
            &(&is.doc, &is.deprecated),
        );
    }
    for was in old {
        if !new.iter().any(|is| is.wire_name == was.wire_name) {
            changes.push(
                &format!("{place}.{}", was.wire_name),
                "the member is gone",
                Breaking,
                Compatible,
            );
        }
    }
}

fn union(place: &str, was: &Union, is: &Union, changes: &mut Evolution) {
    if was.by != is.by {
        changes.push(
            place,
            format!("`{}` chooses its type, it was `{}`", is.by, was.by),
            Breaking,
            Breaking,
        );
    }
    for variant in &is.variants {
        let place = format!("{place}.{}", variant.ident);
        match was.variants.iter().find(|was| was.ident == variant.ident) {
            // A value that was kept as it came is read as a type from now on: a match that took it
            // finds it elsewhere.
            None => changes.push(&place, "the variant is new", Compatible, Impact::None),
            Some(was) if was.ty != variant.ty => {
                let what = format!(
                    "its type is {}, it was {}",
                    written(&variant.ty),
                    written(&was.ty)
                );
                changes.push(&place, what, Breaking, Breaking);
            }
            Some(was) if was.tags != variant.tags => {
                changes.push(&place, "other values choose it", Compatible, Compatible);
            }
            Some(was) => {
                changes.documentation(&place, "what is said of it", &was.doc, &variant.doc);
            }
        }
    }
    for variant in &was.variants {
        if !is.variants.iter().any(|is| is.ident == variant.ident) {
            changes.push(
                &format!("{place}.{}", variant.ident),
                "the variant is gone",
                Breaking,
                Impact::None,
            );
        }
    }
}
