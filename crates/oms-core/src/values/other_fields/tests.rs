//! Undeclared fields are kept as they came, and fail nothing.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::OtherFields;

/// A type as generated code has it.
#[derive(Debug, PartialEq, Deserialize, Serialize)]
#[serde(remote = "Self")]
struct Shelf {
    #[serde(rename = "shelfId", alias = "id")]
    id: i64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    inner: Option<Vec<Shelf>>,
    #[serde(flatten, skip_deserializing)]
    other: OtherFields,
}

impl<'de> Deserialize<'de> for Shelf {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let mut other = OtherFields::new();
        let gathering = other.gather_with_aliases(deserializer, &[("id", "shelfId")]);
        let mut shelf = Self::deserialize(gathering)?;
        shelf.other = other;
        Ok(shelf)
    }
}

impl Serialize for Shelf {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Self::serialize(self, serializer)
    }
}

fn read(json: &str) -> Result<Shelf, serde_json::Error> {
    crate::values::codec::lenient::from_str(json)
}

#[test]
fn what_is_not_declared_is_kept_digit_by_digit_and_written_again() {
    let table = [
        (r#"{"shelfId":1}"#, &[][..]),
        (r#"{"shelfId":1,"a":null}"#, &[("a", "null")]),
        (
            r#"{"a":1.10,"shelfId":1,"b":123456789012345678901234567890,"c":-0,"d":1E400}"#,
            &[
                ("a", "1.10"),
                ("b", "123456789012345678901234567890"),
                ("c", "-0"),
                ("d", "1E400"),
            ],
        ),
        (
            r#"{"a": { "z" : [ 1 ] , "b":"\u00e9" } ,"shelfId":1}"#,
            &[("a", r#"{ "z" : [ 1 ] , "b":"\u00e9" }"#)],
        ),
        // Neither half of a pair alone is a character, and text that is not looked at need not
        // be one.
        (r#"{"shelfId":1,"a":"\ud800"}"#, &[("a", r#""\ud800""#)]),
        (
            r#"{"shelfId":1,"":0,"Shelf\u0049d":2}"#,
            &[("", "0"), ("ShelfId", "2")],
        ),
        // The last one of a name counts.
        (r#"{"a":1,"shelfId":1,"a":2}"#, &[("a", "2")]),
    ];
    for (json, expected) in table {
        let shelf = read(json).unwrap();
        let others: Vec<_> = shelf.other.iter().map(|(k, v)| (k, v.get())).collect();
        assert_eq!((shelf.id, others.as_slice()), (1, expected), "{json}");
        assert_eq!(shelf.other.len(), expected.len());
        assert_eq!(shelf.other.is_empty(), expected.is_empty());
        for (name, value) in expected {
            assert_eq!(shelf.other.get(name).unwrap().get(), *value);
        }
        let written = serde_json::to_string(&shelf).unwrap();
        assert_eq!(read(&written).unwrap(), shelf, "{written}");
    }
    assert_eq!(
        serde_json::to_string(&read(r#"{"shelfId":1}"#).unwrap()).unwrap(),
        r#"{"shelfId":1}"#
    );
    assert_eq!(serde_json::to_string(&OtherFields::new()).unwrap(), "{}");
}

#[test]
fn a_field_nested_deeper_than_can_be_read_fails_nothing() {
    let deep = format!("{}1{}", "[".repeat(100_000), "]".repeat(100_000));
    let shelf = read(&format!(r#"{{"deep":{deep},"shelfId":1}}"#)).unwrap();
    assert_eq!(shelf.other.get("deep").unwrap().get(), deep);
}

#[test]
fn aliases_are_declared_and_every_level_keeps_its_own() {
    let shelf = read(r#"{"id":"1","inner":[{"shelfId":2,"x":3}],"y":4}"#).unwrap();
    let inner = &shelf.inner.as_ref().unwrap()[0];
    assert_eq!((shelf.id, inner.id), (1, 2));
    assert_eq!(
        (
            shelf.other.get("y").unwrap().get(),
            inner.other.get("x").unwrap().get()
        ),
        ("4", "3")
    );
    assert_eq!((shelf.other.len(), inner.other.len()), (1, 1));
    let value = serde_json::to_value(&shelf).unwrap();
    assert_eq!(value["inner"][0]["x"], 3);
    assert_eq!(serde_json::from_value::<Shelf>(value).unwrap(), shelf);
}

#[test]
fn p281_the_first_of_a_field_and_its_alias_counts_and_the_other_is_kept() {
    for (json, kept) in [
        (r#"{"shelfId":1,"id":2}"#, ("id", "2")),
        (r#"{"id":1,"shelfId":[]}"#, ("shelfId", "[]")),
    ] {
        let shelf = read(json).unwrap();
        let others: Vec<_> = shelf.other.iter().map(|(k, v)| (k, v.get())).collect();
        assert_eq!((shelf.id, others), (1, vec![kept]), "{json}");
    }
}

#[test]
fn p281_an_undeclared_key_that_is_no_text_fails_nothing() {
    let shelf = read(r#"{"\ud800":1,"a\udc00b":2,"shelfId":1}"#).unwrap();
    let values: Vec<_> = shelf.other.iter().map(|(_, value)| value.get()).collect();
    assert_eq!((shelf.id, values.len()), (1, 2));
    // In a page, in an object inside of another one.
    let shelf = read(r#"{"inner":[{"\ud800":{},"shelfId":2}],"shelfId":1}"#).unwrap();
    assert_eq!(shelf.inner.unwrap()[0].id, 2);
}

#[test]
fn a_declared_field_that_is_missing_or_odd_still_fails_at_its_place() {
    let table = [
        (r#"{"x":1}"#, "missing field `shelfId` at line 1 column 7"),
        ("{\"x\":1,\n\"shelfId\":{}}", "at line 2 column"),
        ("[1,[]]", "invalid type: sequence"),
        ("null", "invalid type: null"),
        (r#"{"x":1,"shelfId":1"#, "EOF"),
    ];
    for (json, expected) in table {
        let error = read(json).unwrap_err().to_string();
        assert!(error.contains(expected), "{json}: {error}");
    }
}

#[test]
fn debug_shows_names_alone() {
    let shelf = read(r#"{"shelfId":1,"password":"hunter2","\u001b[2J":0}"#).unwrap();
    let shown = format!("{:?}", shelf.other);
    assert_eq!(shown, r#"{"\u{1b}[2J", "password"}"#);
}
