//! `oms rewind` against the simulator: every step once, in its order, and never twice on a guess.
//!
//! It is long because every way in which the loop can end is one test over the same few helpers.

use std::time::Duration;

use oms_cli::Exit;
use oms_client::EpochSeconds;
use oms_sim::{Course, Direction, Fault, FaultRule, Simulator, SimulatorBuilder, Status};
use serde_json::json;
use tokio::task::JoinSet;

use super::{Desk, Ended, RESET, oms, plainly};
use crate::support::replies::refusing;

const TASK: &str = "np_4w3a0001";
const TO: i64 = 1_742_365_118;

impl Desk {
    /// The arguments of a rewind of this task.
    fn rewind(&self, task: &str, more: &[&str]) -> Vec<String> {
        let whole = self.call(&[]);
        let head = whole.iter().take_while(|word| *word != RESET[0]).cloned();
        let own = [
            "rewind",
            "--id",
            task,
            "--reverse",
            "false",
            "--to",
            "1742365118",
        ];
        head.chain(own.iter().chain(more).map(|&word| word.to_owned()))
            .collect()
    }

    /// Rewinds, confirmed and with JSON.
    async fn rewound(&self, task: &str, more: &[&str]) -> Ended {
        let yes = format!("--yes={task}");
        let own = ["--execute", &yes, "--wait-timeout", "5s", "-o", "json"];
        plainly(self.rewind(task, &[&own, more].concat())).await
    }

    fn status(&self, task: &str) -> Status {
        self.simulator.task(task).unwrap().status
    }

    fn position(&self, task: &str) -> String {
        let task = self.simulator.task(task).unwrap();
        task.position(Direction::Forward).unwrap().to_string()
    }

    fn tickets(&self) -> usize {
        self.simulator.world().tickets().len()
    }
}

/// A simulator in which this fault strikes an action once.
fn striking(fault: impl Into<FaultRule>, action: &str) -> SimulatorBuilder {
    Simulator::builder().fault(fault.into().on_action(action).times(1))
}

const WHOLE: [&str; 3] = ["StopProject", "ResetIncrStartTimestamp", "ResumeProject"];

#[tokio::test]
async fn a_task_at_work_is_stopped_moved_watched_and_resumed() {
    let desk = Desk::new().await;
    let ended = desk.rewound(TASK, &[]).await;
    assert_eq!(ended.exit, Exit::Success, "{ended:?}");
    assert_eq!(desk.actions(), WHOLE);
    assert_eq!(desk.status(TASK), Status::Running);
    assert_eq!(desk.position(TASK), TO.to_string());
    let object = ended.json();
    assert_eq!(object["outcome"], json!("accepted"));
    assert_eq!(object["data"]["ticket"], json!(1));
    let steps: Vec<&str> = object["data"]["steps"]
        .as_array()
        .unwrap()
        .iter()
        .map(|step| step["step"].as_str().unwrap())
        .collect();
    assert_eq!(
        steps,
        [
            "stop",
            "watch the stop",
            "move",
            "watch the checkpoint",
            "resume"
        ]
    );
    for words in ["stop: accepted", "move: accepted", "resume: accepted"] {
        assert!(ended.stderr.contains(words), "{words}: {ended:?}");
    }
}

#[tokio::test]
async fn a_task_that_stands_still_is_moved_and_left_as_it_was() {
    let desk = Desk::new().await;
    let ended = desk.rewound("np_4w3a0002", &[]).await;
    assert_eq!(ended.exit, Exit::Success, "{ended:?}");
    assert_eq!(desk.actions(), ["ResetIncrStartTimestamp"]);
    assert_eq!(desk.status("np_4w3a0002"), Status::Suspend);
}

#[tokio::test]
async fn p165_a_rewind_without_execute_shows_its_steps_and_sends_nothing() {
    let desk = Desk::new().await;
    let ended = plainly(desk.rewind(TASK, &[])).await;
    assert_eq!(ended.exit, Exit::Success, "{ended:?}");
    for words in [
        "REPLAYS",
        "1 stop the task",
        "2 move the position",
        "3 wait until the checkpoint shows it",
        "4 resume the task",
        "Nothing was sent.",
    ] {
        assert!(ended.stdout.contains(words), "{words}: {ended:?}");
    }
    assert!(desk.sent().is_empty());
    let unasked = plainly(desk.rewind(TASK, &["--execute"])).await;
    assert_eq!(unasked.exit, Exit::Declined, "{unasked:?}");
    let typed = oms(desk.rewind(TASK, &["--execute"]), &[], Some("no\n"), "").await;
    assert_eq!(typed.exit, Exit::Declined, "{typed:?}");
    assert!(desk.sent().is_empty());
}

