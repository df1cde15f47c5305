//! The journal of one machine is copied into a team's.

use oms_cli::Exit;
use oms_sim::Simulator;

use super::harness::journal::{Journal, simulator};
use super::harness::operator::{MOVE, Operator};

fn to(operator: &Operator) -> Vec<String> {
    let from = operator.file("own").display().to_string();
    vec![
        "journal".to_owned(),
        "copy".to_owned(),
        from,
        operator.journal.clone(),
    ]
}

#[tokio::test(flavor = "multi_thread")]
async fn a_journal_of_one_machine_is_copied_whole_and_once() {
    let Some(journal) = Journal::new() else {
        return;
    };
    let simulator = simulator(Simulator::builder()).await;
    let url = simulator.url();
    let (alice, bob) = (journal.operator("alice"), journal.operator("bob"));
    // Something is there already, so that the numbers change.
    assert_eq!(bob.call_beside(&url, MOVE).exit, Exit::Success);
    let own = alice.file("own").display().to_string();
    let local = |words: &[&str]| {
        let words = [words, &["--journal", own.as_str()]].concat();
        tokio::task::block_in_place(|| alice.call(&url, &words))
    };
    assert_eq!(local(MOVE).exit, Exit::Success);
    let rewind = [
        "rewind",
        "--id",
        "np_4w3a0001",
        "--reverse",
        "false",
        "--to",
        "1742365118",
        "--execute",
        "--yes=np_4w3a0001",
        "--again",
    ];
    let rewound = local(&rewind);
    assert_eq!(rewound.exit, Exit::Success, "{rewound:?}");
    let words = to(&alice);
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let copied = alice.run(&words);
    assert_eq!(copied.exit, Exit::Success, "{copied:?}");
    journal.verifies();
    let count =
        |ended: &super::harness::operator::Ended| ended.stdout.matches("\"entry\":").count();
    let (there, here) = (
        bob.run(&["journal", "list", "-o", "json"]),
        local(&["journal", "list", "-o", "json"]),
    );
    assert_eq!(count(&there), count(&here) + 1, "{there:?} {here:?}");
    let runs = bob.run(&["runs", "--all"]);
    assert_eq!(runs.exit, Exit::Success, "{runs:?}");
    let again = alice.run(&words);
    assert_eq!(again.exit, Exit::Guard, "{again:?}");
    journal.verifies();
}
