//! Runs whose task something else resumes meanwhile.

use oms_cli::Exit;
use oms_sim::{Simulator, Status};
use serde_json::json;

use super::super::{Desk, plainly, with};
use super::commands::REWIND;
use super::{TASK, once, refusal};

impl Desk {
    /// A desk at which a run has paused its task, and can neither move nor resume it: `words` are
    /// the command. Somebody else then resumes the task. `stop` is the stop that is refused, if one
    /// is, counted from 1.
    async fn resumed_elsewhere(words: impl Fn(&Self) -> String, stop: Option<u64>) -> Self {
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
        let elsewhere = desk.folder.path().join("elsewhere").display().to_string();
        let resume = format!("task resume {TASK} --execute --yes={TASK}");
        let resume = desk.words(&resume.split(' ').collect::<Vec<_>>());
        let resumed = plainly(with(resume, &desk.journal(), &elsewhere)).await;
        assert_eq!(resumed.exit, Exit::Success, "{resumed:?}");
        desk
    }
}

fn rewind(_: &Desk) -> String {
    REWIND.to_owned()
}

fn batch(desk: &Desk) -> String {
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
    let cases: [(fn(&Desk) -> String, Option<String>); 4] = [
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

#[tokio::test]
async fn p241_whoever_gives_up_a_run_whose_task_was_resumed_elsewhere_is_not_told_that_it_is_paused()
 {
    let desk = Desk::resumed_elsewhere(rewind, None).await;
    let given_up = desk.line("runs abandon 1").await;
    assert_eq!(given_up.exit, Exit::Success, "{given_up:?}");
    assert!(!given_up.stdout.contains("is paused"), "{given_up:?}");
    let words = format!("{TASK} was paused by this run: `oms task resume {TASK}` resumes it.");
    assert!(
        desk.short(&given_up.stdout).contains(&words),
        "{given_up:?}"
    );
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
