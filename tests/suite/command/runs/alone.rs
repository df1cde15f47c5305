//! Moves that are refused and made all the same outside of a loop: single ones, and the lines of a
//! batch that does not pause its tasks.

use oms_cli::Exit;
use oms_sim::Simulator;

use super::super::Desk;
use super::contradicted::{LOOK, STILL, refused_and_made};
use super::elsewhere::{Words, batch};
use super::{TASK, once, printed, refusal};

const MOVE: &str = "ResetIncrStartTimestamp";

/// The look behind the move: the one before it is the first.
const BEHIND: u64 = 2;

fn single(_: &Desk) -> String {
    format!(
        "task reset-incr-start-timestamp {TASK} --reverse false --to 1742365118 --execute --yes={TASK}"
    )
}

fn line(desk: &Desk) -> String {
    batch(desk).replace(" --pause", "")
}

fn single_still(desk: &Desk) -> String {
    single(desk).replace(TASK, STILL)
}

fn line_still(desk: &Desk) -> String {
    let words = line(desk);
    let file = desk.folder.path().join("one");
    std::fs::write(&file, format!("id,reverse,to\n{STILL},false,1742365118\n")).unwrap();
    words
}

/// A single move, and a line of a batch that does not pause its task.
#[tokio::test]
async fn p239_a_refusal_of_a_single_move_that_the_task_contradicts_is_no_proof() {
    let cases: [(Words, &str); 4] = [
        (single, TASK),
        (line, TASK),
        (single_still, STILL),
        (line_still, STILL),
    ];
    for (words, task) in cases {
        let desk = Desk::with(Simulator::builder().fault(refused_and_made())).await;
        let words = words(&desk);
        let ended = desk.line(&words).await;
        assert_eq!(ended.exit, Exit::Unknown, "{ended:?}");
        let text = desk.short(&printed(&ended));
        for told in [
            "; the task contradicts that: its position was ",
            "`oms task describe-progress",
            "`oms journal resolve ",
        ] {
            assert!(text.contains(told), "{told}: {text}");
        }
        assert!(!text.contains("Correct the cause"), "{text}");
        let entries = desk.line("journal list -o json").await.json();
        let moved = &entries["data"][0];
        assert_eq!(moved["outcome"], "unknown", "{moved}");
        let message = moved["result"]["message"].as_str().unwrap();
        assert!(message.contains("the task contradicts that"), "{moved}");
        // Until a person has recorded it, nothing else is sent.
        let refused = desk.line(&words).await;
        assert_eq!(refused.exit, Exit::Guard, "{refused:?}");
        let resolve = format!("journal resolve {} --took-effect", moved["entry"]);
        assert_eq!(desk.line(&resolve).await.exit, Exit::Success);
        let again = desk.line(&words).await;
        assert_eq!(desk.seen(MOVE), 1, "{task}: {again:?}");
    }
}

#[tokio::test]
async fn p239_a_refusal_of_a_single_move_is_called_proved_only_where_somebody_has_looked() {
    let unseen = "; no look has shown that the position is where it was before";
    // The position of a task at work moves by itself, and proves nothing.
    let cases: [(Words, bool, bool); 6] = [
        (single_still, false, false),
        (line_still, false, false),
        (single_still, true, true),
        (line_still, true, true),
        (single, false, true),
        (line, false, true),
    ];
    for (words, is_blind, is_unseen) in cases {
        let desk = Desk::with(Simulator::builder().fault(once(refusal(), MOVE))).await;
        if is_blind {
            let behind = once(refusal(), LOOK).nth(BEHIND);
            desk.simulator.inject(behind).unwrap();
        }
        let ended = desk.line(&words(&desk)).await;
        assert_eq!(ended.exit, Exit::Rejected, "{ended:?}");
        let text = desk.short(&printed(&ended));
        assert_eq!(text.contains(unseen), is_unseen, "{text}");
    }
    // Without a look before it, nothing is there to compare with.
    let desk = Desk::with(Simulator::builder().fault(refused_and_made())).await;
    let blindly = format!("{} --no-preflight", single(&desk));
    let ended = desk.line(&blindly).await;
    assert_eq!(ended.exit, Exit::Rejected, "{ended:?}");
    let text = desk.short(&printed(&ended));
    let look = format!("`oms task describe-progress {TASK}` shows the position of the task.");
    assert!(text.contains(unseen) && text.contains(&look), "{text}");
    assert_eq!(desk.seen(LOOK), 0);
    // A stop moves nothing.
    let desk = Desk::with(Simulator::builder().fault(once(refusal(), "StopProject"))).await;
    let stop = format!("task stop {TASK} --execute --yes={TASK}");
    let stopped = desk.line(&stop).await;
    assert_eq!(stopped.exit, Exit::Rejected, "{stopped:?}");
    assert!(
        !printed(&stopped).contains("no look has shown"),
        "{stopped:?}"
    );
}
