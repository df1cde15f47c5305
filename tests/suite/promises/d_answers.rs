//! Group D, answers that are unusual and still HTTP: what surrounds the answer, ends it, or follows
//! it.

use std::io::{BufRead as _, BufReader, Write as _};
use std::net::TcpListener;
use std::time::{Duration, Instant};

use oms_client::{Outcome, Reason, UnknownCause};

use crate::support::case::{self, Case, ReadAction, Verdict};
use crate::support::replies;
use crate::support::script::Script;
use crate::support::server::FaultServer;
use crate::support::tls::{self, Flaw};

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
async fn p088_a_row_of_interim_answers_without_end_is_bounded_by_the_total_and_can_be_given_up() {
    let total = Duration::from_millis(400);
    let endpoint = answers_for_ever(INTERIM);
    let bounded = case::once(&endpoint).timeout(total);
    let begun = Instant::now();
    let called = case::called(bounded).await;
    case::assert_verdict(&called, Verdict::Unknown(UnknownCause::Timeout));
    assert!(begun.elapsed() < total * 5, "{:?}", begun.elapsed());

    // By whatever else its task waits for, such as a signal.
    let unbounded = case::once(&endpoint).timeout(Duration::from_secs(60));
    let begun = Instant::now();
    tokio::time::timeout(total, case::called(unbounded))
        .await
        .expect_err("no answer comes");
    assert!(begun.elapsed() < total * 5, "{:?}", begun.elapsed());
}

/// A server that answers each request with these bytes over and over, until the connection is
/// closed.
///
/// It has a thread of its own, so that there is always more to read.
fn answers_for_ever(bytes: &[u8]) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").expect("there is a free port");
    let address = listener.local_addr().expect("a bound listener has one");
    let bytes = bytes.repeat(100);
    std::thread::spawn(move || {
        for mut stream in listener.incoming().flatten() {
            drop(BufReader::new(&stream).read_line(&mut String::new()));
            while stream.write_all(&bytes).is_ok() {}
        }
    });
    format!("http://{address}")
}

#[tokio::test]
async fn p032_a_status_that_carries_no_whole_answer_is_unknown_whatever_it_carries() {
    for status in [101, 206, 600, 799, 999] {
        let server = FaultServer::start(Script::accept(replies::json(
            status,
            replies::success_body(),
        )))
        .await;
        let called = case::called(case::builder(&server.url())).await;
        assert_eq!(
            case::outcome(&called),
            Outcome::Unknown,
            "{status}: {called:?}"
        );
        assert_eq!(server.ledger().sends(), 1);
    }
}

#[tokio::test]
async fn p032_a_body_where_there_must_be_none_is_not_read() {
    for body in [replies::success_body(), replies::failure_body()] {
        let reply = replies::json(204, &body);
        let nothing = Verdict::Unknown(UnknownCause::NoEnvelope);
        Case::new("204 with a body", Script::accept(reply), nothing)
            .check()
            .await;
        let reply = replies::json(205, &body);
        let seen = Case::new(
            "205 with a body",
            Script::accept(reply),
            if body == replies::success_body() {
                Verdict::Unknown(UnknownCause::Contradiction)
            } else {
                Verdict::Unknown(UnknownCause::Status)
            },
        )
        .check()
        .await;
        assert_eq!(case::outcome(&seen.called), Outcome::Unknown);
    }
}

#[tokio::test]
async fn p022_any_status_of_success_leaves_the_envelope_to_decide() {
    for status in [200, 201, 202, 203, 207, 226, 299] {
        let reply = replies::json(status, replies::success_body());
        Case::new(
            format!("{status}"),
            Script::accept(reply),
            Verdict::Accepted,
        )
        .check()
        .await;
        for body in [r#"{"success":false}"#, &replies::failure_body()] {
            let reply = replies::json(status, body);
            let refused = Verdict::Rejected(Reason::Service);
            Case::new(format!("{status}"), Script::refuse(reply), refused)
                .check()
                .await;
        }
    }
}

#[tokio::test]
async fn p016_trailers_and_extensions_of_chunks_change_nothing() {
    let body = replies::success_body();
    let mut bytes = replies::head(200, &[("Transfer-Encoding", "chunked")]);
    bytes.extend_from_slice(
        format!(
            "Trailer: X-Sum\r\n\r\n{:x};name=\"value\"\r\n{body}\r\n0\r\nX-Sum: 1\r\nSuccess: false\r\n\r\n",
            body.len()
        )
        .as_bytes(),
    );
    Case::new("trailers", Script::accept(bytes), Verdict::Accepted)
        .check()
        .await;
}

