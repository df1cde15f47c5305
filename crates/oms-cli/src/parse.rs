//! Readers of values on the command line that are no moments.

use std::time::Duration;

use serde::de::DeserializeOwned;

/// Reads a boolean: `true` or `false` and nothing else, because `0`, `no` and an empty text are as often a slip as a meaning.
pub(crate) fn boolean(text: &str) -> Result<bool, String> {
    match text {
        "true" => Ok(true),
        "false" => Ok(false),
        _ => Err("write true or false".to_owned()),
    }
}

/// Reads a value that is given as JSON text.
#[allow(
    dead_code,
    reason = "generated code names it where an action has an object, a map or free JSON among its parameters"
)]
pub(crate) fn json<T: DeserializeOwned>(text: &str) -> Result<T, String> {
    serde_json::from_str(text).map_err(|error| error.to_string())
}

/// Reads a duration above zero: seconds, or a number with `ms`, `s` or `m`.
pub(crate) fn duration(text: &str) -> Result<Duration, String> {
    let end = text
        .find(|c: char| !c.is_ascii_digit())
        .unwrap_or(text.len());
    let (digits, unit) = text.split_at(end);
    let duration = digits.parse().ok().and_then(|number| match unit {
        "ms" => Some(Duration::from_millis(number)),
        "" | "s" => Some(Duration::from_secs(number)),
        "m" => number.checked_mul(60).map(Duration::from_secs),
        _ => None,
    });
    duration
        .filter(|duration| !duration.is_zero())
        .ok_or_else(|| "write a number above zero, such as 60, 90s, 1500ms or 2m".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn p052_a_boolean_is_true_or_false() {
        assert_eq!(boolean("true"), Ok(true));
        assert_eq!(boolean("false"), Ok(false));
        for text in [
            "",
            "0",
            "1",
            "no",
            "yes",
            "True",
            "FALSE",
            " true",
            "\"false\"",
        ] {
            assert!(boolean(text).is_err(), "{text:?}");
        }
    }

    #[test]
    fn durations_have_a_unit_and_are_above_zero() {
        for (text, millis) in [
            ("60", 60_000),
            ("90s", 90_000),
            ("1500ms", 1_500),
            ("2m", 120_000),
        ] {
            assert_eq!(duration(text), Ok(Duration::from_millis(millis)), "{text}");
        }
        for text in [
            "",
            "0",
            "0ms",
            "-1",
            "1.5s",
            "s",
            "1h",
            "99999999999999999999",
            "18446744073709551615m",
        ] {
            assert!(duration(text).is_err(), "{text:?}");
        }
    }
}
