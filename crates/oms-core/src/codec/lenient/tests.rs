//! That leniency reaches every place of a payload, and nothing that reads itself.

use std::collections::BTreeMap;

use serde::{Deserialize, Deserializer, Serialize};

use super::from_str;
use crate::{Json, OtherFields};

#[derive(Debug, Default, PartialEq, Serialize, Deserialize)]
struct Scalars {
    integer: i64,
    number: f64,
    text: String,
    flag: bool,
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
struct Id(String);

#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Places {
    list: Vec<Vec<i64>>,
    map: BTreeMap<String, i64>,
    object: Scalars,
    option: Option<i64>,
    id: Option<Id>,
    raw: Json,
}

const SCALARS: &str = r#"{"integer":"7","number":"1.5","text":10,"flag":"TRUE"}"#;

#[test]
fn promise_20_a_scalar_is_read_from_every_form_at_every_depth() {
    let json = format!(
        r#"{{"list":[["1",2.0]],"map":{{"a":"3"}},"object":{SCALARS},"option":"4","id":5,"raw":{{"b":"6"}}}}"#
    );
    let places: Places = from_str(&json).unwrap();
    let written = serde_json::to_string(&places).unwrap();
    assert_eq!(
        written,
        r#"{"list":[[1,2]],"map":{"a":3},"object":{"integer":7,"number":1.5,"text":"10","flag":true},"option":4,"id":"5","raw":{"b":"6"}}"#
    );
    assert_eq!(from_str::<Places>(&written).unwrap(), places);
}

#[test]
fn null_and_a_missing_field_are_none_where_they_may_be_and_refused_elsewhere() {
    let json =
        |option: &str| format!(r#"{{"list":[],"map":{{}},"object":{SCALARS},{option}"raw":null}}"#);
    for option in ["", r#""option":null,"id":null,"#] {
        let places: Places = from_str(&json(option)).unwrap();
        assert_eq!((places.option, places.id), (None, None), "{option}");
    }
    for (json, place) in [
        (
            r#"{"integer":null,"number":1,"text":"","flag":true}"#,
            "null",
        ),
        (r#"{"integer":1,"number":1,"flag":true}"#, "`text`"),
        (r#"{"integer":1,"integer":2}"#, "`integer`"),
    ] {
        let error = from_str::<Scalars>(json).unwrap_err().to_string();
        assert!(error.contains(place), "{json}: {error}");
    }
}

#[test]
fn what_would_be_a_guess_is_refused_with_its_place() {
    for (json, column) in [
        (r#"[7,1.5,"x",true]"#, 1),
        (r#"{"integer":"1.5"}"#, 16),
        (r#"{"integer":true}"#, 15),
        (r#"{"flag":1}"#, 9),
        (r#"{"text":[]}"#, 9),
    ] {
        let error = from_str::<Scalars>(json).unwrap_err();
        assert!(error.column().abs_diff(column) <= 1, "{json}: {error}");
    }
    for json in [format!("{SCALARS}]"), format!("{SCALARS} {SCALARS}")] {
        assert!(from_str::<Scalars>(&json).is_err(), "{json}");
    }
}

#[derive(Debug, Deserialize)]
#[serde(remote = "Self")]
struct Open {
    id: String,
    #[serde(skip)]
    other: OtherFields,
}

impl<'de> Deserialize<'de> for Open {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let mut other = OtherFields::new();
        let open = Self::deserialize(other.gather(deserializer))?;
        Ok(Self { other, ..open })
    }
}

#[test]
fn other_fields_stay_as_they_came_beside_a_lenient_one() {
    let open: Vec<Open> = from_str(r#"[{"size":1e999,"id":7,"x":"1"}]"#).unwrap();
    assert_eq!(open[0].id, "7");
    assert_eq!(open[0].other.get("size").unwrap().get(), "1e999");
    assert_eq!(open[0].other.get("x").unwrap().get(), "\"1\"");
}
