//! The parts of a value by its kind: the fields of an object, the items of a list, the values of a
//! map.

use serde_json::{Map, Value};

use super::{FieldRules, Kind};

/// The names of an object's fields, each with its kind there.
pub(super) fn kinds<'r>(
    fields: &'r [FieldRules],
    object: &Map<String, Value>,
) -> Vec<(&'r str, &'r Kind)> {
    let kinds = fields.iter();
    kinds
        .map(|field| (field.name, field.kind.beside(object)))
        .collect()
}

/// Changes the fields of an object that are there. The kinds are those before the first change.
pub(super) fn each_field(
    fields: &[FieldRules],
    object: &mut Map<String, Value>,
    change: &mut dyn FnMut(&Kind, &mut Value),
) {
    for (name, kind) in kinds(fields, object) {
        if let Some(value) = object.get_mut(name) {
            change(kind, value);
        }
    }
}

/// Changes the parts of a value that has the form of its kind.
pub(super) fn each_part(kind: &Kind, value: &mut Value, change: &mut dyn FnMut(&Kind, &mut Value)) {
    match (kind, value) {
        (Kind::List(_, item), Value::Array(values)) => {
            for value in values {
                change(item, value);
            }
        }
        (Kind::Map(item), Value::Object(object)) => {
            for value in object.values_mut() {
                change(item, value);
            }
        }
        (Kind::Object(fields), Value::Object(object)) => each_field(fields, object, change),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use oms_client::ListRule;
    use serde_json::json;

    use super::*;

    #[test]
    fn each_part_is_changed_that_has_the_form_of_its_kind() {
        const LIST: Kind = Kind::List(ListRule::new(), &Kind::FreeText);
        const FIELDS: &[FieldRules] = &[
            FieldRules::optional("list", LIST),
            FieldRules::optional("map", Kind::Map(&Kind::FreeText)),
            FieldRules::optional("text", Kind::FreeText),
        ];
        fn change(kind: &Kind, value: &mut Value) {
            match kind {
                Kind::FreeText => *value = Value::Null,
                kind => each_part(kind, value, &mut change),
            }
        }
        let mut value = json!({"list": ["a", 1], "map": {"a": "b"}, "text": "a", "other": "a"});
        change(&Kind::Object(FIELDS), &mut value);
        let changed = json!({"list": [null, null], "map": {"a": null}, "text": null, "other": "a"});
        assert_eq!(value, changed);
        let mut value = json!({"list": {"a": "b"}, "map": ["a"]});
        let before = value.clone();
        change(&Kind::Object(FIELDS), &mut value);
        assert_eq!(value, before);
    }
}
