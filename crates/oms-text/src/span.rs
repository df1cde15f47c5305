//! Lengths of time as people write them: numbers with units, the largest unit first.

use std::time::Duration;

const NANOS_PER_SECOND: u128 = 1_000_000_000;

/// The units, the largest first: the letters, the words, and the nanoseconds.
const UNITS: &[(&str, &[&str], u128)] = &[
    (
        "w",
        &["wk", "wks", "week", "weeks"],
        604_800 * NANOS_PER_SECOND,
    ),
    ("d", &["day", "days"], 86_400 * NANOS_PER_SECOND),
    (
        "h",
        &["hr", "hrs", "hour", "hours"],
        3_600 * NANOS_PER_SECOND,
    ),
    (
        "m",
        &["min", "mins", "minute", "minutes"],
        60 * NANOS_PER_SECOND,
    ),
    ("s", &["sec", "secs", "second", "seconds"], NANOS_PER_SECOND),
    ("ms", &["msec", "millis"], 1_000_000),
    ("us", &["usec", "\u{b5}s"], 1_000),
    ("ns", &["nsec", "nanos"], 1),
];

/// Reads a span of time: numbers with units, the largest unit first and each at most once, with or
/// without spaces.
///
/// # Errors
///
/// The reason why the text is none, as the rest of a sentence that begins with the text.
///
/// # Examples
///
/// ```
/// use std::time::Duration;
///
/// let span = Ok(Duration::from_secs(5_400));
/// assert_eq!(oms_text::parse_span("1h30m"), span);
/// assert_eq!(oms_text::parse_span("1 hour 30 min"), span);
/// assert!(oms_text::parse_span("5400").is_err());
/// ```
pub fn parse_span(text: &str) -> Result<Duration, String> {
    let mut units = UNITS.iter();
    let mut nanos = 0;
    let mut rest = text.trim();
    if rest.is_empty() {
        return Err(unreadable());
    }
    while !rest.is_empty() {
        let end = rest
            .find(|c: char| !c.is_ascii_digit())
            .ok_or_else(|| format!("needs a unit after `{rest}`: w, d, h, m or s, as in `2h`"))?;
        let (digits, tail) = rest.split_at(end);
        let tail = tail.trim_start();
        let end = tail.find(|c: char| !c.is_alphabetic());
        let (unit, tail) = tail.split_at(end.unwrap_or(tail.len()));
        // The iterator advances with each unit that it finds, so a unit that is repeated or out of
        // order is not found any more.
        let (_, _, per_unit) = units
            .find(|(letters, words, _)| *letters == unit || words.contains(&unit))
            .ok_or_else(unreadable)?;
        let number: u64 = digits.parse().map_err(|_| unreadable())?;
        nanos += u128::from(number) * per_unit;
        rest = tail.trim_start();
    }
    let seconds = u64::try_from(nanos / NANOS_PER_SECOND);
    let part = u32::try_from(nanos % NANOS_PER_SECOND);
    match (seconds, part) {
        (Ok(seconds), Ok(part)) => Ok(Duration::new(seconds, part)),
        _ => Err("is too long".to_owned()),
    }
}

/// Reads a span of time, or a bare number of seconds.
///
/// # Errors
///
/// As for [`parse_span`].
pub fn parse_duration(text: &str) -> Result<Duration, String> {
    if text.bytes().all(|byte| byte.is_ascii_digit())
        && let Ok(seconds) = text.parse()
    {
        return Ok(Duration::from_secs(seconds));
    }
    parse_span(text)
}

/// Writes a span of time, such as `1m 30s`, so that [`parse_span`] reads the same.
#[must_use]
pub fn format_span(span: Duration) -> String {
    let mut nanos = span.as_nanos();
    let mut parts = Vec::new();
    for (letters, _, per_unit) in UNITS {
        let number = nanos / per_unit;
        nanos %= per_unit;
        if number > 0 {
            parts.push(format!("{number}{letters}"));
        }
    }
    if parts.is_empty() {
        "0s".to_owned()
    } else {
        parts.join(" ")
    }
}

fn unreadable() -> String {
    "is not a span of time: write numbers with units, the largest first, such as `90s`, `2h` or `1d12h`"
        .to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_span_is_numbers_with_units_in_order() {
        for (text, millis) in [
            ("0s", 0),
            ("1500ms", 1_500),
            ("1s500ms", 1_500),
            ("1h30m", 5_400_000),
            ("1h 30m", 5_400_000),
            (" 1 h 30 min ", 5_400_000),
            ("1w1d", 691_200_000),
            ("2 weeks 1 day 1 hour 1 minute 1 second", 1_299_661_000),
            ("1wk1hr", 608_400_000),
            ("2wks 2hrs 15mins 30secs", 1_217_730_000),
            ("500millis", 500),
            ("250msec", 250),
            ("3000usec 2000000nsec", 5),
            ("3000\u{b5}s 2000000nanos", 5),
            ("100m", 6_000_000),
        ] {
            assert_eq!(
                parse_span(text),
                Ok(Duration::from_millis(millis)),
                "{text}"
            );
        }
        for (text, words) in [
            ("", "is not a span of time"),
            (" ", "is not a span of time"),
            ("s", "is not a span of time"),
            ("soon", "is not a span of time"),
            ("-1s", "is not a span of time"),
            ("1.5s", "is not a span of time"),
            ("30m1h", "is not a span of time"),
            ("1h1h", "is not a span of time"),
            ("1x", "is not a span of time"),
            ("1\u{ff48}", "is not a span of time"),
            ("99999999999999999999h", "is not a span of time"),
            ("1h30", "needs a unit after `30`"),
            ("18446744073709551615m", "is too long"),
        ] {
            let refusal = parse_span(text).unwrap_err();
            assert!(refusal.contains(words), "{text}: {refusal}");
        }
        for text in ["", "+5", "99999999999999999999"] {
            assert!(parse_duration(text).is_err(), "{text}");
        }
        assert_eq!(parse_duration("90"), parse_span("90s"));
    }

    #[test]
    fn a_span_is_read_back_as_it_was_written() {
        for (nanos, text) in [
            (0, "0s"),
            (1_001, "1us 1ns"),
            (90_250_000_000, "1m 30s 250ms"),
            (788_645_000_000_000, "1w 2d 3h 4m 5s"),
        ] {
            let span = Duration::from_nanos(nanos);
            assert_eq!(format_span(span), text);
            assert_eq!(parse_span(text), Ok(span));
        }
        assert_eq!(parse_span(&format_span(Duration::MAX)), Ok(Duration::MAX));
    }
}
