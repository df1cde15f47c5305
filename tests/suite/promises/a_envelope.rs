//! Group A, the envelope: a strict verdict, lenient cosmetics.
//!
//! Every body here comes with status 200, whole and in order; the request took effect unless the
//! body says otherwise.

use oms_client::{Error, Outcome, Reason, UnknownCause};
use serde_json::{Value, json};

use crate::support::case::{Case, Seen, Verdict};
use crate::support::replies;
use crate::support::script::Script;

const NO_ENVELOPE: Verdict = Verdict::Unknown(UnknownCause::NoEnvelope);
const AMBIGUOUS: Verdict = Verdict::Unknown(UnknownCause::AmbiguousEnvelope);
pub(super) const CONTRADICTION: Verdict = Verdict::Unknown(UnknownCause::Contradiction);
const REFUSED: Verdict = Verdict::Rejected(Reason::Service);

/// Sends `body` with status 200 after the effect that a server which answers so would have had.
pub(super) async fn answered(body: impl AsRef<[u8]>, expected: Verdict) -> Seen {
    let body = body.as_ref();
    let reply = replies::json(200, body);
    let script = if matches!(expected, Verdict::Rejected(_)) {
        Script::refuse(reply)
    } else {
        Script::accept(reply)
    };
    let name = String::from_utf8_lossy(&body[..body.len().min(120)]).into_owned();
    Case::new(name, script, expected).check().await
}

/// The accepted envelope with one field changed.
fn success_with(field: &str, value: Value) -> String {
    let mut envelope = replies::success();
    envelope[field] = value;
    envelope.to_string()
}

#[tokio::test]
async fn p018_odd_cosmetic_fields_never_fail_a_call() {
    let fields = [
        "requestId",
        "cost",
        "message",
        "advice",
        "pageNumber",
        "pageSize",
        "totalCount",
        "newField",
    ];
    let values = [
        json!(0.01),
        json!(4_717_481),
        json!(-1),
        json!(1e300),
        json!("text"),
        json!(""),
        json!(true),
        json!([1, [2]]),
        json!({ "a": { "b": null } }),
        json!(null),
        json!(u64::MAX),
    ];
    for field in fields {
        for value in &values {
            let seen = answered(success_with(field, value.clone()), Verdict::Accepted).await;
            assert_eq!(seen.called.expect("accepted").data.get(), replies::TICKET);
        }
    }
}

#[tokio::test]
async fn p018_cosmetic_fields_given_twice_or_in_either_case_never_fail_a_call() {
    for body in [
        r#"{"success":true,"requestId":"1","requestId":"2","data":4711}"#,
        r#"{"success":true,"requestId":"1","RequestId":2,"data":4711}"#,
        r#"{"success":true,"cost":"1 ms","cost":[],"data":4711}"#,
        r#"{"Success":true,"Cost":0.01,"RequestId":4717481,"Data":4711}"#,
        "\u{feff}{\"success\":true,\"data\":4711}",
        " \r\n\t{\"success\":true,\"data\":4711} \n",
        r#"{"data":4711,"success":true}"#,
        r#"{"\u0073uccess":true,"data":4711}"#,
        r#"{"success":true,"message":"\ud800","data":4711}"#,
        r#"{"success":true,"\ud800":1,"data":4711}"#,
        r#"{"\udfff\ud800":{"\ud800":[]},"Success":true,"data":4711}"#,
    ] {
        answered(body, Verdict::Accepted).await;
    }
}

#[tokio::test]
async fn p018_the_cosmetic_fields_are_read_where_they_can_be() {
    let body = r#"{"success":true,"requestId":4717481,"cost":0.01,"pageNumber":"2","totalCount":3.0,"trace":"t","data":4711}"#;
    let reply = answered(body, Verdict::Accepted)
        .await
        .called
        .expect("accepted");
    assert_eq!(reply.meta.request_id.as_deref(), Some("4717481"));
    assert_eq!(
        reply.meta.cost.as_ref().map(oms_client::Cost::raw),
        Some("0.01")
    );
    assert_eq!(reply.meta.page_number, Some(2));
    assert_eq!(reply.meta.total_count, Some(3));
    assert_eq!(reply.meta.unknown_fields[0].0, "trace");
}

