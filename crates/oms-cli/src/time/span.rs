//! Spans such as `2h` or `1d12h`.

use std::time::Duration;

/// The units, largest first, with their seconds.
const UNITS: &[(char, i64)] = &[
    ('w', 604_800),
    ('d', 86_400),
    ('h', 3_600),
    ('m', 60),
    ('s', 1),
];

/// Returns the seconds of a span: numbers with units, the largest unit first, each at most once.
pub(crate) fn seconds(span: &str) -> Result<i64, String> {
    let mut units = UNITS.iter();
    let mut total: i64 = 0;
    let mut rest = span;
    while !rest.is_empty() {
        let end = rest
            .find(|c: char| !c.is_ascii_digit())
            .ok_or_else(|| format!("needs a unit after `{rest}`: w, d, h, m or s, as in `-2h`"))?;
        let (digits, tail) = rest.split_at(end);
        let mut tail = tail.chars();
        let unit = tail.next().unwrap_or_default();
        // The iterator advances with each unit that it finds, so a unit that is repeated or out of
        // order is not found any more.
        let per_unit = units
            .find(|(name, _)| *name == unit)
            .map(|(_, seconds)| *seconds)
            .ok_or_else(unreadable)?;
        let number: i64 = digits.parse().map_err(|_| unreadable())?;
        total = number
            .checked_mul(per_unit)
            .and_then(|part| total.checked_add(part))
            .ok_or("is too long")?;
        rest = tail.as_str();
    }
    if span.is_empty() {
        return Err(unreadable());
    }
    Ok(total)
}

/// Parses a duration greater than zero: a number of seconds or of milliseconds (`1500ms`), or a
/// span such as `90s` or `1h30m`.
pub(crate) fn duration(text: &str) -> Result<Duration, String> {
    let number = |digits: &str| digits.parse::<u64>().ok();
    let duration = match text.strip_suffix("ms") {
        Some(digits) => number(digits).map(Duration::from_millis),
        None => number(text)
            .or_else(|| {
                seconds(text)
                    .ok()
                    .and_then(|seconds| seconds.try_into().ok())
            })
            .map(Duration::from_secs),
    };
    duration.filter(|duration| !duration.is_zero()).ok_or_else(|| {
        "write a number above zero, in seconds or with units, such as 60, 90s, 1500ms, 10m or 1h30m".to_owned()
    })
}

fn unreadable() -> String {
    "is not a span: write numbers with units, the largest first, such as `90s`, `2h` or `1d12h`"
        .to_owned()
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
            ("2m", 120_000),
            ("1h", 3_600_000),
            ("1h30m", 5_400_000),
            ("1d", 86_400_000),
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
            "30m1h",
            "+5s",
            "99999999999999999999",
            "18446744073709551615m",
        ] {
            assert!(duration(text).is_err(), "{text:?}");
        }
    }
}
