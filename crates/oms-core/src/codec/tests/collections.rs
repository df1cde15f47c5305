//! Lists and maps of scalars and of named types, with and without nulls, in every form that the documentation promises.

use std::collections::BTreeMap;
use std::fmt::Debug;

use serde::Deserialize;

use crate::codec::{Boolean, Codec, Integer, List, Map, Nullable, Number, Text, Typed};
use crate::{EpochSeconds, Json, UtcDateTime};

/// A named type of several fields.
#[derive(Debug, Clone, PartialEq, Deserialize)]
struct Crate {
    #[serde(deserialize_with = "Text::read")]
    id: String,
    #[serde(default, deserialize_with = "Nullable::<Integer>::read")]
    weight: Option<i64>,
}

fn read<C: Codec>(json: &str) -> Result<C::Value, String> {
    let mut deserializer = serde_json::Deserializer::from_str(json);
    let value = C::read(&mut deserializer).map_err(|error| error.to_string())?;
    deserializer.end().map_err(|error| error.to_string())?;
    Ok(value)
}

fn reads<C: Codec<Value: PartialEq + Debug>>(json: &str, expected: C::Value) {
    assert_eq!(read::<C>(json), Ok(expected), "{json}");
}

fn refuses<C: Codec<Value: Debug>>(texts: &[&str]) {
    for json in texts {
        let result = read::<C>(json);
        assert!(result.is_err(), "{json}: {result:?}");
    }
}

fn a_crate(id: &str, weight: Option<i64>) -> Crate {
    Crate {
        id: id.to_owned(),
        weight,
    }
}

fn map<T, const N: usize>(entries: [(&str, T); N]) -> BTreeMap<String, T> {
    entries.map(|(key, value)| (key.to_owned(), value)).into()
}

#[test]
fn scalars_are_read_from_the_forms_that_the_documentation_lists() {
    for (json, expected) in [("1e3", 1000), ("-0", 0), ("-9223372036854775808", i64::MIN)] {
        reads::<Integer>(json, expected);
    }
    for (json, expected) in [("1", 1.0), ("\" 1e3 \"", 1000.0), ("-0.5", -0.5)] {
        reads::<Number>(json, expected);
    }
    for text in ["null", "", "true", "1.50"] {
        reads::<Text>(&format!("\"{text}\""), text.to_owned());
    }
    refuses::<Integer>(&["\"null\"", "\"1e3\"", "false", "9223372036854775808"]);
    refuses::<Number>(&["\"null\"", "\"\"", "true", "null", "[]", "{}", "1e999"]);
    refuses::<Text>(&["null", "[]", "{}", "[\"a\"]"]);
    refuses::<Boolean>(&["\"null\"", "null", "[]", "{}"]);
}

#[test]
fn lists_hold_what_their_codec_reads_and_no_null_unless_it_may() {
    reads::<List<Integer>>("[1,\"2\",3.0]", vec![1, 2, 3]);
    reads::<List<Text>>(
        "[\"a\",1,true]",
        ["a", "1", "true"].map(str::to_owned).into(),
    );
    reads::<List<Integer>>("[]", vec![]);
    reads::<List<Nullable<Integer>>>("[1,null]", vec![Some(1), None]);
    reads::<Nullable<List<Integer>>>("null", None);
    reads::<Nullable<List<Nullable<Text>>>>(
        "[null,\"null\"]",
        Some(vec![None, Some("null".to_owned())]),
    );
    reads::<List<List<Boolean>>>(
        "[[true],[],[\"false\"]]",
        vec![vec![true], vec![], vec![false]],
    );
    refuses::<List<Integer>>(&["null", "1", "\"1\"", "{}", "[null]", "[1,[2]]"]);
    refuses::<List<Nullable<Integer>>>(&["null", "[\"null\"]"]);
}

#[test]
fn maps_keep_the_last_value_of_a_key() {
    reads::<Map<Integer>>(r#"{"a":1,"b":"2","a":3}"#, map([("a", 3), ("b", 2)]));
    reads::<Map<Nullable<Text>>>(
        r#"{"a":null,"":7}"#,
        map([("a", None), ("", Some("7".to_owned()))]),
    );
    reads::<Map<List<Integer>>>(r#"{"a":[1],"b":[]}"#, map([("a", vec![1]), ("b", vec![])]));
    reads::<Nullable<Map<Integer>>>("null", None);
    refuses::<Map<Integer>>(&["null", "[]", "1", r#"{"a":null}"#, r#"{"a":{}}"#]);
}

#[test]
fn named_types_are_read_inside_every_collection() {
    reads::<List<Typed<Crate>>>(
        r#"[{"id":7,"x":{}},{"id":"8","weight":"9"}]"#,
        vec![a_crate("7", None), a_crate("8", Some(9))],
    );
    reads::<Map<List<Typed<Crate>>>>(
        r#"{"a":[{"id":"1","weight":null}]}"#,
        map([("a", vec![a_crate("1", None)])]),
    );
    reads::<List<Nullable<Typed<Crate>>>>(
        r#"[null,{"id":"1"}]"#,
        vec![None, Some(a_crate("1", None))],
    );
    reads::<Map<Typed<Json>>>(r#"{"a":1.10}"#, map([("a", Json::new("1.10").unwrap())]));
    let seconds = EpochSeconds::new(1_742_365_118).unwrap();
    reads::<List<Typed<EpochSeconds>>>("[1742365118,\"1742365118\"]", vec![seconds; 2]);
    reads::<Nullable<Typed<UtcDateTime>>>("\"2025-03-19T06:18:38\"", Some(seconds.into()));
    reads::<Nullable<Typed<UtcDateTime>>>("null", None);
    refuses::<List<Typed<Crate>>>(&[r#"[{"weight":1}]"#, "[null]", "[1]"]);
}