#[tokio::test]
async fn p019_an_accepted_call_without_a_readable_payload_stays_accepted() {
    for body in [
        success_with("data", Value::Null),
        success_with("data", json!("no number")),
        success_with("data", json!({})),
        success_with("data", json!([1])),
        success_with("data", json!(1.5)),
        format!(
            r#"{{"success":true,"requestId":"{}"}}"#,
            replies::REQUEST_ID
        ),
    ] {
        let seen = answered(&body, Verdict::Unreadable).await;
        let error = seen.called.expect_err("the payload cannot be read");
        assert_eq!(error.outcome(), Outcome::Accepted);
        assert_eq!(error.request_id(), Some(replies::REQUEST_ID));
        let Error::Unreadable(unreadable) = error else {
            panic!("{error:?}");
        };
        assert_eq!(unreadable.body(), body.as_bytes());
        assert!(unreadable.to_string().contains("do not send it again"));
    }
}

#[tokio::test]
async fn p020_a_ticket_as_text_or_integral_float_is_accepted() {
    for (value, ticket) in [
        (json!("1"), 1),
        (json!(1), 1),
        (json!(1.0), 1),
        (json!("0012"), 12),
    ] {
        let seen = answered(success_with("data", value), Verdict::Accepted).await;
        assert_eq!(seen.called.expect("accepted").data.get(), ticket);
    }
}

