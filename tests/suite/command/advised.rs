//! The advice after a look that failed: a way around the look is named only if the service itself
//! has answered.

use oms_cli::Exit;
use oms_sim::{Fault, FaultRule, Simulator};
use tokio::task::JoinSet;

use super::{Desk, Ended, plainly, with};

const YES: &[&str] = &["--execute", "--yes=np_4w3a0001"];
const ENVELOPE: &str = r#"{"success":false,"code":"GHANA-1","message":"no such task"}"#;
const WAY: &str = "`oms doctor` checks the way";
const AROUND: &str = "--no-preflight";

/// Returns what a write says whose look meets this fault. Nothing is sent.
async fn looked(fault: Fault) -> Ended {
    let rule = FaultRule::new(fault.clone()).on_action("DescribeProjectProgress");
    let desk = Desk::with(Simulator::builder().fault(rule)).await;
    let ended = plainly(desk.call(YES)).await;
    assert!(ended.exit != Exit::Success, "{fault:?}: {ended:?}");
    assert!(desk.sent().is_empty(), "{fault:?}");
    ended
}

#[tokio::test]
async fn p077_after_a_look_that_a_bare_status_refused_no_way_around_it_is_named() {
    // A look is repeated after a while, so they wait together.
    let mut looks = JoinSet::new();
    for (status, words) in [
        (301, WAY),
        (400, WAY),
        (401, "a gateway may ask for its own."),
        (403, WAY),
        (404, WAY),
        (405, WAY),
        (407, "the address of the proxy"),
        (409, WAY),
        (413, WAY),
        (415, WAY),
        (429, "Wait, then run the command again."),
        (502, WAY),
        (503, WAY),
    ] {
        looks.spawn(async move {
            let ended = looked(Fault::status(status)).await;
            assert!(ended.stderr.contains(words), "{status}: {ended:?}");
            assert!(!ended.stderr.contains(AROUND), "{status}: {ended:?}");
        });
    }
    looks.join_all().await;
}

#[tokio::test]
async fn p077_after_a_look_that_was_lost_no_way_around_it_is_named() {
    for fault in [Fault::Garbage, Fault::LoseBeforeCommit, Fault::Html502] {
        let ended = looked(fault.clone()).await;
        assert!(ended.stderr.contains(WAY), "{fault:?}: {ended:?}");
        assert!(!ended.stderr.contains(AROUND), "{fault:?}: {ended:?}");
    }
}

#[tokio::test]
async fn p077_after_a_wrong_path_the_endpoint_is_to_be_checked() {
    let desk = Desk::new().await;
    let url = desk.simulator.url();
    let wrong = with(desk.call(YES), &url, &format!("{url}/wrong"));
    let ended = plainly(wrong).await;
    assert_eq!(ended.exit, Exit::Rejected, "{ended:?}");
    let words = "Check the endpoint and its path; `oms doctor` checks the way.";
    assert!(ended.stderr.contains(words), "{ended:?}");
    assert!(!ended.stderr.contains(AROUND), "{ended:?}");
}

#[tokio::test]
async fn p077_a_look_that_the_service_itself_refused_may_be_left_out() {
    for (status, words) in [
        (200, "Check the ID;"),
        (400, "Check the ID;"),
        (404, "Check the ID;"),
        (500, "Check the ID;"),
        (403, "If only the look is not permitted,"),
    ] {
        let ended = looked(Fault::answer(status, ENVELOPE)).await;
        assert!(ended.stderr.contains(words), "{status}: {ended:?}");
        assert!(ended.stderr.contains(AROUND), "{status}: {ended:?}");
    }
}
