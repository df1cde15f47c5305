//! The journal of one machine is copied into a team's.

use std::process::Command;

use oms_cli::Exit;
use oms_client::EpochSeconds;
use oms_sim::{Fault, FaultRule, Simulator, Task};

use super::harness::journal::{Journal, Way, simulator};
use super::harness::operator::{Ended, MOVE, Operator, TASK};
use super::harness::server::PASSWORD;

/// Another task than that of most moves.
const OTHER: &[&str] = &[
    "reset-incr-start-timestamp",
    "--id",
    "np_4w3a0003",
    "--reverse",
    "false",
    "--start-timestamp",
    "1742365118",
    "--execute",
    "--yes=np_4w3a0003",
];

const REWIND: &[&str] = &[
    "rewind",
    "--id",
    TASK,
    "--reverse",
    "false",
    "--to",
    "1742365118",
    "--execute",
    "--yes=np_4w3a0001",
    "--again",
];

/// Copies the journal of an operator's machine into the team's.
fn copy(operator: &Operator) -> Ended {
    let from = operator.file("own").display().to_string();
    operator.run(&["journal", "copy", &from, &operator.journal])
}

/// Runs a command of an operator with the journal of their machine.
fn local(operator: &Operator, url: &str, words: &[&str]) -> Ended {
    let own = operator.file("own").display().to_string();
    operator.call_beside(url, &[words, &["--journal", own.as_str()]].concat())
}

/// Number of entries in the team's journal.
fn entries(journal: &Journal) -> String {
    journal.admin("SELECT count(*) FROM oms_journal.entry")
}

/// Copying is refused with these words, and the team's journal stays as it is.
fn is_refused(journal: &Journal, operator: &Operator, words: &[&str]) {
    let before = entries(journal);
    let refused = copy(operator);
    assert_eq!(refused.exit, Exit::Guard, "{refused:?}");
    for words in words {
        assert!(refused.stderr.contains(words), "{words}: {refused:?}");
    }
    assert_eq!(entries(journal), before);
    journal.verifies();
}

#[tokio::test(flavor = "multi_thread")]
async fn the_advice_of_a_copy_that_fails_is_about_the_journal_that_cannot_be_reached() {
    let Some(journal) = Journal::new() else {
        return;
    };
    let simulator = simulator(Simulator::builder()).await;
    let alice = journal.operator("alice").with_variable(PASSWORD);
    let moved = local(&alice, &simulator.url(), MOVE);
    assert_eq!(moved.exit, Exit::Success, "{moved:?}");
    let gone = "postgresql://alice@127.0.0.1:9/oms";
    let from = alice.file("own").display().to_string();
    let refused = alice.run(&["journal", "copy", &from, gone]);
    assert_eq!(refused.exit, Exit::Guard, "{refused:?}");
    let advised = format!("oms doctor --journal {gone}`");
    assert!(refused.stderr.contains(&advised), "{refused:?}");
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
    assert_eq!(local(&alice, &url, MOVE).exit, Exit::Success);
    let rewound = local(&alice, &url, REWIND);
    assert_eq!(rewound.exit, Exit::Success, "{rewound:?}");
    let copied = copy(&alice);
    assert_eq!(copied.exit, Exit::Success, "{copied:?}");
    journal.verifies();
    let count = |ended: &Ended| ended.stdout.matches("\"entry\":").count();
    for format in ["json", "jsonl"] {
        let (there, here) = (
            bob.run(&["journal", "list", "-o", format]),
            local(&alice, &url, &["journal", "list", "-o", format]),
        );
        assert_eq!(count(&there), count(&here) + 1, "{there:?} {here:?}");
    }
    let runs = bob.run(&["runs", "--all"]);
    assert_eq!(runs.exit, Exit::Success, "{runs:?}");
    let already = ["were copied already by the database user alice at 20"];
    is_refused(&journal, &alice, &[already[0], "; 0 were written there"]);
    // The machine notices that the database was restored from before the copy.
    let known = alice.run(&["journal", "verify"]);
    let last = format!("no entry up to {} is missing", entries(&journal));
    assert!(known.stdout.contains(&last), "{known:?}");
    // Not even if something was written to it since.
    assert_eq!(local(&alice, &url, MOVE).exit, Exit::Success);
    is_refused(&journal, &alice, &[already[0], "; 2 were written there"]);
}

