//! Spans in words, for people.

use std::time::Duration;

/// The units, largest first, with their seconds.
const UNITS: [(&str, u64); 4] = [("d", 86_400), ("h", 3_600), ("min", 60), ("s", 1)];

/// Returns a number of seconds in words, such as `1 d 12 h` or `5 s`.
pub(crate) fn distance(seconds: i64) -> String {
    words(seconds, UNITS.len())
}

/// Returns a length of time in words, such as `10 min`, `1 s 500 ms` or `300 ms`.
pub(crate) fn length(span: Duration) -> String {
    let seconds = i64::try_from(span.as_secs()).unwrap_or(i64::MAX);
    match (seconds, span.subsec_millis()) {
        (_, 0) => distance(seconds),
        (0, millis) => format!("{millis} ms"),
        (_, millis) => format!("{} {millis} ms", distance(seconds)),
    }
}

/// Returns a number of seconds in its two largest units, such as `1 d 12 h`, which fits into a
/// column of a table.
pub(crate) fn brief(seconds: i64) -> String {
    words(seconds, 2)
}

/// Returns a number of seconds in its largest unit, such as `1 d`, for the end of an axis.
#[cfg(feature = "watch")]
pub(crate) fn coarse(seconds: i64) -> String {
    words(seconds, 1)
}

fn words(seconds: i64, most: usize) -> String {
    let mut rest = seconds.unsigned_abs();
    let mut parts = Vec::new();
    for (name, per_unit) in UNITS {
        let count = rest / per_unit;
        rest %= per_unit;
        if count > 0 && parts.len() < most {
            parts.push(format!("{count} {name}"));
        }
    }
    if parts.is_empty() {
        return "0 s".to_owned();
    }
    parts.join(" ")
}
