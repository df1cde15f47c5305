//! Somebody who goes around the rules of the database: what `oms journal verify` then names.

use oms_cli::Exit;
use oms_sim::Simulator;

use super::harness::journal::{Journal, changes, simulator};
use super::harness::operator::MOVE;

/// A change of the rows, and the words that name it.
const TAMPERED: &[(&str, &str)] = &[
    (
        "UPDATE oms_journal.entry SET text = replace(text, 'accepted', 'rejected') WHERE seq = 4",
        "entry 4 of the journal was changed after it was written",
    ),
    (
        "UPDATE oms_journal.entry SET db_user = 'carol' WHERE seq = 3",
        "entry 3 of the journal has another time or user of the database",
    ),
    (
        "UPDATE oms_journal.entry SET at = at - interval '1 hour' WHERE seq = 2",
        "entry 2 of the journal has another time or user of the database",
    ),
    (
        "DELETE FROM oms_journal.entry WHERE seq = 3",
        "entry 4 of the journal does not follow entry 2: entry 3 is missing",
    ),
    (
        "DELETE FROM oms_journal.entry WHERE seq = 1",
        "entry 2 of the journal is not the first that was written",
    ),
    (
        "INSERT INTO oms_journal.entry SELECT 7, prev, hash, text, at, db_user, seal FROM oms_journal.entry WHERE seq = 6",
        "entry 7 of the journal was written as entry 6",
    ),
    (
        "UPDATE oms_journal.attempt SET status = 2, outcome = 'rejected' WHERE seq = 3",
        "entry 3 of the journal differs from the index `attempt`",
    ),
    (
        "UPDATE oms_journal.attempt SET address = 'http://elsewhere' WHERE seq = 1",
        "entry 1 of the journal differs from the index `attempt`",
    ),
    (
        "DELETE FROM oms_journal.attempt WHERE seq = 5",
        "entry 5 of the journal differs from the index `attempt`",
    ),
    (
        "INSERT INTO oms_journal.unended VALUES ('np_4w3a0001', 3)",
        "entry 3 of the journal differs from the index `unended`",
    ),
    (
        "INSERT INTO oms_journal.run VALUES (5)",
        "entry 5 of the journal differs from the index `run`",
    ),
];

#[tokio::test(flavor = "multi_thread")]
async fn p263_a_changed_removed_or_inserted_row_of_the_team_s_journal_is_named() {
    let Some(journal) = Journal::new() else {
        return;
    };
    let simulator = simulator(Simulator::builder()).await;
    for name in ["alice", "bob", "alice"] {
        let moved = journal.operator(name).call_beside(&simulator.url(), MOVE);
        assert_eq!(moved.exit, Exit::Success, "{moved:?}");
    }
    journal.verifies();
    for (sql, words) in TAMPERED {
        journal.admin(
            "CREATE SCHEMA kept; CREATE TABLE kept.entry AS TABLE oms_journal.entry;
             CREATE TABLE kept.attempt AS TABLE oms_journal.attempt",
        );
        journal.tamper(sql);
        let verified = journal.operator("carol").run(&["journal", "verify"]);
        assert_eq!(verified.exit, Exit::Guard, "{sql}: {verified:?}");
        assert!(verified.stderr.contains(words), "{sql}: {verified:?}");
        journal.tamper(
            "TRUNCATE oms_journal.entry, oms_journal.attempt, oms_journal.run, oms_journal.unended;
             INSERT INTO oms_journal.entry TABLE kept.entry; INSERT INTO oms_journal.attempt TABLE kept.attempt;
             DROP SCHEMA kept CASCADE",
        );
        journal.verifies();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn p263_an_end_that_was_cut_off_is_known_to_whoever_has_written_it() {
    let Some(journal) = Journal::new() else {
        return;
    };
    let simulator = simulator(Simulator::builder()).await;
    let alice = journal.operator("alice");
    for _ in 0..2 {
        assert_eq!(
            alice.call_beside(&simulator.url(), MOVE).exit,
            Exit::Success
        );
    }
    journal.tamper("DELETE FROM oms_journal.entry WHERE seq > 2; DELETE FROM oms_journal.attempt WHERE seq > 2");
    // The chain alone is whole.
    journal.verifies();
    for words in [&["journal", "verify"][..], MOVE] {
        let refused = alice.call_beside(&simulator.url(), words);
        assert_eq!(refused.exit, Exit::Guard, "{refused:?}");
        assert!(
            refused
                .stderr
                .contains("ends with entry 2, but it had reached entry 4"),
            "{refused:?}"
        );
    }
    assert_eq!(changes(&simulator), 2);
}
