//! The requests of a batch: which are sent, how fast, and when the rest is not.

use std::fmt::Write as _;
use std::time::{Duration, Instant};

use oms_cli::Exit;
use oms_sim::{Course, Fault, FaultRule, Scenario, Simulator};
use serde_json::{Value, json};

use super::super::{Desk, oms, plainly};
use super::{FIVE, SEND, outcomes};
use crate::support::replies::refusing;

/// The tasks that a simulator has by itself.
const BUILT_IN: &str = include_str!("../../../../crates/oms-sim/src/scenario/built_in.toml");

/// The lines of the file as they arrive, one after the other.
fn all() -> Vec<(String, bool)> {
    [
        ("np_4w3a0001", false),
        ("np_4w3a0001", true),
        ("np_4w3a0002", false),
        ("np_4w3a0002", true),
        ("np_4w3a0003", false),
    ]
    .map(|(task, reverse)| (task.to_owned(), reverse))
    .to_vec()
}

/// A desk at which the third of the lines, and no other, meets a fault.
pub(super) async fn third_meets(fault: impl Into<FaultRule>) -> Desk {
    let rule = fault.into().on_action("ResetIncrStartTimestamp").nth(3);
    Desk::with(Simulator::builder().fault(rule)).await
}

#[tokio::test]
async fn p193_lines_are_sent_in_their_order_one_after_the_other_and_no_faster_than_the_rate() {
    // Each takes a while, so that two at a time would show.
    let slow = FaultRule::from(Fault::latency(Duration::from_millis(30)))
        .on_action("ResetIncrStartTimestamp");
    let desk = Desk::with(Simulator::builder().fault(slow)).await;
    let arguments = ["--execute", "--yes=5", "--rate=20", "-o", "json"];
    let started = Instant::now();
    let ended = desk.batched(FIVE, &arguments).await;
    assert!(started.elapsed() >= Duration::from_millis(4 * 50));
    assert_eq!(ended.exit, Exit::Success, "{ended:?}");
    assert_eq!(desk.targets(), all());
    let tickets: Vec<Value> = ended.json()["data"]
        .as_array()
        .unwrap()
        .iter()
        .map(|line| line["ticket"].clone())
        .collect();
    assert_eq!(tickets, [1, 2, 3, 4, 5].map(|ticket| json!(ticket)));
}

#[tokio::test]
async fn p193_a_line_a_second_is_sent_unless_told_otherwise() {
    let desk = Desk::new().await;
    let two: Vec<&str> = FIVE.lines().take(3).collect();
    let two = two.join("\n");
    let started = Instant::now();
    let ended = desk.batched(&two, &["--execute", "--yes=2"]).await;
    assert_eq!(ended.exit, Exit::Success, "{ended:?}");
    assert!(started.elapsed() >= Duration::from_secs(1));
}

#[tokio::test]
async fn p193_more_than_twenty_tasks_need_a_word() {
    let mut text = FIVE.to_owned();
    for number in 0..16 {
        writeln!(text, "np_4w3b{number:04},false,-2h").unwrap();
    }
    let desk = Desk::new().await;
    let planned = desk.batched(&text, &[]).await;
    assert_eq!(planned.exit, Exit::Guard, "{planned:?}");
    assert!(planned.stdout.contains("--max 21"), "{planned:?}");
    let ended = desk.batched(&text, &["--execute", "--yes=21"]).await;
    assert_eq!(ended.exit, Exit::Guard, "{ended:?}");
    assert!(
        ended.stderr.contains("has 21 tasks, and 20 are the most"),
        "{ended:?}"
    );
    let fewer = desk.batched(FIVE, &[SEND, &["--max=4"]].concat()).await;
    assert_eq!(fewer.exit, Exit::Guard, "{fewer:?}");
    assert!(desk.sent().is_empty());
    let raised = desk
        .batched(&text, &["--execute", "--yes=21", "--max=21"])
        .await;
    assert!(
        raised.stderr.contains("line 7: "),
        "it is looked up now: {raised:?}"
    );
}

