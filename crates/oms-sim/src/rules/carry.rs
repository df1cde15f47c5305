//! Positions that are not a moment in seconds, on their way through the typed request.
//!
//! The client's types refuse a number of milliseconds, so that nobody sends one. The simulator must
//! take it, to show what comes of it; it carries such a number as a text with a mark that no
//! request can hold.

use serde_json::{Map, Value};

use super::check::is_digits;
use super::parts::{each_field, each_part};
use super::{FieldRules, Kind};
use oms_client::EpochSeconds;

/// The first character of a carried number. No position in a source's own words holds a control
/// character, so the strict reading has refused one that would.
const MARK: char = '\u{1}';

/// Makes every position of an object readable: text of digits as a number, and text that is no
/// moment as a marked text.
pub(crate) fn carry(fields: &[FieldRules], object: &mut Map<String, Value>) {
    each_field(fields, object, &mut carry_value);
}

/// The number that a position carries, if it is a marked text.
pub(crate) fn carried(position: &str) -> Option<i64> {
    position.strip_prefix(MARK)?.parse().ok()
}

fn carry_value(kind: &Kind, value: &mut Value) {
    match (kind, value) {
        (Kind::EpochSeconds { .. }, value) => {
            if let Some(number) = number(value) {
                *value = match EpochSeconds::new(number) {
                    Ok(_) => number.into(),
                    Err(_) => format!("{MARK}{number}").into(),
                };
            }
        }
        (Kind::Named(kind) | Kind::OneOrList(kind), value) => carry_value(kind, value),
        (kind, value) => each_part(kind, value, &mut carry_value),
    }
}

fn number(value: &Value) -> Option<i64> {
    match value {
        Value::Number(number) => number.as_i64(),
        Value::String(text) if is_digits(text) => text.parse().ok(),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use oms_client::ListRule;

    use super::*;
    use crate::rules::WireForm;

    #[test]
    fn what_is_no_moment_is_carried_and_found_again() {
        let position = &Kind::EpochSeconds {
            wire: WireForm::Number,
            raw: true,
        };
        let fields = [FieldRules::required(
            "at",
            Kind::List(ListRule::new(), position),
        )];
        for (value, expected, number) in [
            (Value::from(1_742_365_118), Value::from(1_742_365_118), None),
            ("1742365118".into(), 1_742_365_118.into(), None),
            (
                1_742_365_118_000_i64.into(),
                "\u{1}1742365118000".into(),
                Some(1_742_365_118_000),
            ),
            ((-1).into(), "\u{1}-1".into(), Some(-1)),
            ("100,30".into(), "100,30".into(), None),
            (true.into(), true.into(), None),
        ] {
            let mut object = Map::from_iter([("at".to_owned(), vec![value.clone()].into())]);
            carry(&fields, &mut object);
            assert_eq!(object["at"][0], expected, "{value}");
            assert_eq!(expected.as_str().and_then(carried), number, "{value}");
        }
    }
}