#[tokio::test]
async fn p018_headers_that_are_no_text_decide_nothing() {
    let body = replies::success_body();
    let mut bytes =
        b"HTTP/1.1 200 \xff\r\nDate: \xff\xfe\r\nLocation: \xe4\r\nRetry-After: \xe4\r\n\
        Content-Type: \xff\r\nX-\x7e: \xc3\x28\r\nDate: yesterday\r\n"
            .to_vec();
    bytes.extend_from_slice(format!("Content-Length: {}\r\n\r\n{body}", body.len()).as_bytes());
    let seen = Case::new("bytes", Script::accept(bytes), Verdict::Accepted)
        .check()
        .await;
    let reply = seen.called.expect("accepted");
    assert_eq!(reply.meta.server_time(), None);

    let mut bytes = b"HTTP/1.1 429 Slow\r\nRetry-After: \xb2\r\nLocation: \xff\r\n".to_vec();
    bytes.extend_from_slice(b"Content-Length: 0\r\n\r\n");
    let throttled = Verdict::Unknown(UnknownCause::Status);
    let seen = Case::new("bytes", Script::refuse(bytes), throttled)
        .check()
        .await;
    assert_eq!(case::hint(&seen.called), Some(Reason::Throttled));
    assert_eq!(seen.called.expect_err("throttled").retry_after(), None);
}

#[tokio::test]
async fn p014_over_tls_an_end_without_a_goodbye_is_a_cut() {
    // Without a length the end of the connection is the end of the body, and only the goodbye of
    // TLS tells it from a cut.
    let mut bytes = replies::head(200, &[]);
    bytes.extend_from_slice(format!("\r\n{}", replies::success_body()).as_bytes());
    let cut = Verdict::Unknown(UnknownCause::BodyCut);
    for (script, expected) in [
        (Script::accept(&*bytes), cut),
        (
            Script::accept(&*bytes).half_close().hold(),
            Verdict::Accepted,
        ),
    ] {
        let server = FaultServer::start_tls(tls::acceptor(Flaw::None), script).await;
        let called =
            case::called(case::builder(&server.url()).ca_certificate(tls::authority_pem())).await;
        case::assert_verdict(&called, expected);
        assert_eq!((server.ledger().sends(), server.ledger().commits()), (1, 1));
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
async fn p031_a_refusal_that_comes_before_the_request_was_read_is_unknown_for_a_write() {
    let script =
        Script::new()
            .read_some()
            .write(replies::answer(413, &[("Connection", "close")], ""));
    let unknown = Verdict::Unknown(UnknownCause::Status);
    let seen = Case::new("early", script.clone(), unknown).check().await;
    assert_eq!(case::hint(&seen.called), Some(Reason::TooLarge));
    let refused = Verdict::Rejected(Reason::TooLarge);
    Case::new("early", script, refused).read().check().await;
}

#[tokio::test]
async fn p083_what_follows_the_answer_of_a_write_is_never_read() {
    for rest in [&b"garbage"[..], &replies::rejected(), b"\r\n\r\n", b"\0"] {
        let bytes = [&replies::accepted(), rest].concat();
        let seen = Case::new("rest", Script::accept(bytes).hold(), Verdict::Accepted)
            .check()
            .await;
        seen.ledger
            .until(|connections| connections[0].closed_by_peer)
            .await;
    }
}

#[tokio::test]
async fn p083_an_answer_that_came_behind_another_is_not_taken_for_the_next_one() {
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

/// It would be as large again, and has to be read up to the limit each time.
#[tokio::test]
async fn p091_an_answer_over_the_limit_is_asked_for_once_and_its_text_says_how_it_can_be_read() {
    let over = replies::json(200, replies::success_body());
    let server = FaultServer::start(Script::accept(over)).await;
    let client = case::builder(&server.url())
        .answer_limit(16)
        .retry_writes(case::eager().unsafe_retry_unknown())
        .build()
        .expect("the options are valid");
    let read = client.call(&ReadAction::new()).await;
    assert_eq!(server.ledger().connections(), 1);
    let written = client.call(&case::request()).await;
    assert_eq!(server.ledger().connections(), 2);
    for called in [read, written] {
        case::assert_verdict(&called, Verdict::Unknown(UnknownCause::BodyTooLarge));
        let text = case::text(&called);
        assert!(text.contains("raise the limit of the client"), "{text}");
        assert!(!text.contains("it can be sent again"), "{text}");
    }
}
