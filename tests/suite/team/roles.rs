//! The rights of a role in the database, and the SQL that grants them.

use std::time::Duration;

use oms_cli::Exit;
use oms_sim::Simulator;

use super::harness::journal::{Journal, Way, changes, simulator};
use super::harness::operator::{MOVE, Operator};
use super::harness::server;

/// Statements that an operator must not be able to run, whatever client is used.
const DENIED: &[&str] = &[
    "UPDATE oms_journal.entry SET text = ''",
    "DELETE FROM oms_journal.entry",
    "TRUNCATE oms_journal.entry",
    "INSERT INTO oms_journal.entry (seq, text) VALUES (9, '{}')",
    "INSERT INTO oms_journal.entry (text, db_user) VALUES ('{}', 'bob')",
    "INSERT INTO oms_journal.entry (text, at) VALUES ('{}', now())",
    "INSERT INTO oms_journal.entry (text, hash) VALUES ('{}', '')",
    "UPDATE oms_journal.attempt SET status = 2",
    "DELETE FROM oms_journal.attempt",
    "INSERT INTO oms_journal.attempt DEFAULT VALUES",
    "UPDATE oms_journal.plan SET db_user = 'bob'",
    "UPDATE oms_journal.pruned SET through = 1",
    "INSERT INTO oms_journal.two_people VALUES ('x')",
    "DELETE FROM oms_journal.held",
    "SELECT oms_journal.prune(1, '', '')",
    "ALTER TABLE oms_journal.entry DISABLE TRIGGER ALL",
    "DROP TRIGGER entry_is_chained ON oms_journal.entry",
    "DROP SCHEMA oms_journal CASCADE",
    "CREATE TABLE oms_journal.mine (a int)",
    "SET session_replication_role = replica",
    "SET SESSION AUTHORIZATION bob",
];

