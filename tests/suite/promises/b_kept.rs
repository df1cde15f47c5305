//! Group B: connections that are kept between calls, and by whom.

use std::time::Duration;

use oms_client::UnknownCause;

use crate::support::case::{self, ReadAction, Verdict};
use crate::support::replies;
use crate::support::script::Script;
use crate::support::server::FaultServer;

#[tokio::test]
async fn p040_a_server_that_resets_idle_connections_breaks_no_write() {
    let script = Script::accept(replies::accepted())
        .pause(Duration::from_millis(1))
        .reset();
    let server = FaultServer::start(script).await;
    let client = case::once(&server.url())
        .build()
        .expect("the options are valid");
    for call in 0..300 {
        let called = client.call(&case::request()).await;
        assert_eq!(
            case::verdict(&called),
            Verdict::Accepted,
            "call {call}: {called:?}"
        );
    }
    assert_eq!(server.ledger().commits(), 300);
    assert_eq!(
        server.ledger().connections(),
        300,
        "a write has a connection of its own"
    );
}

#[tokio::test]
async fn p040_a_write_does_not_take_the_connection_that_a_read_kept() {
    let server = FaultServer::start(Script::accept(replies::accepted()).again()).await;
    let client = case::once(&server.url())
        .build()
        .expect("the options are valid");
    for _ in 0..3 {
        client.call(&ReadAction::new()).await.expect("accepted");
    }
    assert_eq!(server.ledger().connections(), 1, "reads share a connection");
    client.call(&case::request()).await.expect("accepted");
    assert_eq!(
        server.ledger().connections(),
        2,
        "a write does not share it"
    );
}

#[tokio::test]
async fn p041_a_kept_connection_that_dies_is_not_resent_on_below_the_policy() {
    let first = Script::accept(replies::accepted()).read_request();
    let server = FaultServer::start_each([first, Script::accept(replies::accepted())]).await;
    let client = case::once(&server.url())
        .build()
        .expect("the options are valid");
    client.call(&ReadAction::new()).await.expect("accepted");
    let called = client.call(&ReadAction::new()).await;
    case::assert_verdict(&called, Verdict::Unknown(UnknownCause::ConnectionLost));
    assert_eq!(
        (server.ledger().connections(), server.ledger().sends()),
        (1, 2)
    );
}
