//! Group A, after the first byte: answers that never come, come in part, or break HTTP.

use std::time::Duration;

use oms_client::{Auth, Error, Outcome, UnknownCause};

use crate::support::case::{self, Case, Verdict};
use crate::support::replies;
use crate::support::script::Script;
use crate::support::server::FaultServer;

const LOST: Verdict = Verdict::Unknown(UnknownCause::ConnectionLost);
const CUT: Verdict = Verdict::Unknown(UnknownCause::BodyCut);
const READ_FIRST: &str = "read the current state before you send it again";

#[tokio::test]
async fn p006_a_connection_that_is_closed_before_it_is_read_is_unknown_and_not_sent_again() {
    // The client wrote the request and cannot know whether it lies unread in the server's buffer.
    for script in [
        Script::new().await_bytes(),
        Script::new().await_bytes().half_close().stall(),
    ] {
        let server = FaultServer::start(script).await;
        let called = case::called(case::builder(&server.url())).await;
        case::assert_verdict(&called, LOST);
        assert_eq!(server.ledger().requests().len(), 0);
        assert_eq!(
            server.ledger().connections(),
            1,
            "an unknown outcome is never resent"
        );
        case::text(&called);
    }
}

#[tokio::test]
async fn p006_a_connection_that_is_closed_at_once_is_never_reported_as_refused_or_accepted() {
    for script in [
        Script::new(),
        Script::new().half_close().hold(),
        Script::new().reset(),
    ] {
        let server = FaultServer::start(script).await;
        let called = case::called(case::builder(&server.url())).await;
        let outcome = case::outcome(&called);
        assert_eq!(outcome, Outcome::Unknown, "{called:?}");
        case::assert_agrees("closed at once", outcome, server.ledger());
        assert_eq!(
            server.ledger().connections(),
            1,
            "an unknown outcome is never resent"
        );
    }
}

#[tokio::test]
async fn p007_an_answer_that_is_lost_is_unknown_whether_or_not_the_request_took_effect() {
    let before = Script::new().read_request();
    Case::new("lost before the effect", before, LOST)
        .says(&[READ_FIRST])
        .check()
        .await;
    let after = Script::new().read_request().commit();
    let seen = Case::new("lost after the effect", after, LOST)
        .says(&[READ_FIRST])
        .check()
        .await;
    assert_eq!(seen.ledger.requests().len(), 1);
}

#[tokio::test]
async fn p008_a_reset_after_the_request_is_unknown() {
    for script in [
        Script::new().read_request().reset(),
        Script::new().read_request().commit().reset(),
        Script::new().read_head().reset(),
    ] {
        Case::new("reset", script, LOST).check().await;
    }
}

#[tokio::test]
async fn p008_a_long_head_is_not_taken_for_unsent_and_a_longer_one_is_refused() {
    // A head that exceeds a buffer leaves in pieces, long before the body.
    let built = case::once("http://127.0.0.1")
        .auth(Auth::bearer("x".repeat(4 * 1024 * 1024)))
        .build();
    built.expect_err("no server takes such credentials");
    let path = "x".repeat(10_000);
    let built = case::once(&format!("http://127.0.0.1/{path}")).build();
    built.expect_err("no server takes such an address");

    for ending in [Script::reset, Script::stall] {
        let server = FaultServer::start(ending(Script::new().read_some())).await;
        let called = case::called(
            case::once(&server.url())
                .auth(Auth::bearer("x".repeat(65_000)))
                .timeout(Duration::from_millis(500))
                .connect_timeout(Duration::from_millis(200)),
        )
        .await;
        assert_eq!(case::outcome(&called), Outcome::Unknown, "{called:?}");
    }
}

#[tokio::test]
async fn p009_a_server_that_never_answers_is_unknown_after_the_total_timeout() {
    let total = Duration::from_millis(300);
    let mut soonest = Duration::MAX;
    // The machine may be late once, the client never is: the soonest of a few calls shows when the
    // timeout fires.
    for _ in 0..5 {
        let seen = Case::new(
            "held",
            Script::new().read_request().commit().hold(),
            Verdict::Unknown(UnknownCause::Timeout),
        )
        .timeout(total)
        .check()
        .await;
        let Err(Error::Unknown(unknown)) = seen.called else {
            panic!("{:?}", seen.called);
        };
        assert!(unknown.elapsed() >= total, "{:?}", unknown.elapsed());
        soonest = soonest.min(unknown.elapsed());
        if soonest <= total + Duration::from_millis(100) {
            return;
        }
    }
    panic!("{soonest:?}");
}

#[tokio::test(start_paused = true)]
async fn p009_the_total_timeout_holds_whatever_the_transport_does() {
    let client = case::builder("https://oms.example.com")
        .timeout(Duration::from_secs(60))
        .transport(case::Silent)
        .build()
        .expect("the options are valid");
    let begun = tokio::time::Instant::now();
    let called = case::bounded(Duration::from_secs(90), client.call(&case::request())).await;
    assert_eq!(case::outcome(&called), Outcome::Unknown, "{called:?}");
    assert_eq!(begun.elapsed().as_secs(), 60);
}

#[tokio::test]
async fn p014_a_body_that_is_cut_is_unknown_and_keeps_what_was_read() {
    let whole = replies::accepted();
    let cut = &whole[..whole.len() - 1];
    let seen = Case::new("cut by FIN", Script::accept(cut), CUT)
        .says(&["status 200"])
        .check()
        .await;
    let Err(Error::Unknown(unknown)) = seen.called else {
        panic!("{:?}", seen.called);
    };
    assert_eq!(unknown.status(), Some(200));
    let sent = replies::success_body();
    assert_eq!(unknown.bytes_read(), sent.len() as u64 - 1);
    assert_eq!(unknown.body(), &sent.as_bytes()[..sent.len() - 1]);
}

#[tokio::test]
async fn p014_a_head_that_is_cut_is_unknown() {
    let whole = replies::accepted();
    for length in [1, 12, 40] {
        Case::new(
            format!("head cut after {length} bytes"),
            Script::accept(&whole[..length]),
            LOST,
        )
        .check()
        .await;
    }
}

#[tokio::test]
async fn p015_a_reset_amid_the_body_is_unknown() {
    let whole = replies::accepted();
    let head_end = whole.len() - replies::success_body().len();
    let script = Script::accept(&whole[..head_end + 20]).reset();
    Case::new("reset amid the body", script, CUT).check().await;
}

#[tokio::test]
async fn p016_chunks_that_break_the_rules_are_unknown() {
    let whole = replies::accepted_chunked();
    Case::new("whole chunks", Script::accept(&*whole), Verdict::Accepted)
        .check()
        .await;
    let ends = [
        ("last chunk missing", whole[..whole.len() - 5].to_vec()),
        ("cut within a chunk", whole[..whole.len() - 20].to_vec()),
        (
            "cut within the last line",
            whole[..whole.len() - 2].to_vec(),
        ),
    ];
    for (name, bytes) in ends {
        Case::new(name, Script::accept(bytes), CUT).check().await;
    }
    for size in ["zz", "", "-1", "ffffffffffffffffff", "28 28"] {
        let mut bytes = replies::head(200, &[("Transfer-Encoding", "chunked")]);
        bytes.extend_from_slice(
            format!("\r\n{size}\r\n{}\r\n0\r\n\r\n", replies::success_body()).as_bytes(),
        );
        let seen = Case::new(format!("size line `{size}`"), Script::accept(bytes), CUT)
            .check()
            .await;
        assert_eq!(case::outcome(&seen.called), Outcome::Unknown);
    }
}
