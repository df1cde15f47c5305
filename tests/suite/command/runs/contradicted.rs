//! Runs whose move is refused and made all the same, as where something in between has sent it
//! twice and shows the second answer alone.

use oms_cli::Exit;
use oms_sim::{Direction, FaultRule, Simulator, Status};

use super::super::Desk;
use super::commands::REWIND;
use super::elsewhere::{Words, batch, rewind};
use super::{TASK, WHOLE, once, printed, refusal};

const MOVE: &str = "ResetIncrStartTimestamp";

/// A task that stood still before.
const STILL: &str = "np_4w3a0002";

/// A distance, which the same words count anew.
const BY: &str = "rewind --id np_4w3a0001 --reverse false --by 2h --execute --yes=np_4w3a0001 \
                  --wait-timeout 300ms";

fn still(_: &Desk) -> String {
    REWIND.replace(TASK, STILL)
}

fn by(_: &Desk) -> String {
    BY.to_owned()
}

/// A refusal that answers a move which is carried out.
fn refused_and_made() -> FaultRule {
    once(refusal(), MOVE).after_commit()
}

impl Desk {
    fn position_of(&self, task: &str) -> String {
        let task = self.simulator.task(task).unwrap();
        task.position(Direction::Forward).unwrap().to_string()
    }
}

#[tokio::test]
async fn p239_a_refusal_of_a_move_that_the_task_contradicts_is_no_proof() {
    let cases: [(Words, &str, Exit); 4] = [
        (rewind, TASK, Exit::PartlyDone),
        (batch, TASK, Exit::Unknown),
        (by, TASK, Exit::PartlyDone),
        (still, STILL, Exit::PartlyDone),
    ];
    for (words, task, exit) in cases {
        let desk = Desk::with(Simulator::builder().fault(refused_and_made())).await;
        let before = desk.position_of(task);
        let ended = desk.line(&words(&desk)).await;
        assert_eq!(ended.exit, exit, "{ended:?}");
        let text = desk.short(&printed(&ended));
        let look = format!("Look at the task first, with `oms status {task}`: ");
        let seen = "; the task contradicts that: its position was ";
        for words in [seen, &look, "moves the position once more"] {
            assert!(text.contains(words), "{words}: {text}");
        }
        for words in [
            "everything is as before",
            "Not moved to",
            "repeats nothing",
            "Correct the cause",
            "PERHAPS",
        ] {
            assert!(!text.contains(words), "{words}: {text}");
        }
        let is_left = text.contains("LEFT PAUSED: ");
        assert_eq!(is_left, task == TASK, "{text}");
        assert_ne!(desk.position_of(task), before, "{text}");
        let status = desk.simulator.task(task).unwrap().status;
        assert_eq!(status, Status::Suspend, "{text}");
        assert_eq!(desk.open_runs().await.len(), 1, "{text}");
    }
}

#[tokio::test]
async fn p239_a_run_behind_such_a_refusal_goes_on_by_its_number_to_the_same_position() {
    for words in [rewind, by] {
        let desk = Desk::with(Simulator::builder().fault(refused_and_made())).await;
        let ended = desk.line(&words(&desk)).await;
        let moved = desk.position_of(TASK);
        let text = desk.short(&printed(&ended));
        let counts = text.contains("`oms runs resume 1 --execute` moves to ");
        assert_eq!(counts, words(&desk) == BY, "{text}");
        let resume = format!("runs resume 1 --execute --yes={TASK}");
        let rest = desk.line(&resume).await;
        assert_eq!(rest.exit, Exit::Success, "{rest:?}");
        assert_eq!(desk.position_of(TASK), moved, "{rest:?}");
        assert_eq!(desk.simulator.task(TASK).unwrap().status, Status::Running);
        assert!(desk.open_runs().await.is_empty(), "{rest:?}");
    }
}

/// The looks before the one behind the move are at the task and at its stop.
const BEHIND: u64 = 3;

#[tokio::test]
async fn p239_a_refusal_of_a_move_is_called_proved_only_where_somebody_has_looked() {
    let as_before = "; the task was resumed, and everything is as before";
    let unseen =
        "; no look has shown that the position is where it was before; the task was resumed";
    for (is_blind, says, says_not) in [(false, as_before, unseen), (true, unseen, as_before)] {
        for words in [rewind, batch] {
            let mut simulator = Simulator::builder().fault(once(refusal(), MOVE));
            if is_blind {
                let blind = once(refusal(), "DescribeProjectProgress").nth(BEHIND);
                simulator = simulator.fault(blind);
            }
            let desk = Desk::with(simulator).await;
            let ended = desk.line(&words(&desk)).await;
            assert_eq!(ended.exit, Exit::Rejected, "{ended:?}");
            let text = printed(&ended);
            assert!(text.contains(says), "{text}");
            assert!(!text.contains(says_not), "{text}");
            assert_eq!(desk.actions(), WHOLE, "{text}");
            assert!(desk.open_runs().await.is_empty(), "{text}");
        }
    }
}
