//! The database is lost, at every point at which that can be: killed, and cut off.

use std::ops::Deref;
use std::sync::Arc;
use std::time::Duration;

use oms_cli::Exit;
use oms_sim::{Fault, FaultRule, Simulator};
use serde_json::json;

use super::approvals::PLAN;
use super::harness::journal::{Journal, changes, simulator};
use super::harness::line::{Line, Moment, Reach};
use super::harness::operator::{Ended, MOVE, Operator};
use super::harness::server::{self, Server};

/// The consequence of a loss.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Then {
    /// Nothing is sent, and nothing is open once the database is back.
    NothingIsSent,
    /// It was sent and accepted, which is said, kept, and delivered.
    IsDelivered,
    /// It was sent, accepted and written down, which is said.
    IsWritten,
}

impl Then {
    /// Checks what was said and sent.
    pub(super) fn check_said(self, point: &str, ended: &Ended, simulator: &Simulator) {
        let (exit, sent) = match self {
            Self::NothingIsSent => (Exit::Guard, 0),
            Self::IsDelivered | Self::IsWritten => (Exit::Success, 1),
        };
        assert_eq!(ended.exit, exit, "{point}: {ended:?}");
        assert_eq!(changes(simulator), sent, "{point}: {ended:?}");
        let is_kept = ended.stderr.contains("is kept in");
        assert_eq!(is_kept, self == Self::IsDelivered, "{point}: {ended:?}");
    }

    /// Checks what the journal holds once the database is back, and that the next operator is not
    /// refused and sends once.
    pub(super) fn check_held<S: Deref<Target = Server>>(
        self,
        point: &str,
        journal: &Journal<S>,
        alice: &Operator,
        simulator: &Simulator,
    ) {
        let delivered = alice.call_beside("http://127.0.0.1:9", &["journal", "deliver"]);
        assert_eq!(delivered.exit, Exit::Success, "{point}: {delivered:?}");
        assert_eq!(journal.open(), "0", "{point}: {delivered:?}");
        let bob = journal.operator("bob");
        let listed = bob.run(&["journal", "list", "-o", "json"]);
        let accepted = listed.stdout.matches("\"outcome\":\"accepted\"").count();
        let was_sent = self != Self::NothingIsSent;
        assert_eq!(accepted > 0, was_sent, "{point}: {listed:?}");
        journal.verifies();
        let next = bob.call_beside(&simulator.url(), MOVE);
        assert_eq!(next.exit, Exit::Success, "{point}: {next:?}");
        assert_eq!(changes(simulator), 1 + usize::from(was_sent), "{point}");
    }
}

/// A moment, and what a loss at it comes to.
const POINTS: &[(&str, Moment, Then)] = &[
    (
        "before the lock",
        Moment {
            after: "",
            text: "oms_journal.take(",
            reach: Reach::Lost,
        },
        Then::NothingIsSent,
    ),
    (
        "with the lock, before the intent",
        Moment {
            after: "oms_journal.take(",
            text: "BEGIN;",
            reach: Reach::Lost,
        },
        Then::NothingIsSent,
    ),
    (
        "at the intent",
        Moment {
            after: "",
            text: "\"kind\":\"intent\"",
            reach: Reach::Lost,
        },
        Then::NothingIsSent,
    ),
    (
        "behind the intent, before its commit",
        Moment {
            after: "\"kind\":\"intent\"",
            text: "COMMIT",
            reach: Reach::Lost,
        },
        Then::NothingIsSent,
    ),
    (
        "at the commit of the intent, whose answer is lost",
        Moment {
            after: "\"kind\":\"intent\"",
            text: "COMMIT",
            reach: Reach::Done,
        },
        Then::NothingIsSent,
    ),
    (
        "before the result",
        Moment {
            after: "COMMIT",
            text: "BEGIN;",
            reach: Reach::Lost,
        },
        Then::IsDelivered,
    ),
    (
        "at the result",
        Moment {
            after: "",
            text: "\"kind\":\"result\"",
            reach: Reach::Lost,
        },
        Then::IsDelivered,
    ),
    (
        "before the commit of the result",
        Moment {
            after: "\"kind\":\"result\"",
            text: "COMMIT",
            reach: Reach::Lost,
        },
        Then::IsDelivered,
    ),
    (
        "at the commit of the result, whose answer is lost",
        Moment {
            after: "\"kind\":\"result\"",
            text: "COMMIT",
            reach: Reach::Done,
        },
        Then::IsDelivered,
    ),
];

