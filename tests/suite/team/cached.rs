//! A gateway that gives two operators one answer at the same time.

use oms_cli::Exit;

use super::harness::journal::Journal;
use super::locks::{OPEN, blind, wait_for};
use crate::support::replies;
use crate::support::script::{Gate, Script};
use crate::support::server::FaultServer;

const OTHER: &str = "np_4w3a0002";

/// Both requests are announced before either has an answer, so that the entry of neither has any
/// when the other begins.
#[tokio::test(flavor = "multi_thread")]
async fn p029_of_two_operators_who_get_one_answer_at_once_one_is_told_that_it_proves_nothing() {
    let Some(journal) = Journal::new() else {
        return;
    };
    let gate = Gate::closed();
    let script = Script::new().read_request().wait(&gate);
    let server =
        FaultServer::start(script.write(replies::json(200, replies::success_body()))).await;
    let other = blind().into_iter().map(|word| match word {
        "--yes=np_4w3a0001" => "--yes=np_4w3a0002",
        "np_4w3a0001" => OTHER,
        word => word,
    });
    let other: Vec<&str> = other.collect();
    let (alice, bob) = (journal.operator("alice"), journal.operator("bob"));
    let running = [(alice, blind()), (bob, other)].map(|(operator, words)| {
        let running = operator.start(&[], &server.url(), &words);
        (operator, running)
    });
    tokio::task::block_in_place(|| wait_for(&journal, OPEN, "2"));
    gate.open();
    let mut ended = running.map(|(_operator, running)| {
        let (code, said) = tokio::task::block_in_place(|| running.wait());
        (code.unwrap_or_default(), said)
    });
    ended.sort();
    let [(accepted, _), (unknown, said)] = &ended;
    assert_eq!(*accepted, i32::from(Exit::Success.code()), "{ended:?}");
    assert_eq!(*unknown, i32::from(Exit::Unknown.code()), "{ended:?}");
    let told = format!("with its request ID {}", replies::REQUEST_ID);
    assert!(said.contains(&told), "{told}: {said}");
    assert_eq!(journal.open(), "1");
    journal.verifies();
}
