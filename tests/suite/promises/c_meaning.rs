//! Group C: what is on the wire means what the caller wrote, and what cannot mean it is refused
//! before it is sent.

use std::str::FromStr;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use oms_client::actions::ResetIncrStartTimestampRequest;
use oms_client::{
    Action, ActionInfo, Effect, EpochSeconds, Error, FakeTransport, StartPosition, TaskId,
};
use proptest::prelude::*;
use serde::Serialize;

use crate::support::case::{self, Verdict};
use crate::support::replies;
use crate::support::runtime::runtime;

const MOMENT: i64 = 1_742_365_118;

/// Sends a request to a transport that answers well, and returns the body that went out.
fn body_of(request: &impl Action) -> Result<String, Error> {
    let fake = FakeTransport::json(replies::success_body());
    let client = case::builder("https://oms.example.com")
        .transport(fake.clone())
        .build()?;
    let runtime = runtime();
    let called = runtime.block_on(async { client.call(request).await });
    let sent = fake.requests();
    match called {
        Err(error @ Error::Invalid(_)) => {
            assert!(sent.is_empty(), "what is invalid is not sent");
            Err(error)
        }
        _ => Ok(String::from_utf8_lossy(sent[0].body()).into_owned()),
    }
}

fn reset(
    id: &str,
    reverse: bool,
    position: impl Into<StartPosition>,
) -> ResetIncrStartTimestampRequest {
    ResetIncrStartTimestampRequest::builder()
        .id(id)
        .reverse(reverse)
        .start_timestamp(position)
        .build()
}

fn moment() -> EpochSeconds {
    EpochSeconds::new(MOMENT).expect("ten digits are seconds")
}

