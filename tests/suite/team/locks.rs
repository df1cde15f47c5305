//! One target, several operators: the lock of the one at work, and what is left when that process
//! dies.

use std::net::TcpListener;
use std::ops::Deref;
use std::thread;
use std::time::{Duration, Instant};

use oms_cli::Exit;
use oms_sim::Simulator;

use super::harness::journal::{Journal, changes, simulator};
use super::harness::operator::{MOVE, Operator, TASK};
use super::harness::server::Server;

/// A service that takes a connection and never answers.
pub(super) fn silent() -> (TcpListener, String) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    (listener, url)
}

/// The words of a move without a look, to which the service would have to answer first.
pub(super) fn blind() -> Vec<&'static str> {
    [MOVE, &["--no-preflight"]].concat()
}

/// Waits until the journal says this.
pub(super) fn wait_for<S: Deref<Target = Server>>(journal: &Journal<S>, sql: &str, said: &str) {
    let started = Instant::now();
    while journal.admin(sql) != said {
        assert!(
            started.elapsed() < Duration::from_secs(60),
            "{sql} is not {said}"
        );
        thread::sleep(Duration::from_millis(20));
    }
}

pub(super) const OPEN: &str = "SELECT count(*) FROM oms_journal.attempt WHERE status = 0";
pub(super) const LOCKS: &str =
    "SELECT count(*) FROM pg_locks l JOIN pg_database d ON d.oid = l.database
    WHERE locktype = 'advisory' AND objsubid = 1 AND d.datname = current_database()";

#[test]
fn p260_a_second_operator_is_told_who_holds_a_target_where_since_when_and_what_for() {
    let Some(journal) = Journal::new() else {
        return;
    };
    let (_service, url) = silent();
    let (alice, bob) = (journal.operator("alice"), journal.operator("bob"));
    let running = alice.start(&[], &url, &blind());
    wait_for(&journal, OPEN, "1");
    let refused = bob.call(&url, &blind());
    assert_eq!(refused.exit, Exit::Guard, "{refused:?}");
    let host = journal.admin("SELECT what::json ->> 'host' FROM oms_journal.held");
    let since = journal.admin("SELECT to_char(since AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"') FROM oms_journal.held");
    for words in [
        "in flight",
        "tester",
        "as alice",
        &format!(" on {host}"),
        &format!("since {since}"),
        &format!("ResetIncrStartTimestamp of {TASK}"),
    ] {
        assert!(refused.stderr.contains(words), "{words}: {refused:?}");
    }
    // Another target is free meanwhile.
    let other = bob.run(&["journal", "list", "--open"]);
    assert!(other.stdout.contains(TASK), "{other:?}");
    running.kill();
    journal.verifies();
}

#[test]
fn p262_a_lock_whose_holder_died_is_freed_and_its_open_intent_refuses_until_it_is_resolved() {
    let Some(journal) = Journal::new() else {
        return;
    };
    let (_service, url) = silent();
    let (alice, bob) = (journal.operator("alice"), journal.operator("bob"));
    let running = alice.start(&[], &url, &blind());
    wait_for(&journal, OPEN, "1");
    running.kill();
    wait_for(&journal, LOCKS, "0");
    let refused = bob.call(&url, &blind());
    assert_eq!(refused.exit, Exit::Guard, "{refused:?}");
    assert!(refused.stderr.contains("journal entry 1"), "{refused:?}");
    assert!(!refused.stderr.contains("in flight"), "{refused:?}");
    let resolved = bob.call(
        &url,
        &[
            "journal",
            "resolve",
            "1",
            "--took-effect",
            "--note",
            "seen",
            "--timeout",
            "1s",
        ],
    );
    assert_eq!(resolved.exit, Exit::Success, "{resolved:?}");
    assert_eq!(journal.open(), "0");
    journal.verifies();
}

#[tokio::test(flavor = "multi_thread")]
async fn p262_what_was_resolved_refuses_nobody_and_the_lock_of_a_command_that_ended_is_free() {
    let Some(journal) = Journal::new() else {
        return;
    };
    let simulator = simulator(Simulator::builder()).await;
    for name in ["alice", "bob"] {
        let moved = journal.operator(name).call_beside(&simulator.url(), MOVE);
        assert_eq!(moved.exit, Exit::Success, "{moved:?}");
        assert_eq!(journal.admin(LOCKS), "0");
    }
    assert_eq!(changes(&simulator), 2);
    let users = "SELECT string_agg(DISTINCT db_user, ' ' ORDER BY db_user) FROM oms_journal.entry";
    assert_eq!(journal.admin(users), "alice bob");
    let shown = journal.operator("carol").run(&["journal", "show", "1"]);
    assert!(
        shown.stdout.contains("Database user") && shown.stdout.contains("alice"),
        "{shown:?}"
    );
    journal.verifies();
}

#[test]
fn p260_the_database_refuses_a_second_intent_whatever_the_command_believes() {
    let Some(journal) = Journal::new() else {
        return;
    };
    let entry = |seq: u32| {
        let text = format!(
            r#"{{"schema_version":1,"seq":{seq},"time":"2025-03-19T08:18:38.000Z","kind":"intent","id":"{TASK}","action":"A"}}"#
        );
        format!(
            "INSERT INTO oms_journal.entry (text, address, request) VALUES ('{text}', 'http://oms', 1)"
        )
    };
    let by = |user: &str, sql: &str| journal.server.asked_by(user, &journal.database, sql);
    by("alice", &entry(1)).unwrap();
    let refused = by("bob", &entry(2)).unwrap_err();
    assert!(refused.contains("attempt_one_open"), "{refused}");
    assert_eq!(journal.admin("SELECT count(*) FROM oms_journal.entry"), "1");
    // Several at once: the lock of the chain lets one through after the other.
    journal.admin("UPDATE oms_journal.attempt SET status = 2");
    let both = thread::scope(|scope| {
        let at_once = ["alice", "bob"].map(|user| scope.spawn(move || by(user, &entry(2)).is_ok()));
        at_once.map(|one| one.join().unwrap())
    });
    assert_eq!(both.iter().filter(|done| **done).count(), 1, "{both:?}");
}

#[test]
fn p260_where_the_holder_of_a_lock_says_nothing_the_target_is_held_all_the_same() {
    let Some(journal) = Journal::new() else {
        return;
    };
    let (_service, url) = silent();
    let (alice, bob) = (journal.operator("alice"), journal.operator("bob"));
    let running = alice.start(&[], &url, &blind());
    wait_for(&journal, OPEN, "1");
    journal.admin("DELETE FROM oms_journal.held");
    let refused: Vec<_> = [&bob, &alice]
        .map(|who: &Operator| who.call(&url, &blind()))
        .into();
    for refused in refused {
        assert_eq!(refused.exit, Exit::Guard, "{refused:?}");
        assert!(refused.stderr.contains("is in flight"), "{refused:?}");
    }
    running.kill();
}
