//! The parts of an answer that decide beside its envelope, and those that are kept of any.

use std::time::Duration;

use crate::testing::{ACCEPTED, Depot};
use crate::text::base64;
use crate::{
    Answer, Auth, ClientBuilder, Error, Failure, FakeTransport, Outcome, ReadRetry, Reason,
    UnknownCause, WriteRetry,
};

fn builder(
    answer: impl Fn() -> Result<Answer, Failure> + Send + Sync + 'static,
) -> ClientBuilder<Depot> {
    Depot::builder("http://127.0.0.1").transport(FakeTransport::new(move |_| answer()))
}

/// Returns the error of a write that no success may answer.
async fn unknown(builder: ClientBuilder<Depot>) -> crate::Unknown {
    match builder.build().unwrap().store().await {
        Err(Error::Unknown(error)) => error,
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_body_counts_only_in_the_encodings_that_were_asked_for() {
    for (name, value, is_read) in [
        ("content-encoding", "", true),
        ("content-encoding", "identity", true),
        ("content-encoding", "Identity ,, identity", true),
        ("content-encoding", "gzip", false),
        ("content-encoding", "identity, gzip", false),
        ("content-encoding", "chunked", false),
        ("transfer-encoding", "chunked", true),
        ("transfer-encoding", "gzip, chunked", false),
        ("transfer-encoding", "identity", false),
        ("x-encoding", "gzip", true),
    ] {
        let client = builder(move || Ok(Answer::json(200, ACCEPTED).header(name, value)));
        if is_read {
            let reply = client.build().unwrap().store().await;
            assert_eq!(reply.unwrap().data.0, 7, "{name}: {value}");
        } else {
            let error = unknown(client).await;
            assert_eq!(
                (error.cause(), error.detail()),
                (UnknownCause::BodyEncoded, Some(value)),
                "{name}"
            );
        }
    }
}

#[tokio::test]
async fn a_body_from_a_transport_of_the_callers_own_is_held_to_the_limit() {
    let client = || builder(|| Ok(Answer::json(200, ACCEPTED)));
    let at_the_limit = client().answer_limit(ACCEPTED.len()).build().unwrap();
    assert_eq!(at_the_limit.store().await.unwrap().data.0, 7);
    let error = unknown(client().answer_limit(ACCEPTED.len() - 1)).await;
    assert_eq!(error.cause(), UnknownCause::BodyTooLarge);
}

#[tokio::test]
async fn status_clock_and_ids_of_an_answer_are_kept_whatever_its_outcome() {
    let refused = r#"{"success":false,"code":"E1","requestId":"r-1"}"#;
    for (status, body, outcome) in [
        (201, ACCEPTED, Outcome::Accepted),
        (409, refused, Outcome::Rejected),
        (502, "<html></html>", Outcome::Unknown),
    ] {
        let client = builder(move || {
            let answer = Answer::json(status, body).header("retry-after", "7");
            Ok(answer.header("date", "Wed, 19 Mar 2025 06:18:38 GMT"))
        });
        let client = client.client_request_id("x-call").build().unwrap();
        let (meta, seen) = match client.store().await {
            Ok(reply) => (reply.meta, Outcome::Accepted),
            Err(error) => {
                assert_eq!(error.retry_after(), Some(Duration::from_secs(7)));
                (error.meta().unwrap().clone(), error.outcome())
            }
        };
        assert_eq!((seen, meta.status, meta.attempts), (outcome, status, 1));
        let seconds = meta
            .server_time()
            .unwrap()
            .duration_since(std::time::UNIX_EPOCH);
        assert_eq!(seconds.unwrap().as_secs(), 1_742_365_118, "{status}");
        assert!(meta.client_request_id.is_some(), "{status}");
    }
}

#[tokio::test]
async fn words_and_cause_of_a_call_without_an_answer_are_kept() {
    let error = unknown(builder(|| {
        let cause = std::io::Error::other("the cable was cut");
        let failure = Failure::unknown(UnknownCause::ConnectionLost).detail("halfway");
        Err(failure.source(&cause))
    }))
    .await;
    assert_eq!(error.detail(), Some("halfway"));
    let source = std::error::Error::source(&error).unwrap();
    assert_eq!(source.to_string(), "the cable was cut");
}

#[tokio::test]
async fn a_status_of_refusal_hints_at_nothing_where_the_body_also_says_yes() {
    for (body, hint) in [
        (
            r#"{"success":false,"success":false}"#,
            Some(Reason::NotFound),
        ),
        (r#"{"success":false,"success":true}"#, None),
    ] {
        let error = unknown(builder(move || Ok(Answer::json(404, body)))).await;
        assert_eq!(
            (error.cause(), error.hint()),
            (UnknownCause::AmbiguousEnvelope, hint),
            "{body}"
        );
    }
}

#[test]
fn the_bounds_of_a_policy_may_be_reached() {
    const LONGEST: Duration = Duration::from_secs(300);
    for builder in [
        builder(|| Ok(Answer::new(200, "")))
            .retry_writes(WriteRetry::new().backoff(LONGEST, LONGEST)),
        builder(|| Ok(Answer::new(200, ""))).retry_reads(ReadRetry::new().attempts(10)),
        builder(|| Ok(Answer::new(200, "")))
            .retry_reads(ReadRetry::new().backoff(Duration::ZERO, Duration::from_nanos(1))),
    ] {
        assert!(builder.build().is_ok());
    }
}

#[tokio::test]
async fn p226_what_an_error_keeps_of_a_cut_body_ends_with_no_beginning_of_the_credentials() {
    let client = builder(|| Ok(Answer::new(200, "you sent hunter2-can").cut()));
    let error = unknown(client.auth(Auth::bearer("hunter2-canary"))).await;
    assert_eq!(
        (error.cause(), error.body()),
        (UnknownCause::BodyCut, &b"you sent [redacted]"[..])
    );
    // The digits of the header in lines, which end anywhere.
    let token = base64::encode(b"canary-user:hunter2-canary");
    for line_break in ["\n", "\r\n", r"\n", r"\r\n", r"\u000a", "%0D%0A", "&#10;"] {
        let lines: Vec<&str> = [&token[..5], &token[5..12], &token[12..20]].into();
        let digits = lines.join(line_break);
        for length in 4..digits.len() {
            let text = format!("you sent {}", &digits[..length]);
            let answer = Answer::new(200, text.clone()).cut();
            let client = builder(move || Ok(answer.clone()));
            let error = unknown(client.auth(Auth::basic("canary-user", "hunter2-canary"))).await;
            assert_eq!(error.body(), b"you sent [redacted]", "{text:?}");
        }
    }
}

#[tokio::test]
async fn p226_where_a_redirect_leads_and_what_a_transport_says_are_kept_without_the_credentials() {
    let sends_on = || Ok(Answer::new(302, "").header("location", "http://b/?t=hunter2-canary"));
    let error = unknown(builder(sends_on).auth(Auth::bearer("hunter2-canary"))).await;
    assert_eq!(error.location(), Some("http://b/?t=[redacted]"));
    let fails = || Err(Failure::unknown(UnknownCause::Other).detail("no hunter2-canary here"));
    let error = unknown(builder(fails).auth(Auth::bearer("hunter2-canary"))).await;
    assert_eq!(error.detail(), Some("no [redacted] here"));
}

/// The time that went by before the request left makes no answer younger.
#[tokio::test(start_paused = true)]
async fn p029_an_age_is_compared_with_the_time_since_the_attempt_and_not_since_the_call() {
    for (age, outcome) in [("5", Some(Outcome::Unknown)), ("1", None)] {
        let fake = FakeTransport::new(move |_| Ok(Answer::json(200, ACCEPTED).header("age", age)));
        let slow = || async {
            tokio::time::sleep(Duration::from_secs(20)).await;
            Ok(Auth::bearer("token-canary").into())
        };
        let client = Depot::over_with(fake, |builder| builder.credentials(slow));
        let ended = client.store().await;
        assert_eq!(ended.err().map(|error| error.outcome()), outcome, "{age}");
    }
}
