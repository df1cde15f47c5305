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
        let state = "perhaps paused by this run, whose stop was refused";
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
        let left = "was perhaps paused by this run, whose stop was refused: `oms task resume";
        assert!(given_up.stdout.contains(left), "{given_up:?}");
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