#[tokio::test]
async fn p021_an_accepted_write_whose_ticket_no_ticket_has_is_accepted_and_the_number_is_kept() {
    for (number, ticket) in [
        ("-1", -1),
        ("0", 0),
        ("\"-1\"", -1),
        ("9223372036854775808", 0),
        ("\"9223372036854775808\"", 0),
        ("99999999999999999999999", 0),
        ("1e30", 0),
    ] {
        let body = format!(r#"{{"success":true,"requestId":"47174810001","data":{number}}}"#);
        let seen = answered(body, Verdict::Accepted).await;
        let reply = seen.called.expect("accepted");
        assert_eq!(reply.data.get(), ticket, "{number}");
        let odd = reply.meta.odd_fields.iter();
        let odd: Vec<_> = odd.map(|odd| (odd.path(), odd.value().get())).collect();
        assert_eq!(odd, [("", number)]);
        assert_eq!(reply.number(), number);
    }
    for number in ["1", "1.0", "1e0", "\"1\"", "9223372036854775807"] {
        let body = format!(r#"{{"success":true,"data":{number}}}"#);
        let reply = answered(body, Verdict::Accepted).await.called;
        let reply = reply.expect("accepted");
        let odd = &reply.meta.odd_fields;
        assert!(odd.is_empty(), "{number}: {odd:?}");
        assert_eq!(reply.number(), reply.data.get().to_string());
    }
}

#[tokio::test]
async fn p022_a_refusal_over_200_is_rejected_with_everything_it_says_and_not_sent_again() {
    let seen = answered(replies::failure_body(), REFUSED).await;
    assert_eq!(seen.ledger.connections(), 1);
    let Err(Error::Rejected(rejected)) = seen.called else {
        panic!("{:?}", seen.called);
    };
    assert_eq!(rejected.code(), Some("GHANA-PROJECT000001"));
    assert_eq!(rejected.message(), Some("no such task"));
    assert_eq!(rejected.advice(), Some("Check the ID of the task."));
    assert_eq!(rejected.request_id(), Some(replies::REQUEST_ID));
    assert_eq!(rejected.status(), 200);
    let detail: Value = rejected
        .detail()
        .expect("the answer has details")
        .read()
        .expect("the details are JSON");
    assert_eq!(detail["level"], "ERROR");
    let text = rejected.to_string();
    for word in [
        "GHANA-PROJECT000001",
        "no such task",
        "Check the ID",
        "it had no effect",
        replies::REQUEST_ID,
    ] {
        assert!(text.contains(word), "{text}");
    }
}

#[tokio::test]
async fn p022_a_refusal_with_few_fields_is_rejected() {
    for body in [
        r#"{"success":false}"#,
        r#"{"Success":false,"Code":"X"}"#,
        r#"{"success":false,"code":500,"message":["odd"],"errorDetail":"boom"}"#,
        r#"{"success":false,"code":null,"data":1}"#,
    ] {
        answered(body, REFUSED).await;
    }
}

#[tokio::test]
async fn p024_a_verdict_that_is_no_boolean_is_unknown_and_never_guessed() {
    for verdict in [
        "null",
        "\"true\"",
        "\"false\"",
        "1",
        "0",
        "[]",
        "[true]",
        "{}",
        "1.0",
        "\"\"",
    ] {
        let body = format!(r#"{{"success":{verdict},"code":"X","data":4711}}"#);
        let seen = answered(&body, AMBIGUOUS).await;
        assert_eq!(kept(&seen), body.as_bytes());
    }
    for body in [
        "{}",
        r#"{"data":4711}"#,
        r#"{"code":"X","message":"failed"}"#,
        r#"{"SUCCESS":true,"data":1}"#,
        r#"{"succes":true,"data":1}"#,
        r#"{"data":{"success":true}}"#,
        r#"{" success":true}"#,
        r#"{"sUccess":false}"#,
    ] {
        answered(body, NO_ENVELOPE).await;
    }
}

#[tokio::test]
async fn p032_an_empty_body_is_unknown() {
    for status in [204, 205] {
        Case::new(
            format!("{status}"),
            Script::accept(replies::answer(status, &[], "")),
            Verdict::Unknown(UnknownCause::NoEnvelope),
        )
        .check()
        .await;
    }
    for body in ["", " ", "\n\n", "\u{feff}"] {
        answered(body, NO_ENVELOPE).await;
    }
}

#[tokio::test]
async fn p034_whatever_is_not_one_whole_object_is_unknown() {
    for body in [
        "[true,null,null,1,null]",
        r#"[{"success":true,"data":1}]"#,
        "true",
        "\"success\"",
        "null",
        "4711",
        r#"{"success":true,"data":1"#,
        r#"{"success":true,"data":1}}"#,
        r#"{"success":true,"data":1}{"success":true,"data":1}"#,
        r#"{"success":true,"data":1} x"#,
        r#"{"success":true,}"#,
        "{success:true}",
        r#"{"success":true,"data":01}"#,
        "{\"success\":true,\"message\":\"\u{1}\",\"data\":1}",
        "{\"success\":true,\"\u{1}\":1,\"data\":1}",
        "{\"success\":true,\"\\ud800\u{1}\":1,\"data\":1}",
        "{\"success\":true,\"\\ud80\":1,\"data\":1}",
        "{\"success\":true,\"\\x\":1,\"data\":1}",
        r#"{"success":true,"data":1}/* ok */"#,
        r#"{"success":false,"code":"X"}null"#,
        "<html><title>Sign in</title></html>",
        "\u{feff}\u{feff}{\"success\":true,\"data\":1}",
        "{'success':true}",
        r#"{"success":false"#,
    ] {
        let seen = answered(body, NO_ENVELOPE).await;
        assert_eq!(kept(&seen), body.as_bytes());
    }
    for bytes in [
        &b"{\"success\":true,\"message\":\"\xff\",\"data\":1}"[..],
        b"\xff\xfe{\0\"\0",
        b"\0",
    ] {
        answered(bytes, NO_ENVELOPE).await;
    }
}

#[tokio::test]
async fn p034_deep_nesting_costs_no_stack() {
    let deep = format!(
        r#"{{"success":true,"errorDetail":{}{},"data":4711}}"#,
        "[".repeat(100_000),
        "]".repeat(100_000)
    );
    // Nobody knows what it says, so it may say that the call failed.
    answered(&deep, CONTRADICTION).await;
    let payload = format!(
        r#"{{"success":true,"data":{}{}}}"#,
        "[".repeat(100_000),
        "]".repeat(100_000)
    );
    answered(&payload, Verdict::Unreadable).await;
    let open = format!(
        r#"{{"success":true,"data":1,"errorDetail":{}"#,
        "[{\"a\":".repeat(100_000)
    );
    answered(&open, NO_ENVELOPE).await;
}

#[tokio::test]
async fn p035_a_verdict_code_or_payload_given_twice_is_unknown() {
    for body in [
        r#"{"success":true,"success":false,"data":1}"#,
        r#"{"success":false,"success":true,"data":1}"#,
        r#"{"success":true,"success":true,"data":1}"#,
        r#"{"success":true,"Success":true,"data":1}"#,
        r#"{"success":true,"Success":false,"data":1}"#,
        r#"{"success":true,"data":1,"data":2}"#,
        r#"{"success":true,"data":1,"Data":2}"#,
        r#"{"success":true,"Success":null,"data":1}"#,
        r#"{"success":null,"Success":true,"data":1}"#,
        r#"{"success":true,"data":null,"Data":2}"#,
        r#"{"success":true,"data":1,"Data":null}"#,
        r#"{"success":false,"code":"A","Code":null}"#,
        r#"{"success":true,"code":null,"code":null,"data":1}"#,
        r#"{"succ\u0065ss":true,"\u0053uccess":true,"data":1}"#,
        r#"{"success":false,"code":"A","code":"B"}"#,
        r#"{"success":false,"code":"A","Code":"B"}"#,
        r#"{"success":true,"\u0073uccess":false,"data":1}"#,
    ] {
        let seen = answered(body, AMBIGUOUS).await;
        assert_eq!(kept(&seen), body.as_bytes());
    }
}

pub(super) fn kept(seen: &Seen) -> &[u8] {
    let Err(Error::Unknown(unknown)) = &seen.called else {
        panic!("{:?}", seen.called);
    };
    unknown.body()
}
