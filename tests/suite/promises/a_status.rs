//! Group A, the status line: which status proves a refusal, and which proves nothing.

use std::time::{Duration, SystemTime};

use oms_client::{Error, Reason, UnknownCause};

use crate::support::case::{Case, Seen, Verdict};
use crate::support::replies;
use crate::support::script::Script;

const STATUS: Verdict = Verdict::Unknown(UnknownCause::Status);
const CONTRADICTION: Verdict = Verdict::Unknown(UnknownCause::Contradiction);
const THROTTLED: Verdict = Verdict::Rejected(Reason::Throttled);

async fn answered(
    status: u16,
    headers: &[(&str, &str)],
    body: impl AsRef<[u8]>,
    expected: Verdict,
) -> Seen {
    let reply = replies::answer(status, headers, body);
    // A server that took the request may answer so as well: only a refusal proves that it did not.
    let script = if matches!(expected, Verdict::Rejected(_)) {
        Script::refuse(reply)
    } else {
        Script::accept(reply)
    };
    Case::new(
        format!("status {status} with {headers:?}"),
        script,
        expected,
    )
    .check()
    .await
}

#[tokio::test]
async fn p025_a_server_error_is_rejected_only_with_a_whole_envelope_and_a_code() {
    let rejected = [
        replies::failure_body(),
        r#"{"success":false,"code":"X"}"#.to_owned(),
        r#"{"Success":false,"Code":500}"#.to_owned(),
    ];
    let unknown = [
        "",
        "{}",
        r#"{"success":false}"#,
        r#"{"success":false,"code":null}"#,
        r#"{"success":false,"code":""}"#,
        r#"{"success":false,"code":"X""#,
        r#"{"success":false,"code":"X"} trailing"#,
        r#"[{"success":false,"code":"X"}]"#,
        r#"{"timestamp":"2025-03-19","status":500,"error":"Internal Server Error","path":"/api/v2"}"#,
    ];
    for status in [500, 501, 502, 503, 504, 507, 520, 599] {
        for body in &rejected {
            let seen = answered(status, &[], body, Verdict::Rejected(Reason::Service)).await;
            assert_eq!(seen.called.expect_err("refused").status(), Some(status));
        }
    }
    for body in unknown {
        let seen = answered(500, &[], body, STATUS).await;
        assert_eq!(seen.called.expect_err("unknown").status(), Some(500));
    }
}

#[tokio::test]
async fn p026_an_error_status_with_an_accepting_envelope_is_unknown() {
    for status in [
        400, 401, 403, 404, 405, 409, 421, 425, 429, 451, 499, 500, 502, 503, 504,
    ] {
        let seen = answered(status, &[], replies::success_body(), CONTRADICTION).await;
        assert_eq!(seen.called.expect_err("unknown").status(), Some(status));
    }
}

#[tokio::test]
async fn p026_an_error_status_with_an_ambiguous_envelope_that_claims_success_is_unknown() {
    let ambiguous = Verdict::Unknown(UnknownCause::AmbiguousEnvelope);
    for status in [401, 404, 409, 429, 500] {
        for body in [
            r#"{"success":true,"success":false}"#,
            r#"{"success":false,"Success":true}"#,
            r#"{"success":true,"data":1,"data":1}"#,
            r#"{"success":true,"code":null,"Code":"X"}"#,
        ] {
            answered(status, &[], body, ambiguous).await;
        }
    }
    // What claims nothing contradicts no status.
    for body in [
        r#"{"success":false,"Success":false}"#,
        r#"{"success":false,"code":"A","Code":"B"}"#,
        r#"{"success":null}"#,
    ] {
        let refused = Verdict::Rejected(Reason::Conflict);
        answered(409, &[], body, refused).await;
        answered(500, &[], body, ambiguous).await;
    }
}

#[tokio::test]
async fn p027_a_page_of_a_gateway_is_unknown_and_shown_by_its_title() {
    let page = "<!DOCTYPE html><html><head><title>502 Bad\n <b>Gateway</b></title></head>\r\n<body><h1>502</h1><hr>nginx</body></html>";
    for status in [502, 504] {
        let seen = answered(status, &[("Content-Type", "text/html")], page, STATUS).await;
        let text = seen.called.expect_err("unknown").to_string();
        assert!(
            text.contains("502 Bad Gateway") && !text.contains('<'),
            "{text}"
        );
    }
    let long = format!("<html><title>{}</title></html>", "x".repeat(100_000));
    let seen = answered(502, &[], long, STATUS).await;
    let text = seen.called.expect_err("unknown").to_string();
    assert!(text.len() <= 2048 + 512, "{} bytes", text.len());
}

#[tokio::test]
async fn p028_unavailable_is_unknown_unless_the_body_proves_a_refusal() {
    for (headers, wait) in [
        (&[][..], None),
        (&[("Retry-After", "7")][..], Some(Duration::from_secs(7))),
    ] {
        let seen = answered(503, headers, "unavailable", STATUS).await;
        assert_eq!(seen.called.expect_err("unknown").retry_after(), wait);
        let seen = answered(
            503,
            headers,
            replies::failure_body(),
            Verdict::Rejected(Reason::Service),
        )
        .await;
        assert_eq!(seen.called.expect_err("refused").retry_after(), wait);
    }
}

