//! The numbers and spellings that are moments, and the corrections of others.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use super::EpochSeconds;

#[test]
fn promises_54_and_55_a_number_in_another_unit_is_refused_with_both_corrections() {
    let table: [(i64, &[&str]); 8] = [
        (
            1_742_365_118_000,
            &["milliseconds", "`1742365118`", "`@1742365118000ms`"],
        ),
        (
            1_742_365_118_000_000,
            &["microseconds", "`1742365118`", "`@1742365118000000us`"],
        ),
        (
            1_742_365_118_000_000_000,
            &["nanoseconds", "`1742365118`", "`@1742365118000000000ns`"],
        ),
        (10_000_000_000, &["11 digits"]),
        (174_236_511_800, &["12 digits"]),
        (i64::MAX, &["nanoseconds"]),
        (-1, &["negative"]),
        (i64::MIN, &["negative"]),
    ];
    for (number, expected) in table {
        let refusal = EpochSeconds::new(number).unwrap_err().to_string();
        let converted = EpochSeconds::try_from(number).unwrap_err();
        assert_eq!(converted.to_string(), refusal);
        assert!(
            expected.iter().all(|part| refusal.contains(part)),
            "{number}: {refusal}"
        );
    }
}

#[test]
fn promises_53_57_and_58_a_moment_is_read_in_every_exact_spelling() {
    let table = [
        ("1742365118", 1_742_365_118),
        ("0", 0),
        ("9999999999", 9_999_999_999),
        ("1742365118s", 1_742_365_118),
        ("@1742365118", 1_742_365_118),
        ("1742365118000ms", 1_742_365_118),
        ("@1742365118000ms", 1_742_365_118),
        ("1742365118000000us", 1_742_365_118),
        ("9223372037000000000ns", 9_223_372_037),
        ("2025-03-19T06:18:38Z", 1_742_365_118),
        ("2025-03-19t06:18:38z", 1_742_365_118),
        ("2025-03-19 06:18:38Z", 1_742_365_118),
        ("2025-03-19T06:18:38.000Z", 1_742_365_118),
        ("2025-03-19T14:18:38+08:00", 1_742_365_118),
        ("2025-03-18T22:48:38-07:30", 1_742_365_118),
        ("1970-01-01T00:00:00Z", 0),
        ("2024-02-29T00:00:00Z", 1_709_164_800),
        ("2286-11-20T17:46:39Z", 9_999_999_999),
    ];
    for (text, expected) in table {
        assert_eq!(text.parse(), EpochSeconds::new(expected), "{text}");
    }
}

#[test]
fn promises_54_to_59_a_spelling_that_leaves_something_open_is_refused() {
    let table = [
        ("1742365118000", "milliseconds"),
        ("1742365118001ms", "whole second"),
        ("2025-03-19T06:18:38.5Z", "whole second"),
        ("2025-03-19T06:18:38", "offset"),
        ("2025-03-19 14:18:38", "offset"),
        ("2025-02-29T00:00:00Z", "calendar"),
        ("2025-13-01T00:00:00Z", "calendar"),
        ("2025-03-19T24:00:00Z", "clock"),
        ("2025-03-19T06:18:60Z", "clock"),
        ("1969-12-31T23:59:59Z", "negative"),
        ("2286-11-20T17:46:40Z", "11 digits"),
        ("2025-03-19T06:18:38+0800", "not a time"),
        ("2025-03-19T06:18:38Z ", "not a time"),
        ("2025-03-19T06:18:38.Z", "not a time"),
        ("2025-3-19T06:18:38Z", "not a time"),
        ("99999999999999999999999999999999999999999999", "not a time"),
        ("1742365118h", "not a time"),
        ("-1", "not a time"),
        ("+1", "not a time"),
        ("", "not a time"),
        ("@", "not a time"),
        ("now", "not a time"),
    ];
    for (text, expected) in table {
        let refusal = text.parse::<EpochSeconds>().unwrap_err().to_string();
        assert!(refusal.contains(expected), "{text}: {refusal}");
    }
}

#[test]
fn every_moment_is_read_back_from_its_text() {
    for step in 0..20_000_i64 {
        let seconds = EpochSeconds::new(step * 499_979 % 10_000_000_000).unwrap();
        assert_eq!(seconds.to_rfc3339().parse(), Ok(seconds));
        assert_eq!(
            EpochSeconds::try_from(SystemTime::from(seconds)),
            Ok(seconds)
        );
        #[cfg(feature = "jiff")]
        assert_eq!(
            EpochSeconds::try_from(jiff::Timestamp::from(seconds)),
            Ok(seconds)
        );
    }
}

#[test]
fn a_part_of_a_second_is_refused_and_cut_off_only_where_that_is_asked_for() {
    let between = UNIX_EPOCH + Duration::from_millis(1500);
    assert!(EpochSeconds::try_from(between).is_err());
    assert_eq!(EpochSeconds::at_or_before(between), EpochSeconds::new(1));
    assert!(EpochSeconds::try_from(UNIX_EPOCH - Duration::from_secs(1)).is_err());
    #[cfg(feature = "jiff")]
    assert!(EpochSeconds::try_from(jiff::Timestamp::constant(1, 500_000_000)).is_err());
}
