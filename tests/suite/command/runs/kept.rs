//! The words of a run that are kept, and those that are shown of it.

use std::time::Duration;

use oms_cli::Exit;
use oms_sim::{Fault, FaultRule, Simulator, Status};
use serde_json::{Value, json};

use super::super::{Desk, at, now, plainly, with};
use super::TASK;
use super::commands::REWIND;
use crate::support::replies::refusing;

/// The flags of a run hold for whoever goes on with it by its number.
#[tokio::test]
async fn p241_a_run_is_resumed_in_the_way_in_which_it_was_begun() {
    let refused = FaultRule::from(refusing(409)).on_action("ResetIncrStartTimestamp");
    let desk = Desk::with(Simulator::builder().fault(refused.clone().nth(1))).await;
    let stopped = desk.line(&format!("{REWIND} --leave-paused")).await;
    assert_eq!(stopped.exit, Exit::PartlyDone, "{stopped:?}");
    assert!(stopped.stdout.contains("Not moved to"), "{stopped:?}");
    assert!(!stopped.stdout.contains("  Position"), "{stopped:?}");
    desk.simulator.inject(refused.nth(1)).unwrap();
    let resume = "runs resume 1 --execute --yes=np_4w3a0001";
    let again = desk.line(resume).await;
    assert_eq!(again.exit, Exit::PartlyDone, "{again:?}");
    assert_eq!(desk.simulator.task(TASK).unwrap().status, Status::Suspend);
}

/// `-2h` is another moment a minute later. Behind a refusal, the run keeps the position that was
/// sent; where none was, the move has the one of the second command.
#[tokio::test]
async fn p241_a_run_is_shown_with_the_position_that_was_sent() {
    let minute = Duration::from_secs(60);
    let rewind = "rewind --id np_4w3a0001 --reverse false --to -2h --leave-paused --execute \
                  --yes=np_4w3a0001 --wait-timeout 300ms";
    let words: Vec<&str> = rewind.split_whitespace().collect();
    let refused = FaultRule::from(refusing(409)).on_action("ResetIncrStartTimestamp");
    // No look shows that the task has stopped.
    let blind = FaultRule::new(Fault::status(503)).on_action("DescribeProjectProgress");
    let blind = (2..99).fold(blind, FaultRule::nth);
    for (fault, later) in [(refused.nth(1), Duration::ZERO), (blind, minute)] {
        let desk = Desk::with(Simulator::builder().fault(fault)).await;
        let first = at(now(), desk.words(&words)).await;
        assert_eq!(first.exit, Exit::PartlyDone, "{first:?}");
        desk.simulator.clear_faults();
        desk.simulator.advance(minute);
        let second = at(now() + minute, desk.words(&words)).await;
        assert_eq!(second.exit, Exit::Success, "{second:?}");
        let runs = desk.line("runs --all -o json").await.json();
        let sent = (1_742_372_318 - 7_200 + later.as_secs()).to_string();
        let shown = runs["data"]
            .as_array()
            .unwrap()
            .iter()
            .flat_map(|run| run["moves"].as_array().unwrap());
        let shown: Vec<_> = shown.filter(|one| one["seen"] == json!(true)).collect();
        assert_eq!(shown.len(), 1, "{second:?} {runs}");
        assert_eq!(shown[0]["new"], json!(sent), "{runs}");
    }
}

/// The task has gone on between the plan and the stop, so it stands elsewhere than the plan says.
#[tokio::test]
async fn p241_a_saved_run_that_stopped_goes_on_when_its_plan_is_applied_again() {
    let (reset, resume) = ("ResetIncrStartTimestamp", "ResumeProject");
    let rewind = "rewind --id np_4w3a0001 --reverse false --to 1742365118 --leave-paused";
    for (command, yes, refused) in [
        (rewind, TASK, &[reset][..]),
        ("batch FILE --pause", "1", &[reset, resume]),
    ] {
        let desk = Desk::new().await;
        for action in refused {
            let refused = FaultRule::from(refusing(409)).on_action(*action);
            desk.simulator.inject(refused.nth(1)).unwrap();
        }
        let file = desk.folder.path().join("tasks").display().to_string();
        std::fs::write(&file, "id,reverse,to\nnp_4w3a0001,false,1742365118\n").unwrap();
        let plan = desk.saved(&command.replace("FILE", &file)).await;
        let span = Duration::from_secs(600);
        desk.simulator.advance(span);
        let apply = format!("apply {plan} --yes={yes}");
        let words: Vec<&str> = apply.split(' ').collect();
        let first = at(now() + span, desk.words(&words)).await;
        assert_eq!(first.exit, Exit::PartlyDone, "{first:?}");
        assert_eq!(desk.simulator.task(TASK).unwrap().status, Status::Suspend);
        let second = at(now() + span, desk.words(&words)).await;
        assert_eq!(second.exit, Exit::Success, "{second:?}");
        assert_eq!(desk.simulator.task(TASK).unwrap().status, Status::Running);
        assert_eq!(desk.seen("StopProject"), 1, "{second:?}");
        assert_eq!(desk.simulator.world().tickets().len(), 1, "{second:?}");
    }
}

/// Another plan of the same task does not go on with the run, and is told of it.
#[tokio::test]
async fn p241_a_saved_plan_behind_a_run_that_did_not_end_is_refused_with_its_number() {
    let refused = FaultRule::from(refusing(409)).on_action("ResetIncrStartTimestamp");
    let desk = Desk::with(Simulator::builder().fault(refused.nth(1))).await;
    assert_eq!(desk.plan().await.exit, Exit::Success);
    let span = Duration::from_secs(600);
    desk.simulator.advance(span);
    let rewind = format!("{REWIND} --leave-paused");
    let words: Vec<&str> = rewind.split_whitespace().collect();
    let stopped = at(now() + span, desk.words(&words)).await;
    assert_eq!(stopped.exit, Exit::PartlyDone, "{stopped:?}");
    let applied = at(now() + span, desk.apply()).await;
    assert_eq!(applied.exit, Exit::Guard, "{applied:?}");
    for words in [
        "has gone on or was moved since",
        "`oms runs resume 1 --execute` goes on with it",
    ] {
        let said = desk.short(&applied.stderr);
        assert!(said.contains(words), "{words}: {applied:?}");
    }
}

