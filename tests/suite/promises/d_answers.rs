//! Group D, answers that are unusual and still HTTP: what surrounds the answer, ends it, or follows it.

use std::time::Duration;

use oms_client::{Outcome, Reason, UnknownCause};

use crate::support::case::{self, Case, ReadAction, Verdict};
use crate::support::replies;
use crate::support::script::Script;
use crate::support::server::FaultServer;

const INTERIM: &[u8] =
    b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n";

#[tokio::test]
async fn p088_interim_answers_decide_nothing() {
    let followed = [INTERIM, &replies::accepted()].concat();
    Case::new(
        "followed by an answer",
        Script::accept(followed),
        Verdict::Accepted,
    )
    .check()
    .await;
    Case::new(
        "followed by nothing",
        Script::accept(INTERIM),
        Verdict::Unknown(UnknownCause::ConnectionLost),
    )
    .check()
    .await;
    let seen = Case::new(
        "without an end",
        Script::new()
            .read_request()
            .commit()
            .drip(INTERIM.repeat(100), Duration::from_millis(1)),
        Verdict::Unknown(UnknownCause::Timeout),
    )
    .timeout(Duration::from_millis(300))
    .check()
    .await;
    assert_eq!(case::outcome(&seen.called), Outcome::Unknown);
}

#[tokio::test]
async fn p032_a_status_that_carries_no_whole_answer_is_unknown_whatever_it_carries() {
    for status in [101, 206, 600, 799, 999] {
        let server = FaultServer::start(Script::accept(replies::json(
            status,
            replies::success_body(),
        )))
        .await;
        let called = case::builder(&server.url())
            .build()
            .expect("the options are valid")
            .call(&case::request())
            .await;
        assert_eq!(
            case::outcome(&called),
            Outcome::Unknown,
            "{status}: {called:?}"
        );
        assert_eq!(server.ledger().sends(), 1);
    }
    for status in [201, 202, 203, 226, 299] {
        let reply = replies::json(status, replies::success_body());
        Case::new(
            format!("{status}"),
            Script::accept(reply),
            Verdict::Accepted,
        )
        .check()
        .await;
    }
}

#[tokio::test]
async fn p018_the_content_type_decides_nothing() {
    for content_type in [
        "text/plain",
        "text/html; charset=gbk",
        "application/octet-stream",
        "",
    ] {
        let reply = replies::answer(
            200,
            &[("Content-Type", content_type)],
            replies::success_body(),
        );
        Case::new(content_type, Script::accept(reply), Verdict::Accepted)
            .check()
            .await;
    }
}

#[tokio::test]
async fn p014_a_body_that_ends_with_the_connection_is_whole_only_if_the_envelope_is() {
    let mut head = b"HTTP/1.0 200 OK\r\n\r\n".to_vec();
    head.extend_from_slice(replies::success_body().as_bytes());
    Case::new("whole", Script::accept(&*head), Verdict::Accepted)
        .check()
        .await;
    let cut = &head[..head.len() - 1];
    Case::new(
        "cut",
        Script::accept(cut),
        Verdict::Unknown(UnknownCause::NoEnvelope),
    )
    .check()
    .await;
    Case::new(
        "reset",
        Script::accept(cut).reset(),
        Verdict::Unknown(UnknownCause::BodyCut),
    )
    .check()
    .await;
}

#[tokio::test]
async fn p031_a_refusal_that_comes_before_the_request_was_read_is_rejected() {
    let script =
        Script::new()
            .read_some()
            .write(replies::answer(413, &[("Connection", "close")], ""));
    Case::new("early", script, Verdict::Rejected(Reason::TooLarge))
        .check()
        .await;
}

#[tokio::test]
async fn p083_an_answer_that_nobody_asked_for_is_not_taken_for_the_next_one() {
    let mut second = replies::success();
    second["data"] = serde_json::json!(666);
    let twice = [replies::accepted(), replies::json(200, second.to_string())].concat();
    let server = FaultServer::start(Script::accept(twice).again()).await;
    let client = case::once(&server.url())
        .build()
        .expect("the options are valid");
    for _ in 0..5 {
        let called = client.call(&ReadAction::new()).await;
        if let Ok(reply) = called {
            assert_eq!(
                reply.data.get(),
                replies::TICKET,
                "a left-over answer was taken"
            );
        }
    }
}