/// A desk at which twenty-one positions can be moved, and the file that moves them.
async fn twenty_one() -> (Desk, String) {
    let (mut world, mut text) = (BUILT_IN.to_owned(), FIVE.to_owned());
    for number in 0..16 {
        let id = format!("np_4w3b{number:04}");
        let position = "forward.position = \"2025-03-19T07:20:00Z\"";
        writeln!(
            world,
            "[[task]]\nid = \"{id}\"\nname = \"{id}\"\n{position}"
        )
        .unwrap();
        writeln!(text, "{id},false,1742365118").unwrap();
    }
    let scenario = Scenario::parse(&world).unwrap();
    let desk = Desk::with(Simulator::builder().scenario(scenario)).await;
    (desk, text)
}

#[tokio::test]
async fn p193_a_batch_of_more_tasks_than_were_allowed_is_not_saved() {
    let (desk, text) = twenty_one().await;
    let plan = desk.folder.path().join("p.json").display().to_string();
    let save = |more: &[&str]| {
        let mut words = desk.batch(&text, &[&["--rate=100"], more].concat());
        let place = words.iter().position(|word| word == "batch").unwrap();
        words.splice(place..place, ["plan", "-o", &plan].map(str::to_owned));
        plainly(words)
    };
    let refused = save(&[]).await;
    assert_eq!(refused.exit, Exit::Guard, "{refused:?}");
    for words in ["has 21 tasks, and 20 are the most", "nothing was sent"] {
        assert!(refused.stderr.contains(words), "{words}: {refused:?}");
    }
    assert!(!std::fs::exists(&plan).unwrap(), "{refused:?}");
    assert!(desk.sent().is_empty());

    let saved = save(&["--max=21"]).await;
    assert_eq!(saved.exit, Exit::Success, "{saved:?}");
    let applied = desk.line(&format!("apply {plan} --yes=21 -o json")).await;
    assert_eq!(applied.exit, Exit::Success, "{applied:?}");
    assert_eq!(applied.json()["summary"]["accepted"], json!(21));
    assert_eq!(desk.sent().len(), 21);
}

#[tokio::test]
async fn p194_the_first_failure_stops_and_keep_going_goes_on_behind_a_rejection_alone() {
    let rejected = || FaultRule::from(refusing(409));
    let unknown = || FaultRule::from(Fault::CommitAndLoseReply);
    let credentials = || FaultRule::from(refusing(401));
    let unread = || FaultRule::from(Fault::WrongType(oms_sim::WrongType::Payload));
    for (fault, more, exit, sent, third) in [
        (rejected(), &[][..], Exit::PartlyDone, 3, "rejected"),
        (
            rejected(),
            &["--keep-going"],
            Exit::PartlyDone,
            5,
            "rejected",
        ),
        (unknown(), &[], Exit::Unknown, 3, "unknown"),
        (unknown(), &["--keep-going"], Exit::Unknown, 3, "unknown"),
        (
            credentials(),
            &["--keep-going"],
            Exit::PartlyDone,
            3,
            "rejected",
        ),
        (unread(), &["--keep-going"], Exit::PartlyDone, 3, "accepted"),
        (
            rejected(),
            &["--keep-going", "--canary=3"],
            Exit::PartlyDone,
            3,
            "rejected",
        ),
    ] {
        let desk = third_meets(fault).await;
        let ended = desk.batched(FIVE, &[SEND, more].concat()).await;
        assert_eq!(ended.exit, exit, "{more:?}: {ended:?}");
        assert_eq!(desk.targets(), all()[..sent], "{exit:?} {more:?}");
        let object = ended.json();
        let rest = if sent == 5 { "accepted" } else { "not_sent" };
        assert_eq!(
            outcomes(&object),
            ["accepted", "accepted", third, rest, rest],
            "{exit:?} {more:?}"
        );
    }
}

#[tokio::test]
async fn p194_a_stop_that_is_rejected_counts_like_a_move_that_is() {
    for (more, exit, expected) in [
        (&["--keep-going"][..], Exit::PartlyDone, "accepted"),
        (&[], Exit::Rejected, "not_sent"),
    ] {
        let refused = FaultRule::from(refusing(409)).on_action("StopProject");
        let desk = Desk::with(Simulator::builder().fault(refused.nth(1))).await;
        let ended = desk
            .batched(FIVE, &[SEND, &["--pause"], more].concat())
            .await;
        assert_eq!(ended.exit, exit, "{more:?}: {ended:?}");
        let object = ended.json();
        let [first, rest @ ..] = &outcomes(&object)[..] else {
            panic!("five lines");
        };
        assert_eq!(*first, "rejected", "{object}");
        assert_eq!(rest, [expected; 4], "{object}");
        // A run in which nothing took effect has ended, and is not named any more.
        let next = desk.short(object["next"].as_str().unwrap());
        let is_open = exit == Exit::PartlyDone;
        assert_eq!(next.contains("`oms runs abandon 1`"), is_open, "{next}");
        assert_eq!(next.starts_with("Correct the cause"), !is_open, "{next}");
        let runs = desk.line("runs -o json").await.json();
        let runs = runs["data"].as_array().unwrap().len();
        assert_eq!(runs, usize::from(is_open), "{ended:?}");
    }
}

