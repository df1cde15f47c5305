//! Tasks that somebody else moves or ends between the look of a plan and its requests: by the
//! vendor's console, or from another machine.

use std::cell::Cell;
use std::time::Duration;

use oms_cli::{Act, Boundary, Exit, Rehearsal};
use oms_sim::{Fault, FaultRule, Simulator, SimulatorBuilder};
use serde_json::{Value, json};

use super::super::{Desk, oms, plainly, with};
use super::unwritten::rehearsed;
use super::{TASK, WHOLE};

const PROGRESS: &str = "DescribeProjectProgress";
const YES: &str = "--yes=np_4w3a0001";

/// The position of the task when it is planned, and that to which the plans move it.
const PLANNED: i64 = 1_742_368_800;
const TARGET: i64 = 1_742_365_118;

/// A simulator whose look of this number shows another state and position than the task has.
fn showing(number: u64, status: &str, position: &Value) -> SimulatorBuilder {
    let body = json!({
        "success": true,
        "requestId": "1",
        "data": {
            "projectId": TASK,
            "status": status,
            "enableIncrSync": true,
            "enableStructTransfer": false,
            "enableFullTransfer": false,
            "incrSyncCheckpoint": position,
        },
    });
    let answer = Fault::answer(200, body.to_string());
    let rule = FaultRule::new(answer).on_action(PROGRESS).nth(number);
    Simulator::builder().fault(rule.times(1))
}

fn writes(desk: &Desk) -> Vec<String> {
    let commits = desk.simulator.commits();
    commits
        .into_iter()
        .filter_map(|commit| commit.action)
        .collect()
}

#[tokio::test]
async fn p066_a_run_asks_its_guards_again_by_the_look_behind_its_stop() {
    let skips = "SKIPS CHANGES";
    let untold = "nothing tells whether the new one SKIPS CHANGES";
    for (status, position, more, refused) in [
        ("SUSPEND", json!(PLANNED), &[][..], None),
        ("SUSPEND", json!(PLANNED + 60), &[], None),
        ("SUSPEND", json!(TARGET - 60), &[], Some(skips)),
        ("SUSPEND", json!(TARGET - 60), &["--allow-skip"], None),
        ("SUSPEND", Value::Null, &[], Some(untold)),
        (
            "RELEASED",
            json!(PLANNED),
            &[],
            Some("the task is RELEASED"),
        ),
        (
            "SUSPEND",
            json!(PLANNED + 60),
            &["--expect-current=1742368800"],
            None,
        ),
        (
            "SUSPEND",
            json!(PLANNED - 60),
            &["--expect-current=1742368800"],
            Some("was expected"),
        ),
    ] {
        let name = format!("{status} {position} {more:?}");
        let desk = Desk::with(showing(2, status, &position)).await;
        let ended = plainly(desk.run_words(more)).await;
        let text = format!("{name}: {ended:?}");
        match refused {
            None => {
                assert_eq!(ended.exit, Exit::Success, "{text}");
                assert_eq!(writes(&desk), WHOLE, "{text}");
            }
            Some(why) => {
                assert_eq!(ended.exit, Exit::Guard, "{text}");
                assert!(text.contains(why) && text.contains("was resumed"), "{text}");
                assert_eq!(writes(&desk), ["StopProject", "ResumeProject"], "{text}");
                assert!(desk.open_runs().await.is_empty(), "{text}");
            }
        }
    }
}

#[tokio::test]
async fn p066_the_position_before_a_move_is_the_one_behind_the_stop() {
    let desk = Desk::with(showing(2, "SUSPEND", &json!(PLANNED + 60))).await;
    let ended = plainly(desk.run_words(&[])).await;
    assert_eq!(ended.exit, Exit::Success, "{ended:?}");
    let shown = desk.line("journal list -o json").await;
    assert!(shown.stdout.contains("1742368860"), "{shown:?}");
}

