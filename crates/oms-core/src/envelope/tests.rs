//! Bodies that are envelopes, and bodies that only look like one.

use serde_json::value::RawValue;

use super::walk::{carefully, quickly};
use super::{Envelope, EnvelopeDefect, ErrorCode, read};
use crate::testing::SERVICE;
use crate::{Meta, Role};

fn whole(body: &str) -> (Envelope<'_>, Meta) {
    let mut meta = Meta::default();
    match read(body.as_bytes(), &SERVICE, &mut meta) {
        Ok(envelope) => (envelope, meta),
        Err(defect) => panic!("{body}: {}", defect.text()),
    }
}

/// A field that is given twice in an envelope that claims success.
fn twice(role: Role) -> EnvelopeDefect {
    EnvelopeDefect::Twice { role, claim: true }
}

fn defect(body: &[u8]) -> Option<EnvelopeDefect> {
    read(body, &SERVICE, &mut Meta::default()).err()
}

#[test]
fn promises_24_32_34_and_35_what_cannot_be_read_in_one_way_is_no_envelope() {
    use EnvelopeDefect::{Empty, NoVerdict, NotAnObject, NotUtf8, Twice, VerdictType};

    let table: [(&[u8], EnvelopeDefect); 24] = [
        (b"", Empty),
        (b" \r\n\t", Empty),
        (b"\xef\xbb\xbf", Empty),
        (b"{\"success\":true,\"message\":\"\xff\"}", NotUtf8),
        (b"[true,null,null,1,null]", NotAnObject),
        (b"true", NotAnObject),
        (b"<html></html>", NotAnObject),
        (b"{\"success\":true", NotAnObject),
        (b"{\"success\":true}{\"success\":true}", NotAnObject),
        (b"{\"success\":true} trailing", NotAnObject),
        (b"{\"success\":true,}", NotAnObject),
        (b"{}", NoVerdict),
        (b"{\"SUCCESS\":true}", NoVerdict),
        (b"{\"data\":{\"success\":true}}", NoVerdict),
        (b"{\"success\":null}", VerdictType),
        (b"{\"success\":\"true\"}", VerdictType),
        (b"{\"success\":1}", VerdictType),
        (b"{\"success\":[true]}", VerdictType),
        (
            b"{\"success\":true,\"success\":false}",
            twice(Role::Verdict),
        ),
        (b"{\"success\":true,\"success\":true}", twice(Role::Verdict)),
        (b"{\"success\":true,\"Success\":true}", twice(Role::Verdict)),
        (
            b"{\"success\":true,\"succ\\u0065ss\":true}",
            twice(Role::Verdict),
        ),
        (
            b"{\"success\":false,\"code\":\"A\",\"Code\":\"B\"}",
            Twice {
                role: Role::ErrorCode,
                claim: false,
            },
        ),
        (
            b"{\"success\":true,\"data\":1,\"data\":2}",
            twice(Role::Payload),
        ),
    ];
    for (body, expected) in table {
        let found = defect(body);
        assert_eq!(found, Some(expected), "{}", String::from_utf8_lossy(body));
    }
}

#[test]
fn promise_18_odd_types_of_cosmetic_fields_never_fail_a_call() {
    let odd = [
        "null",
        "true",
        "0.01",
        "4717481",
        "\"\"",
        "\"x\"",
        "[1]",
        "{\"a\":1}",
        "-1",
        "1e400",
        "\"\\ud800\"",
    ];
    let keys = [
        "requestId",
        "cost",
        "message",
        "advice",
        "errorDetail",
        "pageNumber",
        "pageSize",
        "totalCount",
        "TotalCount",
    ];
    for key in keys {
        for value in odd {
            let body = format!("{{\"success\":true,\"{key}\":{value},\"data\":1}}");
            let (envelope, _) = whole(&body);
            assert!(envelope.success, "{body}");
            assert_eq!(envelope.payload.map(RawValue::get), Some("1"), "{body}");
        }
    }
}

