//! Runs behind whose move no look shows the task, or one shows that something else has resumed it.

use oms_cli::Exit;
use oms_sim::{Fault, FaultRule, Simulator};

use super::super::{Desk, plainly};
use super::printed;

/// The first look behind the move: the others are at the task and at the stop.
const BEHIND: u64 = 3;

/// A rule by which no look behind the move is answered.
fn blind() -> FaultRule {
    let rule = FaultRule::new(Fault::status(503)).on_action("DescribeProjectProgress");
    (BEHIND..BEHIND + 99).fold(rule, FaultRule::nth)
}

#[tokio::test]
async fn p239_a_task_that_no_look_shows_behind_its_move_is_perhaps_paused() {
    let desk = Desk::with(Simulator::builder().fault(blind())).await;
    let ended = plainly(desk.run_words(&[])).await;
    assert_eq!(ended.exit, Exit::Unverified, "{ended:?}");
    let text = printed(&ended);
    for words in ["PERHAPS LEFT PAUSED", "was not seen afterwards"] {
        assert!(text.contains(words), "{words}: {text}");
    }
    assert!(!text.contains("The task is paused"), "{text}");
}
