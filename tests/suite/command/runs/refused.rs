//! Runs whose task is paused behind a stop that was refused, as where something in between has sent
//! the stop twice and shows the second answer alone.

use oms_cli::Exit;
use oms_sim::{Fault, Simulator, Status};

use super::super::Desk;
use super::commands::REWIND;
use super::elsewhere::{Words, batch, rewind};
use super::{TASK, once, printed, refusal};

const STOP: &str = "StopProject";
const MOVE: &str = "ResetIncrStartTimestamp";

/// The advice about a task of which nobody knows what has paused it.
const BY_HAND: &str =
    "so the run does not resume it: `oms task resume np_4w3a0001 --execute` does.";

/// The advice about such a task once its run is given up.
const SHOWS: &str = "The stop of np_4w3a0001 was refused: `oms status np_4w3a0001` shows whether the task is \
     paused all the same, and `oms task resume np_4w3a0001 --execute` resumes it.";

impl Desk {
    /// A desk at which a command has met such a stop.
    async fn stopped_twice(words: Words) -> Self {
        let twice = once(refusal(), STOP).after_commit();
        let desk = Self::with(Simulator::builder().fault(twice)).await;
        let ended = desk.line(&words(&desk)).await;
        assert_eq!(ended.exit, Exit::PartlyDone, "{ended:?}");
        desk.says(
            &printed(&ended),
            &[BY_HAND, "Run the same command again to go on"],
        );
        assert_eq!(desk.actions(), [STOP]);
        desk
    }

    /// A desk at which a batch was refused the stop of its first line, whose task goes on, and has
    /// taken the second one.
    async fn refused_at_work() -> Self {
        let desk = Self::with(Simulator::builder().fault(once(refusal(), STOP))).await;
        let file = desk.folder.path().join("two");
        let lines = [TASK, "np_4w3a0003"].map(|task| format!("{task},false,1742365118\n"));
        std::fs::write(&file, format!("id,reverse,to\n{}", lines.concat())).unwrap();
        let batch = format!(
            "batch {} --pause --keep-going --execute --yes=2 --rate 100 --wait-timeout 2s",
            file.display()
        );
        let ended = desk.line(&batch).await;
        assert_eq!(ended.exit, Exit::PartlyDone, "{ended:?}");
        assert!(!printed(&ended).contains("LEFT PAUSED"), "{ended:?}");
        assert!(desk.is_at_work());
        desk
    }

    /// Asserts that a text calls the task perhaps paused, and has these words as well.
    fn says(&self, text: &str, words: &[&str]) {
        let paused = [
            "PERHAPS LEFT PAUSED",
            "was seen in the state SUSPEND afterwards",
        ];
        let text = self.short(text);
        for words in paused.iter().chain(words) {
            assert!(text.contains(words), "{words}: {text}");
        }
    }

    /// Resumes the task, as the advice says.
    async fn resumes(&self) {
        let resume = format!("task resume {TASK} --execute --yes={TASK}");
        assert_eq!(self.line(&resume).await.exit, Exit::Success);
    }

    fn is_at_work(&self) -> bool {
        self.simulator.task(TASK).unwrap().status == Status::Running
    }
}

#[tokio::test]
async fn p239_a_task_that_is_paused_behind_a_refused_stop_is_said_to_be() {
    for words in [rewind, batch] {
        let desk = Desk::stopped_twice(words).await;
        assert!(!desk.is_at_work());
        let listed = desk.line("runs").await;
        let state = "the stop of this run was refused; position not moved";
        assert!(listed.stdout.contains(TASK), "{listed:?}");
        let shown = desk.line("runs show 1").await;
        assert!(shown.stdout.contains(state), "{shown:?}");
        desk.resumes().await;
        let rest = desk.line(&words(&desk)).await;
        assert_eq!(rest.exit, Exit::Success, "{rest:?}");
        assert!(desk.is_at_work(), "{rest:?}");
        assert!(desk.open_runs().await.is_empty());
    }
}

#[tokio::test]
async fn p239_a_task_at_work_behind_a_refused_stop_is_not_called_paused() {
    let desk = Desk::refused_at_work().await;
    for (command, state) in [
        ("runs", "1 of 2 positions moved; stop refused: np_4w3a0001"),
        (
            "runs show 1",
            "the stop of this run was refused; position not moved",
        ),
        ("runs abandon 1", SHOWS),
    ] {
        let told = desk.line(command).await;
        assert_eq!(told.exit, Exit::Success, "{told:?}");
        let text = desk.short(&printed(&told));
        assert!(text.contains(state), "{command}: {text}");
        assert!(!text.contains("perhaps paused"), "{command}: {text}");
    }
}

