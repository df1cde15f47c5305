//! The way to a team's journal: the address, the password, TLS, and what `oms doctor` says of it.

use std::time::SystemTime;

use oms_cli::Exit;
use oms_sim::Simulator;

use super::harness::journal::{Journal, Way, changes, simulator};
use super::harness::operator::{MOVE, Operator};
use super::harness::server::{self, PASSWORD};
use crate::support::tls;

#[tokio::test(flavor = "multi_thread")]
async fn the_doctor_checks_server_schema_role_clock_and_what_waits() {
    let Some(journal) = Journal::new() else {
        return;
    };
    let simulator = simulator(Simulator::builder()).await;
    for (user, way, words) in [
        (
            "alice",
            Way::Tls,
            "alice may append, and neither change nor delete",
        ),
        ("alice", Way::Plain, "alice may append"),
        ("carol", Way::Socket, "carol may read, and not append"),
        ("oms_owner", Way::Tls, "oms_owner owns the journal"),
    ] {
        let mut operator = journal.operator_by(user, way);
        // The clock of the tests is years behind the server's.
        let behind = operator.call_beside(&simulator.url(), &["doctor"]);
        assert_ne!(behind.exit, Exit::Success, "{behind:?}");
        assert!(behind.stdout.contains("from the database's"), "{behind:?}");
        operator.now = SystemTime::now();
        let doctor = operator.call_beside(&simulator.url(), &["doctor"]);
        assert!(doctor.stdout.contains(words), "{doctor:?}");
        assert!(doctor.stdout.contains("schema version 2"), "{doctor:?}");
        assert_eq!(
            doctor.stdout.contains("encrypted"),
            way == Way::Tls,
            "{doctor:?}"
        );
        assert!(doctor.stdout.contains("nothing waits"), "{doctor:?}");
        assert!(!format!("{doctor:?}").contains(PASSWORD));
    }
    let granted = format!("GRANT UPDATE ON oms_journal.entry TO {}", "oms_auditor");
    journal.admin(&granted);
    let doctor = journal
        .operator("carol")
        .call_beside(&simulator.url(), &["doctor"]);
    assert!(
        doctor.stdout.contains("may change or delete entries"),
        "{doctor:?}"
    );
    journal.admin("REVOKE UPDATE ON oms_journal.entry FROM oms_auditor");
}

#[test]
fn what_is_wrong_with_the_way_is_said_and_no_password_is_shown() {
    let Some(journal) = Journal::new() else {
        return;
    };
    let tls = journal.url("alice", Way::Tls);
    let plain = journal.url("alice", Way::Plain);
    let wrong = Operator::new(&plain, "canary-wrong-password");
    let other = Operator::new(&tls.replace("127.0.0.1", "127.0.0.2"), PASSWORD);
    let gone = Operator::new("postgresql://alice@127.0.0.1:9/oms", PASSWORD);
    let unknown = Operator::new(&tls, PASSWORD);
    std::fs::write(unknown.file("ca.pem"), tls::other_authority_pem()).unwrap();
    for (operator, exit, words) in [
        (
            &wrong,
            Exit::Credentials,
            "does not accept the user or the password",
        ),
        (&other, Exit::Guard, "cannot be reached"),
        (&gone, Exit::Guard, "cannot be reached"),
        (
            &unknown,
            Exit::Guard,
            "certificate was issued by an unknown authority",
        ),
    ] {
        let ended = operator.run(&["journal", "list"]);
        assert_eq!(ended.exit, exit, "{ended:?}");
        assert!(ended.stderr.contains(words), "{ended:?}");
        assert!(!format!("{ended:?}").contains("canary"), "{ended:?}");
    }
    let with_password = format!("postgresql://alice:{PASSWORD}@127.0.0.1/oms");
    let refused = gone.run(&["journal", "list", "--journal", &with_password]);
    assert_eq!(refused.exit, Exit::Usage, "{refused:?}");
    // The password of the profile goes to the journal of the profile alone.
    let elsewhere = gone.run(&["journal", "list", "--journal", &plain]);
    assert_eq!(elsewhere.exit, Exit::Credentials, "{elsewhere:?}");
    for words in ["is not sent there", "OMS_JOURNAL_PASSWORD"] {
        assert!(elsewhere.stderr.contains(words), "{elsewhere:?}");
    }
    let elsewhere = gone.with_variable(PASSWORD);
    let listed = elsewhere.run(&["journal", "list", "--journal", &plain]);
    assert_eq!(listed.exit, Exit::Success, "{listed:?}");
    // The variable is for that one, and not for the profile's.
    let own = wrong.with_variable(PASSWORD).run(&["journal", "list"]);
    assert_eq!(own.exit, Exit::Credentials, "{own:?}");
}