#[tokio::test(flavor = "multi_thread")]
async fn p264_an_operator_appends_and_an_auditor_reads_and_neither_changes_or_deletes() {
    let Some(journal) = Journal::new() else {
        return;
    };
    let simulator = simulator(Simulator::builder()).await;
    let moved = journal
        .operator("alice")
        .call_beside(&simulator.url(), MOVE);
    assert_eq!(moved.exit, Exit::Success, "{moved:?}");
    for user in ["alice", "carol"] {
        for sql in DENIED {
            let refused = journal
                .server
                .asked_by(user, &journal.database, sql)
                .unwrap_err();
            let is_denied = ["permission denied", "must be owner", "never changed"];
            assert!(
                is_denied.iter().any(|words| refused.contains(words)),
                "{user}: {sql}: {refused}"
            );
        }
    }
    // Not even the owner changes an entry in passing.
    for sql in [
        "UPDATE oms_journal.entry SET text = ''",
        "DELETE FROM oms_journal.entry",
        "TRUNCATE oms_journal.entry",
    ] {
        let refused = journal
            .server
            .asked_by("oms_owner", &journal.database, sql)
            .unwrap_err();
        assert!(
            refused.contains("an entry of the journal is never"),
            "{sql}: {refused}"
        );
    }
    let refused = journal
        .operator("carol")
        .call_beside(&simulator.url(), MOVE);
    assert_eq!(refused.exit, Exit::Guard, "{refused:?}");
    assert_eq!(changes(&simulator), 1);
    let mut alice = journal.operator("alice");
    alice.now += Duration::from_secs(3600);
    let pruned = alice.run(&["journal", "prune", "--before", "-30m"]);
    assert_eq!(pruned.exit, Exit::Guard, "{pruned:?}");
    assert!(pruned.stderr.contains("does not permit it"), "{pruned:?}");
    journal.verifies();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_takes_no_entry_is_told_of_and_the_advice_is_to_name_the_primary() {
    let Some(journal) = Journal::new() else {
        return;
    };
    let simulator = simulator(Simulator::builder()).await;
    let (url, database) = (simulator.url(), &journal.database);
    for user in ["alice", "oms_owner"] {
        let role = format!("ALTER ROLE {user} IN DATABASE {database}");
        journal.admin(&format!("{role} SET default_transaction_read_only = on"));
        let operator = journal.operator(user);
        let doctor = operator.call_beside(&url, &["doctor"]);
        let words = format!("read-only for {user}: name the primary");
        assert!(doctor.stdout.contains(&words), "{doctor:?}");
        assert!(!doctor.stdout.contains("may append"), "{doctor:?}");
        let refused = operator.call_beside(&url, MOVE);
        assert_eq!(refused.exit, Exit::Guard, "{refused:?}");
        assert!(refused.stderr.contains("takes no entry"), "{refused:?}");
        assert!(refused.stderr.contains("Name the primary"), "{refused:?}");
        assert!(!refused.stderr.contains("GRANT"), "{refused:?}");
        is_foreseen(&operator, &url, "takes no entry");
        journal.admin(&format!("{role} RESET default_transaction_read_only"));
    }
    is_foreseen(&journal.operator("carol"), &url, "does not permit it");
    assert_eq!(changes(&simulator), 0);
    let moved = journal.operator("alice").call_beside(&url, MOVE);
    assert_eq!(moved.exit, Exit::Success, "{moved:?}");
}

/// Rules stay off behind a restore that broke off, and nothing can be written, or nothing is kept.
#[tokio::test(flavor = "multi_thread")]
async fn p250_a_rule_of_the_team_s_journal_that_is_off_or_missing_is_bad() {
    let Some(journal) = Journal::new() else {
        return;
    };
    let simulator = simulator(Simulator::builder()).await;
    let alice = journal.operator("alice");
    let all = "entry_is_chained, entry_is_made_from, entry_is_not_emptied, entry_keeps_to_its_plan, entry_stays";
    let entry = "ALTER TABLE oms_journal.entry";
    let stays = "TRIGGER entry_stays";
    for (change, idle) in [
        ("SELECT".to_owned(), None),
        (format!("{entry} DISABLE {stays}"), Some("entry_stays")),
        (
            format!("{entry} ENABLE REPLICA {stays}"),
            Some("entry_stays"),
        ),
        (format!("{entry} ENABLE ALWAYS {stays}"), None),
        (format!("{entry} DISABLE TRIGGER ALL"), Some(all)),
        (format!("{entry} ENABLE TRIGGER USER"), None),
        (
            format!("DROP {stays} ON oms_journal.entry"),
            Some("entry_stays"),
        ),
    ] {
        journal.admin(&change);
        let doctor = alice.call_beside(&simulator.url(), &["doctor", "-o", "json"]);
        let checks = doctor.json()["data"]
            .as_array()
            .cloned()
            .unwrap_or_default();
        let rules = checks
            .iter()
            .find(|check| check["check"] == "journal rules");
        let rules = rules.unwrap_or_else(|| panic!("{change}: {doctor:?}"));
        let verdict = if idle.is_some() { "bad" } else { "good" };
        assert_eq!(rules["verdict"], verdict, "{change}: {rules}");
        if let Some(idle) = idle {
            assert_eq!(doctor.exit, Exit::Guard, "{change}: {doctor:?}");
            let words = format!("switched off or missing: {idle};");
            let detail = rules["detail"].as_str().unwrap_or_default();
            assert!(detail.starts_with(&words), "{change}: {rules}");
        }
    }
}

/// A plan says that the journal would refuse it, in these words.
fn is_foreseen(operator: &Operator, url: &str, words: &str) {
    let mut shown = MOVE.split(|word| *word == "--execute");
    let shown = shown.next().expect("a move has words before the flag");
    let shown = operator.call_beside(url, shown);
    assert_eq!(shown.exit, Exit::Guard, "{shown:?}");
    for words in ["It would be refused", words] {
        assert!(shown.stdout.contains(words), "{words}: {shown:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn p264_the_owner_prunes_and_what_stays_still_checks_out() {
    let Some(journal) = Journal::new() else {
        return;
    };
    let simulator = simulator(Simulator::builder()).await;
    let alice = journal.operator("alice");
    for _ in 0..3 {
        assert_eq!(
            alice.call_beside(&simulator.url(), MOVE).exit,
            Exit::Success
        );
    }
    // The last entry that Alice's machine has written is not the last one that is pruned.
    let moved = journal.operator("bob").call_beside(&simulator.url(), MOVE);
    assert_eq!(moved.exit, Exit::Success, "{moved:?}");
    let mut owner = journal.operator("oms_owner");
    owner.now += Duration::from_secs(3600);
    for _ in 0..2 {
        let pruned = owner.run(&["journal", "prune", "--before", "-30m"]);
        assert_eq!(pruned.exit, Exit::Success, "{pruned:?}");
    }
    assert_eq!(journal.admin("SELECT count(*) FROM oms_journal.entry"), "1");
    journal.verifies();
    let verified = alice.run(&["journal", "verify"]);
    assert!(
        verified
            .stdout
            .contains("names entry 6, and the journal was pruned through entry 8"),
        "{verified:?}"
    );
    let moved = alice.call_beside(&simulator.url(), MOVE);
    assert_eq!(moved.exit, Exit::Success, "{moved:?}");
    let verified = alice.run(&["journal", "verify"]);
    assert!(
        verified.stdout.contains("no entry up to 10 is missing"),
        "{verified:?}"
    );
    journal.verifies();
    let exported = alice.run(&["journal", "export"]);
    assert_eq!(exported.stdout.lines().count(), 3, "{exported:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn p264_the_sql_that_is_printed_makes_the_same_journal() {
    let Some(server) = server::shared() else {
        return;
    };
    let journal = Journal::on(server);
    let printed = journal
        .operator("alice")
        .run(&["journal", "init", "--print-sql"]);
    assert_eq!(printed.exit, Exit::Success, "{printed:?}");
    for words in [
        "CREATE UNIQUE INDEX",
        "GRANT INSERT",
        "CREATE ROLE oms_operator",
        "REVOKE ALL",
    ] {
        assert!(printed.stdout.contains(words), "{words}");
    }
    journal.admin("DROP SCHEMA oms_journal CASCADE");
    let missing = journal.operator("alice").run(&["journal", "list"]);
    assert!(missing.stderr.contains("holds no journal"), "{missing:?}");
    journal
        .server
        .asked_by("oms_owner", &journal.database, &printed.stdout)
        .unwrap();
    let again = journal
        .operator_by("oms_owner", Way::Socket)
        .run(&["journal", "init"]);
    assert!(
        again
            .stdout
            .contains("already has the current schema, version 2"),
        "{again:?}"
    );
    let simulator = simulator(Simulator::builder()).await;
    let moved = journal
        .operator("alice")
        .call_beside(&simulator.url(), MOVE);
    assert_eq!(moved.exit, Exit::Success, "{moved:?}");
    journal.verifies();
    // A version that this command does not know, and one that is missing a step.
    journal.admin("INSERT INTO oms_journal.migration VALUES (3)");
    let newer = journal.operator("alice").run(&["journal", "list"]);
    assert!(
        newer.exit == Exit::Guard && newer.stderr.contains("schema version 3"),
        "{newer:?}"
    );
}
