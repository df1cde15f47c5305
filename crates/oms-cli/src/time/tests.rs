//! Moments as people write them, and what is refused.

use std::time::{Duration, UNIX_EPOCH};

use jiff::tz::{TimeZone, offset};

use super::*;

/// 2025-03-19T08:18:38Z and a half second: two hours after the moment of most cases.
fn moment() -> Moment {
    let now = UNIX_EPOCH + Duration::from_millis(1_742_372_318_500);
    Moment::new(now, TimeZone::fixed(offset(8))).unwrap()
}

/// The second that a text names, or why it is refused, with the advice where there is one.
fn read(text: &str) -> Result<i64, String> {
    parse(text)?
        .resolve("--at", &moment())
        .map(EpochSeconds::get)
        .map_err(|failure| format!("{} {}", failure.message, failure.next))
}

#[test]
fn p062_moments_are_read_to_the_second() {
    for (text, seconds) in [
        ("1742365118", 1_742_365_118),
        ("1742365118s", 1_742_365_118),
        ("@1742365118s", 1_742_365_118),
        ("1742365118000ms", 1_742_365_118),
        ("@1742365118000ms", 1_742_365_118),
        ("86400s", 86_400),
        ("2025-03-19T06:18:38Z", 1_742_365_118),
        ("2025-03-19t06:18:38z", 1_742_365_118),
        ("2025-03-19T14:18:38+08:00", 1_742_365_118),
        ("2025-03-19T06:18:38.000Z", 1_742_365_118),
        ("now", 1_742_372_318),
        ("-2h", 1_742_365_118),
        ("2h ago", 1_742_365_118),
        ("-120m", 1_742_365_118),
        ("-7200s", 1_742_365_118),
        ("-1h60m", 1_742_365_118),
        ("-1d12h", 1_742_242_718),
        ("-1w", 1_741_767_518),
        ("-0s", 1_742_372_318),
        ("1742372318", 1_742_372_318),
    ] {
        assert_eq!(read(text), Ok(seconds), "{text}");
    }
}

#[test]
fn p059_what_leaves_a_doubt_is_refused_with_what_would_be_right() {
    for (text, words) in [
        (
            "1742365118000",
            &["milliseconds", "`1742365118`", "@1742365118000ms"][..],
        ),
        ("1742365118000000", &["microseconds", "1742365118"]),
        ("1742365118000000000", &["nanoseconds", "1742365118"]),
        ("20250319", &["8 digits", "`20250319s`"]),
        ("1742365118500ms", &["whole second"]),
        ("2025-03-19T06:18:38.5Z", &["second"]),
        (
            "2025-03-19 14:18:38",
            &[
                "--at",
                "no zone",
                "2025-03-19T14:18:38Z",
                "2025-03-19T14:18:38+08:00",
            ],
        ),
        ("2025-03-19", &["no zone", "2025-03-19T00:00:00+08:00"]),
        ("+2h", &["future"]),
        ("1742372319", &["1 s after this machine's clock"]),
        ("2025-03-19T10:18:38Z", &["2 h after this machine's clock"]),
        ("-2", &["unit", "`2`"]),
        ("-2x", &["is no span"]),
        ("-1h1h", &["is no span"]),
        ("-1m1h", &["is no span"]),
        ("-", &["is no span"]),
        (" ago", &["is no span"]),
        ("-99999999999999999999h", &["is no span"]),
        ("-9999999999999999w", &["longer than time"]),
        ("-99999w", &["before 1970"]),
        ("", &["no moment"]),
        ("yesterday", &["no moment"]),
        ("-１h", &["is no span"]),
    ] {
        let refusal = read(text).expect_err(text);
        for word in words {
            assert!(
                refusal.contains(word),
                "{text}: {word:?} is not in {refusal:?}"
            );
        }
    }
}

#[test]
fn p053_distances_are_told_in_words() {
    for (seconds, words) in [
        (0, "0 s"),
        (59, "59 s"),
        (7_200, "2 h"),
        (129_785, "1 d 12 h 3 min 5 s"),
        (-60, "1 min"),
        (i64::MIN, "106751991167300 d 15 h 30 min 8 s"),
    ] {
        assert_eq!(distance(seconds), words);
    }
    let position = EpochSeconds::new(1_742_365_118).unwrap();
    assert_eq!(moment().distance_to(position), "2 h before now");
    assert_eq!(moment().distance_to(moment().now()), "now");
    assert_eq!(moment().local(position), "2025-03-19T14:18:38+08:00");
}
