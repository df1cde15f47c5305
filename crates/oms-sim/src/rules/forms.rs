//! Values that the vendor's pages show alone in one place and in a list in another: both are taken.

use serde_json::{Map, Value};

use super::parts::{each_field, each_part};
use super::{FieldRules, Kind};

/// Brings every value that may come in two forms into the declared one, in which the strict reading
/// wants it.
pub(crate) fn settle_forms(fields: &[FieldRules], object: &mut Map<String, Value>) {
    each_field(fields, object, &mut settle);
}

fn settle(kind: &Kind, value: &mut Value) {
    match (kind, value) {
        (Kind::OneOrList(kind), value) => {
            match (kind, &mut *value) {
                (Kind::List(..), Value::Array(_) | Value::Null) => {}
                (Kind::List(..), alone) => *alone = Value::Array(vec![alone.take()]),
                (_, Value::Array(items)) if items.len() == 1 => {
                    let only = items.pop();
                    *value = only.unwrap_or_default();
                }
                _ => {}
            }
            settle(kind, value);
        }
        (Kind::Named(kind), value) => settle(kind, value),
        (kind, value) => each_part(kind, value, &mut settle),
    }
}

#[cfg(test)]
mod tests {
    use oms_client::{IntegerRule, ListRule};
    use serde_json::json;

    use super::*;

    const WORDS: Kind = Kind::List(ListRule::new(), &Kind::FreeText);
    const FIELDS: &[FieldRules] = &[
        FieldRules::optional("words", Kind::OneOrList(&WORDS)),
        FieldRules::optional("count", Kind::OneOrList(&Kind::Integer(IntegerRule::new()))),
        FieldRules::optional("plain", WORDS),
        FieldRules::optional(
            "inner",
            Kind::Object(&[FieldRules::optional("words", Kind::OneOrList(&WORDS))]),
        ),
    ];

    #[test]
    fn both_forms_become_the_declared_one_and_no_other_value_changes() {
        for (given, settled) in [
            (json!({"words": "a"}), json!({"words": ["a"]})),
            (json!({"words": ["a", "b"]}), json!({"words": ["a", "b"]})),
            (json!({"words": null}), json!({"words": null})),
            (json!({"count": [1]}), json!({"count": 1})),
            (json!({"count": [1, 2]}), json!({"count": [1, 2]})),
            (json!({"count": []}), json!({"count": []})),
            (json!({"plain": "a"}), json!({"plain": "a"})),
            (
                json!({"inner": {"words": "a"}}),
                json!({"inner": {"words": ["a"]}}),
            ),
        ] {
            let Value::Object(mut object) = given.clone() else {
                panic!("an object");
            };
            settle_forms(FIELDS, &mut object);
            assert_eq!(Value::Object(object), settled, "{given}");
        }
    }
}
