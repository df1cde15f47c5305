//! Group A, the status line: which status proves a refusal, and which proves nothing.

use std::time::{Duration, SystemTime};

use oms_client::{Error, Reason, UnknownCause};

use crate::support::case::{Case, Seen, Verdict, hint};
use crate::support::replies;
use crate::support::script::Script;

pub(super) const STATUS: Verdict = Verdict::Unknown(UnknownCause::Status);
pub(super) const CONTRADICTION: Verdict = Verdict::Unknown(UnknownCause::Contradiction);
const STALE: Verdict = Verdict::Unknown(UnknownCause::Stale);
const THROTTLED: Verdict = Verdict::Rejected(Reason::Throttled);

pub(super) async fn answered(
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
    with_status(status, script, expected).check().await
}

pub(super) fn with_status(status: u16, script: Script, expected: Verdict) -> Case {
    Case::new(format!("status {status}"), script, expected)
}

/// A read that is answered so, which changes nothing whoever answered it.
async fn read(
    status: u16,
    headers: &[(&str, &str)],
    body: impl AsRef<[u8]>,
    expected: Verdict,
) -> Seen {
    let script = Script::refuse(replies::answer(status, headers, body));
    with_status(status, script, expected).read().check().await
}

/// A write that is answered so by a client whose options say that nothing answers in the service's
/// place.
async fn vouched(status: u16, body: impl AsRef<[u8]>, expected: Verdict) -> Seen {
    let script = Script::refuse(replies::answer(status, &[], body));
    with_status(status, script, expected)
        .no_intermediary()
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
        r#"{"success":false,"code":[]}"#,
        r#"{"success":false,"code":"X""#,
        r#"{"success":false,"code":"X"} trailing"#,
        r#"[{"success":false,"code":"X"}]"#,
        r#"{"timestamp":"2025-03-19","status":500,"error":"Internal Server Error","path":"/api/v2"}"#,
    ];
    for status in [500, 501, 503, 507, 520, 599] {
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
    // A body that claims nothing contradicts no status.
    for body in [
        r#"{"success":false,"Success":false}"#,
        r#"{"success":false,"code":"A","Code":"B"}"#,
        r#"{"success":null}"#,
    ] {
        let seen = answered(409, &[], body, ambiguous).await;
        assert_eq!(hint(&seen.called), Some(Reason::Conflict));
        read(409, &[], body, Verdict::Rejected(Reason::Conflict)).await;
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
async fn p029_a_timeout_of_a_server_or_gateway_is_unknown_whatever_it_carries() {
    for status in [408, 502, 504, 522, 524] {
        waited_in_vain(status).await;
    }
}

async fn waited_in_vain(status: u16) {
    for body in [
        "",
        "no envelope",
        "<html><title>408 Request Time-out</title></html>",
        r#"{"success":false}"#,
        &replies::failure_body(),
    ] {
        let seen = answered(status, &[], body, STATUS).await;
        assert_eq!(seen.called.expect_err("unknown").status(), Some(status));
    }
    answered(status, &[], replies::success_body(), CONTRADICTION).await;
}

/// An answer says of itself that it is older than the request.
#[tokio::test]
async fn p029_an_answer_that_a_cache_says_is_older_than_the_request_proves_nothing() {
    for body in [replies::success_body(), replies::failure_body()] {
        for age in ["2", "300", " 300 ", "100, 0", "999999999999999999999999"] {
            let seen = answered(200, &[("Age", age)], &body, STALE).await;
            let text = seen.called.expect_err("unknown").to_string();
            for words in ["a cache has given it, or", "the service's clock"] {
                assert!(text.contains(words), "{words}: {text}");
            }
            read(200, &[("Age", age)], &body, STALE).await;
        }
    }
    for age in ["0", "1", "", "-5", "+5", "soon", "0, 100"] {
        answered(
            200,
            &[("Age", age)],
            replies::success_body(),
            Verdict::Accepted,
        )
        .await;
    }
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

/// The value of Retry-After, and the bounds of what is made of it in seconds.
fn delays() -> Vec<(String, Option<(u64, u64)>)> {
    let soon = httpdate(SystemTime::now() + Duration::from_secs(120));
    let past = httpdate(SystemTime::now() - Duration::from_secs(120));
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
    delays
        .map(|(value, bounds)| (value.to_owned(), bounds))
        .to_vec()
}

#[tokio::test]
async fn p030_throttling_is_unknown_for_a_write_and_its_delay_is_read_and_clamped() {
    for (value, bounds) in delays() {
        let header = [("Retry-After", value.as_str())];
        let envelope = replies::failure_body();
        // A write without an envelope, a write with one, and a read.
        for seen in [
            answered(429, &header, "slow down", STATUS).await,
            answered(429, &header, &envelope, THROTTLED).await,
            read(429, &header, "slow down", THROTTLED).await,
        ] {
            assert_eq!(
                seen.ledger.connections(),
                1,
                "a throttled call is not sent again unless the caller says so"
            );
            let wait = seen.called.expect_err("throttled").retry_after();
            match bounds {
                None => assert_eq!(wait, None, "`{value}`"),
                Some((least, most)) => assert!(
                    wait.is_some_and(|wait| (least..=most).contains(&wait.as_secs())),
                    "`{value}`: {wait:?}"
                ),
            }
        }
    }
    let seen = answered(429, &[], "slow down", STATUS).await;
    assert_eq!(hint(&seen.called), Some(Reason::Throttled));
    assert_eq!(seen.called.expect_err("throttled").retry_after(), None);
}

/// Every status of refusal: its reason, and what a text about it speaks of.
pub(super) const REFUSALS: [(u16, Reason, &str, &str); 22] = [
    (400, Reason::Request, "", "the request"),
    (401, Reason::Credentials, "credentials", "credentials"),
    (403, Reason::Forbidden, "permit", "permit"),
    (404, Reason::NotFound, "base path", "base path"),
    (405, Reason::Method, "base path", "base path"),
    (407, Reason::ProxyCredentials, "proxy", "proxy"),
    (409, Reason::Conflict, "conflict", "conflict"),
    (410, Reason::NotFound, "base path", "base path"),
    (411, Reason::Request, "", "the request"),
    (412, Reason::Request, "", "the request"),
    (413, Reason::TooLarge, "larger", "larger"),
    (414, Reason::TooLarge, "larger", "larger"),
    (415, Reason::MediaType, "JSON", "JSON"),
    (417, Reason::Request, "", "the request"),
    (421, Reason::Request, "", "the request"),
    (422, Reason::Request, "", "the request"),
    (425, Reason::Request, "", "the request"),
    (426, Reason::Request, "", "the request"),
    (428, Reason::Request, "", "the request"),
    (429, Reason::Throttled, "wait", "wait"),
    (431, Reason::TooLarge, "larger", "larger"),
    (451, Reason::Forbidden, "permit", "permit"),
];

/// Bodies that are not a whole envelope of a refusal, with the cause of an unknown outcome.
const BARE: [(&str, UnknownCause); 6] = [
    ("", UnknownCause::Status),
    ("<html><title>no</title></html>", UnknownCause::Status),
    ("[]", UnknownCause::Status),
    ("{\"succ", UnknownCause::Status),
    (r#"{"success":false}"#, UnknownCause::Status),
    (r#"{"success":null}"#, UnknownCause::AmbiguousEnvelope),
];

const ENVELOPE: &str = r#"{"success":false,"code":"X","message":"no"}"#;

const IN_ITS_PLACE: &str =
    "but something between here and the service may have answered in its place";

#[tokio::test]
async fn p031_a_bare_status_of_refusal_leaves_a_write_unknown_with_its_reason_as_a_hint() {
    for (status, reason, _, words) in REFUSALS {
        for (body, cause) in BARE {
            let seen = answered(status, &[], body, Verdict::Unknown(cause)).await;
            let Err(Error::Unknown(unknown)) = &seen.called else {
                panic!("{status}: {:?}", seen.called);
            };
            assert_eq!(unknown.hint(), Some(reason), "{status} {body:?}");
            assert_eq!(unknown.status(), Some(status));
            assert_eq!(unknown.body(), body.as_bytes());
            let text = unknown.to_string();
            let supposed = text.split("probably refused: ").nth(1).expect(&text);
            for part in [words, IN_ITS_PLACE, "before you send it again"] {
                assert!(supposed.contains(part), "{part}: {text}");
            }
            let debug = format!("{unknown:?}");
            assert!(
                debug.contains(&format!("hint: Some({reason:?})")),
                "{debug}"
            );
        }
    }
}

#[tokio::test]
async fn p031_a_status_of_refusal_with_a_whole_envelope_is_rejected_with_its_reason() {
    // The method of a call is the one that the service takes.
    let refusals = REFUSALS.iter().filter(|(status, ..)| *status != 405);
    for &(status, reason, words, _) in refusals {
        let seen = answered(status, &[], ENVELOPE, Verdict::Rejected(reason)).await;
        assert_refused(&seen, status, words, true);
    }
}

#[tokio::test]
async fn p223_a_bare_status_of_refusal_rejects_a_read_whatever_the_body() {
    for (status, reason, words, _) in REFUSALS {
        for body in BARE.map(|(body, _)| body).into_iter().chain([ENVELOPE]) {
            let seen = read(status, &[], body, Verdict::Rejected(reason)).await;
            assert_refused(&seen, status, words, body == ENVELOPE);
        }
    }
}

#[tokio::test]
async fn p224_a_bare_status_of_refusal_rejects_a_write_where_nothing_answers_in_the_services_place()
{
    for (status, reason, words, _) in REFUSALS {
        for body in BARE.map(|(body, _)| body).into_iter().chain([ENVELOPE]) {
            let seen = vouched(status, body, Verdict::Rejected(reason)).await;
            assert_refused(&seen, status, words, body == ENVELOPE);
        }
        vouched(status, replies::success_body(), CONTRADICTION).await;
    }
    // A body that proves nothing in the service's own mouth proves nothing there either.
    for status in [408, 500, 502, 503, 504] {
        vouched(status, "no envelope", STATUS).await;
    }
}

/// A refusal by the service itself proves that its path was right, and that no proxy is in the way.
fn assert_refused(seen: &Seen, status: u16, words: &str, by_service: bool) {
    let Err(Error::Rejected(rejected)) = &seen.called else {
        panic!("{status}: {:?}", seen.called);
    };
    assert_eq!(rejected.status(), status);
    let of_the_way = ["base path", "proxy", "JSON"];
    let is_of_the_way = of_the_way.iter().any(|part| words.contains(part));
    let is_told = !(by_service && is_of_the_way);
    assert_eq!(rejected.to_string().contains(words), is_told, "{rejected}");
}

#[tokio::test]
async fn p027_a_read_that_a_page_has_refused_shows_its_title() {
    let page = "<html><head><title>400 The plain HTTP request was sent to HTTPS port</title></head></html>";
    let seen = read(400, &[], page, Verdict::Rejected(Reason::Request)).await;
    let text = seen.called.expect_err("refused").to_string();
    assert!(text.contains("sent to HTTPS port"), "{text}");
}

fn httpdate(moment: SystemTime) -> String {
    httpdate::fmt_http_date(moment)
}