#[tokio::test(flavor = "multi_thread")]
async fn p261_a_database_that_is_killed_at_any_point_sends_nothing_twice_and_loses_no_result() {
    let Some(server) = server::own() else {
        return;
    };
    let server = Arc::new(server);
    for (point, moment, then) in POINTS {
        let journal = Journal::on(Arc::clone(&server));
        let simulator = simulator(Simulator::builder()).await;
        let killed = Arc::clone(&server);
        let line = Line::lay(server.address, moment.clone(), move || killed.kill()).await;
        let alice = journal.operator_through("alice", line.address);
        let ended = alice.call_beside(&simulator.url(), MOVE);
        assert!(line.was_struck(), "{point}: {ended:?}");
        let back = alice.call_beside(&simulator.url(), &["journal", "list"]);
        assert_eq!(
            back.exit,
            Exit::Guard,
            "{point}: the server is gone: {back:?}"
        );
        tokio::task::block_in_place(|| server.run_again());
        then.check_said(point, &ended, &simulator);
        then.check_held(point, &journal, &alice, &simulator);
    }
}

/// Runs a batch of two tasks, without a look at them.
fn call_batch(alice: &Operator, url: &str) -> Ended {
    let file = alice.file("tasks.csv");
    let tasks =
        "id,reverse,startTimestamp\nnp_4w3a0001,false,1742365118\nnp_4w3a0002,false,1742365118\n";
    std::fs::write(&file, tasks).unwrap();
    let file = file.display().to_string();
    let batch = ["batch", &file, "--execute", "--yes=2", "--no-preflight"];
    alice.call_beside(url, &batch)
}

/// A lock that was lost with its connection may be somebody else's by now, and its task changed.
#[tokio::test(flavor = "multi_thread")]
async fn p260_a_lock_that_is_lost_while_the_next_one_is_taken_refuses_the_whole_batch() {
    let Some(journal) = Journal::new() else {
        return;
    };
    let simulator = simulator(Simulator::builder()).await;
    let moment = Moment {
        after: "",
        text: "oms_journal.take(",
        reach: Reach::Answered,
    };
    let line = Line::lay(journal.server.address, moment, || {}).await;
    let alice = journal.operator_through("alice", line.address);
    let ended = call_batch(&alice, &simulator.url());
    assert!(line.was_struck(), "{ended:?}");
    assert_eq!(ended.exit, Exit::Guard, "{ended:?}");
    assert_eq!(changes(&simulator), 0, "{ended:?}");
    let again = call_batch(&alice, &simulator.url());
    assert_eq!(again.exit, Exit::Success, "{again:?}");
    journal.verifies();
}

/// An administrator ends sessions that are idle, and the session of a batch is while the service
/// takes its time.
#[tokio::test(flavor = "multi_thread")]
async fn p260_no_time_limit_of_the_database_takes_the_locks_of_a_batch_that_waits() {
    let Some(journal) = Journal::new() else {
        return;
    };
    let database = &journal.database;
    journal.admin(&format!(
        "ALTER ROLE alice IN DATABASE {database} SET idle_session_timeout = '300ms'"
    ));
    let slow = FaultRule::from(Fault::delay(Duration::from_millis(1500)))
        .on_action("ResetIncrStartTimestamp");
    let simulator = simulator(Simulator::builder().fault(slow.nth(1))).await;
    let alice = journal.operator("alice");
    let ended = call_batch(&alice, &simulator.url());
    assert_eq!(ended.exit, Exit::Success, "{ended:?}");
    assert_eq!(changes(&simulator), 2, "{ended:?}");
    journal.verifies();
}

