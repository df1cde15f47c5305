//! Somebody who goes around the rules of the database: what `oms journal verify` then names.

use oms_cli::Exit;
use oms_sim::{Fault, FaultRule, Simulator};

use super::approvals::PLAN;
use super::harness::journal::{Journal, changes, simulator};
use super::harness::operator::{MOVE, TASK};
use super::harness::server::assert_refused;
use super::page::{blocks, page};

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
        "UPDATE oms_journal.entry SET address = 'http://elsewhere' WHERE seq = 1",
        "entry 1 of the journal has another address in the database than its text has",
    ),
    (
        "UPDATE oms_journal.entry SET address = address || '/' WHERE seq = 5",
        "entry 5 of the journal has another address in the database than its text has",
    ),
    (
        "UPDATE oms_journal.entry SET address = NULL WHERE seq = 3",
        "entry 3 of the journal has another address in the database than its text has",
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
        "UPDATE oms_journal.attempt SET address = address || '/' WHERE seq = 3",
        "entry 3 of the journal differs from the index `attempt`",
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
    (
        "UPDATE oms_journal.entry SET request = 7 WHERE seq = 1",
        "entry 1 of the journal is found by other parameters in the database than its text has",
    ),
    (
        "UPDATE oms_journal.entry SET given = 7 WHERE seq = 2",
        "entry 2 of the journal is found by other parameters in the database than its text has",
    ),
    (
        "INSERT INTO oms_journal.plan VALUES (1, 'alice', 2, 2)",
        "entry 1 of the journal differs from the index `plan`",
    ),
    (
        "INSERT INTO oms_journal.copied VALUES ('ab', 4)",
        "entry 4 of the journal differs from the index `copied`",
    ),
    (
        "DELETE FROM oms_journal.pruned",
        "the table `pruned` of the journal is empty",
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
            "TRUNCATE oms_journal.entry, oms_journal.attempt, oms_journal.run, oms_journal.unended,
                 oms_journal.plan, oms_journal.copied, oms_journal.pruned;
             INSERT INTO oms_journal.pruned VALUES (0);
             INSERT INTO oms_journal.entry TABLE kept.entry; INSERT INTO oms_journal.attempt TABLE kept.attempt;
             DROP SCHEMA kept CASCADE",
        );
        journal.verifies();
    }
}