#[tokio::test]
async fn p066_a_move_that_a_person_confirmed_is_judged_by_a_look_behind_the_question() {
    let typed = Some("np_4w3a0001\n");
    for (position, typed, yes, exit) in [
        (PLANNED + 1, typed, &["--execute"][..], Exit::Success),
        (TARGET - 60, typed, &["--execute"], Exit::Guard),
        (TARGET - 60, None, &["--execute", YES], Exit::Success),
    ] {
        let desk = Desk::with(showing(2, "RUNNING", &json!(position))).await;
        let ended = oms(desk.call(yes), &[], typed, "").await;
        assert_eq!(ended.exit, exit, "{position}: {ended:?}");
        let sent = usize::from(exit == Exit::Success);
        assert_eq!(desk.commits(), sent, "{position}: {ended:?}");
    }
}

/// A clock that stands still, but for the time that passes behind the first result.
struct Jump {
    by: Duration,
    elapsed: Cell<Duration>,
}

impl Rehearsal for Jump {
    fn at(&self, boundary: Boundary) {
        if boundary == Boundary::After(Act::Result) {
            self.elapsed.set(self.by);
        }
    }

    fn elapsed(&self) -> Duration {
        self.elapsed.get()
    }
}

/// The two looks of the plan come first. A third one shows that somebody else has moved the task of
/// the second line.
#[tokio::test]
async fn p066_a_line_that_is_sent_more_than_a_minute_behind_its_look_is_looked_at_again() {
    let lines = ["np_4w3a0002", TASK].map(|task| format!("{task},false,{TARGET}\n"));
    let file = format!("id,reverse,to\n{}", lines.concat());
    for (seconds, is_looked_at) in [(60, false), (61, true)] {
        let desk = Desk::with(showing(3, "RUNNING", &json!(TARGET - 60))).await;
        let jump = Jump {
            by: Duration::from_secs(seconds),
            elapsed: Cell::default(),
        };
        let arguments = desk.batch(&file, &["--execute", "--yes=2", "--rate=100"]);
        let (exit, said) = rehearsed(arguments, jump).await;
        assert_eq!(exit == Exit::Success, !is_looked_at, "{seconds}: {said}");
        assert_eq!(said.contains("SKIPS CHANGES"), is_looked_at, "{said}");
        let (looks, commits) = if is_looked_at { (3, 1) } else { (2, 2) };
        assert_eq!(desk.seen(PROGRESS), looks, "{seconds}: {said}");
        assert_eq!(desk.commits(), commits, "{seconds}: {said}");
    }
}

#[tokio::test]
async fn p066_a_present_position_that_is_no_moment_does_not_switch_the_guard_off() {
    for position in [
        json!(1_742_368_800_000_i64),
        json!(1.5),
        json!(-1),
        Value::Null,
    ] {
        for (more, exit) in [
            (&[][..], Exit::Guard),
            (&["--execute", YES], Exit::Guard),
            (&["--execute", YES, "--allow-skip"], Exit::Success),
        ] {
            let desk = Desk::with(showing(1, "RUNNING", &position)).await;
            let ended = plainly(desk.call(more)).await;
            assert_eq!(ended.exit, exit, "{position} {more:?}: {ended:?}");
            assert_eq!(
                desk.commits(),
                usize::from(exit == Exit::Success),
                "{position}"
            );
        }
    }
}

#[tokio::test]
async fn p077_a_plan_without_a_look_says_what_would_refuse_it_all_the_same() {
    let desk = Desk::new().await;
    let blind = ["--no-preflight"];
    let expecting = ["--no-preflight", "--expect-current=1742360000"];
    let old = with(desk.call(&blind), "1742365118", "1700000000");
    let unexpected = desk.call(&expecting);
    for (name, words, exit) in [
        ("any", desk.call(&blind), Exit::Success),
        ("old", old, Exit::Guard),
        ("expecting", unexpected, Exit::Guard),
    ] {
        let planned = plainly(words.clone()).await;
        assert_eq!(planned.exit, exit, "{name}: {planned:?}");
        let sending = ["--execute".to_owned(), YES.to_owned()];
        let sent = plainly([words, sending.to_vec()].concat()).await;
        assert_eq!(sent.exit, exit, "{name}: {sent:?}");
    }
}
