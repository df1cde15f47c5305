//! The writing and reading of positions.

mod lenient;
mod odd;
mod presence;

use std::collections::BTreeMap;

use serde::Serialize;

use crate::{EpochSeconds, StartPosition};

#[derive(Debug, Serialize)]
struct Positions {
    number: StartPosition,
    #[serde(serialize_with = "super::as_text")]
    text: StartPosition,
    #[serde(
        skip_serializing_if = "Option::is_none",
        serialize_with = "super::as_text"
    )]
    optional: Option<StartPosition>,
    #[serde(serialize_with = "super::as_text")]
    nullable: Option<EpochSeconds>,
    #[serde(serialize_with = "super::as_text")]
    many: BTreeMap<String, Vec<EpochSeconds>>,
}

#[test]
fn promises_68_and_69_a_position_is_written_in_either_form() {
    let seconds = EpochSeconds::new(1_742_365_118).unwrap();
    let write = |position: StartPosition| {
        let positions = Positions {
            number: position.clone(),
            text: position,
            optional: None,
            nullable: None,
            many: [("a".to_owned(), vec![seconds])].into(),
        };
        serde_json::to_string(&positions).unwrap()
    };
    assert_eq!(
        write(seconds.into()),
        r#"{"number":1742365118,"text":"1742365118","nullable":null,"many":{"a":["1742365118"]}}"#
    );
    assert_eq!(
        write(StartPosition::raw("100,30")),
        r#"{"number":"100,30","text":"100,30","nullable":null,"many":{"a":["1742365118"]}}"#
    );
}

#[test]
fn promise_68_a_position_of_the_sources_own_is_checked_and_read_back() {
    for text in ["", " ", "1742365118", " 42 ", "a\nb", &"x".repeat(129)] {
        assert!(StartPosition::raw(text).check().is_err(), "{text:?}");
    }
    for text in [
        "+1742365118",
        "-1",
        "@1742365118",
        " + 42",
        "１７４２３６５１１８",
        "＋１",
        "٤٢",
        "1742365118.5",
        "1742365118.0",
        "-1742365118.5",
        ".5",
        "1742365118.",
        "1.742370000E+9",
        "1.74237E+12",
        "1742365118e+0",
        "1.7e9",
        "-",
    ] {
        assert!(StartPosition::raw(text).check().is_err(), "{text:?}");
    }
    for text in [
        "100,30",
        "0/16B3748",
        "0000000000051E12",
        "5E2",
        "1e5",
        "inf",
        "NaN",
        "1.2.3",
        &"x".repeat(128),
    ] {
        assert!(StartPosition::raw(text).check().is_ok(), "{text}");
        let json = serde_json::to_string(&StartPosition::raw(text)).unwrap();
        assert_eq!(
            serde_json::from_str::<StartPosition>(&json).unwrap(),
            StartPosition::raw(text)
        );
    }
    for json in [
        "1742365118",
        "\"1742365118\"",
        "1742365118.0",
        "\"1742365118.0\"",
    ] {
        let seconds = EpochSeconds::new(1_742_365_118).unwrap();
        assert_eq!(
            serde_json::from_str::<StartPosition>(json).unwrap(),
            seconds.into()
        );
    }
    for json in [
        "1742365118.5",
        "\"1742365118.5\"",
        "\"@1742365118\"",
        "1742365118000",
        "\"1742365118000\"",
        "\"1.742365118E+09\"",
        "-1",
        "true",
        "null",
        "[1]",
        "{}",
    ] {
        let read = serde_json::from_str::<StartPosition>(json);
        assert!(read.is_err(), "{json}: {read:?}");
    }
    let empty = serde_json::from_str::<StartPosition>("\" \"").unwrap();
    assert_eq!(empty, StartPosition::raw(" "));
}
