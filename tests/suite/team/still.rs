//! The database stands still: every connection is taken, nothing is answered, and nothing ends. Or
//! the reader of its entries does.

use std::thread;
use std::time::Duration;

use oms_cli::Exit;
use oms_sim::{Fault, FaultRule, Simulator};
use tokio::task::JoinSet;

use super::harness::journal::{Journal, changes, simulator};
use super::harness::line::{Line, Moment, Reach};
use super::harness::operator::MOVE;
use super::harness::server;
use super::locks::{LOCKS, wait_for};
use super::losses::Then;

/// The longest time for an answer of a database that stands still. The command's own is longer.
const PATIENCE: Duration = Duration::from_secs(4);

/// A moment at which the database begins to stand still.
const fn still(after: &'static str, text: &'static str) -> Moment {
    Moment {
        after,
        text,
        reach: Reach::Still,
    }
}

/// The points at which it does so, and what that comes to.
const STILL: &[(&str, Moment, Then)] = &[
    (
        "before the lock",
        still("", "oms_journal.take("),
        Then::NothingIsSent,
    ),
    (
        "with the lock, before the intent",
        still("oms_journal.take(", "BEGIN;"),
        Then::NothingIsSent,
    ),
    (
        "at the commit of the intent",
        still("\"kind\":\"intent\"", "COMMIT"),
        Then::NothingIsSent,
    ),
    (
        "before the result",
        still("COMMIT", "BEGIN;"),
        Then::IsDelivered,
    ),
    (
        "at the result",
        still("", "\"kind\":\"result\""),
        Then::IsDelivered,
    ),
    (
        "at the commit of the result",
        still("\"kind\":\"result\"", "COMMIT"),
        Then::IsDelivered,
    ),
    (
        "where the lock is given back",
        still("\"kind\":\"result\"", "pg_advisory_unlock"),
        Then::IsWritten,
    ),
];

/// Connections that are taken and not answered look alive to the kernel. Held back bytes arrive
/// once the database goes on.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn p261_a_database_that_stands_still_withholds_no_outcome_beyond_one_time_limit() {
    let mut points = JoinSet::new();
    for (point, moment, then) in STILL {
        let Some(journal) = Journal::new() else {
            return;
        };
        points.spawn(async move {
            let simulator = simulator(Simulator::builder()).await;
            let line = Line::lay(journal.server.address, moment.clone(), || {}).await;
            let alice = journal.operator_through("alice", line.address);
            let alice = alice.waiting(PATIENCE);
            let ended = alice.call_beside(&simulator.url(), MOVE);
            assert!(line.was_struck(), "{point}: {ended:?}");
            // Each further wait, such as the one for a second try, would be as long again.
            let since = line.since();
            assert!(since < PATIENCE * 2, "{point}: {since:?} {ended:?}");
            then.check_said(point, &ended, &simulator);
            line.go_on();
            // The server has done what arrives late, and sees the end of what was given up.
            let sessions = "SELECT count(*) FROM pg_stat_activity
                WHERE application_name = 'oms' AND datname = current_database()";
            tokio::task::block_in_place(|| wait_for(&journal, sessions, "0"));
            then.check_held(point, &journal, &alice, &simulator);
        });
    }
    points.join_all().await;
}

/// A command asks for its journal several times, for what it shows and before it sends.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn p261_a_database_that_stands_still_from_the_beginning_is_waited_for_once() {
    let mut commands = JoinSet::new();
    let shown = MOVE.split(|word| *word == "--execute").next();
    for words in [shown.expect("a move has words before the flag"), MOVE] {
        let Some(journal) = Journal::new() else {
            return;
        };
        commands.spawn(async move {
            let simulator = simulator(Simulator::builder()).await;
            let line =
                Line::lay(journal.server.address, still("", "application_name"), || {}).await;
            let alice = journal.operator_through("alice", line.address);
            let alice = alice.waiting(PATIENCE);
            let ended = alice.call_beside(&simulator.url(), words);
            assert!(line.was_struck(), "{words:?}: {ended:?}");
            let since = line.since();
            assert!(since < PATIENCE * 2, "{words:?}: {since:?} {ended:?}");
            let said = format!("{}{}", ended.stdout, ended.stderr);
            assert!(said.contains("no answer came within 4s"), "{ended:?}");
            Then::NothingIsSent.check_said("from the beginning", &ended, &simulator);
        });
    }
    commands.join_all().await;
}

/// A proxy ends a connection over which nothing is said for some time.
#[tokio::test(flavor = "multi_thread")]
async fn p260_something_is_said_over_the_connection_while_the_service_is_waited_for() {
    let Some(journal) = Journal::new() else {
        return;
    };
    let slow = FaultRule::from(Fault::delay(PATIENCE * 3)).on_action("ResetIncrStartTimestamp");
    let simulator = simulator(Simulator::builder().fault(slow.nth(1))).await;
    let (alice, url) = (journal.operator("alice").waiting(PATIENCE), simulator.url());
    tokio::task::block_in_place(|| {
        thread::scope(|scope| {
            let moving = scope.spawn(|| alice.call(&url, MOVE));
            let said = "SELECT count(*) FROM pg_stat_activity
                WHERE datname = current_database() AND query LIKE '%''still here''%' AND pid <> pg_backend_pid()";
            wait_for(&journal, said, "1");
            let moved = moving.join().expect("the move comes to an end");
            assert_eq!(moved.exit, Exit::Success, "{moved:?}");
        });
    });
    journal.verifies();
}