#[tokio::test]
async fn p029_a_request_timeout_of_the_server_is_unknown_whatever_it_carries() {
    for body in [
        "",
        "no envelope",
        "<html><title>408 Request Time-out</title></html>",
        r#"{"success":false}"#,
        &replies::failure_body(),
    ] {
        let seen = answered(408, &[], body, STATUS).await;
        assert_eq!(seen.called.expect_err("unknown").status(), Some(408));
    }
    answered(408, &[], replies::success_body(), CONTRADICTION).await;
}

#[tokio::test]
async fn p029_a_status_that_proves_nothing_is_unknown_unless_an_envelope_refuses() {
    for status in [402, 406, 416, 418, 423, 424, 444, 499] {
        answered(status, &[], "no envelope", STATUS).await;
        answered(status, &[], r#"{"success":false}"#, STATUS).await;
        answered(
            status,
            &[],
            replies::failure_body(),
            Verdict::Rejected(Reason::Service),
        )
        .await;
    }
}

#[tokio::test]
async fn p030_throttling_is_rejected_and_its_delay_is_read_and_clamped() {
    let soon = httpdate(SystemTime::now() + Duration::from_secs(120));
    let past = httpdate(SystemTime::now() - Duration::from_secs(120));
    // The value of Retry-After, and the bounds of what is made of it in seconds.
    let delays = [
        ("0", Some((0, 0))),
        ("17", Some((17, 17))),
        (" 17 ", Some((17, 17))),
        ("315360000", Some((300, 300))),
        ("99999999999999999999999999", Some((300, 300))),
        (soon.as_str(), Some((110, 120))),
        (past.as_str(), Some((0, 0))),
        ("Fri, 31 Dec 9999 23:59:59 GMT", Some((300, 300))),
        ("-1", None),
        ("+5", None),
        ("1.5", None),
        ("soon", None),
        ("", None),
        ("0x10", None),
    ];
    for (value, bounds) in delays {
        let seen = answered(429, &[("Retry-After", value)], "slow down", THROTTLED).await;
        assert_eq!(
            seen.ledger.connections(),
            1,
            "a throttled write is not sent again unless the caller says so"
        );
        let wait = seen.called.expect_err("refused").retry_after();
        match bounds {
            None => assert_eq!(wait, None, "`{value}`"),
            Some((least, most)) => assert!(
                wait.is_some_and(|wait| (least..=most).contains(&wait.as_secs())),
                "`{value}`: {wait:?}"
            ),
        }
    }
    let seen = answered(429, &[], "slow down", THROTTLED).await;
    assert_eq!(seen.called.expect_err("refused").retry_after(), None);
}

#[tokio::test]
async fn p031_a_status_that_proves_refusal_is_rejected_with_a_reason_whatever_the_body() {
    // With every status: its reason, and what the message hints at.
    let statuses = [
        (400, Reason::Request, ""),
        (401, Reason::Credentials, "credentials"),
        (403, Reason::Forbidden, "permit"),
        (404, Reason::NotFound, "base path"),
        (405, Reason::Method, "base path"),
        (407, Reason::ProxyCredentials, "proxy"),
        (409, Reason::Conflict, "conflict"),
        (410, Reason::NotFound, "base path"),
        (411, Reason::Request, ""),
        (412, Reason::Request, ""),
        (413, Reason::TooLarge, "larger"),
        (414, Reason::TooLarge, "larger"),
        (415, Reason::MediaType, "JSON"),
        (417, Reason::Request, ""),
        (421, Reason::Request, ""),
        (422, Reason::Request, ""),
        (425, Reason::Request, ""),
        (426, Reason::Request, ""),
        (428, Reason::Request, ""),
        (429, Reason::Throttled, "wait"),
        (431, Reason::TooLarge, "larger"),
        (451, Reason::Forbidden, "permit"),
    ];
    for (status, reason, hint) in statuses {
        for body in [
            "",
            "<html><title>no</title></html>",
            "[]",
            r#"{"success":false}"#,
            r#"{"success":false,"code":"X","message":"no"}"#,
            "{\"succ",
        ] {
            let seen = answered(status, &[], body, Verdict::Rejected(reason)).await;
            let Err(Error::Rejected(rejected)) = seen.called else {
                panic!("{status}: {:?}", seen.called);
            };
            assert_eq!(rejected.status(), status);
            assert!(rejected.to_string().contains(hint), "{rejected}");
        }
    }
}

#[tokio::test]
async fn p031_a_status_that_proves_refusal_does_so_even_where_the_body_is_cut() {
    for status in [401, 404, 413] {
        let whole = replies::json(status, replies::failure_body());
        let cut = &whole[..whole.len() - 30];
        let reason = match status {
            401 => Reason::Credentials,
            404 => Reason::NotFound,
            _ => Reason::TooLarge,
        };
        Case::new(
            format!("{status}, cut"),
            Script::refuse(cut),
            Verdict::Rejected(reason),
        )
        .check()
        .await;
    }
}

fn httpdate(moment: SystemTime) -> String {
    httpdate::fmt_http_date(moment)
}
