//! Runs whose task something else resumes or moves meanwhile.

use std::time::Duration;

use oms_cli::Exit;
use oms_sim::{Fault, FaultRule, Simulator, Status};
use serde_json::json;

use super::super::{Desk, plainly, with};
use super::commands::REWIND;
use super::{TASK, once, printed, refusal, striking};

/// The words of a command at a desk.
pub(super) type Words = fn(&Desk) -> String;

impl Desk {
    /// A desk at which a run has paused its task, and can neither move nor resume it: `words` are
    /// the command. `stop` is the stop that is refused, if one is, counted from 1.
    async fn paused_by_a_run(words: impl Fn(&Self) -> String, stop: Option<u64>) -> Self {
        let refused = ["ResetIncrStartTimestamp", "ResumeProject"];
        let mut simulator = Simulator::builder();
        for action in refused {
            simulator = simulator.fault(once(refusal(), action));
        }
        if let Some(stop) = stop {
            simulator = simulator.fault(once(refusal(), "StopProject").nth(stop));
        }
        let desk = Self::with(simulator).await;
        let first = desk.line(&words(&desk)).await;
        assert_eq!(first.exit, Exit::PartlyDone, "{first:?}");
        assert_eq!(desk.simulator.task(TASK).unwrap().status, Status::Suspend);
        desk
    }

    /// Such a desk, at which somebody else then resumes the task.
    async fn resumed_elsewhere(words: impl Fn(&Self) -> String, stop: Option<u64>) -> Self {
        let desk = Self::paused_by_a_run(words, stop).await;
        desk.somebody_else("task resume np_4w3a0001").await;
        desk
    }

    /// Somebody with another journal changes the task.
    pub(super) async fn somebody_else(&self, words: &str) {
        let journal = self.folder.path().join("elsewhere").display().to_string();
        let words = format!("{words} --execute --yes={TASK}");
        let words = self.words(&words.split(' ').collect::<Vec<_>>());
        let ended = plainly(with(words, &self.journal(), &journal)).await;
        assert_eq!(ended.exit, Exit::Success, "{ended:?}");
    }
}

pub(super) fn rewind(_: &Desk) -> String {
    REWIND.to_owned()
}

pub(super) fn batch(desk: &Desk) -> String {
    let file = desk.folder.path().join("one");
    std::fs::write(&file, format!("id,reverse,to\n{TASK},false,1742365118\n")).unwrap();
    format!(
        "batch {} --pause --execute --yes=1 --wait-timeout 300ms",
        file.display()
    )
}

#[tokio::test]
async fn p240_a_task_that_something_else_resumes_behind_its_stop_is_stopped_again() {
    let by_number = |number: &str| format!("runs resume 1 --execute --yes={number}");
    let cases: [(Words, Option<String>); 4] = [
        (rewind, None),
        (rewind, Some(by_number(TASK))),
        (batch, None),
        (batch, Some(by_number("1"))),
    ];
    for (first, second) in cases {
        let desk = Desk::resumed_elsewhere(first, None).await;
        let second = second.unwrap_or_else(|| first(&desk));
        let rest = desk.line(&second).await;
        assert_eq!(rest.exit, Exit::Success, "{second}: {rest:?}");
        assert_eq!(desk.seen("StopProject"), 2, "{second}: {rest:?}");
        assert_eq!(desk.simulator.world().tickets().len(), 1, "{rest:?}");
        assert_eq!(desk.simulator.task(TASK).unwrap().status, Status::Running);
        assert!(desk.open_runs().await.is_empty());
    }
}

#[tokio::test]
async fn p240_a_run_that_took_the_place_of_another_knows_that_its_task_had_stopped() {
    let desk = Desk::resumed_elsewhere(rewind, Some(2)).await;
    let other = REWIND.replace("1742365118", "1742365000");
    let refused = desk.line(&other).await;
    assert_eq!(refused.exit, Exit::PartlyDone, "{refused:?}");
    let rest = desk.line(&other).await;
    assert_eq!(rest.exit, Exit::Success, "{rest:?}");
    assert_eq!(desk.seen("StopProject"), 3, "{rest:?}");
    assert!(desk.open_runs().await.is_empty());
}

