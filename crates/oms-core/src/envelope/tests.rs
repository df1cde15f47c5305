//! What is an envelope, and what only looks like one.

use serde_json::value::RawValue;

use super::{Code, Defect, Envelope, read};
use crate::Role;
use crate::testing::SERVICE;

fn whole(body: &str) -> Envelope<'_> {
    read(body.as_bytes(), &SERVICE).unwrap_or_else(|defect| panic!("{body}: {}", defect.text()))
}

#[test]
fn promises_24_32_34_and_35_what_cannot_be_read_in_one_way_is_no_envelope() {
    let table: [(&[u8], Defect); 24] = [
        (b"", Defect::Empty),
        (b" \r\n\t", Defect::Empty),
        (b"\xef\xbb\xbf", Defect::Empty),
        (b"{\"success\":true,\"message\":\"\xff\"}", Defect::NotUtf8),
        (b"[true,null,null,1,null]", Defect::NotAnObject),
        (b"true", Defect::NotAnObject),
        (b"<html></html>", Defect::NotAnObject),
        (b"{\"success\":true", Defect::NotAnObject),
        (b"{\"success\":true}{\"success\":true}", Defect::NotAnObject),
        (b"{\"success\":true} trailing", Defect::NotAnObject),
        (b"{\"success\":true,}", Defect::NotAnObject),
        (b"{}", Defect::NoVerdict),
        (b"{\"SUCCESS\":true}", Defect::NoVerdict),
        (b"{\"data\":{\"success\":true}}", Defect::NoVerdict),
        (b"{\"success\":null}", Defect::VerdictType),
        (b"{\"success\":\"true\"}", Defect::VerdictType),
        (b"{\"success\":1}", Defect::VerdictType),
        (b"{\"success\":[true]}", Defect::VerdictType),
        (
            b"{\"success\":true,\"success\":false}",
            Defect::Twice(Role::Verdict),
        ),
        (
            b"{\"success\":true,\"success\":true}",
            Defect::Twice(Role::Verdict),
        ),
        (
            b"{\"success\":true,\"Success\":true}",
            Defect::Twice(Role::Verdict),
        ),
        (
            b"{\"success\":true,\"succ\\u0065ss\":true}",
            Defect::Twice(Role::Verdict),
        ),
        (
            b"{\"success\":false,\"code\":\"A\",\"Code\":\"B\"}",
            Defect::Twice(Role::ErrorCode),
        ),
        (
            b"{\"success\":true,\"data\":1,\"data\":2}",
            Defect::Twice(Role::Payload),
        ),
    ];
    for (body, expected) in table {
        let found = read(body, &SERVICE).err();
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
            let envelope = whole(&body);
            assert!(envelope.success, "{body}");
            assert_eq!(envelope.payload.map(RawValue::get), Some("1"), "{body}");
        }
    }
}

#[test]
fn promise_18_cosmetic_fields_are_read_where_that_takes_no_guess() {
    let envelope = whole(
        r#"{"Success":true,"RequestId":4717481,"Cost":56,"PageNumber":"1","PageSize":10.0,"TotalCount":99999999999,"trace":{"id":1},"requestId":"second"}"#,
    );
    assert_eq!(envelope.meta.request_id.as_deref(), Some("4717481"));
    assert_eq!(
        envelope
            .meta
            .cost
            .as_ref()
            .map(|cost| (cost.raw(), cost.duration())),
        Some(("56", None))
    );
    assert_eq!(envelope.meta.page_number, Some(1));
    assert_eq!(envelope.meta.page_size, Some(10));
    assert_eq!(envelope.meta.total_count, Some(99_999_999_999));
    let unknown: Vec<_> = envelope
        .meta
        .unknown_fields
        .iter()
        .map(|(key, json)| (key.as_str(), json.get()))
        .collect();
    assert_eq!(unknown, [("trace", r#"{"id":1}"#)]);
}

#[test]
fn the_code_of_success_is_told_from_that_of_a_failure() {
    let failure = |code: &str| Code::Failure(code.to_owned());
    let table = [
        ("null", Code::Absent),
        ("\"\"", Code::Absent),
        ("\" \"", Code::Absent),
        ("200", Code::Success),
        ("\"200\"", Code::Success),
        ("\"NO-SUCH-STORE\"", failure("NO-SUCH-STORE")),
        ("0", failure("0")),
        ("false", failure("false")),
        ("[]", failure("[]")),
    ];
    for (code, expected) in table {
        assert_eq!(
            whole(&format!("{{\"success\":false,\"code\":{code}}}")).code,
            expected,
            "{code}"
        );
    }
}

#[test]
fn a_byte_order_mark_and_white_space_around_an_envelope_change_nothing() {
    assert!(whole("\u{feff} {\"success\":true}\r\n").success);
}

#[test]
fn nesting_of_any_depth_neither_overflows_nor_decides() {
    let deep = "[".repeat(100_000) + &"]".repeat(100_000);
    assert!(whole(&format!("{{\"success\":true,\"data\":{deep}}}")).success);
    assert!(read("[".repeat(100_000).as_bytes(), &SERVICE).is_err());
}
