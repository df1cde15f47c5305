//! Somebody who goes around the command where two people are needed: the database refuses it.

use oms_cli::Exit;
use oms_sim::Simulator;

use super::approvals::{PLAN, TWO, half_done, refusing_once};
use super::harness::journal::{Journal, simulator};
use super::harness::operator::TASK;
use super::harness::server::assert_refused;

/// The end of a refusal.
const WHY: &str = "so that its plan approves nothing else";

/// Two people are needed at this service.
fn is_strict(journal: &Journal, url: &str) {
    journal.admin(&format!(
        "INSERT INTO oms_journal.two_people VALUES ('{url}')"
    ));
}

/// Somebody writes down a request, with more fields than these.
fn announce(
    journal: &Journal,
    url: &str,
    who: &str,
    (action, id, more): (&str, &str, &str),
) -> Result<String, String> {
    let event = format!(r#""kind":"intent","id":"{id}","action":"{action}"{more}"#);
    put(journal, url, who, &event)
}

/// Somebody writes down an event.
fn put(journal: &Journal, url: &str, who: &str, event: &str) -> Result<String, String> {
    let next = journal.admin("SELECT max(seq) + 1 FROM oms_journal.entry");
    let text =
        format!(r#"{{"schema_version":1,"seq":{next},"time":"2025-03-19T08:18:38.000Z",{event}}}"#);
    let sql = format!(
        "INSERT INTO oms_journal.entry (text, address, request) VALUES ('{text}', '{url}', 1)"
    );
    journal.server.asked_by(who, &journal.database, &sql)
}

/// Alice alone writes down a request of a run, with more fields than these.
fn announce_of_run(
    journal: &Journal,
    url: &str,
    (run, id, more): (&str, &str, &str),
) -> Result<String, String> {
    let place = format!(r#","place":{{"run":{run}}}{more}"#);
    announce(journal, url, "alice", ("StopProject", id, &place))
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
        let refused = announce_of_run(&journal, &url, request);
        assert_refused(&refused, WHY, &request);
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
        let refused = announce_of_run(&journal, url, (run.as_str(), id, ""));
        assert_refused(&refused, WHY, &(url, id));
    };
    refuses(&url, "np_4w3a0002");
    refuses("http://10.0.0.1:8089", TASK);
    let resume = ["runs", "resume", &run, "--execute", "--yes=2"];
    let rest = bob.call_beside(&url, &resume);
    assert_eq!(rest.exit, Exit::Success, "{rest:?}");
    refuses(&url, TASK);
    journal.verifies();
}

/// The database holds a request to what the plan of the other person says, and not to what the
/// entries of the run say.
#[tokio::test(flavor = "multi_thread")]
async fn p265_an_approval_is_good_for_the_actions_and_the_targets_that_its_plan_names() {
    let Some(journal) = Journal::new() else {
        return;
    };
    let simulator = simulator(refusing_once()).await;
    let url = simulator.url();
    is_strict(&journal, &url);
    let (alice, bob) = (journal.operator("alice"), journal.operator("bob"));
    let refuses = |plan: &str, request: (&str, &str, &str)| {
        let refused = announce(&journal, &url, "bob", request);
        let why = format!("the shared plan {plan} names another action or another target");
        assert_refused(&refused, &why, &request);
    };
    // A batch without pauses moves, and does nothing else.
    let run = half_done(&journal, &url, &alice, &bob);
    let place = format!(r#","place":{{"run":{run}}}"#);
    for action in ["StopProject", "DeleteProject"] {
        refuses("1", (action, TASK, &place));
    }
    let resume = ["runs", "resume", &run, "--execute", "--yes=2"];
    let rest = bob.call_beside(&url, &resume);
    assert_eq!(rest.exit, Exit::Success, "{rest:?}");

    let other = "np_4w3a0002";
    let to = ["--reverse", "false", "--to", "1742365118"];
    let share = [
        "plan",
        "--share",
        "reset-incr-start-timestamp",
        "--id",
        other,
    ];
    let shared = alice.call_beside(&url, &[&share[..], &to].concat());
    assert_eq!(shared.exit, Exit::Success, "{shared:?}");
    let plan = journal.admin("SELECT max(seq) FROM oms_journal.plan");
    let plan_of = format!(r#","plan":{plan}"#);
    refuses(&plan, ("ResumeProject", other, &plan_of));
    refuses(&plan, ("ResetIncrStartTimestamp", TASK, &plan_of));
    let apply = ["apply", "--shared", &plan, "--yes=np_4w3a0002"];
    let sent = bob.call_beside(&url, &apply);
    assert_eq!(sent.exit, Exit::Success, "{sent:?}");
    journal.verifies();
}

/// Tasks of two services may have the same ID.
#[tokio::test(flavor = "multi_thread")]
async fn p265_an_approval_is_good_for_the_service_of_its_plan_alone() {
    let Some(journal) = Journal::new() else {
        return;
    };
    let staging = simulator(Simulator::builder()).await;
    let production = simulator(Simulator::builder()).await;
    is_strict(&journal, &production.url());
    let (alice, bob) = (
        journal.operator("alice").with(TWO),
        journal.operator("bob").with(TWO),
    );
    assert_eq!(alice.call_beside(&staging.url(), PLAN).exit, Exit::Success);
    let request = ("ResetIncrStartTimestamp", TASK, r#","plan":1"#);
    let refuses = |service: &str| {
        let refused = announce(&journal, &production.url(), "bob", request);
        let why = format!("the shared plan 1 is for {service}, and approves nothing elsewhere");
        assert_refused(&refused, &why, &request);
    };
    let state = |address: &str| {
        journal.tamper(&format!("UPDATE oms_journal.entry SET address = {address}"));
    };
    refuses(&staging.url());
    // As an earlier version has shared it.
    state("NULL");
    refuses("no service that it names");
    journal.verifies();
    // Another program states what it likes.
    state(&format!("'{}'", production.url()));
    let verified = bob.run(&["journal", "verify"]);
    assert_eq!(verified.exit, Exit::Guard, "{verified:?}");
    let words = "entry 1 of the journal has another address in the database";
    assert!(verified.stderr.contains(words), "{verified:?}");

    state(&format!("'{}'", staging.url()));
    let apply = ["apply", "--shared", "1", "--yes=np_4w3a0001"];
    let sent = bob.call_beside(&staging.url(), &apply);
    assert_eq!(sent.exit, Exit::Success, "{sent:?}");
    journal.verifies();
}

/// A run goes on under its plan until it ends, so that the one request would be sent as often as
/// somebody likes.
#[tokio::test(flavor = "multi_thread")]
async fn p265_the_approval_of_one_request_approves_no_run() {
    let Some(journal) = Journal::new() else {
        return;
    };
    let simulator = simulator(Simulator::builder()).await;
    let url = simulator.url();
    is_strict(&journal, &url);
    let alice = journal.operator("alice");
    let rewind = ["plan", "--share", "rewind", "--id", TASK];
    let to = ["--reverse", "false", "--to", "1742365118"];
    for words in [PLAN, &[&rewind[..], &to].concat()] {
        let shared = alice.call_beside(&url, words);
        assert_eq!(shared.exit, Exit::Success, "{shared:?}");
    }
    let begin = |more: &str| {
        let event = format!(r#""kind":"run","moves":[{{"task":"{TASK}"}}]{more}"#);
        put(&journal, &url, "bob", &event)
    };
    let request = |more: &str| {
        let action = "ResetIncrStartTimestamp";
        announce(&journal, &url, "bob", (action, TASK, more))
    };
    let of_one = "the shared plan 1 is that of one request, and approves no run";
    let of_run = "the shared plan 2 is that of a run, and approves nothing outside of one";
    for (refused, why) in [
        (begin(r#","plan":1"#), of_one),
        (request(r#","plan":2"#), of_run),
        // A run can be begun without a plan, and then approves nothing.
        (
            begin("").and_then(|_| request(r#","plan":1,"place":{"run":3}"#)),
            of_one,
        ),
    ] {
        assert_refused(&refused, why, &why);
    }
}