/// A database that takes everything but results, as one may whose disk is nearly full.
pub(super) const REFUSES_RESULTS: &str = "
    CREATE FUNCTION oms_journal.a_full_disk() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        IF NEW.text LIKE '%\"kind\":\"result\"%' THEN RAISE 'the disk is full'; END IF; RETURN NEW; END $$;
    CREATE TRIGGER a_full_disk BEFORE INSERT ON oms_journal.entry
        FOR EACH ROW EXECUTE FUNCTION oms_journal.a_full_disk()";

#[tokio::test(flavor = "multi_thread")]
async fn p261_what_was_kept_is_delivered_by_the_next_command_and_once() {
    let Some(journal) = Journal::new() else {
        return;
    };
    let simulator = simulator(Simulator::builder()).await;
    let moment = Moment {
        after: "",
        text: "\"kind\":\"result\"",
        reach: Reach::Lost,
    };
    // The line alone is cut: the second try, over a new connection, goes through.
    let line = Line::lay(journal.server.address, moment, || {}).await;
    let alice = journal.operator_through("alice", line.address);
    let ended = alice.call_beside(&simulator.url(), MOVE);
    assert!(
        line.was_struck() && ended.exit == Exit::Success,
        "{ended:?}"
    );
    assert!(!ended.stderr.contains("is kept in"), "{ended:?}");
    assert_eq!(journal.open(), "0");
    // Now the operator may not append any more, so that the result stays here.
    journal.admin(REFUSES_RESULTS);
    let ended = alice.call_beside(&simulator.url(), MOVE);
    assert_eq!(ended.exit, Exit::Success, "{ended:?}");
    assert!(
        ended.stderr.contains("the disk is full") && ended.stderr.contains("is kept in"),
        "{ended:?}"
    );
    let kept = alice.run(&["journal", "deliver"]);
    assert_eq!(kept.exit, Exit::Guard, "{kept:?}");
    assert!(kept.stderr.contains("1 result could not"), "{kept:?}");
    assert_eq!(journal.open(), "1");
    let doctor = alice.call_beside(&simulator.url(), &["doctor"]);
    assert!(
        doctor.stdout.contains("1 result of this machine could not"),
        "{doctor:?}"
    );
    let refused = journal.operator("bob").call_beside(&simulator.url(), MOVE);
    assert_eq!(refused.exit, Exit::Guard, "{refused:?}");
    journal.admin("DROP TRIGGER a_full_disk ON oms_journal.entry");
    let listed = alice.run(&["journal", "list", "--open"]);
    assert_eq!(listed.exit, Exit::Success, "{listed:?}");
    assert_eq!(journal.open(), "0");
    let again = alice.run(&["journal", "deliver"]);
    assert!(again.stdout.contains("Nothing was delivered"), "{again:?}");
    let results = "SELECT count(*) FROM oms_journal.entry WHERE text LIKE '%\"kind\":\"result\"%'";
    assert_eq!(journal.admin(results), "2");
    // Both say when their request ended, however much later the second one was delivered.
    let of_their_time = "SELECT count(*) FROM oms_journal.entry WHERE text LIKE \
        '%\"kind\":\"result\"%' AND (text::json ->> 'time') LIKE '2025-03-19T%'";
    assert_eq!(journal.admin(of_their_time), "2");
    assert_eq!(changes(&simulator), 2);
    journal.verifies();
}