#[tokio::test]
async fn p043_a_rewind_that_came_to_its_end_is_asked_about_when_it_comes_again() {
    let desk = Desk::new().await;
    assert_eq!(desk.rewound(TASK, &[]).await.exit, Exit::Success);
    let again = desk.rewound(TASK, &[]).await;
    assert_eq!(again.exit, Exit::Guard, "{again:?}");
    assert_eq!(desk.tickets(), 1);
    assert_eq!(desk.rewound(TASK, &["--again"]).await.exit, Exit::Success);
    assert_eq!(desk.tickets(), 2);
}

#[tokio::test]
async fn p177_a_checkpoint_that_does_not_come_is_accepted_and_not_verified() {
    let late = Course::after(Duration::from_secs(3600));
    let desk = Desk::with(Simulator::builder().tickets(late)).await;
    let ended = desk.rewound(TASK, &["--wait-timeout", "300ms"]).await;
    assert_eq!(
        ended.exit,
        Exit::Usage,
        "a flag given twice is refused: {ended:?}"
    );
    let yes = [
        "--execute",
        "--yes=np_4w3a0001",
        "--wait-timeout",
        "300ms",
        "-o",
        "json",
    ];
    let ended = plainly(desk.rewind(TASK, &yes)).await;
    assert_eq!(ended.exit, Exit::Unverified, "{ended:?}");
    let object = ended.json();
    assert_eq!(object["outcome"], json!("accepted"));
    assert_eq!(
        object["data"]["ticket"],
        json!(1),
        "the ticket is never lost"
    );
    assert!(
        object["message"]
            .as_str()
            .unwrap()
            .contains("ticket 1 was accepted")
    );
    assert!(object["next"].as_str().unwrap().contains("is paused"));
    assert_eq!(desk.status(TASK), Status::Suspend);

    desk.simulator.advance(Duration::from_secs(3600));
    let later = super::now() + Duration::from_secs(3600);
    let ended = super::at(later, desk.rewind(TASK, &yes)).await;
    assert_eq!(
        ended.exit,
        Exit::Success,
        "the same command goes on: {ended:?}"
    );
    assert_eq!(desk.actions(), WHOLE, "and repeats nothing");
    assert_eq!(desk.status(TASK), Status::Running);
}

#[tokio::test]
async fn p177_wait_ends_when_the_task_has_moved_on() {
    let desk = Desk::new().await;
    let wait = [
        "--execute",
        "--yes=np_4w3a0001",
        "--wait",
        "--wait-timeout",
        "300ms",
        "-o",
        "json",
    ];
    let stuck = plainly(desk.rewind(TASK, &wait)).await;
    assert_eq!(
        stuck.exit,
        Exit::Unverified,
        "the clock stands still: {stuck:?}"
    );
    assert!(stuck.stdout.contains("not seen to move on"), "{stuck:?}");
    assert_eq!(desk.actions(), WHOLE);

    let desk = Desk::with(Simulator::builder().real_time()).await;
    let (now, to) = (std::time::SystemTime::now(), "-1h");
    let mut arguments = desk.rewind(TASK, &wait);
    let place = arguments
        .iter()
        .position(|word| word == "1742365118")
        .unwrap();
    to.clone_into(&mut arguments[place]);
    let place = arguments.iter().position(|word| word == "300ms").unwrap();
    "20s".clone_into(&mut arguments[place]);
    let moved = super::at(now, arguments).await;
    assert_eq!(moved.exit, Exit::Success, "{moved:?}");
    assert!(moved.stdout.contains("watch the progress"), "{moved:?}");
}

