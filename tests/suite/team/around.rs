//! Somebody who goes around the command where two people are needed: the database refuses it.

use oms_cli::Exit;
use oms_sim::Simulator;

use super::approvals::{PLAN, half_done, refusing_once};
use super::harness::journal::{Journal, simulator};
use super::harness::operator::TASK;

/// The end of a refusal.
const WHY: &str = "so that its plan approves nothing else";

/// Two people are needed at this service.
fn is_strict(journal: &Journal, url: &str) {
    journal.admin(&format!(
        "INSERT INTO oms_journal.two_people VALUES ('{url}')"
    ));
}

/// Alice alone writes down a request of a run, with more fields than these.
fn announce(
    journal: &Journal,
    url: &str,
    (run, id, more): (&str, &str, &str),
) -> Result<String, String> {
    let next = journal.admin("SELECT max(seq) + 1 FROM oms_journal.entry");
    let text = format!(
        r#"{{"schema_version":1,"seq":{next},"time":"2025-03-19T08:18:38.000Z","kind":"intent","id":"{id}","action":"StopProject","place":{{"run":{run}}}{more}}}"#
    );
    let sql = format!(
        "INSERT INTO oms_journal.entry (text, address, request) VALUES ('{text}', '{url}', 1)"
    );
    journal.server.asked_by("alice", &journal.database, &sql)
}

#[tokio::test(flavor = "multi_thread")]
async fn p265_a_request_that_was_approved_approves_no_other() {
    let Some(journal) = Journal::new() else {
        return;
    };
    let simulator = simulator(Simulator::builder()).await;
    let url = simulator.url();
    is_strict(&journal, &url);
    let (alice, bob) = (journal.operator("alice"), journal.operator("bob"));
    assert_eq!(alice.call_beside(&url, PLAN).exit, Exit::Success);
    let sent = bob.call_beside(&url, &["apply", "--shared", "1", "--yes=np_4w3a0001"]);
    assert_eq!(sent.exit, Exit::Success, "{sent:?}");
    assert_eq!(journal.admin("SELECT taken_up FROM oms_journal.plan"), "2");
    for request in [
        ("2", TASK, ""),
        ("2", "np_4w3a0003", ""),
        ("2", "np_4w3a0003", r#","plan":1"#),
    ] {
        let refused = announce(&journal, &url, request);
        let is_refused = refused.as_ref().is_err_and(|said| said.contains(WHY));
        assert!(is_refused, "{request:?}: {refused:?}");
    }
    journal.verifies();
}

#[tokio::test(flavor = "multi_thread")]
async fn p265_a_run_that_was_approved_approves_its_own_targets_until_it_ends() {
    let Some(journal) = Journal::new() else {
        return;
    };
    let simulator = simulator(refusing_once()).await;
    let url = simulator.url();
    is_strict(&journal, &url);
    let (alice, bob) = (journal.operator("alice"), journal.operator("bob"));
    let run = half_done(&journal, &url, &alice, &bob);
    let refuses = |url: &str, id: &str| {
        let refused = announce(&journal, url, (run.as_str(), id, ""));
        let is_refused = refused.as_ref().is_err_and(|said| said.contains(WHY));
        assert!(is_refused, "{url}, {id}: {refused:?}");
    };
    refuses(&url, "np_4w3a0002");
    refuses("http://10.0.0.1:8089", TASK);
    let resume = ["runs", "resume", &run, "--execute", "--yes=2"];
    let rest = bob.call_beside(&url, &resume);
    assert_eq!(rest.exit, Exit::Success, "{rest:?}");
    refuses(&url, TASK);
    journal.verifies();
}