#[tokio::test(flavor = "multi_thread")]
async fn p261_a_result_whose_intent_was_never_written_is_not_called_delivered() {
    for is_restored in [false, true] {
        let Some(journal) = Journal::new() else {
            return;
        };
        let simulator = simulator(Simulator::builder()).await;
        let moment = Moment {
            after: "\"kind\":\"intent\"",
            text: "COMMIT",
            reach: Reach::Lost,
        };
        let line = Line::lay(journal.server.address, moment, || {}).await;
        let alice = journal.operator_through("alice", line.address);
        // A database that is restored lacks the entry of this machine's anchor as well.
        let shared = alice.call_beside(&simulator.url(), PLAN);
        assert_eq!(shared.exit, Exit::Success, "{shared:?}");
        let ended = alice.call_beside(&simulator.url(), MOVE);
        assert!(line.was_struck() && ended.exit == Exit::Guard, "{ended:?}");
        if is_restored {
            journal.tamper("TRUNCATE oms_journal.entry, oms_journal.plan");
        }
        let deliver =
            || alice.call_beside("http://127.0.0.1:9", &["journal", "deliver", "-o", "json"]);
        let delivered = deliver();
        assert_eq!(delivered.exit, Exit::Success, "{delivered:?}");
        let dropped = json!({ "delivered": [], "dropped": [2], "given_up": [], "kept": [] });
        assert_eq!(delivered.json()["data"], dropped, "{delivered:?}");
        assert_eq!(
            journal.admin("SELECT count(*) FROM oms_journal.attempt"),
            "0"
        );
        let again = deliver();
        let nothing = json!({ "delivered": [], "dropped": [], "given_up": [], "kept": [] });
        assert_eq!(again.json()["data"], nothing, "{again:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn p261_a_journal_that_was_put_back_from_a_copy_takes_no_result_of_another_intent() {
    let Some(journal) = Journal::new() else {
        return;
    };
    let simulator = simulator(Simulator::builder()).await;
    let alice = journal.operator("alice");
    journal.admin(REFUSES_RESULTS);
    alice.call_beside(&simulator.url(), MOVE);
    // The copy holds another request under the number.
    journal.admin("DROP TRIGGER a_full_disk ON oms_journal.entry");
    journal.tamper("TRUNCATE oms_journal.entry, oms_journal.attempt");
    let text = json!({
        "schema_version": 1, "seq": 1, "time": "2025-03-19T08:18:38.000Z", "kind": "intent",
        "who": "bob", "host": "there", "pid": 1, "profile": null, "endpoint": "http://oms",
        "action": "A", "id": "other", "direction": null, "old": null, "new": null, "request": {},
        "allow_plaintext": false, "client": "0", "spec": "0",
    });
    journal
        .server
        .asked_by(
            "bob",
            &journal.database,
            &format!("INSERT INTO oms_journal.entry (text, address, request) VALUES ('{text}', 'http://oms', 1)"),
        )
        .unwrap();
    let kept = alice.run(&["journal", "deliver"]);
    assert_eq!(kept.exit, Exit::Guard, "{kept:?}");
    assert_eq!(journal.open(), "1");
    // And the anchor of this machine knows that something is missing.
    let refused = alice.call_beside(&simulator.url(), MOVE);
    assert_eq!(refused.exit, Exit::Guard, "{refused:?}");
    assert!(
        refused.stderr.contains("does not hold the entry 1"),
        "{refused:?}"
    );
    assert_eq!(changes(&simulator), 1);
    let other = alice.run(&["journal", "deliver", "--drop", "7"]);
    assert_eq!(other.exit, Exit::Usage, "{other:?}");
    let none = "this machine keeps no result of entry 7";
    assert!(other.stderr.contains(none), "{other:?}");
    // The result is in the way for good, before and after somebody settles that.
    let dropped = alice.run(&["journal", "deliver", "--drop", "1"]);
    assert_eq!(dropped.exit, Exit::Success, "{dropped:?}");
    for (told, verb) in [(&kept, "Kept"), (&other, "Kept"), (&dropped, "Removed")] {
        let first = format!("{verb} the result of entry 1: the journal does not hold that entry");
        for words in [first.as_str(), "accepted", "Ticket", "2025-03-19"] {
            assert!(told.stdout.contains(words), "{words}: {told:?}");
        }
    }
    let nothing = alice.run(&["journal", "deliver"]);
    assert_eq!(nothing.exit, Exit::Success, "{nothing:?}");
    let none = alice.run(&["journal", "deliver", "--drop", "1"]);
    assert_eq!(none.exit, Exit::Usage, "{none:?}");
}
