//! What is read leniently, what is refused as a guess, and how positions are written.

mod collections;
mod presence;

use serde::{Deserialize, Serialize};

use crate::{EpochSeconds, StartPosition};

#[derive(Debug, PartialEq, Deserialize)]
struct Lenient {
    #[serde(default, deserialize_with = "super::Nullable::<super::Integer>::read")]
    integer: Option<i64>,
    #[serde(default, deserialize_with = "super::Nullable::<super::Text>::read")]
    text: Option<String>,
    #[serde(default, deserialize_with = "super::Nullable::<super::Boolean>::read")]
    boolean: Option<bool>,
    #[serde(default, deserialize_with = "super::Nullable::<super::Number>::read")]
    number: Option<f64>,
    #[serde(
        default,
        deserialize_with = "super::Optional::<super::List<super::Integer>>::read"
    )]
    #[expect(
        clippy::option_option,
        reason = "absent, null and present are three things here"
    )]
    list: Option<Option<Vec<i64>>>,
}

fn read(json: &str) -> Result<Lenient, String> {
    serde_json::from_str(json).map_err(|error| error.to_string())
}

#[test]
fn promise_20_a_scalar_is_read_from_every_form_that_takes_no_guess() {
    for value in ["1", "1.0", "\"1\"", "\" 1 \"", "\"1.00\""] {
        assert_eq!(
            read(&format!("{{\"integer\":{value}}}")).unwrap().integer,
            Some(1),
            "{value}"
        );
    }
    for value in [
        "1.5",
        "\"1.5\"",
        "\"x\"",
        "\"\"",
        "true",
        "[]",
        "{}",
        "18446744073709551615",
        "1e300",
        "\"1.\"",
    ] {
        assert!(
            read(&format!("{{\"integer\":{value}}}")).is_err(),
            "{value}"
        );
    }
    for (value, expected) in [
        ("\"a\"", "a"),
        ("1", "1"),
        ("-1", "-1"),
        ("1.5", "1.5"),
        ("true", "true"),
        ("\"007\"", "007"),
    ] {
        assert_eq!(
            read(&format!("{{\"text\":{value}}}"))
                .unwrap()
                .text
                .as_deref(),
            Some(expected)
        );
    }
    for (value, expected) in [("true", true), ("\"false\"", false), ("\"TRUE\"", true)] {
        assert_eq!(
            read(&format!("{{\"boolean\":{value}}}")).unwrap().boolean,
            Some(expected)
        );
    }
    for value in ["1", "0", "\"yes\"", "\"\""] {
        assert!(
            read(&format!("{{\"boolean\":{value}}}")).is_err(),
            "{value}"
        );
    }
    assert_eq!(read("{\"number\":\"1.5\"}").unwrap().number, Some(1.5));
    assert!(read("{\"number\":\"NaN\"}").is_err() && read("{\"number\":\"inf\"}").is_err());
}

#[test]
fn absent_null_and_present_stay_three_things_where_that_was_asked_for() {
    assert_eq!(read("{}").unwrap().list, None);
    assert_eq!(read("{\"list\":null}").unwrap().list, Some(None));
    assert_eq!(
        read("{\"list\":[1,\"2\",3.0]}").unwrap().list,
        Some(Some(vec![1, 2, 3]))
    );
    assert_eq!(read("{\"integer\":null}").unwrap().integer, None);
}

#[derive(Debug, Serialize)]
struct Positions {
    #[serde(serialize_with = "super::start_position::as_number")]
    number: StartPosition,
    #[serde(serialize_with = "super::start_position::as_text")]
    text: StartPosition,
    #[serde(
        skip_serializing_if = "Option::is_none",
        serialize_with = "super::start_position::optional::as_number"
    )]
    optional: Option<StartPosition>,
    #[serde(serialize_with = "super::epoch_seconds::as_text")]
    seconds: EpochSeconds,
}

#[test]
fn promises_68_and_69_a_position_is_written_in_either_form() {
    let seconds = EpochSeconds::new(1_742_365_118).unwrap();
    let write = |position: StartPosition| {
        let positions = Positions {
            number: position.clone(),
            text: position,
            optional: None,
            seconds,
        };
        serde_json::to_string(&positions).unwrap()
    };
    assert_eq!(
        write(seconds.into()),
        r#"{"number":1742365118,"text":"1742365118","seconds":"1742365118"}"#
    );
    assert_eq!(
        write(StartPosition::raw("100,30")),
        r#"{"number":"100,30","text":"100,30","seconds":"1742365118"}"#
    );
}

#[test]
fn promise_68_a_position_of_the_sources_own_is_checked_and_read_back() {
    for text in ["", " ", "1742365118", " 42 ", "a\nb", &"x".repeat(129)] {
        assert!(StartPosition::raw(text).check().is_err(), "{text:?}");
    }
    for text in ["100,30", "0/16B3748", &"x".repeat(128)] {
        assert!(StartPosition::raw(text).check().is_ok(), "{text}");
        let json = serde_json::to_string(&StartPosition::raw(text)).unwrap();
        assert_eq!(
            serde_json::from_str::<StartPosition>(&json).unwrap(),
            StartPosition::raw(text)
        );
    }
    for json in ["1742365118", "\"1742365118\""] {
        let seconds = EpochSeconds::new(1_742_365_118).unwrap();
        assert_eq!(
            serde_json::from_str::<StartPosition>(json).unwrap(),
            seconds.into()
        );
    }
}
