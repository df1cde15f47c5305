//! Absent, null and present, in the three ways that a field can tell them apart, read and written
//! without a loss.

use std::collections::BTreeMap;

use proptest::prelude::*;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::values::codec::{lenient, or_null};

/// A field of each presence, as generated code has it.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[expect(
    clippy::option_option,
    reason = "absent, null and present are three things here"
)]
struct Fields {
    /// Null is not told from absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    optional: Option<String>,
    /// Always written. Absent is read as null.
    nullable: Option<i64>,
    /// All three are told apart.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "or_null"
    )]
    both: Option<Option<f64>>,
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "or_null"
    )]
    list: Option<Option<Vec<Option<i64>>>>,
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "or_null"
    )]
    map: Option<Option<BTreeMap<String, Option<Box<Fields>>>>>,
}

fn fields() -> impl Strategy<Value = Fields> {
    fn three<T: std::fmt::Debug>(
        value: impl Strategy<Value = T>,
    ) -> impl Strategy<Value = Option<Option<T>>> {
        proptest::option::of(proptest::option::of(value))
    }
    let scalars = (
        proptest::option::of(any::<String>()),
        proptest::option::of(any::<i64>()),
        // `serde_json` may read the last bit of a longer fraction differently.
        three((-1_000_000..1_000_000).prop_map(|n| f64::from(n) / 64.0)),
        three(proptest::collection::vec(
            proptest::option::of(any::<i64>()),
            0..4,
        )),
    );
    let leaf = scalars.prop_map(|(optional, nullable, both, list)| Fields {
        optional,
        nullable,
        both,
        list,
        map: None,
    });
    let leaf = leaf.boxed();
    leaf.clone().prop_recursive(3, 16, 3, move |inner| {
        let entry = proptest::option::of(inner.prop_map(Box::new));
        let map = three(proptest::collection::btree_map(
            any::<String>(),
            entry,
            0..3,
        ));
        (leaf.clone(), map).prop_map(|(fields, map)| Fields { map, ..fields })
    })
}

proptest! {
    #[test]
    fn what_is_written_is_read_back_with_absent_null_and_present_kept_apart(fields in fields()) {
        let json = serde_json::to_string(&fields).unwrap();
        prop_assert_eq!(&lenient::from_str::<Fields>(&json).unwrap(), &fields);
        let value: Value = serde_json::from_str(&json).unwrap();
        prop_assert_eq!(&serde_json::from_str::<Fields>(&json).unwrap(), &fields);
        // The inner `None` is null in JSON, and the outer one is no field.
        let forms = [
            ("optional", fields.optional.map(|value| json!(value))),
            ("nullable", Some(json!(fields.nullable))),
            ("both", fields.both.map(|value| json!(value))),
            ("list", fields.list.map(|value| json!(value))),
            ("map", fields.map.map(|value| json!(value))),
        ];
        for (name, form) in forms {
            prop_assert_eq!(value.get(name), form.as_ref(), "{}", name);
        }
    }
}

#[test]
fn each_presence_reads_each_form_as_it_says() {
    let read = |json: Value| lenient::from_str::<Fields>(&json.to_string()).ok();
    let base = Fields::default();
    let table = [
        (json!({}), Some(base.clone())),
        (json!({"nullable": null}), Some(base.clone())),
        (
            json!({"nullable": null, "optional": null}),
            Some(base.clone()),
        ),
        (
            json!({"nullable": null, "both": null, "list": null, "map": null}),
            Some(Fields {
                both: Some(None),
                list: Some(None),
                map: Some(None),
                ..base.clone()
            }),
        ),
        (
            json!({"nullable": "1", "optional": 2, "both": "3.5", "list": [null, "4"], "map": {"a": null}}),
            Some(Fields {
                nullable: Some(1),
                optional: Some("2".to_owned()),
                both: Some(Some(3.5)),
                list: Some(Some(vec![None, Some(4)])),
                map: Some(Some([("a".to_owned(), None)].into())),
            }),
        ),
        (json!({"nullable": {}}), None),
        (json!({"nullable": null, "both": "null"}), None),
        (json!({"nullable": null, "list": 4}), None),
    ];
    for (json, expected) in table {
        assert_eq!(read(json.clone()), expected, "{json}");
    }
}
