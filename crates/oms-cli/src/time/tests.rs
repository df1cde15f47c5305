//! The forms of moments that are accepted, and those that are refused.

use std::time::{Duration, UNIX_EPOCH};

use jiff::tz::{TimeZone, offset};

use super::*;

/// 2025-03-19T08:18:38Z and half a second: two hours after the moment of most cases.
fn moment() -> Moment {
    let now = UNIX_EPOCH + Duration::from_millis(1_742_372_318_500);
    Moment::new(now, TimeZone::fixed(offset(8))).unwrap()
}

/// Returns the same moment, with a zone for times that name none.
fn moment_in(name: &str) -> Moment {
    moment().with_named_zone(Some(zone(name).unwrap()))
}

/// Returns the second that a text names, or the reason why it is refused, with the advice if there
/// is one.
fn read_at(text: &str, moment: &Moment) -> Result<i64, String> {
    parse(text)?
        .resolve("--at", moment)
        .map(EpochSeconds::get)
        .map_err(|failure| format!("{} {}", failure.message, failure.next))
}

fn read(text: &str) -> Result<i64, String> {
    read_at(text, &moment())
}

/// Checks that each text names its second.
fn names(table: &[(&str, i64)]) {
    for (text, seconds) in table {
        assert_eq!(read(text), Ok(*seconds), "{text}");
    }
}

/// Checks that each text is refused with these words.
fn refuses(table: &[(&str, &[&str])]) {
    for (text, words) in table {
        let refusal = read(text).expect_err(text);
        for word in *words {
            assert!(
                refusal.contains(word),
                "{text}: {word:?} is not in {refusal:?}"
            );
        }
    }
}

#[test]
fn p053_ten_digits_are_seconds() {
    names(&[
        ("1742365118", 1_742_365_118),
        ("@1742365118", 1_742_365_118),
        ("1742372318", 1_742_372_318),
    ]);
    refuses(&[("20250319", &["8 digits", "`20250319s`"])]);
}

#[test]
fn p054_bare_milliseconds_are_refused_with_both_right_spellings() {
    refuses(&[
        (
            "1742365118000",
            &["milliseconds", "`1742365118`", "@1742365118000ms"],
        ),
        ("@1742365118000", &["milliseconds", "@1742365118000ms"]),
    ]);
}

#[test]
fn p055_smaller_units_are_refused_by_name() {
    refuses(&[
        ("1742365118000000", &["microseconds", "1742365118"]),
        ("1742365118000000000", &["nanoseconds", "1742365118"]),
    ]);
}

#[test]
fn p057_a_number_with_its_unit_is_exact_or_refused() {
    names(&[
        ("1742365118s", 1_742_365_118),
        ("@1742365118s", 1_742_365_118),
        ("1742365118000ms", 1_742_365_118),
        ("@1742365118000ms", 1_742_365_118),
        ("86400s", 86_400),
    ]);
    refuses(&[
        ("1742365118500ms", &["whole second"]),
        ("@1742365118001ms", &["whole second"]),
        ("1742365118000 ms", &["a blank", "write `1742365118000ms`"]),
        ("1742365118 s", &["a blank", "write `1742365118s`"]),
        ("1742365118500 ms", &["whole second"]),
        ("1742365118000 s", &["milliseconds"]),
    ]);
}

#[test]
fn p058_rfc_3339_is_read_with_its_offset() {
    names(&[
        ("2025-03-19T06:18:38Z", 1_742_365_118),
        ("2025-03-19t06:18:38z", 1_742_365_118),
        ("2025-03-19 06:18:38Z", 1_742_365_118),
        ("2025-03-19T14:18:38+08:00", 1_742_365_118),
        ("2025-03-19T06:18:38.000Z", 1_742_365_118),
    ]);
    refuses(&[("2025-03-19T06:18:38.5Z", &["second"])]);
}

#[test]
fn p059_a_time_without_a_zone_is_refused_with_both_readings() {
    refuses(&[
        (
            "2025-03-19 14:18:38",
            &[
                "--at",
                "no zone",
                "2025-03-19T14:18:38Z",
                "2025-03-19T14:18:38+08:00",
                "they lie 8 h apart",
                "--tz",
            ],
        ),
        ("2025-03-19", &["no zone", "2025-03-19T00:00:00+08:00"]),
    ]);
    for (name, seconds) in [
        ("Asia/Shanghai", 1_742_365_118),
        ("UTC", 1_742_393_918),
        ("America/New_York", 1_742_408_318),
    ] {
        // Two of them are in the future of the moment, so they are read against a later one.
        let later = UNIX_EPOCH + Duration::from_secs(1_742_500_000);
        let later = Moment::new(later, TimeZone::UTC).unwrap();
        let later = later.with_named_zone(Some(zone(name).unwrap()));
        for text in ["2025-03-19 14:18:38", "2025-03-19T14:18:38"] {
            assert_eq!(read_at(text, &later), Ok(seconds), "{name}: {text}");
        }
        assert_eq!(
            read_at("2025-03-19T06:18:38Z", &later),
            Ok(1_742_365_118),
            "a zone that is written wins"
        );
    }
    assert!(zone("Mars/Olympus").is_err());
}

