//! Writes that act on something that nothing looks up: the parameter that names it is plain text,
//! and an ID in other actions.

use std::collections::{BTreeMap, BTreeSet};

use super::Warnings;
use crate::ir::{Action, Api, Effect, NamedTypes, Presence, Type};

pub(super) fn check(api: &Api, found: &mut Warnings) {
    let named = NamedTypes::of(api);
    let mut kinds: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for field in api.actions.iter().flat_map(|action| &action.request) {
        let shape = field.ty.innermost();
        let definition = shape.and_then(|shape| named.definition(shape));
        if let Some(kind) = definition.and_then(|definition| definition.identifies.as_deref()) {
            kinds.entry(&field.wire_name).or_default().insert(kind);
        }
    }
    let unguarded = |action: &&Action| action.effect == Effect::Write && action.subject.is_none();
    for action in api.actions.iter().filter(unguarded) {
        let required = action
            .request
            .iter()
            .filter(|field| field.presence == Presence::Required && is_text(&field.ty));
        for field in required {
            let Some(kinds) = kinds.get(field.wire_name.as_str()) else {
                continue;
            };
            let kinds: Vec<&str> = kinds.iter().copied().collect();
            let what = format!(
                "it is plain text, and the ID of a {} in other actions: as it is, nothing looks up \
                 what the write acts on",
                kinds.join(" or ")
            );
            found.push(
                format!("{} request.{}", action.title, field.wire_name),
                what,
            );
        }
    }
}

fn is_text(ty: &Type) -> bool {
    match ty {
        Type::List(item) => is_text(item),
        ty => *ty == Type::String,
    }
}