/// Nobody has seen that the task had stopped: it may be stopping still.
#[tokio::test]
async fn p240_whoever_waits_for_a_stop_that_something_else_has_undone_is_told_the_way_out() {
    let first: [fn(&Desk) -> String; 2] = [rewind, batch];
    for words in first {
        let blind = FaultRule::new(Fault::status(503)).on_action("DescribeProjectProgress");
        let blind = (2..99).fold(blind, FaultRule::nth);
        let desk = Desk::with(Simulator::builder().fault(blind)).await;
        let words = words(&desk);
        let ended = desk.line(&words).await;
        assert_eq!(ended.exit, Exit::PartlyDone, "{ended:?}");
        assert_eq!(desk.simulator.task(TASK).unwrap().status, Status::Suspend);
        desk.simulator.clear_faults();
        desk.somebody_else("task resume np_4w3a0001").await;

        let stop = "task stop np_4w3a0001 --again";
        let way_out = format!("no wait for this stop ends: `oms {stop} --execute` stops it anew.");
        let waits = desk.line(&words).await;
        assert_eq!(waits.exit, Exit::PartlyDone, "{waits:?}");
        let said = desk.short(&printed(&waits));
        assert!(said.contains(&way_out), "{said}");
        assert_eq!(desk.seen("StopProject"), 1, "{waits:?}");
        let stopped = desk.line(&format!("{stop} --execute --yes={TASK}")).await;
        assert_eq!(stopped.exit, Exit::Success, "{stopped:?}");
        let rest = desk.line(&words).await;
        assert_eq!(rest.exit, Exit::Success, "{rest:?}");
        assert_eq!(desk.simulator.task(TASK).unwrap().status, Status::Running);
        assert!(desk.open_runs().await.is_empty());
    }
}

#[tokio::test]
async fn p240_a_second_stop_whose_answer_is_lost_is_settled_by_what_the_task_shows() {
    let by_number = |number: &str| format!("runs resume 1 --execute --yes={number}");
    let cases: [(Words, String); 2] = [(rewind, by_number(TASK)), (batch, by_number("1"))];
    for (words, by_number) in cases {
        let desk = Desk::resumed_elsewhere(words, None).await;
        let lost = once(Fault::CommitAndLoseReply, "StopProject");
        desk.simulator.inject(lost).unwrap();
        let second = desk.line(&words(&desk)).await;
        assert_eq!(second.exit, Exit::Unknown, "{second:?}");
        let rest = desk.line(&by_number).await;
        assert_eq!(rest.exit, Exit::Success, "{rest:?}");
        assert_eq!(desk.seen("StopProject"), 2, "{rest:?}");
        assert_eq!(desk.simulator.task(TASK).unwrap().status, Status::Running);
        assert!(desk.open_runs().await.is_empty());
    }
}

#[tokio::test]
async fn p241_whoever_gives_up_a_run_whose_task_was_resumed_elsewhere_is_not_told_that_it_is_paused()
 {
    let desk = Desk::resumed_elsewhere(rewind, None).await;
    let given_up = desk.line("runs abandon 1").await;
    assert_eq!(given_up.exit, Exit::Success, "{given_up:?}");
    let told = desk.short(&printed(&given_up));
    assert!(!told.contains("is paused"), "{given_up:?}");
    let words =
        format!("{TASK} was paused by this run: `oms task resume {TASK} --execute` resumes it.");
    assert!(told.contains(&words), "{given_up:?}");
}

#[tokio::test]
async fn p239_a_batch_goes_on_behind_a_line_whose_task_something_else_resumes() {
    // The service refuses to resume the task once more.
    let resumed = once(refusal(), "ResumeProject").after_commit();
    let desk = Desk::with(Simulator::builder().fault(resumed)).await;
    let file = desk.folder.path().join("two");
    let tasks = ["np_4w3a0001", "np_4w3a0003"];
    let lines = tasks.map(|task| format!("{task},false,1742365118\n"));
    std::fs::write(&file, format!("id,reverse,to\n{}", lines.concat())).unwrap();
    let batch = format!(
        "batch {} --pause --execute --yes=2 --rate 100 --wait-timeout 2s -o json",
        file.display()
    );
    let ended = desk.line(&batch).await;
    assert_eq!(ended.exit, Exit::Unverified, "{ended:?}");
    let object = ended.json();
    assert_eq!(object["summary"]["accepted"], json!(2), "{object}");
    assert_eq!(object["next"], json!("Nothing is left to send."));
    let message = object["message"].as_str().unwrap();
    let elsewhere = "seen at work afterwards, so something else has resumed it";
    assert!(message.contains(elsewhere), "{message}");
    for task in tasks {
        assert_eq!(desk.simulator.task(task).unwrap().status, Status::Running);
    }
    assert!(desk.open_runs().await.is_empty());
    let again = desk.line(&batch).await;
    assert_eq!(again.exit, Exit::Success, "{again:?}");
    assert_eq!(again.json()["summary"]["accepted_before"], json!(2));
}