#[tokio::test]
async fn p037_a_line_whose_answer_is_lost_is_sent_once_and_by_no_later_run() {
    for fault in [Fault::CommitAndLoseReply, Fault::LoseBeforeCommit] {
        let desk = third_meets(fault.clone()).await;
        let call = || desk.batched(FIVE, SEND);
        let ended = call().await;
        assert_eq!(ended.exit, Exit::Unknown, "{ended:?}");
        let object = ended.json();
        let next = object["next"].as_str().unwrap();
        assert!(next.contains("oms journal resolve 6"), "{next}");
        for _ in 0..2 {
            let again = call().await;
            assert_eq!(again.exit, Exit::Guard, "{again:?}");
            assert!(again.stdout.contains("journal entry 6"), "{again:?}");
        }
        assert_eq!(desk.sent().len(), 3, "{fault:?}");
    }
}

#[tokio::test]
async fn p195_the_rest_follows_a_canary_that_has_moved_and_that_a_person_has_seen() {
    for (typed, exit, sent) in [
        ("5\nrest\n", Exit::Success, 5),
        ("5\nno\n", Exit::PartlyDone, 2),
        ("5\n", Exit::PartlyDone, 2),
    ] {
        let desk = Desk::new().await;
        let more = ["--execute", "--rate=100", "--canary=2"];
        let ended = oms(desk.batch(FIVE, &more), &[], Some(typed), "").await;
        assert_eq!(ended.exit, exit, "{typed:?}: {ended:?}");
        assert_eq!(desk.targets(), all()[..sent], "{typed:?}");
        let question = "2 of 5 positions were seen to move.\nType `rest` to go on";
        assert!(ended.stderr.contains(question), "{ended:?}");
    }
    let desk = Desk::new().await;
    let ended = desk.batched(FIVE, &[SEND, &["--canary=1"]].concat()).await;
    assert_eq!(
        ended.exit,
        Exit::Success,
        "a flag is consent to the rest: {ended:?}"
    );
    let looks = desk.simulator.requests();
    let second = looks
        .iter()
        .filter(|look| look.action.as_deref() == Some("ResetIncrStartTimestamp"));
    let numbers: Vec<u64> = second.map(|request| request.number).collect();
    assert!(
        numbers[1] > numbers[0] + 1,
        "it was looked at in between: {numbers:?}"
    );
}

#[tokio::test]
async fn p195_a_canary_that_was_not_seen_to_move_keeps_the_rest_from_being_sent() {
    let late = Course::after(Duration::from_secs(3600));
    let desk = Desk::with(Simulator::builder().tickets(late)).await;
    let canary = ["--canary=1", "--wait-timeout=200ms"];
    let ended = desk.batched(FIVE, &[SEND, &canary].concat()).await;
    assert_eq!(
        ended.exit,
        Exit::PartlyDone,
        "one was sent, and four were not: {ended:?}"
    );
    assert_eq!(desk.targets(), all()[..1]);
    let object = ended.json();
    assert_eq!(object["exit_code"], json!(10));
    assert_eq!(object["summary"]["accepted"], json!(1));
    assert_eq!(object["summary"]["not_sent"], json!(4));
    let message = object["message"].as_str().unwrap();
    assert!(message.contains("was not seen to move"), "{message}");
}

#[tokio::test]
async fn a_number_of_lines_is_at_least_one() {
    let desk = Desk::new().await;
    for flag in ["--max=0", "--canary=0", "--max=-1", "--canary=two"] {
        let ended = desk.batched(FIVE, &[flag]).await;
        assert_eq!(ended.exit, Exit::Usage, "{flag}: {ended:?}");
        let words = "write a whole number of at least 1";
        assert!(ended.stderr.contains(words), "{flag}: {ended:?}");
    }
}