#[tokio::test]
async fn p239_a_task_that_somebody_pauses_behind_a_refused_stop_is_paused_by_them() {
    let desk = Desk::refused_at_work().await;
    let stop = format!("task stop {TASK} --execute --yes={TASK}");
    assert_eq!(desk.line(&stop).await.exit, Exit::Success);
    let shown = desk.line("runs show 1").await;
    assert!(
        shown.stdout.contains("not paused by this run; position"),
        "{shown:?}"
    );
    let moved = desk.line(REWIND).await;
    assert_eq!(moved.exit, Exit::Success, "{moved:?}");
    assert!(!printed(&moved).contains("PAUSED"), "{moved:?}");
    assert!(!desk.is_at_work());
}

#[tokio::test]
async fn p239_whoever_goes_on_behind_a_refused_stop_is_told_again_that_the_task_is_paused() {
    let by_number = |number: &str| Some(format!("runs resume 1 --execute --yes={number}"));
    let cases: [(Words, Option<String>); 4] = [
        (rewind, None),
        (rewind, by_number(TASK)),
        (batch, None),
        (batch, by_number("1")),
    ];
    for (first, again) in cases {
        let desk = Desk::stopped_twice(first).await;
        let again = again.unwrap_or_else(|| first(&desk));
        // The second time, nothing is left to send.
        for _ in 0..2 {
            let ended = desk.line(&again).await;
            assert_eq!(ended.exit, Exit::Unverified, "{again}: {ended:?}");
            let moved = "ticket 1 was accepted and has moved the position;";
            desk.says(&printed(&ended), &[moved, BY_HAND]);
            assert_eq!(desk.actions(), [STOP, MOVE], "{again}");
            assert_eq!(desk.open_runs().await.len(), 1, "{again}");
        }
        let given_up = desk.line("runs abandon 1").await;
        let left = desk.short(&printed(&given_up));
        assert!(left.contains(SHOWS), "{left}");
    }
}

#[tokio::test]
async fn p239_a_run_behind_a_refused_stop_ends_once_its_task_was_resumed() {
    for words in [rewind, batch] {
        let desk = Desk::stopped_twice(words).await;
        let moved = desk.line(&words(&desk)).await;
        assert_eq!(moved.exit, Exit::Unverified, "{moved:?}");
        desk.resumes().await;
        let rest = desk.line(&words(&desk)).await;
        assert_eq!(rest.exit, Exit::Success, "{rest:?}");
        assert!(!printed(&rest).contains("LEFT PAUSED"), "{rest:?}");
        assert_eq!(desk.actions(), [STOP, MOVE, "ResumeProject"]);
        assert!(desk.open_runs().await.is_empty());
    }
}

#[tokio::test]
async fn p239_a_move_that_fails_behind_a_refused_stop_leaves_its_task_perhaps_paused() {
    for (fault, exit) in [
        (refusal(), Exit::PartlyDone),
        (Fault::LoseBeforeCommit, Exit::Unknown),
    ] {
        let desk = Desk::stopped_twice(rewind).await;
        desk.simulator.inject(once(fault, MOVE)).unwrap();
        let ended = desk.line(REWIND).await;
        assert_eq!(ended.exit, exit, "{ended:?}");
        desk.says(&printed(&ended), &[]);
        assert_eq!(desk.open_runs().await.len(), 1);
    }
}

#[tokio::test]
async fn p241_a_run_behind_a_refused_stop_is_replaced_only_once_its_task_was_resumed() {
    let desk = Desk::stopped_twice(rewind).await;
    let other = REWIND.replace("1742365118", "1742365000");
    let ended = desk.line(&other).await;
    assert_eq!(ended.exit, Exit::Unverified, "{ended:?}");
    desk.says(&printed(&ended), &[BY_HAND]);
    assert_eq!(desk.open_runs().await.len(), 2);
    desk.resumes().await;
    let rest = desk.line(&other).await;
    assert_eq!(rest.exit, Exit::Success, "{rest:?}");
    assert!(desk.open_runs().await.is_empty());
}
