//! Finds the secrets of an object by the types of its fields.

use serde_json::{Map, Value};

use super::parts::{each_part, kinds};
use super::{FieldRules, Kind};

/// Gives every value whose type is a secret to `found`, at any depth. `true` if one of them was
/// taken for one.
///
/// Names are compared without regard to case, because a loose service reads them so.
pub(crate) fn secrets(
    fields: &[FieldRules],
    object: &mut Map<String, Value>,
    found: &mut dyn FnMut(&mut Value) -> bool,
) -> bool {
    let kinds = kinds(fields, object);
    object.iter_mut().fold(false, |any, (key, value)| {
        let kind = kinds
            .iter()
            .find(|(name, _)| name.eq_ignore_ascii_case(key));
        kind.is_some_and(|(_, kind)| in_value(kind, value, found)) || any
    })
}

/// The values of an object that are not declared.
pub(crate) fn undeclared<'v>(
    fields: &'v [FieldRules],
    object: &'v mut Map<String, Value>,
) -> impl Iterator<Item = &'v mut Value> {
    let declared = |key: &str| {
        fields
            .iter()
            .any(|field| field.name.eq_ignore_ascii_case(key))
    };
    let values = object.iter_mut().filter(move |(key, _)| !declared(key));
    values.map(|(_, value)| value)
}

fn in_value(kind: &Kind, value: &mut Value, found: &mut dyn FnMut(&mut Value) -> bool) -> bool {
    match (kind, value) {
        (Kind::Secret { .. } | Kind::Base64Secret, value) => found(value),
        (Kind::OneOrList(Kind::List(_, item)), value) if !value.is_array() => {
            in_value(item, value, found)
        }
        (Kind::OneOrList(kind), Value::Array(values)) if !matches!(kind, Kind::List(..)) => {
            let mut any = false;
            for value in values {
                any |= in_value(kind, value, found);
            }
            any
        }
        (Kind::Named(kind) | Kind::OneOrList(kind), value) => in_value(kind, value, found),
        (Kind::Object(fields), Value::Object(object)) => secrets(fields, object, found),
        (kind, value) => {
            let mut any = false;
            each_part(kind, value, &mut |kind, value| {
                any |= in_value(kind, value, found);
            });
            any
        }
    }
}

#[cfg(test)]
mod tests {
    use oms_client::ListRule;
    use serde_json::json;

    use super::*;

    const FIELDS: &[FieldRules] = &[
        FieldRules::required("name", Kind::FreeText),
        FieldRules::optional("plain", Kind::Secret { any: false }),
        FieldRules::optional("tree", Kind::Named(&TREE)),
        FieldRules::optional("by", Kind::FreeText),
        FieldRules::optional(
            "value",
            Kind::Union {
                by: "by",
                variants: &[
                    (&["SECRET"], Kind::Secret { any: false }),
                    (&["TEXT"], Kind::FreeText),
                ],
            },
        ),
    ];

    static TREE: Kind = Kind::Object(&[
        FieldRules::optional("codes", Kind::List(ListRule::new(), &Kind::Base64Secret)),
        FieldRules::optional("users", Kind::Map(&Kind::Secret { any: false })),
        FieldRules::optional("below", Kind::Named(&TREE)),
    ]);

    #[test]
    fn secrets_are_found_at_any_depth_and_through_lists_maps_and_unions() {
        for (object, hidden) in [
            (json!({"name": "a"}), json!({"name": "a"})),
            (json!({"PLAIN": "s"}), json!({"PLAIN": "-"})),
            (
                json!({"tree": {"below": {"codes": ["s", 7], "users": {"jane": "s"}}}}),
                json!({"tree": {"below": {"codes": ["-", "-"], "users": {"jane": "-"}}}}),
            ),
            (
                json!({"by": "SECRET", "value": "s"}),
                json!({"by": "SECRET", "value": "-"}),
            ),
            (
                json!({"by": "TEXT", "value": "s"}),
                json!({"by": "TEXT", "value": "s"}),
            ),
        ] {
            let Value::Object(mut found) = object.clone() else {
                panic!("{object}");
            };
            let any = secrets(FIELDS, &mut found, &mut |value| {
                *value = "-".into();
                true
            });
            assert_eq!(Value::Object(found), hidden);
            assert_eq!(any, object != hidden, "{object}");
        }
    }
}