/// A plan that is free again is sent a second time.
#[tokio::test(flavor = "multi_thread")]
async fn p263_a_shared_plan_that_differs_from_its_entries_is_named() {
    let Some(journal) = Journal::new() else {
        return;
    };
    let simulator = simulator(Simulator::builder()).await;
    let url = simulator.url();
    let shared = journal.operator("alice").call_beside(&url, PLAN);
    assert_eq!(shared.exit, Exit::Success, "{shared:?}");
    let apply = ["apply", "--shared", "1", "--yes=np_4w3a0001"];
    let sent = journal.operator("bob").call_beside(&url, &apply);
    assert_eq!(sent.exit, Exit::Success, "{sent:?}");
    journal.verifies();
    journal.admin("CREATE SCHEMA kept; CREATE TABLE kept.plan AS TABLE oms_journal.plan");
    for change in [
        "UPDATE oms_journal.plan SET taken_up = NULL",
        "UPDATE oms_journal.plan SET taken_up = 3",
        "UPDATE oms_journal.plan SET people = people + 1",
        "UPDATE oms_journal.plan SET db_user = 'bob'",
        "DELETE FROM oms_journal.plan",
    ] {
        journal.tamper(change);
        let verified = journal.operator("carol").run(&["journal", "verify"]);
        assert_eq!(verified.exit, Exit::Guard, "{change}: {verified:?}");
        let words = "entry 1 of the journal differs from the index `plan`";
        assert!(verified.stderr.contains(words), "{change}: {verified:?}");
        journal.tamper("TRUNCATE oms_journal.plan; INSERT INTO oms_journal.plan TABLE kept.plan");
        journal.verifies();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn p263_a_row_that_hides_an_open_request_from_a_team_lets_nothing_be_sent() {
    let Some(journal) = Journal::new() else {
        return;
    };
    let lost = FaultRule::from(Fault::CommitAndLoseReply).on_action("ResetIncrStartTimestamp");
    let simulator = simulator(Simulator::builder().fault(lost.times(1))).await;
    let url = simulator.url();
    let (alice, bob) = (journal.operator("alice"), journal.operator("bob"));
    let moved = alice.call_beside(&url, MOVE);
    assert_eq!(moved.exit, Exit::Unknown, "{moved:?}");
    journal.admin("CREATE SCHEMA kept; CREATE TABLE kept.attempt AS TABLE oms_journal.attempt");
    for change in [
        "UPDATE oms_journal.attempt SET status = 1",
        "UPDATE oms_journal.attempt SET status = 2, outcome = 'rejected'",
        "UPDATE oms_journal.attempt SET id = 'np_4w3a0009'",
        "DELETE FROM oms_journal.attempt",
    ] {
        journal.tamper(change);
        let refused = bob.call_beside(&url, MOVE);
        assert_eq!(refused.exit, Exit::Guard, "{change}: {refused:?}");
        let words = "entry 1 of the journal differs from the index";
        assert!(refused.stderr.contains(words), "{change}: {refused:?}");
        assert_eq!(changes(&simulator), 1, "{change}");
        let restore =
            "TRUNCATE oms_journal.attempt; INSERT INTO oms_journal.attempt TABLE kept.attempt";
        journal.tamper(restore);
    }
    journal.verifies();
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

/// The fields of entries that are of no kind that a team's journal has.
const OF_NO_KIND: &[&str] = &[
    "",
    r#","schema_version":1,"time":"2025-03-19T08:18:38.000Z""#,
    r#","schema_version":1,"time":"2025-03-19T08:18:38.000Z","kind":"unheard_of""#,
    r#","schema_version":1,"time":"2025-03-19T08:18:38.000Z","kind":"pruned","through":1"#,
    r#","schema_version":1,"time":"2025-03-19T08:18:38.000Z","kind":"delivered","entry":1"#,
    r#","schema_version":2,"time":"2025-03-19T08:18:38.000Z","kind":"ended","intent":1"#,
    r#","schema_version":1,"kind":"ended","intent":1"#,
];

/// The fields of an entry of which the database makes a request that was sent as plan 1, and which
/// lacks whoever wrote it.
const UNREADABLE: &str = r#","schema_version":1,"time":"2025-03-19T08:18:38.000Z","kind":"intent","id":"np_4w3a0001","action":"ResetIncrStartTimestamp","plan":1"#;

/// The SQL of the page, which takes out an entry and what was made from it.
fn taking_out(entry: u32) -> String {
    let page = page();
    let blocks = blocks(&page, "## Proof for an auditor", "## Keeping it");
    let [taken_out] = blocks.as_slice() else {
        panic!("the page has one block there");
    };
    assert_eq!(taken_out.words, "sql oms");
    taken_out.text.replace(">= 5", &format!(">= {entry}"))
}

fn as_owner(journal: &Journal, sql: &str) {
    let done = journal.server.asked_by("oms_owner", &journal.database, sql);
    assert!(done.is_ok(), "{sql}: {done:?}");
}

/// Nothing is sent as long as a row says of a request or a run what no entry says.
#[tokio::test(flavor = "multi_thread")]
async fn what_an_unreadable_entry_has_closed_is_as_before_once_it_is_taken_out() {
    let Some(journal) = Journal::new() else {
        return;
    };
    let lost = FaultRule::from(Fault::CommitAndLoseReply).on_action("StopProject");
    let simulator = simulator(Simulator::builder().fault(lost.times(1))).await;
    let url = simulator.url();
    let alice = journal.operator("alice");
    let rewind = ["rewind", "--id", TASK, "--reverse=false", "--to=1742365118"];
    let rewind = [&rewind[..], &["--execute", "--yes=np_4w3a0001"]].concat();
    let begun = alice.call_beside(&url, &rewind);
    assert_eq!(begun.exit, Exit::Unknown, "{begun:?}");
    close_and_take_out(&journal, &url, "1");
    let rest = alice.call_beside(&url, &rewind);
    assert_eq!(rest.exit, Exit::Success, "{rest:?}");
    journal.verifies();
    // The run has settled its request and has ended.
    close_and_take_out(&journal, &url, "0");
    let moved = alice.call_beside(&url, MOVE);
    assert_eq!(moved.exit, Exit::Success, "{moved:?}");
    journal.verifies();
}

/// Closes request 2 and run 1 by an entry each that no command can read, and takes it out. So many
/// requests are open then.
fn close_and_take_out(journal: &Journal, url: &str, open: &str) {
    for closing in [
        r#""kind":"resolution","intent":2,"verdict":"no_effect""#,
        r#""kind":"run_ended","run":1"#,
    ] {
        let next = journal.admin("SELECT max(seq) + 1 FROM oms_journal.entry");
        let next: u32 = next.parse().unwrap();
        let sql = format!(
            r#"INSERT INTO oms_journal.entry (text)
               VALUES ('{{"seq":{next},"schema_version":1,"time":"2025-03-19T08:18:38.000Z",{closing}}}')"#
        );
        let put = journal.server.asked_by("bob", &journal.database, &sql);
        assert!(put.is_ok(), "{closing}: {put:?}");
        let refused = journal.operator("alice").call_beside(url, &["runs"]);
        assert_eq!(refused.exit, Exit::Guard, "{closing}: {refused:?}");
        as_owner(journal, &taking_out(next));
        assert_eq!(journal.open(), open, "{closing}");
        journal.verifies();
    }
}

/// The database does not look at every field, and the owner alone removes an entry.
#[tokio::test(flavor = "multi_thread")]
async fn an_entry_that_no_command_can_read_is_refused_or_named_with_its_user_and_taken_out() {
    let Some(journal) = Journal::new() else {
        return;
    };
    let simulator = simulator(Simulator::builder()).await;
    let url = simulator.url();
    let (alice, bob) = (journal.operator("alice"), journal.operator("bob"));
    assert_eq!(alice.call_beside(&url, PLAN).exit, Exit::Success);
    let put = |fields: &str| {
        let sql = format!(
            "INSERT INTO oms_journal.entry (text, address, request) VALUES ('{{\"seq\":2{fields}}}', '{url}', 1)"
        );
        journal.server.asked_by("bob", &journal.database, &sql)
    };
    for fields in OF_NO_KIND {
        let refused = put(fields);
        let why = "the entry is of no version or kind that a journal of a team has";
        assert_refused(&refused, why, &fields);
    }
    journal.verifies();

    put(UNREADABLE).unwrap();
    for words in [&["journal", "verify"][..], &["runs"], MOVE] {
        let refused = alice.call_beside(&url, words);
        assert_eq!(refused.exit, Exit::Guard, "{refused:?}");
        for words in [
            "entry 2 of the journal is none that this version of the command can read",
            "the database user bob wrote it at 20",
            "The owner of the journal",
        ] {
            assert!(refused.stderr.contains(words), "{words}: {refused:?}");
        }
    }
    let sql = taking_out(2);
    let as_owner = |sql: &str| as_owner(&journal, sql);
    // A plan that stays sent by nothing lets no request pass for the one that it was sent as.
    let lines = sql.lines().filter(|line| !line.contains("taken_up"));
    as_owner(&lines.collect::<Vec<_>>().join("\n"));
    let verified = alice.call_beside(&url, &["journal", "verify"]);
    let named = "entry 1 of the journal differs from the index `plan`";
    assert!(verified.stderr.contains(named), "{verified:?}");
    let refused = alice.call_beside(&url, MOVE);
    assert_eq!(refused.exit, Exit::Guard, "{refused:?}");
    let why = "the shared plan 1 was sent as entry 2, which is not there";
    assert!(refused.stderr.contains(why), "{refused:?}");

    as_owner(&sql);
    journal.verifies();
    let apply = ["apply", "--shared", "1", "--yes=np_4w3a0001"];
    let sent = bob.call_beside(&url, &apply);
    assert_eq!(sent.exit, Exit::Success, "{sent:?}");
    let moved = alice.call_beside(&url, MOVE);
    assert_eq!(moved.exit, Exit::Success, "{moved:?}");
    journal.verifies();
    assert_eq!(changes(&simulator), 2);
}