#[test]
fn promise_18_cosmetic_fields_are_read_where_that_takes_no_guess() {
    let (_, meta) = whole(
        r#"{"Success":true,"RequestId":4717481,"Cost":56,"PageNumber":"1","PageSize":10.0,"TotalCount":99999999999,"trace":{"id":1},"requestId":"second"}"#,
    );
    assert_eq!(meta.request_id.as_deref(), Some("4717481"));
    assert_eq!(
        meta.cost.as_ref().map(|cost| (cost.raw(), cost.duration())),
        Some(("56", None))
    );
    assert_eq!(meta.page_number, Some(1));
    assert_eq!(meta.page_size, Some(10));
    assert_eq!(meta.total_count, Some(99_999_999_999));
    let unknown: Vec<_> = meta
        .unknown_fields
        .iter()
        .map(|(key, json)| (key.as_str(), json.get()))
        .collect();
    assert_eq!(unknown, [("trace", r#"{"id":1}"#)]);
}

#[test]
fn the_code_of_success_is_told_from_that_of_a_failure() {
    let failure = |code: &str| ErrorCode::Failure(code.to_owned());
    let table = [
        ("null", ErrorCode::Absent),
        ("\"\"", ErrorCode::Absent),
        ("\" \"", ErrorCode::Absent),
        ("200", ErrorCode::Success),
        ("\"200\"", ErrorCode::Success),
        ("\"NO-SUCH-STORE\"", failure("NO-SUCH-STORE")),
        ("0", failure("0")),
        ("false", ErrorCode::Odd("false".to_owned())),
        ("[]", ErrorCode::Odd("[]".to_owned())),
    ];
    for (code, expected) in table {
        assert_eq!(
            whole(&format!("{{\"success\":false,\"code\":{code}}}"))
                .0
                .code,
            expected,
            "{code}"
        );
    }
}

#[test]
fn a_byte_order_mark_and_white_space_around_an_envelope_change_nothing() {
    assert!(whole("\u{feff} {\"success\":true}\r\n").0.success);
}

#[test]
fn nesting_of_any_depth_neither_overflows_nor_decides() {
    let deep = "[".repeat(100_000) + &"]".repeat(100_000);
    assert!(
        whole(&format!("{{\"success\":true,\"data\":{deep}}}"))
            .0
            .success
    );
    assert!(defect("[".repeat(100_000).as_bytes()).is_some());
}

/// Everything that an envelope says, in a form that can be compared.
fn said(envelope: Result<Envelope<'_>, EnvelopeDefect>) -> String {
    match envelope {
        Err(defect) => format!("{defect:?}"),
        Ok(Envelope {
            success,
            code,
            message,
            detail,
            payload,
        }) => format!(
            "{success} {code:?} {message:?} {detail:?} {:?}",
            payload.map(RawValue::get)
        ),
    }
}

const KEYS: [&str; 16] = [
    "\\ud800",
    "success",
    "Success",
    "succ\\u0065ss",
    "code",
    "Code",
    "message",
    "requestId",
    "RequestId",
    "cost",
    "pageNumber",
    "totalCount",
    "errorDetail",
    "data",
    "Data",
    "trace",
];

const VALUES: [&str; 29] = [
    "null",
    "true",
    "false",
    "0",
    "-0",
    "7",
    "-7",
    "200",
    "9223372036854775807",
    "9223372036854775808",
    "99999999999999999999",
    "1.0",
    "1.5",
    "1e2",
    "1e400",
    "\"\"",
    "\"x\"",
    "\"7\"",
    "\" 7 \"",
    "\"200\"",
    "\"a\\nb\"",
    "\"\\ud800\"",
    "\"\\u00e4\"",
    "\"\u{4e2d}\"",
    "[]",
    "[1,{\"a\":null}]",
    "{}",
    "{\"success\":true}",
    "[[[\"\\ud800\"]]]",
];

#[test]
fn the_quick_walk_says_what_the_careful_one_says_or_gives_up() {
    let mut chance = fastrand::Rng::with_seed(1);
    let mut quick = 0;
    for _ in 0..20_000 {
        let fields: Vec<String> = (0..chance.usize(..8))
            .map(|_| {
                let key = KEYS[chance.usize(..KEYS.len())];
                let value = VALUES[chance.usize(..VALUES.len())];
                format!("\"{key}\": {value}")
            })
            .collect();
        let text = format!("{{{}}}", fields.join(" ,"));
        let (mut meta, mut expected_meta) = (Meta::default(), Meta::default());
        let careful = carefully(&text, SERVICE.role_of, &mut expected_meta);
        let careful = careful.unwrap_or_else(|error| panic!("{text}: {error}"));
        let expected = said(careful.into_envelope(&SERVICE));
        if let Ok(fields) = quickly(&text, SERVICE.role_of, &mut meta) {
            quick += 1;
            assert_eq!(said(fields.into_envelope(&SERVICE)), expected, "{text}");
            assert_eq!(meta, expected_meta, "{text}");
        }
        let mut meta = Meta::default();
        assert_eq!(
            said(read(text.as_bytes(), &SERVICE, &mut meta)),
            expected,
            "{text}"
        );
        assert_eq!(meta, expected_meta, "{text}");
    }
    assert!(
        (2_000..18_000).contains(&quick),
        "{quick} of the texts were read quickly, so that one of the walks was hardly tried"
    );
}

#[test]
fn what_an_envelope_usually_holds_is_read_quickly() {
    let list = r#"{"success":true,"errorDetail":null,"code":"","requestId":"r","pageNumber":1,"totalCount":70,"cost":"9 ms","data":[{"a":0.5}]}"#;
    let failure = r#"{"success":false,"errorDetail":{"code":"X"},"code":"X","message":"no\nsuch","advice":"look","data":null,"trace":0.5}"#;
    for text in [crate::testing::ACCEPTED, list, failure] {
        let walked = quickly(text, SERVICE.role_of, &mut Meta::default());
        assert!(walked.is_ok(), "{text}");
    }
}

#[test]
fn what_an_ambiguous_envelope_says_beside_its_verdict_is_kept() {
    let mut meta = Meta::default();
    let body = r#"{"success":true,"Success":false,"requestId":"r-1","cost":0.5}"#;
    assert!(read(body.as_bytes(), &SERVICE, &mut meta).is_err());
    assert_eq!(meta.request_id.as_deref(), Some("r-1"));

    // Of what is no envelope at all, nothing is taken, wherever it broke.
    let mut meta = Meta {
        status: 200,
        ..Meta::default()
    };
    let body = r#"{"success":true,"requestId":"r-1","trace":1,"cost":0.5"#;
    assert!(read(body.as_bytes(), &SERVICE, &mut meta).is_err());
    let untouched = Meta {
        status: 200,
        ..Meta::default()
    };
    assert_eq!(meta, untouched);
}
