//! The effect of another type on the bytes: types are compared by what they are on the wire, so
//! that a type that has another name alone changes nothing there.

use std::collections::BTreeSet;

use super::Evolution;
use super::Impact::{self, Breaking};
use super::model::Models;
use super::shared::{Side, written};
use crate::ir::{Field, SecretForm, Type, TypeKind, Union, WireForm};

/// Another type of a field, of a variant or of a payload: callers do not compile either way.
pub(super) fn compare(
    place: &str,
    (was, is): (&Type, &Type),
    side: Side,
    models: &Models<'_>,
    changes: &mut Evolution,
) {
    if was != is {
        let what = format!("its type is {}, it was {}", written(is), written(was));
        let wire = of_type(was, is, side, models);
        changes.push(place, what, Breaking, wire);
    }
}

/// The effect of another type on the bytes: one that takes all that the other took breaks nobody
/// who writes.
fn of_type(was: &Type, is: &Type, side: Side, models: &Models<'_>) -> Impact {
    let mut pairs = Pairs {
        models,
        seen: BTreeSet::new(),
    };
    if pairs.types(was, is) {
        return Impact::None;
    }
    let wider = match is {
        Type::Any => true,
        Type::Number => pairs.types(was, &Type::Integer),
        _ => false,
    };
    Impact::breaking_if(!wider || side != Side::Request)
}

/// The effect on the bytes where a named type is made of something else.
pub(super) fn of_kind(was: &TypeKind, is: &TypeKind, models: &Models<'_>) -> Impact {
    let mut pairs = Pairs {
        models,
        seen: BTreeSet::new(),
    };
    Breaking.only_if(!pairs.kinds(was, is))
}

/// Pairs of types that are compared; a pair that is met again inside of itself is the same as far
/// as the rest is.
struct Pairs<'a> {
    models: &'a Models<'a>,
    seen: BTreeSet<(String, String)>,
}

/// The form of a value that has no parts.
#[derive(PartialEq, Eq)]
enum Plain<'a> {
    Boolean,
    Number,
    Any,
    Text,
    Base64,
    /// A whole number.
    Whole,
    /// A number and a text: the position is one of the two.
    Position(bool),
    Structured(&'a TypeKind),
}

impl Pairs<'_> {
    fn types(&mut self, was: &Type, is: &Type) -> bool {
        match (was, is) {
            (Type::List(was), Type::List(is)) | (Type::Map(was), Type::Map(is)) => {
                self.types(was, is)
            }
            (Type::List(_) | Type::Map(_), _) | (_, Type::List(_) | Type::Map(_)) => false,
            (Type::Named(old), Type::Named(new)) => {
                if !self.seen.insert((old.clone(), new.clone())) {
                    return true;
                }
                match (
                    self.models.old.types.kind(old),
                    self.models.new.types.kind(new),
                ) {
                    (Some(was), Some(is)) => self.kinds(was, is),
                    _ => false,
                }
            }
            (Type::Named(old), is) => {
                let kind = self.models.old.types.kind(old);
                kind.is_some_and(|kind| plain(kind) == plain_of_type(is))
            }
            (was, Type::Named(new)) => {
                let kind = self.models.new.types.kind(new);
                kind.is_some_and(|kind| plain(kind) == plain_of_type(was))
            }
            (was, is) => was == is,
        }
    }

    fn kinds(&mut self, was: &TypeKind, is: &TypeKind) -> bool {
        match (was, is) {
            (TypeKind::Object { fields: was, .. }, TypeKind::Object { fields: is, .. }) => {
                self.fields(was, is)
            }
            (TypeKind::Union(was), TypeKind::Union(is)) => self.unions(was, is),
            (TypeKind::Enum(was), TypeKind::Enum(is)) => {
                let names = |members: &[crate::ir::Member]| {
                    let names = members.iter().map(|member| member.wire_name.clone());
                    names.collect::<BTreeSet<_>>()
                };
                names(was) == names(is)
            }
            (TypeKind::Duration { unit: was, .. }, TypeKind::Duration { unit: is, .. }) => {
                was == is
            }
            (was, is) => plain(was) == plain(is),
        }
    }

    fn fields(&mut self, old: &[Field], new: &[Field]) -> bool {
        old.len() == new.len()
            && old.iter().all(|was| {
                let found = new.iter().find(|is| is.wire_name == was.wire_name);
                found.is_some_and(|is| was.presence == is.presence && self.types(&was.ty, &is.ty))
            })
    }

    fn unions(&mut self, old: &Union, new: &Union) -> bool {
        let tags = |union: &Union| {
            let tags = union.variants.iter().flat_map(|variant| {
                let tags = variant.tags.iter();
                tags.map(|tag| (tag.clone(), variant.ty.clone()))
            });
            tags.collect::<std::collections::BTreeMap<_, _>>()
        };
        let (was, is) = (tags(old), tags(new));
        was.len() == is.len()
            && was.iter().all(|(tag, was)| {
                let found = is.get(tag);
                found.is_some_and(|is| self.types(was, is))
            })
    }
}

fn plain(kind: &TypeKind) -> Plain<'_> {
    match kind {
        TypeKind::Secret(SecretForm::Base64) => Plain::Base64,
        TypeKind::Secret(SecretForm::Json) | TypeKind::Keyed(_) => Plain::Any,
        TypeKind::EpochSeconds { wire, raw: true } => Plain::Position(*wire == WireForm::Number),
        TypeKind::Integer(_)
        | TypeKind::Duration { .. }
        | TypeKind::EpochSeconds {
            wire: WireForm::Number,
            ..
        } => Plain::Whole,
        TypeKind::Text(_)
        | TypeKind::UtcDateTime
        | TypeKind::Enum(_)
        | TypeKind::Secret(SecretForm::Plain)
        | TypeKind::EpochSeconds { .. } => Plain::Text,
        TypeKind::Object { .. } | TypeKind::Union(_) => Plain::Structured(kind),
    }
}

fn plain_of_type(ty: &Type) -> Plain<'static> {
    match ty {
        Type::Boolean => Plain::Boolean,
        Type::Integer => Plain::Whole,
        Type::Number => Plain::Number,
        Type::String => Plain::Text,
        Type::Any | Type::Named(_) | Type::List(_) | Type::Map(_) => Plain::Any,
    }
}
