//! Cases that the seeds have found: runs whose place another took, and moves that are asked for
//! again.

use oms_cli::Exit;
use oms_sim::{Fault, Simulator, Status};

use super::super::{Desk, plainly};
use super::{TASK, once, printed, refusal, striking};

impl Desk {
    /// A rewind of the same task to another position, of another operator.
    async fn rewind_elsewhere(&self, more: &[&str]) -> super::super::Ended {
        let words = self.run_words(more).into_iter();
        let elsewhere = words.map(|word| match word.as_str() {
            "--to=1742365118" => "--to=1742365000".to_owned(),
            _ => word,
        });
        plainly(elsewhere.collect()).await
    }
}

#[tokio::test]
async fn p241_a_run_that_took_the_place_of_another_lets_the_task_go_on_however_often_it_is_taken_up()
 {
    let refused = once(refusal(), "ResetIncrStartTimestamp").times(2);
    let desk = Desk::with(Simulator::builder().fault(refused)).await;
    let first = plainly(desk.run_words(&["--leave-paused"])).await;
    assert_eq!(first.exit, Exit::PartlyDone, "{first:?}");
    // The second run finds the task paused by the first, takes its place, and fails as well.
    let second = desk.rewind_elsewhere(&["--leave-paused"]).await;
    assert_eq!(second.exit, Exit::PartlyDone, "{second:?}");
    let open = desk.open_runs().await;
    assert_eq!(open.len(), 1, "{open:?}");
    let state = open[0]["state"].as_str().unwrap();
    assert!(state.starts_with("paused by this run"), "{state}");

    let number = &open[0]["run"];
    let resumed = format!("runs resume {number} --execute --yes={TASK} --wait-timeout=2s");
    let resumed = desk.line(&resumed).await;
    assert_eq!(resumed.exit, Exit::Success, "{resumed:?}");
    let task = desk.simulator.task(TASK).unwrap();
    assert_eq!(task.status, Status::Running, "{resumed:?}");
    assert!(desk.open_runs().await.is_empty());
}

#[tokio::test]
async fn p241_the_advice_behind_a_move_with_again_goes_on_and_sends_no_second_move() {
    let lost = striking([(Fault::CommitAndLoseReply, "ResetIncrStartTimestamp")]);
    let desk = Desk::with(lost).await;
    let first = plainly(desk.run_words(&["--again"])).await;
    assert_eq!(first.exit, Exit::Unknown, "{first:?}");
    let advice = "Run the same command without --again to go on: it repeats nothing";
    assert!(printed(&first).contains(advice), "{first:?}");

    let rest = plainly(desk.run_words(&[])).await;
    assert_eq!(rest.exit, Exit::Success, "{rest:?}");
    assert_eq!(desk.seen("ResetIncrStartTimestamp"), 1, "{rest:?}");
    assert!(desk.open_runs().await.is_empty());
}

#[tokio::test]
async fn p241_again_behind_a_move_that_a_look_has_settled_is_another_run() {
    let lost = striking([(Fault::CommitAndLoseReply, "ResetIncrStartTimestamp")]);
    let desk = Desk::with(lost).await;
    let first = plainly(desk.run_words(&[])).await;
    assert_eq!(first.exit, Exit::Unknown, "{first:?}");
    let again = plainly(desk.run_words(&["--again"])).await;
    assert_eq!(again.exit, Exit::Success, "{again:?}");
    let listed = desk.line("runs --all -o json").await.json();
    let runs = listed["data"].as_array().unwrap();
    let moves = |run: &serde_json::Value| {
        let steps = run["moves"][0]["steps"].as_array().unwrap().iter();
        steps.filter(|step| step["step"] == "move").count()
    };
    assert_eq!(
        runs.iter().map(moves).collect::<Vec<_>>(),
        [1, 1],
        "{listed}"
    );
    let task = desk.simulator.task(TASK).unwrap();
    assert_eq!(task.status, Status::Running, "{again:?}");
}