#[tokio::test]
async fn p178_a_wait_outlives_looks_that_fail() {
    // Each waits before it looks again, so they wait together.
    let mut waits = JoinSet::new();
    for fault in [
        Fault::status(401),
        Fault::status(503),
        Fault::Garbage,
        Fault::LoseBeforeCommit,
    ] {
        waits.spawn(async move {
            let late = Course::after_polls(2);
            // The first look is the preflight; then the faults strike for a while.
            let rule = FaultRule::new(fault.clone())
                .on_action("DescribeProjectProgress")
                .every(2);
            let desk = Desk::with(Simulator::builder().tickets(late).fault(rule)).await;
            let ended = desk.rewound(TASK, &[]).await;
            assert_eq!(ended.exit, Exit::Success, "{fault:?}: {ended:?}");
            assert_eq!(ended.json()["data"]["ticket"], json!(1), "{fault:?}");
            assert_eq!(desk.actions(), WHOLE, "{fault:?}");
        });
    }
    waits.join_all().await;
}

#[tokio::test]
async fn p013_a_step_whose_answer_is_lost_is_taken_for_done_only_where_the_task_shows_it() {
    for (action, fault, first, second, sent) in [
        // The answer is lost, and the task shows the effect: the next run goes on.
        (
            "StopProject",
            Fault::CommitAndLoseReply,
            Exit::Unknown,
            Exit::Success,
            3,
        ),
        (
            "ResetIncrStartTimestamp",
            Fault::CommitAndLoseReply,
            Exit::Unknown,
            Exit::Success,
            3,
        ),
        (
            "ResumeProject",
            Fault::CommitAndLoseReply,
            Exit::Unverified,
            Exit::Success,
            3,
        ),
        // The request is lost, and the task shows nothing: a person must look.
        (
            "StopProject",
            Fault::LoseBeforeCommit,
            Exit::Unknown,
            Exit::Guard,
            1,
        ),
        (
            "ResetIncrStartTimestamp",
            Fault::LoseBeforeCommit,
            Exit::Unknown,
            Exit::Guard,
            2,
        ),
        (
            "ResumeProject",
            Fault::LoseBeforeCommit,
            Exit::Unverified,
            Exit::Guard,
            3,
        ),
    ] {
        let desk = Desk::with(striking(fault.clone(), action)).await;
        let ended = desk.rewound(TASK, &[]).await;
        assert_eq!(ended.exit, first, "{action} {fault:?}: {ended:?}");
        let ended = desk.rewound(TASK, &[]).await;
        assert_eq!(ended.exit, second, "{action} {fault:?}: {ended:?}");
        assert_eq!(
            desk.actions().len(),
            sent,
            "{action} {fault:?}: {:?}",
            desk.actions()
        );
        assert!(desk.tickets() <= 1, "{action} {fault:?}");
        if second == Exit::Success {
            assert_eq!(desk.position(TASK), TO.to_string(), "{action} {fault:?}");
            assert_eq!(desk.status(TASK), Status::Running, "{action} {fault:?}");
        }
    }
}

#[tokio::test]
async fn a_step_that_is_refused_ends_the_rewind_and_the_same_command_goes_on() {
    for (action, first) in [
        ("StopProject", Exit::Rejected),
        ("ResetIncrStartTimestamp", Exit::Rejected),
        ("ResumeProject", Exit::Unverified),
    ] {
        let desk = Desk::with(striking(refusing(409), action)).await;
        let ended = desk.rewound(TASK, &[]).await;
        assert_eq!(ended.exit, first, "{action}: {ended:?}");
        let next = ended.json()["next"].as_str().unwrap().to_owned();
        assert!(next.contains("again"), "{action}: {next}");
        assert_eq!(
            next.contains("is paused"),
            action == "ResumeProject",
            "{action}: {next}"
        );
        let ended = desk.rewound(TASK, &[]).await;
        assert_eq!(ended.exit, Exit::Success, "{action}: {ended:?}");
        assert_eq!(desk.tickets(), 1, "{action}");
        assert_eq!(desk.status(TASK), Status::Running, "{action}");
    }
}