/// A firewall has forgotten the connection that waited for the service, for one.
#[tokio::test(flavor = "multi_thread")]
async fn p261_a_connection_that_falls_silent_is_replaced_within_the_same_time_limit() {
    let Some(journal) = Journal::new() else {
        return;
    };
    let simulator = simulator(Simulator::builder()).await;
    let moment = Moment {
        after: "COMMIT",
        text: "BEGIN;",
        reach: Reach::Silent,
    };
    let line = Line::lay(journal.server.address, moment, || {}).await;
    let alice = journal.operator_through("alice", line.address);
    let alice = alice.waiting(PATIENCE * 2);
    let ended = alice.call_beside(&simulator.url(), MOVE);
    assert!(line.was_struck(), "{ended:?}");
    assert!(line.since() < PATIENCE * 4, "{ended:?}");
    Then::IsWritten.check_said("silent", &ended, &simulator);
    assert_eq!(journal.open(), "0");
    // It was kept all the same before the second try, and is so no longer.
    assert!(alice.file(".local/state/oms-spool").exists());
    let again = alice.call_beside("http://127.0.0.1:9", &["journal", "deliver"]);
    assert!(again.stdout.contains("Nothing was delivered"), "{again:?}");
    let results = "SELECT count(*) FROM oms_journal.entry WHERE text LIKE '%\"kind\":\"result\"%'";
    assert_eq!(journal.admin(results), "1");
    journal.verifies();
}

/// A server without its synchronous standby waits with every commit for as long as that is gone,
/// and notices meanwhile neither the end of a connection nor a time limit.
#[tokio::test(flavor = "multi_thread")]
async fn p260_a_command_that_gives_the_database_up_leaves_no_lock_in_it() {
    let Some(server) = server::own() else {
        return;
    };
    let journal = Journal::on(&server);
    let simulator = simulator(Simulator::builder()).await;
    let alice = journal.operator("alice").waiting(PATIENCE);
    let wait_for = |sql: &str, said: &str| {
        tokio::task::block_in_place(|| wait_for(&journal, sql, said));
    };
    let set_standby = |name: &str| {
        let set = format!("ALTER SYSTEM SET synchronous_standby_names = '{name}'");
        server.admin("postgres", &set);
        server.admin("postgres", "SELECT pg_reload_conf()");
        wait_for("SHOW synchronous_standby_names", name);
    };
    set_standby("nowhere");
    let ended = alice.call_beside(&simulator.url(), MOVE);
    assert_eq!(ended.exit, Exit::Guard, "{ended:?}");
    assert!(ended.stderr.contains("no answer came within"), "{ended:?}");
    wait_for(LOCKS, "0");
    let waiting = "SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'SyncRep'";
    wait_for(waiting, "0");
    assert_eq!(changes(&simulator), 0);
    set_standby("");
    let moved = alice.call_beside(&simulator.url(), MOVE);
    assert_eq!(moved.exit, Exit::Success, "{moved:?}");
    assert_eq!(changes(&simulator), 1);
    journal.verifies();
}

/// Makes the time for which a transaction of somebody who reads may be idle a short one, if it has
/// an end.
const HASTY: &str = "
    CREATE FUNCTION oms_journal.is_hasty() RETURNS boolean LANGUAGE plpgsql AS $$ BEGIN
        IF current_setting('idle_in_transaction_session_timeout') <> '0' THEN
            PERFORM set_config('idle_in_transaction_session_timeout', '100ms', false);
        END IF;
        RETURN true; END $$;
    CREATE POLICY hasty ON oms_journal.entry FOR SELECT USING (oms_journal.is_hasty());
    ALTER TABLE oms_journal.entry ENABLE ROW LEVEL SECURITY";

/// The command asks for the next entries once its reader, such as a pager, has taken those before.
#[tokio::test(flavor = "multi_thread")]
async fn an_export_goes_on_however_long_its_reader_takes() {
    let Some(journal) = Journal::new() else {
        return;
    };
    let simulator = simulator(Simulator::builder()).await;
    let alice = journal.operator("alice");
    let moved = alice.call_beside(&simulator.url(), MOVE);
    assert_eq!(moved.exit, Exit::Success, "{moved:?}");
    journal.admin(HASTY);
    let entries = "FROM oms_journal.entry WHERE seq > $1";
    let line = Line::lay(journal.server.address, still(entries, entries), || {}).await;
    let carol = journal.operator_through("carol", line.address);
    let exported = tokio::task::block_in_place(|| {
        thread::scope(|scope| {
            let exporting = scope.spawn(|| carol.run(&["journal", "export"]));
            while !line.was_struck() && !exporting.is_finished() {
                thread::sleep(Duration::from_millis(20));
            }
            thread::sleep(Duration::from_secs(1));
            line.go_on();
            exporting.join().expect("the export comes to an end")
        })
    });
    assert!(line.was_struck(), "{exported:?}");
    assert_eq!(exported.exit, Exit::Success, "{exported:?}");
    let lines = exported.stdout.lines().count().to_string();
    let count = "SELECT count(*) FROM oms_journal.entry";
    assert_eq!(lines, journal.admin(count), "{exported:?}");
}