/// An offset in a form that RFC 3339 lacks was left out, and the zone of `--tz` taken.
#[test]
fn p059_an_offset_in_another_form_is_read_or_refused_and_never_left_out() {
    let moment = moment_in("Europe/Berlin");
    for (text, seconds) in [
        ("2025-03-19T14:18+08:00", 1_742_365_080),
        ("2025-03-19T14:18:38+0800", 1_742_365_118),
        ("2025-03-19T14:18:38+08", 1_742_365_118),
        ("20250319T141838+0800", 1_742_365_118),
        ("2025-03-19T06:18Z", 1_742_365_080),
        ("2025-03-19T06:18:38-00", 1_742_365_118),
    ] {
        assert_eq!(read_at(text, &moment), Ok(seconds), "{text}");
        assert_eq!(read(text), Ok(seconds), "{text}");
    }
    for text in [
        "2025-03-19T10:00:00+25:00",
        "2025-03-19+08:00",
        "2025-03-19T10:00:00+08:00[Asia/Shanghai]",
        "2025-03-19T10:00:00.5+0800",
        "2025-03-19T10:00:00 CET",
    ] {
        assert!(read_at(text, &moment).is_err(), "{text}");
    }
}

#[test]
fn p060_a_time_that_a_zone_skips_or_shows_twice_is_refused() {
    let new_york = moment_in("America/New_York");
    let gap = read_at("2025-03-09 02:30:00", &new_york).unwrap_err();
    for words in [
        "never was in America/New_York",
        "2025-03-09T03:30:00-04:00",
        "2025-03-09T01:30:00-05:00",
    ] {
        assert!(gap.contains(words), "{words}: {gap}");
    }
    let overlap = read_at("2024-11-03 01:30:00", &new_york).unwrap_err();
    for words in [
        "was twice in America/New_York",
        "2024-11-03T01:30:00-04:00 for the first",
        "2024-11-03T01:30:00-05:00 for the second",
    ] {
        assert!(overlap.contains(words), "{words}: {overlap}");
    }
    for (text, seconds) in [
        ("2024-11-03T01:30:00-04:00", 1_730_611_800),
        ("2024-11-03T01:30:00-05:00", 1_730_615_400),
        ("2024-11-03 00:59:59", 1_730_609_999),
    ] {
        assert_eq!(read_at(text, &new_york), Ok(seconds), "{text}");
    }
}

/// It was taken for second 59.
#[test]
fn p061_second_60_is_refused_in_every_spelling_and_is_no_other_second() {
    const NO_CLOCK: &str = "a time that no clock shows; a leap second has no number of its own";
    let utc = moment_in("UTC");
    for (text, words) in [
        ("2016-12-31T23:59:60Z", NO_CLOCK),
        ("2025-03-19T06:18:60Z", NO_CLOCK),
        ("2025-03-19t06:18:60z", NO_CLOCK),
        ("2025-03-19T06:18:60+0800", NO_CLOCK),
        ("2025-03-19T06:18:60.0Z", NO_CLOCK),
        ("2024-06-30 10:59:60", NO_CLOCK),
        ("20161231T235960Z", "is not a time"),
        ("20161231T235960", "is not a time"),
    ] {
        for at in [&utc, &moment()] {
            let refusal = read_at(text, at).unwrap_err();
            assert!(refusal.contains(words), "{text}: {refusal}");
        }
    }
    names(&[
        ("2016-12-31T23:59:59Z", 1_483_228_799),
        ("20161231T235959Z", 1_483_228_799),
        ("2016-12-31T23:59:00+00", 1_483_228_740),
    ]);
}

#[test]
fn p062_a_relative_time_is_resolved_against_one_moment() {
    names(&[
        ("now", 1_742_372_318),
        ("-2h", 1_742_365_118),
        ("2h ago", 1_742_365_118),
        ("-120m", 1_742_365_118),
        ("-7200s", 1_742_365_118),
        ("-1h60m", 1_742_365_118),
        ("-1d12h", 1_742_242_718),
        ("-1d 12h", 1_742_242_718),
        ("2 hours ago", 1_742_365_118),
        ("-1w", 1_741_767_518),
        ("-0s", 1_742_372_318),
    ]);
    refuses(&[
        ("-2", &["unit", "`2`"]),
        ("-2x", &["is not a span"]),
        ("-1500ms", &["whole seconds"]),
        ("-1h1h", &["is not a span"]),
        ("-1m1h", &["is not a span"]),
        ("-", &["is not a span"]),
        (" ago", &["is not a span"]),
        ("-99999999999999999999h", &["is not a span"]),
        ("-9999999999999999w", &["too long"]),
        ("-99999w", &["before 1970"]),
        ("", &["not a time"]),
        ("yesterday", &["not a time"]),
        ("-１h", &["is not a span"]),
    ]);
}

