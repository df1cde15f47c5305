//! Runs whose move is refused and made all the same, as where something in between has sent it
//! twice and shows the second answer alone.

use std::time::Duration;

use oms_cli::Exit;
use oms_sim::{Direction, FaultRule, Simulator, Status};

use super::super::{Desk, Ended, at, now};
use super::commands::REWIND;
use super::elsewhere::{Words, batch, rewind};
use super::{TASK, WHOLE, once, printed, refusal};

const MOVE: &str = "ResetIncrStartTimestamp";

/// A task that stood still before.
pub(super) const STILL: &str = "np_4w3a0002";

/// A distance, which the same words count anew.
const BY: &str = "rewind --id np_4w3a0001 --reverse false --by 2h --execute --yes=np_4w3a0001 \
                  --wait-timeout 300ms";

/// A moment that the same words count anew.
const AGO: &str = "rewind --id np_4w3a0001 --reverse false --to -2h --execute --yes=np_4w3a0001 \
                   --wait-timeout 300ms";

fn still(_: &Desk) -> String {
    REWIND.replace(TASK, STILL)
}

fn by(_: &Desk) -> String {
    BY.to_owned()
}

fn ago(_: &Desk) -> String {
    AGO.to_owned()
}

/// A refusal that answers a move which is carried out.
pub(super) fn refused_and_made() -> FaultRule {
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
        for words in [seen, &look, "takes the move for made"] {
            assert!(text.contains(words), "{words}: {text}");
        }
        for words in [
            "everything is as before",
            "Not moved to",
            "repeats nothing",
            "Correct the cause",
            "PERHAPS",
            "counts anew",
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
        let same = "`oms runs resume 1 --execute` does the same,";
        assert!(text.contains(same), "{text}");
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
            // The same words still mean the same position if nobody has looked.
            let left = desk.open_runs().await.len();
            assert_eq!(left, usize::from(is_blind), "{text}");
        }
    }
}

pub(super) const LOOK: &str = "DescribeProjectProgress";

/// The time after which the same words count another position.
const LATER: Duration = Duration::from_secs(3);

impl Desk {
    /// Gives a command a little later.
    async fn later(&self, line: &str) -> Ended {
        let words = self.words(&line.split(' ').collect::<Vec<_>>());
        at(now() + LATER, words).await
    }
}

/// The task stands still at the new position, which shows what became of the move.
#[tokio::test]
async fn p240_a_refused_move_that_was_made_is_settled_by_the_same_command_and_not_sent_again() {
    // Also where no look of the first command was answered.
    let cases: [(Words, &str, Option<u64>); 6] = [
        (rewind, TASK, None),
        (by, TASK, None),
        (ago, TASK, None),
        (batch, TASK, None),
        (still, STILL, None),
        (still, STILL, Some(BEHIND - 1)),
    ];
    for (words, task, blind) in cases {
        let mut simulator = Simulator::builder().fault(refused_and_made());
        if let Some(look) = blind {
            simulator = simulator.fault(once(refusal(), LOOK).nth(look));
        }
        let desk = Desk::with(simulator).await;
        let first = desk.line(&words(&desk)).await;
        assert_ne!(first.exit, Exit::Success, "{first:?}");
        let moved = desk.position_of(task);
        desk.simulator.advance(LATER);
        let rest = desk.later(&words(&desk)).await;
        assert_eq!(rest.exit, Exit::Success, "{rest:?}");
        assert_eq!(desk.seen(MOVE), 1, "{rest:?}");
        let at = desk.position_of(task);
        assert!(at >= moved, "{at} lies before {moved}: {rest:?}");
        assert!(desk.open_runs().await.is_empty(), "{rest:?}");
        let entries = desk.line("journal list -o json").await.json();
        let of_move = entries["data"].as_array().unwrap().iter();
        let mut of_move = of_move.filter(|entry| entry["action"] == MOVE);
        let settled = "resolved: took effect";
        assert!(
            of_move.all(|entry| entry["outcome"] == settled),
            "{entries}"
        );
        let verified = desk.line("journal verify").await;
        assert_eq!(verified.exit, Exit::Success, "{verified:?}");
    }
}