/// A line that its run never reached is held to its plan as it was at first.
#[tokio::test]
async fn p241_a_line_that_its_run_did_not_reach_is_refused_once_its_task_was_moved() {
    let desk = Desk::new().await;
    for action in ["ResetIncrStartTimestamp", "ResumeProject"] {
        let refused = FaultRule::from(refusing(409)).on_action(action);
        desk.simulator.inject(refused.nth(1)).unwrap();
    }
    let file = desk.folder.path().join("tasks").display().to_string();
    let lines = "np_4w3a0001,false,1742365118\nnp_4w3a0002,false,1742365118\n";
    std::fs::write(&file, format!("id,reverse,to\n{lines}")).unwrap();
    let plan = desk.saved(&format!("batch {file} --pause")).await;
    let apply = format!("apply {plan} --yes=2");
    let words: Vec<&str> = apply.split(' ').collect();
    let first = plainly(desk.words(&words)).await;
    assert_eq!(first.exit, Exit::PartlyDone, "{first:?}");

    // Somebody else moves the second task, with a journal of their own.
    let rewind = "rewind --id np_4w3a0002 --reverse false --to 1742365000 --execute \
                  --yes=np_4w3a0002";
    let rewind: Vec<&str> = rewind.split_whitespace().collect();
    let theirs = desk.folder.path().join("theirs").display().to_string();
    let rewind = with(desk.words(&rewind), &desk.journal(), &theirs);
    let moved = plainly(rewind).await;
    assert_eq!(moved.exit, Exit::Success, "{moved:?}");

    let second = plainly(desk.words(&words)).await;
    assert_eq!(second.exit, Exit::Guard, "{second:?}");
    for words in [
        "line 3: the present position",
        "np_4w3a0001 was paused by this run: `oms task resume np_4w3a0001 --execute` resumes it.",
    ] {
        assert!(desk.short(&second.stderr).contains(words), "{second:?}");
    }
    assert_eq!(desk.simulator.world().tickets().len(), 1, "{second:?}");
}

/// A look behind the move shows the new position, and no request of this run has moved it.
#[tokio::test]
async fn p241_a_run_behind_its_move_names_the_entry_and_the_old_position_of_the_move() {
    let refused = FaultRule::from(refusing(409)).on_action("ResumeProject");
    let desk = Desk::with(Simulator::builder().fault(refused.nth(1))).await;
    let command = format!("{REWIND} -o json");
    let first = desk.line(&command).await;
    assert_eq!(first.exit, Exit::Unverified, "{first:?}");
    let rest = desk.line(&command).await;
    assert_eq!(rest.exit, Exit::Success, "{rest:?}");
    let (first, rest) = (first.json(), rest.json());
    assert!(first["journal"].is_u64(), "{first}");
    assert_eq!(rest["journal"], first["journal"], "{rest}");
    let old = |object: &Value| {
        let lines = object["explanation"].as_array().unwrap();
        let mut lines = lines.iter();
        let old = lines.find(|line| line["label"] == json!("Old position"));
        old.unwrap()["text"].clone()
    };
    assert_eq!(old(&rest), old(&first), "{rest}");
}

/// `-2h` is another moment a minute later: the run keeps the one that it has planned, and the
/// advice behind a lost answer says which command does what.
#[tokio::test]
async fn p241_a_run_by_its_number_moves_to_its_position_and_the_same_words_count_anew() {
    let minute = Duration::from_secs(60);
    let gives_up = "and `oms runs abandon 1` gives it up.";
    for (action, to, advised, same) in [
        (
            "StopProject",
            "-2h",
            "moves to 2025-03-19T06:18:38Z, as planned, where the same command counts anew,",
            "2025-03-19T06:19:38Z UTC",
        ),
        (
            "StopProject",
            "1742365118",
            "does the same,",
            "2025-03-19T06:18:38Z UTC",
        ),
        // A look settles it, and the run goes on to the position that was sent.
        (
            "ResetIncrStartTimestamp",
            "-2h",
            "does the same,",
            "2025-03-19T06:18:38Z UTC",
        ),
    ] {
        let lost = FaultRule::new(Fault::CommitAndLoseReply).on_action(action);
        let desk = Desk::with(Simulator::builder().fault(lost.times(1))).await;
        let rewind = format!("rewind --id {TASK} --reverse false --to {to}");
        let sent = format!("{rewind} --execute --yes={TASK} --wait-timeout 2s");
        let ended = desk.line(&sent).await;
        assert_eq!(ended.exit, Exit::Unknown, "{ended:?}");
        let advised = format!("`oms runs resume 1 --execute` {advised} {gives_up}");
        let said = desk.short(&ended.stderr);
        assert!(said.contains(&advised), "{advised}: {said}");

        desk.simulator.advance(minute);
        for (line, position) in [
            ("runs resume 1", "2025-03-19T06:18:38Z UTC"),
            (rewind.as_str(), same),
        ] {
            let words: Vec<&str> = line.split(' ').collect();
            let planned = at(now() + minute, desk.words(&words)).await;
            assert_eq!(planned.exit, Exit::Success, "{line}: {planned:?}");
            assert!(planned.stdout.contains(position), "{line}: {planned:?}");
        }
    }
}
