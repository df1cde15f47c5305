//! A field: its names, its type, its rules.

use super::{Lowering, optional, since, texts, value};
use crate::language::names;
use crate::raw::{Field, Scalar};
use crate::{check, ir};

/// `prefix` is the path to the object that the field is in; `provenance` is the object's.
pub(crate) fn field(prefix: &str, field: &Field, provenance: ir::Provenance) -> ir::Field {
    ir::Field {
        wire_name: field.name.value.clone(),
        ident: field.ident(),
        also: texts(&field.also),
        flag: names::kebab(
            field
                .rust
                .as_ref()
                .map_or(&field.name.value, |rust| &rust.value),
        ),
        ty: Lowering::ty(|| field.path(prefix), &field.typed),
        presence: field.presence.unwrap_or(ir::Presence::Optional),
        one_or_list: field.typed.one_or_list.is_some(),
        doc: value(field.doc.as_ref()),
        documented: field
            .documented
            .as_ref()
            .map(|(_, text)| text.value.clone()),
        provenance: field.provenance.unwrap_or(provenance),
        since: since(&field.since),
        deprecated: optional(field.deprecated.as_ref()),
        constant: optional(field.constant.as_ref()),
        required_if: field.required_if.as_ref().and_then(|condition| {
            Some(ir::RequiredIf {
                field: condition.field.as_ref()?.value.clone(),
                is: texts(&condition.is),
            })
        }),
        default: field.default.as_ref().map(|(value, _)| json(value)),
        rules: ir::Rules {
            text: check::text_rule(field.rules()),
            integer: check::integer_rule(field.rules()),
            max_items: field.rules().max_items.map(|(items, _)| items),
        },
    }
}

fn json(value: &Scalar) -> String {
    match value {
        Scalar::Text(text) => serde_json::Value::from(text.as_str()).to_string(),
        Scalar::Integer(number) => number.to_string(),
        Scalar::Boolean(value) => value.to_string(),
    }
}