#[test]
fn a_password_that_nobody_has_named_is_asked_for_and_not_called_a_lost_database() {
    let Some(journal) = Journal::new() else {
        return;
    };
    let address = journal.url("alice", Way::Plain);
    let bare = format!(
        "[profile.bare]\nendpoint = \"http://127.0.0.1:9\"\nuser = \"admin\"\njournal = {address:?}\n"
    );
    let alice = Operator::new(&address, PASSWORD).with(&bare);
    let words = ["journal", "list", "--profile", "bare"];
    let refused = alice.run(&words);
    assert_eq!(refused.exit, Exit::Credentials, "{refused:?}");
    for words in [
        "wants a password, and none is named",
        "journal_password_file, or set OMS_JOURNAL_PASSWORD",
    ] {
        assert!(refused.stderr.contains(words), "{words}: {refused:?}");
    }
    let listed = alice.with_variable(PASSWORD).run(&words);
    assert_eq!(listed.exit, Exit::Success, "{listed:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_journal_of_an_earlier_version_is_upgraded_by_its_owner_and_used_by_nobody_before() {
    let Some(journal) = Journal::new() else {
        return;
    };
    let simulator = simulator(Simulator::builder()).await;
    let first = include_str!("../../../crates/oms-cli/src/journal/postgres/first.sql");
    let first = format!(
        "{first}INSERT INTO oms_journal.migration (version) VALUES (1);
         INSERT INTO oms_journal.two_people VALUES ('oms.example.com')"
    );
    journal.admin("DROP SCHEMA oms_journal CASCADE");
    let made = journal
        .server
        .asked_by("oms_owner", &journal.database, &first);
    assert_eq!(made.as_deref(), Ok(""));

    let alice = journal.operator("alice");
    for words in [MOVE, &["journal", "list"]] {
        let refused = alice.call_beside(&simulator.url(), words);
        assert_eq!(refused.exit, Exit::Guard, "{refused:?}");
        for words in ["has the schema of an earlier version", "oms journal init"] {
            assert!(refused.stderr.contains(words), "{words}: {refused:?}");
        }
    }
    assert_eq!(changes(&simulator), 0);
    let made = journal.operator("oms_owner").run(&["journal", "init"]);
    let words = "was upgraded from schema version 1 to 2";
    assert!(made.stdout.contains(words), "{made:?}");
    // The row was there before the rule, and the owner corrects it.
    let refused = alice.call_beside(&simulator.url(), MOVE);
    assert!(refused.stderr.contains("two_people"), "{refused:?}");
    let correct = "UPDATE oms_journal.two_people SET address";
    let database = &journal.database;
    let by_owner = |sql: &str| journal.server.asked_by("oms_owner", database, sql);
    let refused = by_owner(&format!("{correct} = 'oms.example.com:8089'")).unwrap_err();
    assert!(refused.contains("two_people_address"), "{refused}");
    by_owner(&format!("{correct} = 'https://oms.example.com:8089'")).unwrap();
    let moved = alice.call_beside(&simulator.url(), MOVE);
    assert_eq!(moved.exit, Exit::Success, "{moved:?}");
    journal.verifies();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_journal_that_lacks_a_part_of_its_schema_is_a_journal_all_the_same() {
    let Some(journal) = Journal::new() else {
        return;
    };
    let simulator = simulator(Simulator::builder()).await;
    let alice = journal.operator("alice");
    let moved = alice.call_beside(&simulator.url(), MOVE);
    assert_eq!(moved.exit, Exit::Success, "{moved:?}");
    journal.admin("DROP VIEW oms_journal.to_stay");
    let owner = journal.operator("oms_owner");
    let pruned = owner.run(&["journal", "prune", "--before", "-30m"]);
    assert_eq!(pruned.exit, Exit::Guard, "{pruned:?}");
    let words = "lacks a part of its schema: relation \"oms_journal.to_stay\" does not exist";
    assert!(pruned.stderr.contains(words), "{pruned:?}");
    // The database makes nothing of a new entry without it.
    journal.admin("DROP FUNCTION oms_journal.parsed(text)");
    let refused = alice.call_beside(&simulator.url(), MOVE);
    assert_eq!(refused.exit, Exit::Guard, "{refused:?}");
    let lacks = "lacks a part of its schema: function parsed(text) does not exist";
    assert!(refused.stderr.contains(lacks), "{refused:?}");
    assert_eq!(changes(&simulator), 1);
}

#[test]
fn a_certificate_that_vouches_for_itself_is_trusted_where_it_is_named_and_nowhere_else() {
    let Some(server) = server::own() else {
        return;
    };
    let journal = Journal::on(&server);
    let (certificate, key) = tls::own_authority_pem_for("127.0.0.1");
    server.show(&certificate, &key);
    let alice = journal.operator_by("alice", Way::Tls);
    let refused = alice.run(&["journal", "list"]);
    assert_eq!(refused.exit, Exit::Guard, "{refused:?}");
    for words in ["certificate is an authority's own", "journal_cacert"] {
        assert!(refused.stderr.contains(words), "{words}: {refused:?}");
    }
    assert!(!refused.stderr.contains("CaUsed"), "{refused:?}");
    std::fs::write(alice.file("ca.pem"), &certificate).unwrap();
    let listed = alice.run(&["journal", "list"]);
    assert_eq!(listed.exit, Exit::Success, "{listed:?}");
}

/// In Turkish, the small letter of `I` has no dot.
#[tokio::test(flavor = "multi_thread")]
async fn an_action_is_found_in_a_database_of_any_language() {
    let Some(server) = server::shared() else {
        return;
    };
    let knows_icu = "SELECT current_setting('server_version_num')::int >= 150000
        AND EXISTS (SELECT FROM pg_collation WHERE collprovider = 'i')";
    if server.admin("postgres", knows_icu) != "t" {
        oms_testkit::skipped("this PostgreSQL is older than 15, or lacks ICU");
        return;
    }
    let turkish = "TEMPLATE template0 LOCALE_PROVIDER icu ICU_LOCALE 'tr-TR'";
    let journal = Journal::created(server, turkish);
    let simulator = simulator(Simulator::builder()).await;
    let alice = journal.operator("alice");
    let moved = alice.call_beside(&simulator.url(), MOVE);
    assert_eq!(moved.exit, Exit::Success, "{moved:?}");
    for action in ["ResetIncrStartTimestamp", "reset-incr-start-timestamp"] {
        let listed = alice.run(&["journal", "list", "--action", action, "-o", "json"]);
        let found = listed.stdout.matches("\"entry\":").count();
        assert_eq!(found, 1, "{action}: {listed:?}");
    }
    journal.verifies();
}
