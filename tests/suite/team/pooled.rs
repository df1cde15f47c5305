//! A pool of connections before the database: one that lends them for a session serves as the
//! database does, and one that lends them for a transaction is noticed.

use std::thread;

use oms_cli::Exit;
use oms_sim::Simulator;

use super::harness::journal::{Journal, simulator};
use super::harness::operator::{MOVE, Operator, TASK};
use super::harness::pool::{Lends, Pool};
use super::harness::server::PASSWORD;
use super::locks::{LOCKS, OPEN, blind, silent, wait_for};

const IS_LENT: &str = "a pool that lends connections for one transaction";

/// A server process that two commands use by turns would give both of them the same lock: to the
/// server, they are one. The pool lends the same process to whoever comes with the same user.
#[test]
fn p260_behind_a_pool_no_two_commands_of_one_user_hold_the_same_lock() {
    for (lends, words) in [
        (Lends::ForASession, "is in flight"),
        (Lends::ForATransaction, IS_LENT),
    ] {
        let Some(journal) = Journal::new() else {
            return;
        };
        let Some(pool) = Pool::before(journal.server, lends) else {
            return;
        };
        let (_service, url) = silent();
        let alice = || journal.operator_through("alice", pool.address);
        let (here, there) = (alice(), alice());
        let running = here.start(&[], &url, &blind());
        wait_for(&journal, OPEN, "1");
        wait_for(&journal, LOCKS, "1");
        let refused = there.call(&url, &blind());
        assert_eq!(refused.exit, Exit::Guard, "{lends:?}: {refused:?}");
        assert!(refused.stderr.contains(words), "{lends:?}: {refused:?}");
        running.kill();
        if matches!(lends, Lends::ForASession) {
            wait_for(&journal, LOCKS, "0");
        } else {
            // Nothing says that the lock is somebody's: it stays with the pool.
            let after = there.call(&url, &blind());
            assert!(after.stderr.contains(IS_LENT), "{after:?}");
            let doctor = there.run(&["doctor"]);
            assert!(doctor.stdout.contains(IS_LENT), "{doctor:?}");
        }
        let attempts = "SELECT count(*) FROM oms_journal.attempt";
        assert_eq!(journal.admin(attempts), "1", "{lends:?}");
    }
}

/// Each transaction of each of them may have another server process, which another connection has
/// set up, or none.
#[tokio::test(flavor = "multi_thread")]
async fn whatever_only_reads_is_right_behind_a_pool_that_lends_for_a_transaction() {
    let Some(journal) = Journal::new() else {
        return;
    };
    let simulator = simulator(Simulator::builder()).await;
    let moved = journal.operator("bob").call_beside(&simulator.url(), MOVE);
    assert_eq!(moved.exit, Exit::Success, "{moved:?}");
    let read = || {
        let pool = Pool::before(journal.server, Lends::ForATransaction)?;
        let words: [(&[&str], &str); 2] = [
            (&["journal", "list"], TASK),
            (&["journal", "verify"], "the indexes agree"),
        ];
        let several = words.repeat(4);
        thread::scope(|scope| {
            let reading = several.iter().map(|(words, said)| {
                let alice = journal.operator_through("alice", pool.address);
                scope.spawn(move || {
                    for _ in 0..5 {
                        let ended = alice.run(words);
                        assert_eq!(ended.exit, Exit::Success, "{words:?}: {ended:?}");
                        assert!(ended.stdout.contains(said), "{words:?}: {ended:?}");
                    }
                })
            });
            let reading: Vec<_> = reading.collect();
            for one in reading {
                one.join().expect("it reads");
            }
        });
        Some(())
    };
    tokio::task::block_in_place(read);
}

/// A pool has one code for all of its refusals, which is that of a broken protocol.
#[test]
fn a_login_that_a_pool_refuses_is_not_called_a_database_that_cannot_be_reached() {
    let Some(journal) = Journal::new() else {
        return;
    };
    let Some(pool) = Pool::before(journal.server, Lends::ForASession) else {
        return;
    };
    for (user, database, password, exit, words) in [
        (
            "alice",
            journal.database.as_str(),
            "canary-wrong",
            Exit::Credentials,
            "does not accept the user or the password",
        ),
        (
            "carol",
            journal.database.as_str(),
            PASSWORD,
            Exit::Credentials,
            "does not accept the user or the password",
        ),
        (
            "alice",
            "nodb",
            PASSWORD,
            Exit::Guard,
            "refuses the connection: database \"nodb\" does not exist",
        ),
    ] {
        let address = pool.address;
        let url = format!("postgresql://{user}@{address}/{database}?sslmode=disable");
        let refused = Operator::new(&url, password).run(&["journal", "list"]);
        assert_eq!(refused.exit, exit, "{user} {database}: {refused:?}");
        assert!(refused.stderr.contains(words), "{words}: {refused:?}");
        let advice = "journal_password_file or OMS_JOURNAL_PASSWORD";
        assert!(refused.stderr.contains(advice), "{refused:?}");
        assert!(!format!("{refused:?}").contains("canary"), "{refused:?}");
    }
}