/// The run has resumed the task blindly, or something else has, so that it has gone on from the new
/// position: the same distance once more would lead farther back.
#[tokio::test]
async fn p240_a_refused_move_that_a_task_at_work_contradicts_is_made_again_only_if_it_is_meant() {
    // A distance is counted from a look of its own.
    let cases: [(Words, u64, u64, Exit); 4] = [
        (by, BEHIND + 1, BEHIND + 1, Exit::Rejected),
        (by, BEHIND + 1, 99, Exit::PartlyDone),
        (ago, BEHIND, BEHIND, Exit::Rejected),
        (batch, BEHIND, BEHIND, Exit::Rejected),
    ];
    for (words, first, last, exit) in cases {
        let silent = FaultRule::new(refusal()).on_action(LOOK);
        let silent = (first..=last).fold(silent, FaultRule::nth);
        let simulator = Simulator::builder().fault(refused_and_made());
        let desk = Desk::with(simulator.fault(silent)).await;
        let words = words(&desk);
        let first = desk.line(&words).await;
        assert_eq!(first.exit, exit, "{first:?}");
        let text = desk.short(&printed(&first));
        for never in ["repeats nothing", "counts anew", "Not moved to"] {
            assert!(!text.contains(never), "{never}: {text}");
        }
        desk.simulator.clear_faults();
        let moved = desk.position_of(TASK);
        desk.simulator.advance(LATER);

        let plan = words.replace(" --execute", "");
        let plan = plan.split(' ').filter(|word| !word.starts_with("--yes="));
        let plan = plan.collect::<Vec<_>>().join(" ");
        for line in [&words, &plan] {
            let refused = desk.later(line).await;
            assert_eq!(refused.exit, Exit::Guard, "{line}: {refused:?}");
            let text = desk.short(&printed(&refused));
            for told in [
                "the service refused the move of run 1",
                "the task contradicts that",
            ] {
                assert!(text.contains(told), "{told}: {text}");
            }
        }
        let refused = desk.later(&words).await;
        let advice = desk.short(&printed(&refused));
        for told in ["`oms runs abandon 1` gives the run up", "--again moves it"] {
            assert!(advice.contains(told), "{told}: {advice}");
        }
        assert_eq!(desk.seen(MOVE), 1, "{refused:?}");

        let anew = desk.later(&format!("{words} --again")).await;
        assert_eq!(anew.exit, Exit::Success, "{anew:?}");
        let at = desk.position_of(TASK);
        assert!(at >= moved, "{at} lies before {moved}: {anew:?}");
        assert!(desk.open_runs().await.is_empty(), "{anew:?}");
    }
}

/// No look of the first command shows the position, and a command of its own moves the task to one
/// between the old and the new one.
#[tokio::test]
async fn p240_a_refused_move_is_contradicted_by_no_position_that_a_later_entry_explains() {
    for words in [rewind, batch] {
        let blind = once(refusal(), LOOK).nth(BEHIND);
        let simulator = Simulator::builder().fault(once(refusal(), MOVE));
        let desk = Desk::with(simulator.fault(blind)).await;
        let words = words(&desk);
        let first = desk.line(&words).await;
        assert_eq!(first.exit, Exit::Rejected, "{first:?}");
        assert_eq!(desk.open_runs().await.len(), 1, "{first:?}");

        let between = format!(
            "task reset-incr-start-timestamp {TASK} --reverse false --to 1742368718 --execute --yes={TASK}"
        );
        let moved = desk.line(&between).await;
        assert_eq!(moved.exit, Exit::Success, "{moved:?}");
        let rest = desk.line(&words).await;
        assert_eq!(rest.exit, Exit::Success, "{rest:?}");
        assert_eq!(desk.seen(MOVE), 3, "{rest:?}");
        assert!(desk.open_runs().await.is_empty(), "{rest:?}");
    }
}

#[tokio::test]
async fn p241_a_run_whose_move_was_refused_is_not_said_to_have_left_the_position() {
    for is_made in [true, false] {
        // The resume is refused as well, so that the run does not end in either case.
        let refused = once(refusal(), MOVE);
        let refused = if is_made {
            refused.after_commit()
        } else {
            refused
        };
        let simulator = Simulator::builder().fault(refused);
        let desk = Desk::with(simulator.fault(once(refusal(), "ResumeProject"))).await;
        let first = desk.line(BY).await;
        assert_eq!(first.exit, Exit::PartlyDone, "{first:?}");
        for line in ["runs", "runs show 1"] {
            let listed = desk.line(line).await;
            let told = desk.short(&listed.stdout);
            let refused = "paused by this run; move refused (entry 4)";
            assert!(told.contains(refused), "{line}: {told}");
        }
    }
    // Of several lines, they are counted.
    let refused = once(refusal(), MOVE).nth(2);
    let desk = Desk::with(Simulator::builder().fault(refused)).await;
    let file = desk.folder.path().join("two");
    let lines = [TASK, STILL].map(|task| format!("{task},false,1742365118\n"));
    std::fs::write(&file, format!("id,reverse,to\n{}", lines.concat())).unwrap();
    let batch = format!("batch {} --execute --yes=2 --rate 100", file.display());
    assert_eq!(desk.line(&batch).await.exit, Exit::PartlyDone);
    let listed = desk.open_runs().await;
    let state = "1 of 2 positions moved; 1 refused; no task is paused by it";
    assert_eq!(listed[0]["state"], state, "{listed:?}");
}
