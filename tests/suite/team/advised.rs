//! The commands that a shared plan and its outcome advise: they are typed by whoever reads them,
//! and a shared plan is sent once.

use oms_cli::Exit;
use oms_sim::{Fault, FaultRule, Simulator};

use super::approvals::TWO;
use super::harness::journal::{Journal, simulator};
use super::harness::operator::{MOVE, TASK};

#[tokio::test(flavor = "multi_thread")]
async fn what_a_shared_plan_of_a_batch_advises_finds_the_journal_of_its_reader() {
    let Some(journal) = Journal::new() else {
        return;
    };
    let lost = FaultRule::new(Fault::LoseBeforeCommit).on_action("ResetIncrStartTimestamp");
    let simulator = simulator(Simulator::builder().fault(lost.times(1))).await;
    let url = simulator.url();
    let (alice, bob) = (journal.operator("alice"), journal.operator("bob"));
    let moved = alice.call_beside(&url, MOVE);
    assert_eq!(moved.exit, Exit::Unknown, "{moved:?}");
    let file = alice.file("tasks.csv");
    let text = format!("id,reverse,to\n{TASK},false,1742365118\n");
    std::fs::write(&file, text).expect("the folder can be written");
    let file = file.display().to_string();
    let hers = ["--journal", alice.journal.as_str()];
    let share = ["plan", "--share", "batch", file.as_str()];
    let shared = alice.call_beside(&url, &[&share[..], &hers].concat());
    assert_eq!(shared.exit, Exit::Guard, "{shared:?}");
    let plan = journal.admin("SELECT max(seq) FROM oms_journal.plan");
    let show = ["journal", "plans", plan.as_str()];
    let his = ["--journal", bob.journal.as_str()];
    let shown = bob.call_beside(&url, &[&show[..], &his].concat());
    assert_eq!(shown.exit, Exit::Success, "{shown:?}");
    let resolve = "oms journal resolve 1 --took-effect --journal";
    for (ended, who) in [(shared, "alice"), (shown, "bob")] {
        let behind = ended.stdout.split_once(resolve);
        let command = behind.and_then(|(_, behind)| behind.split_once('`'));
        let (flags, _) = command.unwrap_or_else(|| panic!("{resolve}: {ended:?}"));
        assert!(flags.contains(who), "{who}: {ended:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn p265_the_advice_behind_a_shared_plan_is_a_command_that_is_not_refused() {
    let refusal = r#"{"success":false,"code":"GHANA-OPERAT000001","message":"not now"}"#;
    let refusal = Fault::answer(200, refusal);
    let to = ["--id", TASK, "--reverse", "false", "--to", "1742365118"];
    let share = [&["plan", "--share", "rewind"][..], &to].concat();
    let yes = "--yes=np_4w3a0001";
    for (fault, action, exit, advised, next) in [
        (
            Fault::CommitAndLoseReply,
            "StopProject",
            Exit::Unknown,
            "runs resume 2 --execute",
            vec!["runs", "resume", "2", "--execute", yes],
        ),
        (
            refusal,
            "ResetIncrStartTimestamp",
            Exit::Rejected,
            "Correct the cause, and share a new plan.",
            share.clone(),
        ),
    ] {
        let Some(journal) = Journal::new() else {
            return;
        };
        let fault = FaultRule::new(fault).on_action(action).times(1);
        let simulator = simulator(Simulator::builder().fault(fault)).await;
        let url = simulator.url();
        let (alice, bob) = (
            journal.operator("alice").with(TWO),
            journal.operator("bob").with(TWO),
        );
        let shared = alice.call_beside(&url, &share);
        assert_eq!(shared.exit, Exit::Success, "{shared:?}");
        let apply = ["apply", "--shared", "1", yes];
        let sent = bob.call_beside(&url, &apply);
        assert_eq!(sent.exit, exit, "{sent:?}");
        assert!(sent.stderr.contains(advised), "{advised}: {sent:?}");
        assert!(!sent.stderr.contains("same command"), "{sent:?}");

        let again = bob.call_beside(&url, &apply);
        assert_eq!(again.exit, Exit::Guard, "{again:?}");
        let next = bob.call_beside(&url, &next);
        assert_eq!(next.exit, Exit::Success, "{next:?}");
        journal.verifies();
    }
}

/// The run was begun without a plan, and goes on with a plan that is shared: that plan is sent once
/// all the same.
#[tokio::test(flavor = "multi_thread")]
async fn p265_the_advice_behind_a_shared_plan_that_goes_on_with_a_run_of_no_plan_is_not_refused() {
    let Some(journal) = Journal::new() else {
        return;
    };
    let fault = FaultRule::new(Fault::CommitAndLoseReply).times(1);
    let lost = |action| fault.clone().on_action(action);
    let faults = Simulator::builder().fault(lost("StopProject"));
    let simulator = simulator(faults.fault(lost("ResetIncrStartTimestamp"))).await;
    let url = simulator.url();
    let (alice, bob) = (journal.operator("alice"), journal.operator("bob"));
    let rewind = [
        "rewind",
        "--id",
        TASK,
        "--reverse",
        "false",
        "--to",
        "1742365118",
    ];
    let yes = "--yes=np_4w3a0001";
    let begun = alice.call_beside(&url, &[&rewind[..], &["--execute", yes]].concat());
    assert_eq!(begun.exit, Exit::Unknown, "{begun:?}");
    let shared = alice.call_beside(&url, &[&["plan", "--share"][..], &rewind].concat());
    assert_eq!(shared.exit, Exit::Success, "{shared:?}");
    let plan = journal.admin("SELECT max(seq) FROM oms_journal.plan");

    let apply = ["apply", "--shared", plan.as_str(), yes];
    let sent = bob.call_beside(&url, &apply);
    assert_eq!(sent.exit, Exit::Unknown, "{sent:?}");
    let advised = "runs resume 1 --execute";
    assert!(sent.stderr.contains(advised), "{advised}: {sent:?}");
    assert!(!sent.stderr.contains("same command"), "{sent:?}");
    let again = bob.call_beside(&url, &apply);
    assert_eq!(again.exit, Exit::Guard, "{again:?}");
    let resume = ["runs", "resume", "1", "--execute", yes];
    let resumed = bob.call_beside(&url, &resume);
    assert_eq!(resumed.exit, Exit::Success, "{resumed:?}");
    journal.verifies();
}

/// Whoever reads it fills in the words in capital letters, and types the rest.
#[tokio::test(flavor = "multi_thread")]
async fn p265_the_advice_to_share_a_plan_is_of_commands_that_run_once_they_are_filled_in() {
    let Some(journal) = Journal::new() else {
        return;
    };
    let simulator = simulator(Simulator::builder()).await;
    let url = simulator.url();
    let (alice, bob) = (
        journal.operator("alice").with(TWO),
        journal.operator("bob").with(TWO),
    );
    let hers = ["--endpoint", url.as_str(), "--journal", &alice.journal];
    let refused = alice.call_beside(&url, &[MOVE, &hers].concat());
    assert_eq!(refused.exit, Exit::Guard, "{refused:?}");
    let typed = |command: &str, placeholder: &str, words: &str| {
        let mut advised = refused.stderr.split('`');
        let advised = advised.find_map(|words| {
            let (_, words) = words.split_once("oms ")?;
            words.starts_with(command).then_some(words)
        });
        let advised = advised.unwrap_or_else(|| panic!("{command}: {refused:?}"));
        let filled = advised.replace(placeholder, words).replace('\'', "");
        let words = filled.split_whitespace().map(ToOwned::to_owned);
        words.collect::<Vec<_>>()
    };
    let planned: Vec<&str> = MOVE
        .iter()
        .copied()
        .take_while(|word| *word != "--execute")
        .collect();
    let share = typed("plan --share", "COMMAND", &planned.join(" "));
    let mut apply = typed("apply --shared", "PLAN", "1");
    apply.push("--yes=np_4w3a0001".to_owned());
    for (who, words) in [(&alice, share), (&bob, apply)] {
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        let ended = who.call_beside(&url, &words);
        assert_eq!(ended.exit, Exit::Success, "{words:?}: {ended:?}");
    }
    journal.verifies();
}
