//! Group A, calls that their caller gives up: the reports of them, and the requests that are not
//! sent any more.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use oms_client::{
    Abandoned, Answer, Client, Failure, FakeTransport, NotSentCause, UnknownCause, WriteRetry,
};

use crate::support::case::{self, ReadAction};
use crate::support::hang::FullBacklog;
use crate::support::replies;
use crate::support::script::{Gate, Script};
use crate::support::server::FaultServer;

type Answering = fn() -> Result<Answer, Failure>;
type Told = Arc<Mutex<Vec<Abandoned>>>;

/// A client that keeps the reports of abandoned calls.
fn listening(endpoint: &str) -> (Client, Told) {
    let told = Told::default();
    let kept = Arc::clone(&told);
    let client = case::once(endpoint)
        .on_abandoned(move |abandoned| {
            kept.lock()
                .expect("nobody panics while keeping")
                .push(abandoned.clone());
        })
        .build()
        .expect("the options are valid");
    (client, told)
}

fn count(told: &Told) -> usize {
    told.lock().expect("nobody panics while keeping").len()
}

#[tokio::test]
async fn p010_a_write_that_is_dropped_after_it_was_sent_is_told_of() {
    let gate = Gate::closed();
    let script = Script::new().read_request().wait(&gate).commit().hold();
    let server = FaultServer::start(script).await;
    let (client, told) = listening(&server.url());
    let request = case::request();
    tokio::select! {
        called = client.call(&request).request_id("order-1042") => panic!("{called:?}"),
        () = server.ledger().until_requests(1) => {}
    }
    let abandoned = told.lock().expect("nobody panics while keeping").clone();
    assert_eq!(abandoned.len(), 1, "told before anything else runs");
    assert_eq!(abandoned[0].action.name(), "ResetIncrStartTimestamp");
    assert_eq!(abandoned[0].endpoint, server.address().to_string());
    assert_eq!(abandoned[0].attempts, 1);
    let id = abandoned[0].client_request_id.as_deref();
    assert_eq!(id, Some("order-1042"));

    // The server had the whole request, and carries it out after the caller has gone: that is why
    // the outcome is Unknown.
    gate.open();
    server
        .ledger()
        .until(|connections| connections[0].commits == 1)
        .await;
    assert_eq!(server.ledger().sends(), 1);
}

#[tokio::test]
async fn p010_a_timeout_of_the_callers_own_is_told_of_while_the_answer_comes_in() {
    let whole = replies::accepted();
    let server = FaultServer::start(Script::accept(&whole[..whole.len() - 9]).hold()).await;
    let (client, told) = listening(&server.url());
    let request = case::request();
    let given_up = tokio::time::timeout(Duration::from_millis(200), client.call(&request)).await;
    assert!(given_up.is_err());
    assert_eq!(count(&told), 1);
    assert_eq!(server.ledger().commits(), 1);
}

#[tokio::test]
async fn p010_a_write_that_is_dropped_before_it_was_sent_is_not_told_of_and_never_sent() {
    let hang = FullBacklog::start().await;
    let (client, told) = listening(&format!("http://{}", hang.address()));
    let request = case::request();
    let given_up = tokio::time::timeout(Duration::from_millis(50), client.call(&request)).await;
    assert!(given_up.is_err());
    assert_eq!(count(&told), 0);

    let server = FaultServer::start(Script::accept(replies::accepted())).await;
    let (client, told) = listening(&server.url());
    drop(client.call(&request));
    assert_eq!(
        (count(&told), server.ledger().connections()),
        (0, 0),
        "nothing is sent before the first poll"
    );
}

#[tokio::test(start_paused = true)]
async fn p010_a_write_that_is_dropped_before_its_resend_is_told_of_where_an_earlier_attempt_was_lost()
 {
    // The end of the first attempt, and the number of reports if the wait before the second one is
    // cut short.
    let table: [(Answering, usize); 4] = [
        (|| Err(Failure::unknown(UnknownCause::ConnectionLost)), 1),
        (|| Err(Failure::not_sent(NotSentCause::Connect)), 0),
        (|| Ok(Answer::json(429, replies::failure_body())), 0),
        // Nobody knows who answered this.
        (|| Ok(Answer::new(429, "")), 1),
    ];
    for (first, expected) in table {
        let told = Told::default();
        let kept = Arc::clone(&told);
        let client = case::builder("https://oms.example.com")
            .transport(FakeTransport::new(move |_| first()))
            .retry_writes(WriteRetry::new().when_throttled().unsafe_retry_unknown())
            .on_abandoned(move |abandoned| kept.lock().expect("unshared").push(abandoned.clone()))
            .build()
            .expect("the options are valid");
        let request = case::request();
        let given_up =
            tokio::time::timeout(Duration::from_millis(100), client.call(&request)).await;
        assert!(given_up.is_err(), "the shortest wait is longer");
        assert_eq!(count(&told), expected);
    }
}

#[tokio::test]
async fn p010_a_read_that_is_dropped_and_a_call_that_returned_are_not_told_of() {
    let server = FaultServer::start(Script::new().read_request().hold()).await;
    let (client, told) = listening(&server.url());
    let read = ReadAction::new();
    tokio::select! {
        called = client.call(&read) => panic!("{called:?}"),
        () = server.ledger().until_requests(1) => {}
    }
    assert_eq!(count(&told), 0);

    let server = FaultServer::start_each([
        Script::accept(replies::accepted()),
        Script::refuse(replies::rejected()),
    ])
    .await;
    let (client, told) = listening(&server.url());
    for _ in 0..2 {
        drop(client.call(&case::request()).await);
    }
    assert_eq!(count(&told), 0);
}