#[test]
fn p050_the_direction_is_always_on_the_wire() {
    for reverse in [false, true] {
        let body = body_of(&reset("np_4w3a0001", reverse, moment())).expect("the request is valid");
        assert_eq!(
            body,
            format!(r#"{{"id":"np_4w3a0001","reverse":{reverse},"startTimestamp":1742365118}}"#)
        );
    }
}

#[test]
fn p053_ten_digits_are_seconds_and_are_shown_as_a_date() {
    let moment = EpochSeconds::from_str("1742365118").expect("ten digits are seconds");
    assert_eq!(moment.get(), MOMENT);
    assert_eq!(moment.to_rfc3339(), "2025-03-19T06:18:38Z");
    assert!(format!("{moment:?}").contains("2025-03-19T06:18:38Z"));
    assert_eq!(
        SystemTime::from(moment),
        UNIX_EPOCH + Duration::from_secs(1_742_365_118)
    );
}

#[test]
fn p054_milliseconds_are_refused_with_both_right_spellings_and_never_divided() {
    for refused in [
        EpochSeconds::new(1_742_365_118_000),
        EpochSeconds::from_str("1742365118000"),
        EpochSeconds::from_str("@1742365118000"),
        serde_json::from_str::<EpochSeconds>("1742365118000")
            .map_err(|error| oms_client::Invalid::new(error.to_string())),
        serde_json::from_str::<EpochSeconds>("\"1742365118000\"")
            .map_err(|error| oms_client::Invalid::new(error.to_string())),
    ] {
        let text = refused
            .expect_err("thirteen digits are refused")
            .to_string();
        for word in ["milliseconds", "`1742365118`", "`@1742365118000ms`"] {
            assert!(text.contains(word), "{text}");
        }
    }
}

#[test]
fn p055_microseconds_and_nanoseconds_are_refused_by_name() {
    for (number, unit) in [
        (1_742_365_118_000_000, "microseconds"),
        (1_742_365_118_000_000_000, "nanoseconds"),
    ] {
        let text = EpochSeconds::new(number)
            .expect_err("more than ten digits are refused")
            .to_string();
        assert!(
            text.contains(unit) && text.contains("`1742365118`"),
            "{text}"
        );
    }
    for number in [-1, i64::MIN, 10_000_000_000, 99_999_999_999, i64::MAX] {
        assert!(EpochSeconds::new(number).is_err(), "{number}");
    }
    for text in [
        "",
        "-1",
        "+1742365118",
        "1742365118.0",
        "0x67",
        " 1742365118",
        "17423651180000000000000",
    ] {
        assert!(EpochSeconds::from_str(text).is_err(), "{text:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(256) })]

    #[test]
    fn p057_a_number_with_its_unit_is_exact_or_refused(seconds in 0_i64..=9_999_999_999, rest in 0_i64..1_000) {
        let exact = EpochSeconds::new(seconds).expect("within the range");
        prop_assert_eq!(EpochSeconds::from_str(&format!("{seconds}s")).ok(), Some(exact));
        for (unit, zeros) in [("ms", "000"), ("us", "000000"), ("ns", "000000000")] {
            for at in ["", "@"] {
                let text = format!("{at}{seconds}{zeros}{unit}");
                prop_assert_eq!(EpochSeconds::from_str(&text).ok(), Some(exact), "{}", text);
            }
        }
        let with_rest = EpochSeconds::from_str(&format!("{seconds}{rest:03}ms"));
        prop_assert_eq!(with_rest.is_ok(), rest == 0);
    }

    #[test]
    fn p058_a_date_reads_as_jiff_reads_it(seconds in 0_i64..=9_999_999_999, offset in -23_i64..=23) {
        let moment = EpochSeconds::new(seconds).expect("within the range");
        prop_assert_eq!(EpochSeconds::from_str(&moment.to_rfc3339()).ok(), Some(moment));
        let sign = if offset < 0 { '-' } else { '+' };
        let local = (seconds + offset * 3600).clamp(0, 9_999_999_999);
        let text = EpochSeconds::new(local)
            .expect("within the range")
            .to_rfc3339()
            .replace('Z', &format!("{sign}{:02}:00", offset.abs()));
        let same = EpochSeconds::new(local - offset * 3600).ok();
        prop_assert_eq!(EpochSeconds::from_str(&text).ok(), same, "{}", text);
    }
}

#[test]
fn p058_rfc_3339_is_read_in_every_spelling_and_nothing_else_is() {
    for text in [
        "2025-03-19T06:18:38Z",
        "2025-03-19t06:18:38z",
        "2025-03-19T06:18:38.000Z",
        "2025-03-19T14:18:38+08:00",
        "2025-03-18T22:18:38-08:00",
        "2025-03-19 06:18:38Z",
        "2025-03-19T06:18:38+00:00",
    ] {
        assert_eq!(
            EpochSeconds::from_str(text).map(EpochSeconds::get).ok(),
            Some(MOMENT),
            "{text}"
        );
    }
    for text in [
        "2025-03-19T06:18:38.5Z",
        "2025-03-19T06:18:38.",
        "2025-03-19T06:18:38",
        "2025-03-19",
        "2025-02-30T00:00:00Z",
        "2025-13-01T00:00:00Z",
        "2025-03-19T24:00:00Z",
        "2025-03-19T06:18:60Z",
        "2025-03-19T06:18:38+8:00",
        "2025-03-19T06:18:38+24:00",
        "2025-03-19T06:18:38Zx",
        "2025-3-19T06:18:38Z",
        "1969-12-31T23:59:59Z",
        "0000-00-00T00:00:00Z",
    ] {
        assert!(EpochSeconds::from_str(text).is_err(), "{text}");
    }
}

#[test]
fn p058_a_moment_between_seconds_is_refused_from_every_clock() {
    let whole = UNIX_EPOCH + Duration::from_secs(1_742_365_118);
    assert_eq!(EpochSeconds::try_from(whole).ok(), Some(moment()));
    assert!(EpochSeconds::try_from(whole + Duration::from_millis(1)).is_err());
    assert!(EpochSeconds::try_from(UNIX_EPOCH - Duration::from_secs(1)).is_err());
}

#[test]
fn p068_a_position_that_is_no_time_is_sent_as_text_and_a_number_is_never_taken_for_one() {
    for raw in [
        "100,30",
        "mysql-bin.000042:1337",
        "0/16B3748",
        "0000000000051E12",
    ] {
        let body = body_of(&reset("np_4w3a0001", false, StartPosition::raw(raw)))
            .expect("the position is valid");
        assert!(
            body.contains(&format!(r#""startTimestamp":"{raw}""#)),
            "{body}"
        );
    }
    let long = "x".repeat(129);
    for raw in [
        "1742365118",
        "1742365118000",
        "1742365118.5",
        "1742365118.0",
        "",
        " ",
        " 42 ",
        "a\nb",
        "a\0",
        long.as_str(),
    ] {
        let error = body_of(&reset("np_4w3a0001", false, StartPosition::raw(raw))).expect_err(raw);
        assert!(error.to_string().contains("startTimestamp"), "{error}");
    }
}

#[test]
fn p069_the_position_is_a_number_on_the_wire_and_is_read_as_a_number_or_as_text() {
    let body = body_of(&reset("np_4w3a0001", true, moment())).expect("the request is valid");
    assert!(body.contains(r#""startTimestamp":1742365118"#), "{body}");
    let read = |position: &str| {
        let text = format!(r#"{{"id":"np_4w3a0001","reverse":false,"startTimestamp":{position}}}"#);
        serde_json::from_str::<ResetIncrStartTimestampRequest>(&text)
    };
    for position in ["1742365118", "\"1742365118\"", "1742365118.0"] {
        let read = read(position).expect("each form is read");
        assert_eq!(read, reset("np_4w3a0001", false, moment()));
    }
    for position in ["1742365118.5", "\"1742365118.5\"", "true"] {
        read(position).expect_err(position);
    }
}

#[test]
fn p069_the_other_wire_form_is_a_switch_and_not_a_rewrite() {
    #[derive(Serialize)]
    struct AsText {
        #[serde(serialize_with = "oms_core::codec::as_text")]
        moment: EpochSeconds,
    }
    let text = serde_json::to_string(&AsText { moment: moment() }).expect("it is JSON");
    assert_eq!(text, r#"{"moment":"1742365118"}"#);
}

#[test]
fn p070_an_id_with_white_space_or_control_characters_is_refused() {
    for id in [
        "",
        " ",
        "np_4w3a 0001",
        "\tnp_4w3a0001",
        "np_4w3a\0",
        "np_4w3a0001\n",
        "np_4w3a0001\r\n",
        "np_4w3a0001 ",
        "np_\u{202e}",
    ] {
        let error = body_of(&reset(id, false, moment())).expect_err("the ID is refused");
        assert!(error.to_string().contains("`id`"), "{error}");
        assert!(TaskId::from_str(id).is_err(), "{id:?}");
    }
}

#[test]
fn p071_a_masked_id_is_refused_by_that_name() {
    for id in ["np_4w3a****", "*", "np_4w3a*"] {
        let error = body_of(&reset(id, false, moment())).expect_err("the ID is masked");
        assert!(error.to_string().contains("masked"), "{error}");
    }
}

#[test]
fn p072_a_character_that_looks_like_another_or_like_none_is_named_by_its_code_point() {
    for (id, point) in [
        ("n\u{440}_4w3a0001", "U+0440"),
        ("np_4w3\u{430}0001", "U+0430"),
        ("np_\u{ff11}", "U+FF11"),
        ("np_4w3a\u{200b}0001", "U+200B"),
        ("np_\u{202e}1000", "U+202E"),
        ("np_\u{1d7ce}", "U+1D7CE"),
    ] {
        let error = body_of(&reset(id, false, moment())).expect_err("the ID is refused");
        assert!(error.to_string().contains(point), "{error}");
    }
    let error = body_of(&reset("np_/1", false, moment())).expect_err("the ID is refused");
    assert!(
        error.to_string().ends_with("must not contain '/'"),
        "{error}"
    );
}

#[test]
fn p073_an_id_of_other_characters_or_of_excess_length_is_refused_and_an_unusual_prefix_is_not() {
    for id in [
        "np/4w3a",
        "np.4w3a",
        "np_4w3\u{e4}",
        "np_4w3a;",
        "../x",
        "np_\u{ff11}",
        &"x".repeat(129),
    ] {
        assert_eq!(case::verdict(&refused(id)), Verdict::Invalid, "{id}");
    }
    for id in ["np_4w3a0001", "e_1", "0007", "A-Z_a-z", &"x".repeat(128)] {
        body_of(&reset(id, false, moment())).expect(id);
    }
}

fn refused(id: &str) -> case::Called {
    Err(body_of(&reset(id, false, moment())).expect_err("the ID is refused"))
}

/// An action whose name could end the query, the line or the request.
#[derive(Serialize)]
struct Odd;

impl Action for Odd {
    type Data = oms_client::TicketId;

    const INFO: &'static ActionInfo = &ActionInfo::new("A&b=c#d e%2B\u{e4}\r\nX: 1", Effect::Read);
}

#[test]
fn p079_a_name_that_could_break_the_query_is_encoded() {
    let fake = FakeTransport::json(replies::success_body());
    let client = case::builder("https://oms.example.com")
        .transport(fake.clone())
        .build()
        .expect("the options are valid");
    let runtime = runtime();
    drop(runtime.block_on(async { client.call(&Odd).await }));
    let url = fake.requests()[0].url().to_owned();
    assert_eq!(
        url,
        "https://oms.example.com/api/v2?Action=A%26b%3Dc%23d+e%252B%C3%A4%0D%0AX%3A+1"
    );
}

#[test]
fn p080_a_path_in_the_endpoint_is_kept_with_and_without_a_slash() {
    let table = [
        ("https://h", "https://h/api/v2"),
        ("https://h/", "https://h/api/v2"),
        ("https://h:8089", "https://h:8089/api/v2"),
        ("https://h/prefix", "https://h/prefix/api/v2"),
        ("https://h/prefix/", "https://h/prefix/api/v2"),
        ("https://h/a/b", "https://h/a/b/api/v2"),
        ("https://h/a%20b", "https://h/a%20b/api/v2"),
        ("HTTPS://H", "https://h/api/v2"),
    ];
    for (endpoint, expected) in table {
        let fake = FakeTransport::json(replies::success_body());
        let client = case::builder(endpoint)
            .transport(fake.clone())
            .build()
            .expect(endpoint);
        let runtime = runtime();
        runtime
            .block_on(async { client.call(&case::request()).await })
            .expect("accepted");
        assert_eq!(
            fake.requests()[0].url(),
            format!("{expected}?Action=ResetIncrStartTimestamp"),
            "{endpoint}"
        );
    }
    for endpoint in [
        "",
        "oms.example.com",
        "ftp://h",
        "https://",
        "https://h/?x=1",
        "https://h/#f",
        "https://h/a b",
        "https://h\n/",
    ] {
        assert!(case::builder(endpoint).build().is_err(), "{endpoint:?}");
    }
}
