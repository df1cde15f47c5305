//! One journal behind two addresses, as behind a standby that took over, a pool or another name.

use oms_cli::Exit;
use oms_sim::Simulator;

use super::harness::journal::{Journal, changes, simulator};
use super::harness::operator::{MOVE, Operator};
use super::losses::REFUSES_RESULTS;

/// The same operator, whose profile names the journal by another address.
fn renamed(mut operator: Operator) -> Operator {
    let other = operator.journal.replace("127.0.0.1", "localhost");
    assert_ne!(other, operator.journal);
    operator.journal = other;
    operator
}

#[tokio::test(flavor = "multi_thread")]
async fn p263_an_end_that_is_missing_behind_another_address_of_the_journal_is_known_as_well() {
    let Some(journal) = Journal::new() else {
        return;
    };
    let simulator = simulator(Simulator::builder()).await;
    let alice = journal.operator("alice");
    for _ in 0..2 {
        let moved = alice.call_beside(&simulator.url(), MOVE);
        assert_eq!(moved.exit, Exit::Success, "{moved:?}");
    }
    let alice = renamed(alice);
    let verified = alice.call_beside(&simulator.url(), &["journal", "verify"]);
    let proved = "no entry up to 4 is missing";
    assert!(verified.stdout.contains(proved), "{verified:?}");
    journal.tamper("DELETE FROM oms_journal.entry WHERE seq > 2; DELETE FROM oms_journal.attempt WHERE seq > 2");
    for words in [&["journal", "verify"][..], MOVE] {
        let refused = alice.call_beside(&simulator.url(), words);
        assert_eq!(refused.exit, Exit::Guard, "{refused:?}");
        let short = "ends with entry 2, but it had reached entry 4";
        assert!(refused.stderr.contains(short), "{refused:?}");
    }
    assert_eq!(changes(&simulator), 2);
}

/// A journal that is made anew has another origin, and the address is that of the old one.
#[tokio::test(flavor = "multi_thread")]
async fn p263_a_journal_that_was_made_anew_at_the_same_address_is_known_as_another_one() {
    let Some(journal) = Journal::new() else {
        return;
    };
    let simulator = simulator(Simulator::builder()).await;
    let alice = journal.operator("alice");
    let moved = alice.call_beside(&simulator.url(), MOVE);
    assert_eq!(moved.exit, Exit::Success, "{moved:?}");
    journal.admin("DROP SCHEMA oms_journal CASCADE");
    let made = journal.operator("oms_owner").run(&["journal", "init"]);
    assert_eq!(made.exit, Exit::Success, "{made:?}");
    let refused = alice.call_beside(&simulator.url(), MOVE);
    assert_eq!(refused.exit, Exit::Guard, "{refused:?}");
    let gone = "is empty or gone, but it had reached entry 2";
    assert!(refused.stderr.contains(gone), "{refused:?}");
    assert_eq!(changes(&simulator), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn p261_a_result_that_was_kept_is_delivered_at_another_address_of_the_journal() {
    let (Some(journal), Some(other)) = (Journal::new(), Journal::new()) else {
        return;
    };
    let simulator = simulator(Simulator::builder()).await;
    let alice = journal.operator("alice");
    journal.admin(REFUSES_RESULTS);
    let moved = alice.call_beside(&simulator.url(), MOVE);
    assert!(moved.stderr.contains("is kept in"), "{moved:?}");
    let mut alice = renamed(alice);
    let there = alice.journal.clone();
    // Another journal of the same operator is none of its business.
    alice.journal = other.operator("alice").journal;
    let delivered = alice.run(&["journal", "deliver"]);
    assert_eq!(delivered.exit, Exit::Success, "{delivered:?}");
    let doctor = alice.call_beside(&simulator.url(), &["doctor"]);
    assert!(doctor.stdout.contains("nothing waits"), "{doctor:?}");

    alice.journal = there;
    let doctor = alice.call_beside(&simulator.url(), &["doctor"]);
    assert!(
        doctor.stdout.contains("1 result of this machine could not"),
        "{doctor:?}"
    );
    journal.admin("DROP TRIGGER a_full_disk ON oms_journal.entry");
    let delivered = alice.run(&["journal", "deliver"]);
    let said = "Delivered the result of entry 1";
    assert!(delivered.stdout.contains(said), "{delivered:?}");
    assert_eq!(journal.open(), "0");
    assert_eq!(changes(&simulator), 1);
    journal.verifies();
    other.verifies();
}