/// No text of the database holds that character.
#[tokio::test(flavor = "multi_thread")]
async fn a_task_with_u_0000_in_its_name_is_moved_and_copied_with_it() {
    let Some(journal) = Journal::new() else {
        return;
    };
    let position = EpochSeconds::new(1_742_368_800).unwrap();
    let task = Task::new(TASK, position).named("or\0ders");
    let simulator = simulator(Simulator::builder().task(task)).await;
    let url = simulator.url();
    let alice = journal.operator("alice");
    let moved = local(&alice, &url, MOVE);
    assert_eq!(moved.exit, Exit::Success, "{moved:?}");
    let copied = copy(&alice);
    assert_eq!(copied.exit, Exit::Success, "{copied:?}");
    let moved = alice.call_beside(&url, MOVE);
    assert_eq!(moved.exit, Exit::Success, "{moved:?}");
    let named = r"SELECT count(*) FROM oms_journal.entry WHERE strpos(text, 'or\u0000ders') > 0";
    assert_eq!(journal.admin(named), "2");
    journal.verifies();
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_copied_while_a_request_about_a_target_of_both_journals_is_open() {
    let Some(journal) = Journal::new() else {
        return;
    };
    let lost = FaultRule::from(Fault::CommitAndLoseReply).on_action("ResetIncrStartTimestamp");
    let simulator = simulator(Simulator::builder().fault(lost.nth(1))).await;
    let url = simulator.url();
    let (alice, bob) = (journal.operator("alice"), journal.operator("bob"));
    assert_eq!(bob.call_beside(&url, MOVE).exit, Exit::Unknown);
    assert_eq!(local(&alice, &url, MOVE).exit, Exit::Success);
    let words = [
        "has an open request (entry 1) about np_4w3a0001",
        "resolve 1",
    ];
    is_refused(&journal, &alice, &words);
    // A journal that does not name the target is copied meanwhile.
    let carl = journal.operator("alice");
    assert_eq!(local(&carl, &url, OTHER).exit, Exit::Success);
    let copied = copy(&carl);
    assert_eq!(copied.exit, Exit::Success, "{copied:?}");
    let resolved = bob.run(&["journal", "resolve", "1", "--took-effect"]);
    assert_eq!(resolved.exit, Exit::Success, "{resolved:?}");
    let copied = copy(&alice);
    assert_eq!(copied.exit, Exit::Success, "{copied:?}");
    journal.verifies();
}

/// The commands of an advice, each as the words that a shell makes of it.
fn commands(advice: &str) -> Vec<Vec<String>> {
    let quoted = advice.split('`').skip(1).step_by(2);
    // The variables before it are those of the operator as well.
    let commands = quoted.filter_map(|command| Some(command.split_once("oms ")?.1));
    let words = commands.map(|command| {
        let script = format!("printf '%s\\n' {command}");
        let output = Command::new("sh").args(["-c", &script]).output();
        let said = String::from_utf8(output.expect("a shell runs").stdout);
        let said = said.expect("the words are UTF-8");
        said.lines().map(str::to_owned).collect()
    });
    words.collect()
}

/// Runs a command of an advice, with more words.
fn as_advised(operator: &Operator, command: &[String], more: &[&str]) -> Ended {
    let words = command.iter().map(String::as_str);
    let words: Vec<&str> = words.chain(more.iter().copied()).collect();
    operator.run(&words)
}

/// The address of the team's journal has more than its name, and a journal of one machine is named
/// by its directory.
#[tokio::test(flavor = "multi_thread")]
async fn a_command_that_a_refused_copy_advises_works_as_it_is() {
    let Some(journal) = Journal::new() else {
        return;
    };
    let lost = FaultRule::from(Fault::CommitAndLoseReply).on_action("ResetIncrStartTimestamp");
    let simulator = simulator(Simulator::builder().fault(lost.nth(1).nth(3))).await;
    let url = simulator.url();
    let alice = journal.operator_by("alice", Way::Plain);
    let bob = journal.operator("bob");
    assert_eq!(bob.call_beside(&url, MOVE).exit, Exit::Unknown);
    assert_eq!(local(&alice, &url, MOVE).exit, Exit::Success);
    let refused = copy(&alice);
    let advised = commands(&refused.stderr);
    let [resolve] = advised.as_slice() else {
        panic!("{refused:?}");
    };
    let resolved = as_advised(&alice, resolve, &["--took-effect"]);
    assert_eq!(resolved.exit, Exit::Success, "{resolve:?}: {resolved:?}");
    assert_eq!(journal.open(), "0");
    assert_eq!(copy(&alice).exit, Exit::Success);

    assert_eq!(local(&alice, &url, MOVE).exit, Exit::Unknown);
    let refused = copy(&alice);
    let advised = commands(&refused.stderr);
    let [open, runs] = advised.as_slice() else {
        panic!("{refused:?}");
    };
    let listed = as_advised(&alice, open, &[]);
    assert!(listed.stdout.contains(TASK), "{open:?}: {listed:?}");
    let listed = as_advised(&alice, runs, &[]);
    assert_eq!(listed.exit, Exit::Success, "{runs:?}: {listed:?}");
    journal.verifies();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_request_that_is_open_in_a_copied_journal_is_open_for_the_team() {
    let Some(journal) = Journal::new() else {
        return;
    };
    let lost = FaultRule::from(Fault::CommitAndLoseReply).on_action("ResetIncrStartTimestamp");
    let simulator = simulator(Simulator::builder().fault(lost.nth(1))).await;
    let url = simulator.url();
    let (alice, bob) = (journal.operator("alice"), journal.operator("bob"));
    assert_eq!(local(&alice, &url, MOVE).exit, Exit::Unknown);
    let copied = copy(&alice);
    assert_eq!(copied.exit, Exit::Success, "{copied:?}");
    assert_eq!(journal.open(), "1");
    let refused = bob.call_beside(&url, MOVE);
    assert_eq!(refused.exit, Exit::Guard, "{refused:?}");
    journal.verifies();
}

/// The resume of last week would come behind the pause of today.
#[tokio::test(flavor = "multi_thread")]
async fn a_copied_resume_does_not_hide_the_pause_of_a_run_that_did_not_end() {
    let Some(journal) = Journal::new() else {
        return;
    };
    let refusal = r#"{"success":false,"code":"GHANA-OPERAT000001","message":"not now"}"#;
    let second = FaultRule::from(Fault::answer(200, refusal)).on_action("ResumeProject");
    let simulator = simulator(Simulator::builder().fault(second.nth(2))).await;
    let url = simulator.url();
    let (alice, bob) = (journal.operator("alice"), journal.operator("bob"));
    let resumed = local(&alice, &url, REWIND);
    assert_eq!(resumed.exit, Exit::Success, "{resumed:?}");
    let further = REWIND.iter().map(|&word| match word {
        "1742365118" => "1742365000",
        word => word,
    });
    let further: Vec<&str> = further.collect();
    let paused = bob.call_beside(&url, &further);
    assert_eq!(paused.exit, Exit::Unverified, "{paused:?}");
    let words = [
        "has the run 1, which did not end, about np_4w3a0001",
        "abandon 1",
    ];
    is_refused(&journal, &alice, &words);
    let shown = bob.run(&["runs", "show", "1"]);
    let is_told = shown.stdout.contains("paused by this run");
    assert!(
        is_told && !shown.stdout.contains("resumed since"),
        "{shown:?}"
    );
    let abandoned = bob.run(&["runs", "abandon", "1"]);
    assert_eq!(abandoned.exit, Exit::Success, "{abandoned:?}");
    let copied = copy(&alice);
    assert_eq!(copied.exit, Exit::Success, "{copied:?}");
    journal.verifies();
}

/// The database sees no difference between a request that is copied and one that is sent next.
#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_copied_about_a_service_at_which_two_people_are_needed() {
    let Some(journal) = Journal::new() else {
        return;
    };
    let simulator = simulator(Simulator::builder()).await;
    let url = simulator.url();
    let alice = journal.operator("alice");
    assert_eq!(local(&alice, &url, MOVE).exit, Exit::Success);
    let owner = |sql: &str| {
        let said = journal.server.asked_by("oms_owner", &journal.database, sql);
        assert!(said.is_ok(), "{said:?}");
    };
    owner(&format!(
        "INSERT INTO oms_journal.two_people VALUES ('{url}')"
    ));
    is_refused(
        &journal,
        &alice,
        &["where two people are needed", "takes the service out"],
    );
    owner("DELETE FROM oms_journal.two_people");
    let copied = copy(&alice);
    assert_eq!(copied.exit, Exit::Success, "{copied:?}");
    journal.verifies();
}