#[tokio::test]
async fn p042_a_rewind_keeps_others_off_the_whole_task() {
    let slow = FaultRule::new(Fault::latency(Duration::from_millis(700))).on_action("StopProject");
    let desk = Desk::with(Simulator::builder().fault(slow)).await;
    let (rewound, stopped) = tokio::join!(desk.rewound(TASK, &[]), async {
        while desk.actions().is_empty() {
            tokio::task::yield_now().await;
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        let whole = desk.call(&[]);
        let head = whole.iter().take_while(|word| *word != RESET[0]).cloned();
        let stop = [
            "stop-project",
            "--id",
            TASK,
            "--execute",
            "--yes=np_4w3a0001",
        ];
        plainly(head.chain(stop.map(str::to_owned)).collect()).await
    });
    assert_eq!(stopped.exit, Exit::Guard, "{stopped:?}");
    assert!(stopped.stderr.contains("in flight"), "{stopped:?}");
    assert_eq!(rewound.exit, Exit::Success, "{rewound:?}");
    assert_eq!(desk.actions(), WHOLE);
}

#[tokio::test]
async fn p066_an_advance_needs_to_be_allowed_and_is_watched_from_the_other_side() {
    let desk = Desk::new().await;
    let forward = |more: &[&str]| {
        let mut arguments = desk.rewind("np_4w3a0002", more);
        let place = arguments
            .iter()
            .position(|word| word == "1742365118")
            .unwrap();
        "1742369000".clone_into(&mut arguments[place]);
        arguments
    };
    let yes = ["--execute", "--yes=np_4w3a0002", "--wait-timeout", "5s"];
    let refused = plainly(forward(&yes)).await;
    assert_eq!(refused.exit, Exit::Guard, "{refused:?}");
    assert!(refused.stderr.contains("SKIPS CHANGES"), "{refused:?}");
    assert!(desk.sent().is_empty());
    let allowed = plainly(forward(&[&yes[..], &["--allow-skip"]].concat())).await;
    assert_eq!(allowed.exit, Exit::Success, "{allowed:?}");
    let position = EpochSeconds::new(1_742_369_000).unwrap();
    assert_eq!(desk.position("np_4w3a0002"), position.to_string());
}

#[tokio::test]
async fn p180_a_rewind_on_production_is_typed() {
    let desk = Desk::new().await;
    desk.configure("[profile.p]\nendpoint = \"URL\"\nuser = \"admin\"\npassword_file = \"DIR/password\"\nenvironment = \"prod\"\n");
    let own = [
        "rewind",
        "--id",
        TASK,
        "--reverse",
        "false",
        "--to",
        "1742365118",
        "--profile",
        "p",
        "--execute",
    ];
    let ended = desk
        .configured(&[&own[..], &["--yes=np_4w3a0001"]].concat(), &[])
        .await;
    assert_eq!(ended.exit, Exit::Guard, "{ended:?}");
    assert!(desk.sent().is_empty());
    let ended = desk.sitting(&own, &[], Some("np_4w3a0001\n")).await;
    assert_eq!(ended.exit, Exit::Success, "{ended:?}");
    assert!(ended.stderr.contains("*** PRODUCTION ***"), "{ended:?}");
}

#[tokio::test]
async fn a_rewind_that_came_to_its_end_does_not_count_for_the_next_one() {
    let desk = Desk::new().await;
    let suspended = "np_4w3a0002";
    assert_eq!(desk.rewound(suspended, &[]).await.exit, Exit::Success);
    assert_eq!(desk.rewound(suspended, &[]).await.exit, Exit::Guard);
    // The task goes on, and days later the same command means the same move, and not the one that
    // was.
    let whole = desk.call(&[]);
    let head = whole.iter().take_while(|word| *word != RESET[0]).cloned();
    let resume = [
        "resume-project",
        "--id",
        suspended,
        "--execute",
        "--yes=np_4w3a0002",
    ];
    let resumed = plainly(head.chain(resume.map(str::to_owned)).collect()).await;
    assert_eq!(resumed.exit, Exit::Success, "{resumed:?}");
    desk.simulator.advance(Duration::from_secs(86_400));
    let yes = ["--execute", "--yes=np_4w3a0002", "--wait-timeout", "5s"];
    let later = super::now() + Duration::from_secs(86_400);
    let ended = super::at(later, desk.rewind(suspended, &yes)).await;
    assert_eq!(ended.exit, Exit::Success, "{ended:?}");
    assert_eq!(desk.tickets(), 2);
    assert_eq!(desk.position(suspended), TO.to_string());
    assert_eq!(desk.status(suspended), Status::Running);
}