#[test]
fn p062_what_is_no_moment_is_refused_with_what_would_be_one() {
    refuses(&[
        ("2h", &["has no sign", "`-2h`"]),
        ("+1d12h", &["lies in the future", "`-1d12h`"]),
        ("+1742365118", &["is not a time", "1742365118"]),
        ("+5", &["is not a time"]),
        ("++2h", &["is not a time"]),
        ("+2025-03-19T14:18:38Z", &["is not a time"]),
        ("+002025-03-19T14:18:38Z", &["is not a time"]),
        (
            "yesterday",
            &["is not a time", "-2h", "2025-03-19T14:18:38+08:00"],
        ),
    ]);
}

#[test]
fn p063_the_future_is_refused_to_the_second() {
    refuses(&[
        ("+2h", &["future"]),
        ("1742372319", &["1 s after this machine's clock"]),
        ("2025-03-19T10:18:38Z", &["2 h after this machine's clock"]),
    ]);
    names(&[("1742372318", 1_742_372_318)]);
}

#[test]
fn the_bound_of_a_list_may_lie_ahead_and_that_of_a_prune_may_not() {
    let now = 1_742_372_318;
    for (text, seconds) in [
        ("+1h", now + 3_600),
        ("-1h", now - 3_600),
        ("now", now),
        ("1742372319", now + 1),
        ("2026-12-31T00:00:00Z", 1_798_675_200),
    ] {
        let bound = parse_bound(text).unwrap();
        let found = bound.resolve_bound("--until", &moment()).unwrap().get();
        assert_eq!(found, seconds, "{text}");
        let past = bound.resolve_past("--before", &moment(), "Advice.");
        assert_eq!(past.is_ok(), seconds <= now, "{text}");
        if let Err(failure) = past {
            assert!(
                failure.message.contains("after this machine's clock"),
                "{failure:?}"
            );
            assert_eq!(failure.next, "Advice.");
        }
    }
    assert!(parse_bound("+").is_err() && parse_bound("++1h").is_err());
    for (text, what) in [("+99999w", "too far ahead"), ("-99999w", "before 1970")] {
        let bound = parse_bound(text).unwrap();
        let failure = bound.resolve_bound("--until", &moment()).unwrap_err();
        assert!(failure.message.contains(what), "{failure:?}");
    }
}

#[test]
fn p053_a_position_is_echoed_in_utc_in_local_time_and_by_its_distance() {
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
    let named = moment_in("America/New_York");
    assert_eq!(named.local(position), "2025-03-19T02:18:38-04:00");
}

#[test]
fn a_moment_of_the_journal_is_shown_in_local_time_and_any_other_text_as_it_is() {
    for (text, shown, distance) in [
        (
            "2025-03-19T06:18:38Z",
            "2025-03-19T14:18:38+08:00",
            " (2 h before now)",
        ),
        (
            "2025-03-19T08:18:38Z",
            "2025-03-19T16:18:38+08:00",
            " (now)",
        ),
        (
            "2025-03-19T09:18:38Z",
            "2025-03-19T17:18:38+08:00",
            " (1 h after now)",
        ),
        ("yesterday", "yesterday", ""),
    ] {
        assert_eq!(local(text, &moment()), shown);
        assert_eq!(local_beside(text, &moment()), format!("{shown}{distance}"));
    }
}

#[test]
fn utc_is_named_in_either_case_or_by_its_letter() {
    for name in ["utc", "UTC", "Z"] {
        assert_eq!(zone(name), Ok((name.to_owned(), TimeZone::UTC)));
    }
    // They are files of the database of zones, and no zones.
    for name in ["Factory", "factory", "localtime", "posixrules"] {
        assert!(zone(name).is_err(), "{name}");
    }
}

#[test]
fn a_length_of_time_is_told_in_as_many_units_as_there_is_room_for() {
    assert_eq!(distance(129_785), "1 d 12 h 3 min 5 s");
    assert_eq!(brief(129_785), "1 d 12 h");
    assert_eq!(brief(86_405), "1 d 5 s");
    #[cfg(feature = "watch")]
    assert_eq!(coarse(129_785), "1 d");
}

#[test]
fn where_local_time_is_utc_a_time_without_a_zone_has_one_reading() {
    let now = UNIX_EPOCH + Duration::from_secs(1_742_372_318);
    let refusal = read_at(
        "2025-03-19 06:18:38",
        &Moment::new(now, TimeZone::UTC).unwrap(),
    );
    assert_eq!(
        refusal.unwrap_err(),
        "--at: `2025-03-19 06:18:38` has no zone \
         Write 2025-03-19T06:18:38Z if UTC is meant, or name a zone with --tz."
    );
}
