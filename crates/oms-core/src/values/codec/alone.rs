//! The whole number that a payload is by itself, such as the ID of a ticket.

use serde::de::value::Error;
use serde::de::{Deserialize, DeserializeOwned, Deserializer, Error as _, Unexpected, Visitor};
use serde::forward_to_deserialize_any;

use super::lenient::from_str;
use super::scalars::VAGUE;

/// Reads a whole number that no ID is, where the type asks for a whole number and for nothing
/// around it: one that is not positive as it is, and one that is too large to be read as zero.
///
/// It is `None` for every other type and every other text: what is no number is no such number.
pub(crate) fn odd_number<T: DeserializeOwned>(json: &str) -> Option<T> {
    // The type first: it costs nothing to ask, and a payload may be long.
    let zero: T = Deserialize::deserialize(Alone(0)).ok()?;
    match from_str::<i64>(json) {
        Ok(1..) => None,
        Ok(number) => Deserialize::deserialize(Alone(number)).ok(),
        Err(_) => is_too_large(json).then_some(zero),
    }
}

/// Returns `true` for a number, or the text of one, beyond those that are read as whole numbers.
fn is_too_large(json: &str) -> bool {
    let text = json.trim_matches('"').trim();
    // A text such as `inf` or `1e30` is a number to Rust alone.
    let is_spelt = json.starts_with('"') && text.contains(char::is_alphabetic);
    let number = text.parse::<f64>();
    !is_spelt && number.is_ok_and(|number| number.abs() >= VAGUE)
}

/// A whole number, for whoever asks for one.
struct Alone(i64);

impl<'de> Deserializer<'de> for Alone {
    type Error = Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        Err(Error::invalid_type(Unexpected::Signed(self.0), &visitor))
    }

    fn deserialize_i64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_i64(self.0)
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option unit
        unit_struct newtype_struct seq tuple tuple_struct map struct enum identifier ignored_any
    }
}

#[cfg(test)]
mod tests {
    use std::fmt::Debug;

    use serde::Deserialize;

    use super::odd_number;
    use crate::codec::NoData;
    use crate::{EpochSeconds, Json};

    /// An ID as generated code has it.
    #[derive(Debug, PartialEq, Deserialize)]
    #[serde(transparent)]
    struct Id(i64);

    #[derive(Debug, Deserialize)]
    struct Named {
        #[expect(dead_code, reason = "a field has others beside it")]
        id: i64,
    }

    #[test]
    fn p021_a_whole_number_that_no_id_is_is_told_by_the_type_that_asks_for_one() {
        for (json, read) in [
            ("-1", -1),
            ("0", 0),
            ("-0", 0),
            ("\"-7\"", -7),
            ("0.0", 0),
            ("-9223372036854775808", i64::MIN),
            ("9223372036854775808", 0),
            ("-9223372036854775809", 0),
            ("\"9223372036854775808\"", 0),
            ("99999999999999999999999", 0),
            ("9223372036854775808.0", 0),
            ("9007199254740993.0", 0),
            ("1e30", 0),
            ("1e999", 0),
        ] {
            assert_eq!(odd_number::<i64>(json), Some(read), "{json}");
            assert_eq!(odd_number::<Id>(json), Some(Id(read)), "{json}");
        }
        for json in [
            "1",
            "\"1\"",
            "1.0",
            "1e0",
            "9223372036854775807",
            "9007199254740993",
            "\"9007199254740993.0\"",
            "1.5",
            "-1.5",
            "\"x\"",
            "\"inf\"",
            "\"NaN\"",
            "\"1e30\"",
            "\"\"",
            "\"-\"",
            "null",
            "true",
            "[]",
            "[0]",
            "{}",
        ] {
            assert_eq!(odd_number::<i64>(json), None, "{json}");
        }
    }

    #[test]
    fn p021_a_number_is_odd_to_no_other_type() {
        fn is_passed_over<T: Debug + serde::de::DeserializeOwned>() {
            for json in ["-1", "0", "9223372036854775808"] {
                let read = odd_number::<T>(json);
                assert!(read.is_none(), "{json}: {read:?}");
            }
        }
        is_passed_over::<String>();
        is_passed_over::<f64>();
        is_passed_over::<bool>();
        is_passed_over::<Json>();
        is_passed_over::<NoData>();
        is_passed_over::<EpochSeconds>();
        is_passed_over::<Option<i64>>();
        is_passed_over::<Vec<i64>>();
        is_passed_over::<Named>();
    }
}
