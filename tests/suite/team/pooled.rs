//! A pool of connections before the database: one that lends them for a session serves as the
//! database does, and one that lends them for a transaction is noticed.

use oms_cli::Exit;

use super::harness::journal::Journal;
use super::harness::pool::{Lends, Pool};
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
            let doctor = there.call(&url, &["doctor"]);
            assert!(doctor.stdout.contains(IS_LENT), "{doctor:?}");
        }
        let attempts = "SELECT count(*) FROM oms_journal.attempt";
        assert_eq!(journal.admin(attempts), "1", "{lends:?}");
    }
}
