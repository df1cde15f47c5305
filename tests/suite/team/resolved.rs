//! Who has found out the outcome of a request that somebody else sent.

use oms_cli::Exit;
use oms_sim::{Fault, FaultRule, Simulator};

use super::harness::journal::{Journal, simulator};
use super::harness::operator::MOVE;

#[tokio::test(flavor = "multi_thread")]
async fn p199_the_database_user_who_resolved_an_entry_is_shown_beside_the_one_who_sent_it() {
    let Some(journal) = Journal::new() else {
        return;
    };
    let lost = FaultRule::from(Fault::CommitAndLoseReply).on_action("ResetIncrStartTimestamp");
    let simulator = simulator(Simulator::builder().fault(lost.times(1))).await;
    let url = simulator.url();
    let moved = journal.operator("alice").call_beside(&url, MOVE);
    assert_eq!(moved.exit, Exit::Unknown, "{moved:?}");
    let resolve = ["journal", "resolve", "1", "--took-effect", "--note=seen"];
    let resolve = [&resolve[..], &["-o", "json"]].concat();
    let resolved = journal.operator("bob").call_beside(&url, &resolve);
    assert_eq!(resolved.exit, Exit::Success, "{resolved:?}");
    let resolved = resolved.json();

    let carol = journal.operator("carol");
    let shown = carol.run(&["journal", "show", "1"]).stdout;
    let label = |label: &str| {
        let mut lines = shown.lines();
        let value = lines.find_map(|line| line.trim_start().strip_prefix(label));
        value.unwrap_or_else(|| panic!("{label}: {shown}")).trim()
    };
    assert_eq!(label("Database user"), "alice", "{shown}");
    assert!(label("Resolved by").starts_with("tester "), "{shown}");
    let by_bob = "entry 3, which the database user bob wrote at 20";
    assert!(label("Resolved in").starts_with(by_bob), "{shown}");
    assert_eq!(label("Note"), "seen", "{shown}");

    let shown = carol.run(&["journal", "show", "1", "-o", "json"]).json();
    let data = &shown["data"];
    assert_eq!(data["resolution_entry"], 3, "{shown}");
    assert!(data["resolution_time"].is_string(), "{shown}");
    for field in ["resolution_entry", "resolution_time"] {
        assert_eq!(resolved["data"][field], data[field], "{field}: {resolved}");
    }
    assert!(data["resolution"]["host"].is_string(), "{shown}");
    journal.verifies();
}
