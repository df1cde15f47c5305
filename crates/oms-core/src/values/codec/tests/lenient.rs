//! Scalars in every form, at every depth, and the places of those that are refused.

use std::collections::BTreeMap;
use std::fmt::Debug;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer, Serialize};

use crate::values::codec::lenient::from_str;
use crate::{EpochSeconds, Json, OtherFields, UtcDateTime};

fn reads<T: DeserializeOwned + PartialEq + Debug>(json: &str, expected: T) {
    let read = from_str::<T>(json).map_err(|error| error.to_string());
    assert_eq!(read, Ok(expected), "{json}");
}

fn refuses<T: DeserializeOwned + Debug>(texts: &[&str]) {
    for json in texts {
        let result = from_str::<T>(json);
        assert!(result.is_err(), "{json}: {result:?}");
    }
}

fn map<T, const N: usize>(entries: [(&str, T); N]) -> BTreeMap<String, T> {
    entries.map(|(key, value)| (key.to_owned(), value)).into()
}

#[test]
fn promise_20_a_scalar_is_read_from_every_form_that_takes_no_guess() {
    for json in ["1", "1.0", "\"1\"", "\" 1 \"", "\"1.00\""] {
        reads::<i64>(json, 1);
    }
    for (json, expected) in [
        ("1e3", 1000),
        ("-0", 0),
        ("-9223372036854775808", i64::MIN),
        ("1125899906842623.0", 1_125_899_906_842_623),
        ("9007199254740993", 9_007_199_254_740_993),
        ("\"9007199254740993.0\"", 9_007_199_254_740_993),
    ] {
        reads::<i64>(json, expected);
    }
    refuses::<i64>(&[
        "1.5",
        "\"1.5\"",
        "\"x\"",
        "\"\"",
        "true",
        "false",
        "[]",
        "{}",
        "null",
        "1e300",
        "2251799813685249.0",
        "9007199254740993.0",
        "-9007199254740993.0",
        "9007199254740993e0",
        "\"1.\"",
        "\"null\"",
        "\"1e3\"",
        "9223372036854775808",
        "18446744073709551615",
    ]);
    for (json, expected) in [
        ("1", 1.0),
        ("\"1.5\"", 1.5),
        ("\" 1e3 \"", 1000.0),
        ("-0.5", -0.5),
    ] {
        reads::<f64>(json, expected);
    }
    refuses::<f64>(&[
        "\"NaN\"", "\"inf\"", "\"null\"", "\"\"", "true", "null", "[]", "{}", "1e999",
    ]);
    for (json, expected) in [
        ("\"a\"", "a"),
        ("1", "1"),
        ("-1", "-1"),
        ("1.5", "1.5"),
        ("true", "true"),
        ("\"007\"", "007"),
    ] {
        reads::<String>(json, expected.to_owned());
    }
    for text in ["null", "", "true", "1.50"] {
        reads::<String>(&format!("\"{text}\""), text.to_owned());
    }
    refuses::<String>(&["null", "[]", "{}", "[\"a\"]"]);
    for (json, expected) in [("true", true), ("\"false\"", false), ("\"TRUE\"", true)] {
        reads::<bool>(json, expected);
    }
    refuses::<bool>(&["1", "0", "\"yes\"", "\"\"", "\"null\"", "null", "[]", "{}"]);
}

#[test]
fn lists_and_maps_hold_what_their_type_reads_and_no_null_unless_it_may() {
    reads::<Vec<i64>>("[1,\"2\",3.0]", vec![1, 2, 3]);
    reads::<Vec<String>>(
        "[\"a\",1,true]",
        ["a", "1", "true"].map(str::to_owned).into(),
    );
    reads::<Vec<Option<i64>>>("[1,null]", vec![Some(1), None]);
    reads::<Option<Vec<i64>>>("null", None);
    reads::<Vec<Vec<bool>>>(
        "[[true],[],[\"false\"]]",
        vec![vec![true], vec![], vec![false]],
    );
    refuses::<Vec<i64>>(&["null", "1", "\"1\"", "{}", "[null]", "[1,[2]]"]);
    reads::<BTreeMap<String, i64>>(r#"{"a":1,"b":"2","a":3}"#, map([("a", 3), ("b", 2)]));
    reads::<BTreeMap<String, Vec<i64>>>(
        r#"{"a":["1"],"":[]}"#,
        map([("a", vec![1]), ("", vec![])]),
    );
    refuses::<BTreeMap<String, i64>>(&["null", "[]", "1", r#"{"a":null}"#, r#"{"a":{}}"#]);
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
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
    list: Vec<Scalars>,
    map: BTreeMap<String, Scalars>,
    object: Scalars,
    option: Option<i64>,
    id: Option<Id>,
    raw: Json,
    moments: Vec<EpochSeconds>,
    time: Option<UtcDateTime>,
}

const SCALARS: &str = r#"{"integer":"7","number":"1.5","text":10,"flag":"TRUE"}"#;

#[test]
fn a_scalar_is_read_so_at_every_depth_and_what_reads_itself_gets_what_came() {
    let json = format!(
        r#"{{"list":[{SCALARS}],"map":{{"a":{SCALARS}}},"object":{SCALARS},"option":"4","id":5,"raw":{{"b": "6"}},"moments":["1742365118"],"time":7}}"#
    );
    let places: Places = from_str(&json).unwrap();
    let strict = r#"{"integer":7,"number":1.5,"text":"10","flag":true}"#;
    let written = serde_json::to_string(&places).unwrap();
    assert_eq!(
        written,
        format!(
            r#"{{"list":[{strict}],"map":{{"a":{strict}}},"object":{strict},"option":4,"id":"5","raw":{{"b": "6"}},"moments":[1742365118],"time":"7"}}"#
        )
    );
    assert_eq!(from_str::<Places>(&written).unwrap(), places);
}

#[test]
fn a_field_that_is_missing_null_or_given_twice_is_named() {
    for (json, named) in [
        (
            r#"{"integer":null,"number":1,"text":"","flag":true}"#,
            "null",
        ),
        (r#"{"integer":1,"number":1,"flag":true}"#, "`text`"),
        (r#"{"integer":1,"integer":2}"#, "`integer`"),
    ] {
        let error = from_str::<Scalars>(json).unwrap_err().to_string();
        assert!(error.contains(named), "{json}: {error}");
    }
}

#[test]
fn what_is_refused_is_refused_at_its_place() {
    for (json, column) in [
        (r#"[7,1.5,"x",true]"#, 1),
        (r#"{"integer":"1.5"}"#, 11),
        (r#"{"integer":true}"#, 11),
        (r#"{"flag":1}"#, 8),
        (r#"{"text":[]}"#, 8),
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
