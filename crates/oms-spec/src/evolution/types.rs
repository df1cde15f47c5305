//! Named types: shapes, and the objects, enumerations and unions that are declared where they are
//! used.

use super::Impact::{self, Breaking, Compatible};
use super::model::Models;
use super::shared::{Matched, Side};
use super::{Evolution, bytes, fields, members, rules, unions};
use crate::ir::{TypeDef, TypeKind};

pub(super) fn compare(
    prefix: &str,
    (old, new): (&[TypeDef], &[TypeDef]),
    models: &Models<'_>,
    changes: &mut Evolution,
) {
    let types = Matched::of(old, new, |was, is| was.name == is.name, &[]);
    for (was, is) in types.new {
        let place = format!("{prefix}{}", is.name);
        match was {
            Some(was) => definition(&place, was, is, models, changes),
            None => changes.of_callers(&place, "the type is new", Compatible),
        }
    }
    for was in types.gone {
        let place = format!("{prefix}{}", was.name);
        changes.of_callers(&place, "the type is gone", Breaking);
    }
}

fn definition(
    place: &str,
    was: &TypeDef,
    is: &TypeDef,
    models: &Models<'_>,
    changes: &mut Evolution,
) {
    changes.documentation(place, "its description", [&was.doc, &is.doc]);
    identifies(place, was, is, models, changes);
    usual_prefix(place, was, is, models, changes);
    travel(place, was, is, models, changes);
    if was.kind != is.kind {
        let side = models.side(&is.name);
        kind(place, (&was.kind, &is.kind), side, models, changes);
    }
}

/// A text that is the ID of a subject is taken by the subject's name as well where callers give it.
fn identifies(
    place: &str,
    was: &TypeDef,
    is: &TypeDef,
    models: &Models<'_>,
    changes: &mut Evolution,
) {
    if was.identifies == is.identifies {
        return;
    }
    let what = match &is.identifies {
        Some(subject) => format!("it is the ID of a {subject}"),
        None => "it is the ID of nothing any more".to_owned(),
    };
    let is_named = was.identifies.is_some()
        && matches!(was.kind, TypeKind::Text(_))
        && models.old.types.is_written(&was.name);
    changes.of_callers(place, what, Impact::breaking_if(is_named));
}

/// The usual prefix of an ID. The command takes a text with the prefix for an ID and looks up any
/// other one, be it a name or an ID, if a list leads from names to IDs. A prefix that further texts
/// have makes IDs of what were names.
fn usual_prefix(
    place: &str,
    was: &TypeDef,
    is: &TypeDef,
    models: &Models<'_>,
    changes: &mut Evolution,
) {
    let (TypeKind::Text(old), TypeKind::Text(new)) = (&was.kind, &is.kind) else {
        return;
    };
    let [old, new] = [old, new].map(|rule| rule.usual_prefix.as_deref());
    if old == new || !(models.old.is_listed(was) && models.new.is_listed(is)) {
        return changes.documentation(place, "its usual prefix", [old, new]);
    }
    let takes_others = new.is_some_and(|new| old.is_none_or(|old| !new.starts_with(old)));
    let word = |prefix: Option<&str>| {
        prefix.map_or_else(|| "none".to_owned(), |prefix| format!("`{prefix}`"))
    };
    let (new, old) = (word(new), word(old));
    let what = format!("the prefix by which a text is taken for an ID is {new}, it was {old}");
    let callers = Impact::breaking_if(takes_others);
    changes.of_callers(place, what, callers);
}

/// The way that an object or a union travels decides what it has: a builder where it is written,
/// and a way to read it where it is read.
fn travel(place: &str, was: &TypeDef, is: &TypeDef, models: &Models<'_>, changes: &mut Evolution) {
    let structured = |kind: &TypeKind| matches!(kind, TypeKind::Object { .. } | TypeKind::Union(_));
    if !structured(&was.kind) || !structured(&is.kind) {
        return;
    }
    let name = is.name.as_str();
    if models.old.types.is_written(name) && !models.new.types.is_written(name) {
        let what = "no request holds it any more, so that nothing builds it";
        changes.of_callers(place, what, Breaking);
    }
    if models.old.is_read(name) && !models.new.is_read(name) {
        let what = "no answer holds it any more, so that nothing reads it";
        changes.of_callers(place, what, Breaking);
    }
}

fn kind(
    place: &str,
    (was, is): (&TypeKind, &TypeKind),
    side: Side,
    models: &Models<'_>,
    changes: &mut Evolution,
) {
    match (was, is) {
        (TypeKind::Text(was), TypeKind::Text(is)) => rules::text(place, was, is, changes),
        (TypeKind::Integer(was), TypeKind::Integer(is)) => {
            rules::whole_number(place, *was, *is, changes);
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
            rules::whole_number(place, *was, *is, changes);
        }
        (TypeKind::EpochSeconds { .. }, TypeKind::EpochSeconds { .. }) => {
            position(place, was, is, side, changes);
        }
        (TypeKind::Keyed(was), TypeKind::Keyed(is)) => keys(place, was, is, changes),
        (TypeKind::Secret(_), TypeKind::Secret(_)) => {
            let what = "the secret is encoded in another way";
            changes.push(place, what, Breaking, Breaking);
        }
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
            fields::compare(place, (was, is), side, models, changes);
            changes.switched(
                place,
                (*from, *to),
                ("further fields of it are kept", Compatible, Impact::None),
                (
                    "further fields of it are no longer kept",
                    Breaking,
                    Impact::None,
                ),
            );
        }
        (TypeKind::Enum(was), TypeKind::Enum(is)) => {
            members::compare(place, was, is, side, changes);
        }
        (TypeKind::Union(was), TypeKind::Union(is)) => {
            unions::compare(place, (was, is), side, models, changes);
        }
        _ => {
            let wire = bytes::of_kind(was, is, models);
            changes.push(place, "it is made of something else", Breaking, wire);
        }
    }
}

/// The keys whose values nothing shows. One that goes is in logs and on terminals from then on.
fn keys(place: &str, was: &[String], is: &[String], changes: &mut Evolution) {
    let beyond = |keys: &[String], others: &[String]| {
        let keys = keys.iter().filter(|key| !others.contains(key));
        keys.map(|key| format!("`{key}`")).collect::<Vec<_>>()
    };
    let (shown, hidden) = (beyond(was, is), beyond(is, was));
    if !shown.is_empty() {
        let what = format!("the values of {} are shown from now on", shown.join(", "));
        changes.of_callers(place, what, Breaking);
    }
    if !hidden.is_empty() {
        let what = format!("the values of {} are hidden as well", hidden.join(", "));
        changes.of_callers(place, what, Compatible);
    }
}

fn position(place: &str, was: &TypeKind, is: &TypeKind, side: Side, changes: &mut Evolution) {
    let (
        TypeKind::EpochSeconds {
            wire: from,
            raw: was,
        },
        TypeKind::EpochSeconds { wire: to, raw: is },
    ) = (was, is)
    else {
        return;
    };
    if from != to {
        let what = "it is written in another JSON form; both are read";
        let wire = Breaking.only_if(side.is_written());
        changes.push(place, what, Impact::None, wire);
    }
    changes.switched(
        place,
        (*was, *is),
        ("it may be a position in text as well", Breaking, Compatible),
        ("it is no position in text any more", Breaking, Breaking),
    );
}