#[tokio::test]
async fn p237_a_run_that_is_refused_says_that_it_has_left_its_task_paused() {
    let back = "task reset-incr-start-timestamp np_4w3a0001 --reverse false --to 1742361000";
    let delete = "delete-project --id np_4w3a0001 --execute --yes=np_4w3a0001";
    for (is_moved, why) in [(true, "SKIPS CHANGES"), (false, "may have taken effect")] {
        let desk = Desk::paused_by_a_run(rewind, None).await;
        if is_moved {
            desk.somebody_else(back).await;
        } else {
            let lost = once(Fault::LoseBeforeCommit, "DeleteProject");
            desk.simulator.inject(lost).unwrap();
            assert_eq!(desk.line(delete).await.exit, Exit::Unknown);
        }
        let by_number = format!("runs resume 1 --execute --yes={TASK}");
        for words in [REWIND, &by_number] {
            let refused = desk.line(words).await;
            assert_eq!(refused.exit, Exit::Guard, "{words}: {refused:?}");
            let left = format!("{TASK} was paused by this run: `oms task resume {TASK} --execute`");
            let said = desk.short(&refused.stderr);
            for told in [why, &left] {
                assert!(said.contains(told), "{told}: {said}");
            }
            assert_eq!(desk.simulator.task(TASK).unwrap().status, Status::Suspend);
        }
    }
}

#[tokio::test]
async fn p237_whoever_meets_a_run_in_flight_is_not_told_to_resume_its_task() {
    let slow = FaultRule::new(Fault::latency(Duration::from_secs(2))).on_action("StopProject");
    let desk = Desk::with(Simulator::builder().fault(slow)).await;
    let by_number = format!("runs resume 1 --execute --yes={TASK}");
    let (ended, refused) = tokio::join!(desk.line(REWIND), async {
        desk.until_seen("StopProject").await;
        [desk.line(&by_number).await, desk.line(REWIND).await]
    });
    for refused in refused {
        assert_eq!(refused.exit, Exit::Guard, "{refused:?}");
        assert!(refused.stderr.contains("is in flight"), "{refused:?}");
        assert!(!refused.stderr.contains("task resume"), "{refused:?}");
    }
    assert_eq!(ended.exit, Exit::Success, "{ended:?}");
}

/// Two addresses may lead to one service, and so the stop of either may have paused the task.
#[tokio::test]
async fn p300_a_refusal_names_the_request_at_another_address_that_may_have_done_the_same() {
    let lost = || striking([(Fault::CommitAndLoseReply, "StopProject")]);
    let (other, desk) = (Desk::with(lost()).await, Desk::with(lost()).await);
    let stop = ["task", "stop", TASK, "--execute", "--yes=np_4w3a0001"];
    let stop = with(other.words(&stop), &other.journal(), &desk.journal());
    let stopped = plainly(stop).await;
    assert_eq!(stopped.exit, Exit::Unknown, "{stopped:?}");
    let url = other.simulator.url();
    let first = desk.line(REWIND).await;
    assert_eq!(first.exit, Exit::Unknown, "{first:?}");
    let warning = format!("StopProject for the same ID at {url} may have taken effect");
    assert!(first.stderr.contains(&warning), "{first:?}");
    assert_eq!(desk.simulator.task(TASK).unwrap().status, Status::Suspend);
    let named = format!("StopProject at {url} (journal entry 1) may have done the same");
    let second = desk.line(REWIND).await;
    assert_eq!(second.exit, Exit::Guard, "{second:?}");
    assert!(second.stderr.contains(&named), "{second:?}");

    // Once nothing else may have done it, the task proves it.
    let settle = "journal resolve 1 --no-effect --early";
    assert_eq!(desk.line(settle).await.exit, Exit::Success);
    let rest = desk.line(REWIND).await;
    assert_eq!(rest.exit, Exit::Success, "{rest:?}");
    assert_eq!(desk.seen("StopProject"), 1);
    assert_eq!(desk.simulator.task(TASK).unwrap().status, Status::Running);
}
