//! Spans such as `2h` or `1d12h`.

use std::time::Duration;

/// Returns the whole seconds of a span.
pub(crate) fn seconds(span: &str) -> Result<i64, String> {
    let span = oms_text::parse_span(span)?;
    if span.subsec_nanos() > 0 {
        return Err("is not a number of whole seconds".to_owned());
    }
    i64::try_from(span.as_secs()).map_err(|_| "is too long".to_owned())
}

/// The longest time that anybody waits. The clocks overflow far beyond it.
const LONGEST: Duration = Duration::from_secs(100 * 366 * 24 * 60 * 60);

/// Parses a duration greater than zero: a number of seconds, or a span such as `1500ms`, `90s` or
/// `1h30m`.
pub(crate) fn duration(text: &str) -> Result<Duration, String> {
    let duration = oms_text::parse_duration(text).ok();
    match duration.filter(|duration| !duration.is_zero()) {
        Some(duration) if duration <= LONGEST => Ok(duration),
        Some(_) => Err("is longer than a hundred years".to_owned()),
        None => Err(
            "write a whole number above zero, in seconds or with units, such as 60, 90s, 1500ms, 10m or 1h30m".to_owned(),
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_have_a_unit_and_are_above_zero() {
        for (text, millis) in [
            ("60", 60_000),
            ("90s", 90_000),
            ("1500ms", 1_500),
            ("1h 30m", 5_400_000),
        ] {
            assert_eq!(duration(text), Ok(Duration::from_millis(millis)), "{text}");
        }
        for text in ["", "0", "0ms", "-1", "1.5s", "18446744073709551615m"] {
            assert!(duration(text).is_err(), "{text:?}");
        }
        // Whoever waits adds it to a moment.
        assert!(duration("18446744073709551615s").is_err());
        assert!(duration("36600d").is_ok_and(|longest| longest == LONGEST));
    }
}
