//! Batches that go on after an earlier run stopped.

use std::time::Duration;

use oms_cli::Exit;
use oms_sim::{Course, Fault, FaultRule, Simulator, Status};
use serde_json::json;

use super::super::{Desk, oms, plainly};
use super::{FIVE, SEND, outcomes};
use crate::support::replies::refusing;

/// A desk at which the first call for the third line meets a fault, once.
async fn third_meets(fault: Fault) -> Desk {
    let rule = FaultRule::from(fault)
        .on_action("ResetIncrStartTimestamp")
        .nth(3);
    Desk::with(Simulator::builder().fault(rule)).await
}

#[tokio::test]
async fn p196_the_same_file_goes_on_behind_what_was_accepted() {
    let desk = third_meets(refusing(409)).await;
    let first = desk.batched(FIVE, SEND).await;
    assert_eq!(first.exit, Exit::PartlyDone, "{first:?}");
    let planned = desk.batched(FIVE, &["-o", "json"]).await.json();
    assert_eq!(planned["summary"]["accepted_before"], json!(2));
    assert_eq!(planned["summary"]["not_sent"], json!(3));
    assert_eq!(planned["data"][0]["before"], json!(true));
    // Whoever opens the file at this line finds the task.
    let by_number = desk.line("runs resume 1 -o json").await.json();
    assert_eq!(by_number["data"][0]["line"], planned["data"][0]["line"]);
    assert_eq!(by_number["data"][0]["line"], json!(2));

    let second = desk.batched(FIVE, SEND).await;
    assert_eq!(second.exit, Exit::Success, "{second:?}");
    let object = second.json();
    assert_eq!(outcomes(&object), ["accepted"; 5]);
    assert_eq!(
        object["summary"],
        json!({"tasks": 5, "accepted": 3, "accepted_before": 2, "rejected": 0, "not_sent": 0, "unknown": 0})
    );
    assert_eq!(desk.commits(), 5, "each took effect once");
    assert_eq!(desk.sent().len(), 6);
}

#[tokio::test]
async fn the_plan_of_a_batch_that_goes_on_counts_the_lines_that_are_left_out() {
    for (nth, words) in [
        (2, "1 line, accepted in an earlier run"),
        (3, "2 lines, accepted in an earlier run"),
    ] {
        let rule = FaultRule::from(refusing(409)).on_action("ResetIncrStartTimestamp");
        let desk = Desk::with(Simulator::builder().fault(rule.nth(nth))).await;
        let first = desk.batched(FIVE, SEND).await;
        assert_eq!(first.exit, Exit::PartlyDone, "{first:?}");
        let planned = desk.batched(FIVE, &[]).await;
        assert!(planned.stdout.contains(words), "{words}: {planned:?}");
    }
}

#[tokio::test]
async fn p196_a_file_that_was_sent_whole_has_nothing_left_unless_it_is_sent_anew() {
    let desk = Desk::new().await;
    let relative = FIVE.replace("1742365118", "-2h");
    assert_eq!(desk.batched(&relative, SEND).await.exit, Exit::Success);
    let whole = desk.batched(&relative, SEND).await;
    assert_eq!(whole.exit, Exit::Success, "{whole:?}");
    assert!(
        whole.stdout.contains("Nothing was left to send"),
        "{whole:?}"
    );
    assert_eq!(desk.commits(), 5);
    let planned = desk.batched(&relative, &[]).await;
    assert!(!planned.stdout.contains("--execute"), "{planned:?}");
    assert!(planned.stdout.contains("--again"), "{planned:?}");
    // The same in another form is the same batch.
    let mut objects = String::new();
    for line in relative.lines().skip(1) {
        let [id, reverse, time] = line.split(',').collect::<Vec<_>>()[..] else {
            panic!("{line}");
        };
        let object = format!(r#"{{"startTimestamp":"{time}","id":"{id}","reverse":{reverse}}}"#);
        objects += &object;
        objects.push('\n');
    }
    let as_json = desk.batched(&objects, SEND).await.json();
    assert_eq!(as_json["summary"]["accepted_before"], json!(5));

    let again = [SEND, &["--again", "--allow-skip"]].concat();
    let anew = desk.batched(&relative, &again).await;
    assert_eq!(anew.exit, Exit::Success, "{anew:?}");
    assert_eq!(desk.commits(), 10);
}

#[tokio::test]
async fn p196_a_run_anew_that_stopped_goes_on_and_does_not_begin_once_more() {
    let rule = FaultRule::from(refusing(409))
        .on_action("ResetIncrStartTimestamp")
        .nth(8);
    let desk = Desk::with(Simulator::builder().fault(rule)).await;
    let again = [SEND, &["--again"]].concat();
    assert_eq!(desk.batched(FIVE, SEND).await.exit, Exit::Success);
    let stopped = desk.batched(FIVE, &again).await;
    assert_eq!(stopped.exit, Exit::PartlyDone, "{stopped:?}");
    assert_eq!(desk.commits(), 7);
    // Without the word, what is left was accepted in the run before, and is asked about.
    let asked = desk.batched(FIVE, SEND).await;
    assert_eq!(asked.exit, Exit::Guard, "{asked:?}");
    assert_eq!(desk.commits(), 7);
    let rest = desk.batched(FIVE, &again).await;
    assert_eq!(rest.exit, Exit::Success, "{rest:?}");
    assert_eq!(rest.json()["summary"]["accepted_before"], json!(2));
    assert_eq!(desk.commits(), 10);
}

#[tokio::test]
async fn p196_a_line_of_another_file_that_was_accepted_within_a_day_is_asked_about() {
    let desk = Desk::new().await;
    assert_eq!(desk.batched(FIVE, SEND).await.exit, Exit::Success);
    let fewer = FIVE.replace("np_4w3a0003,false,1742365118\n", "");
    let later = super::super::now() + Duration::from_secs(3_600);
    let more = ["--execute", "--yes=4", "-o", "json"];
    let asked = super::super::at(later, desk.batch(&fewer, &more)).await;
    assert_eq!(asked.exit, Exit::Guard, "{asked:?}");
    let text = asked.json()["message"].to_string();
    for line in 2..=5 {
        assert!(
            text.contains(&format!("Line {line}: The same was accepted")),
            "{text}"
        );
    }
    assert_eq!(desk.commits(), 5);
}

#[tokio::test]
async fn p196_an_unknown_stops_every_run_until_it_is_resolved() {
    for (verdict, sent) in [("--took-effect", 5), ("--no-effect", 6)] {
        let desk = third_meets(Fault::CommitAndLoseReply).await;
        assert_eq!(desk.batched(FIVE, SEND).await.exit, Exit::Unknown);
        assert_eq!(desk.batched(FIVE, SEND).await.exit, Exit::Guard);
        let early = ["--early"].iter().filter(|_| verdict == "--no-effect");
        let resolve = ["oms", "journal", "resolve", "6", verdict, "--journal"];
        let resolve = resolve.map(ToOwned::to_owned).into_iter();
        let resolved = plainly(
            resolve
                .chain([desk.journal()])
                .chain(early.map(|&word| word.to_owned()))
                .collect(),
        )
        .await;
        assert_eq!(resolved.exit, Exit::Success, "{resolved:?}");
        let rest = desk.batched(FIVE, SEND).await;
        assert_eq!(rest.exit, Exit::Success, "{rest:?}");
        assert_eq!(desk.sent().len(), sent, "{verdict}");
    }
}

/// Its move and its resume are left, and each of them meets the same open request.
#[tokio::test]
async fn a_line_of_which_two_requests_are_left_is_refused_once() {
    let lost = FaultRule::from(Fault::LoseBeforeCommit)
        .on_action("ResetIncrStartTimestamp")
        .nth(1);
    let desk = Desk::with(Simulator::builder().fault(lost)).await;
    let one = "id,reverse,startTimestamp\nnp_4w3a0001,false,1742365118\n";
    let send = ["--pause", "--execute", "--yes=1", "-o", "json"];
    assert_eq!(desk.batched(one, &send).await.exit, Exit::Unknown);
    let ended = desk.batched(one, &send).await;
    assert_eq!(ended.exit, Exit::Guard, "{ended:?}");
    let object = ended.json();
    let message = object["message"].as_str().unwrap();
    assert!(message.starts_with("1 of 1 tasks cannot"), "{message}");
    let causes = object["causes"].as_array().map(Vec::len);
    assert_eq!(causes, Some(1), "{object}");
}

#[tokio::test]
async fn p196_a_line_whose_position_was_moved_before_is_shown_without_the_effect_of_a_move() {
    let refused = FaultRule::from(refusing(409))
        .on_action("ResumeProject")
        .nth(1);
    let desk = Desk::with(Simulator::builder().fault(refused)).await;
    let one = "id,reverse,startTimestamp\nnp_4w3a0001,false,1742365118\n";
    let pausing = |more: &[&str]| desk.batch(one, &[&["--pause", "--execute"], more].concat());
    let first = plainly(pausing(&["--yes=1"])).await;
    assert_eq!(first.exit, Exit::Unverified, "{first:?}");
    let moved = desk
        .journal_command("list --action reset-incr-start-timestamp")
        .await;
    let moved = moved.json()["data"][0].clone();
    let (entry, first_old) = (moved["entry"].to_string(), moved["old"].clone());

    let asked = oms(pausing(&[]), &[], Some("no\n"), "").await;
    assert_eq!(asked.exit, Exit::Declined, "{asked:?}");
    let before = format!("none: moved before, entry {entry}");
    assert!(asked.stderr.contains(&before), "{before}: {asked:?}");
    assert!(!asked.stderr.contains("REPLAYS"), "{asked:?}");

    let rest = plainly(pausing(&["--yes=1", "-o", "json"])).await;
    assert_eq!(rest.exit, Exit::Success, "{rest:?}");
    let object = rest.json();
    assert_eq!(object["summary"]["accepted_before"], json!(1), "{object}");
    let line = &object["data"][0];
    assert_eq!(line["before"], json!(true), "{object}");
    assert_eq!(line["journal"].to_string(), entry, "{object}");
    assert_eq!(line["old"], first_old, "{object}");
    assert_eq!(line["new"], json!("1742365118"), "{object}");
    assert_ne!(line["old"], line["new"], "{object}");
    let sent = desk.sent().into_iter();
    let resets = sent.filter(|sent| sent.action.as_deref() == Some("ResetIncrStartTimestamp"));
    assert_eq!(resets.count(), 1);
}

/// `-1h` is another moment an hour later.
#[tokio::test]
async fn p196_a_line_whose_position_was_moved_before_waits_for_the_one_that_was_sent() {
    let hour = Duration::from_secs(3_600);
    let desk = Desk::with(Simulator::builder().tickets(Course::after(hour))).await;
    let one = "id,reverse,to\nnp_4w3a0001,false,-1h\n";
    let more = ["--pause", "--execute", "--yes=1", "--wait-timeout=300ms"];
    let words = desk.batch(one, &[&more[..], &["-o", "json"]].concat());
    let first = plainly(words.clone()).await;
    assert_eq!(first.exit, Exit::Unverified, "{first:?}");
    desk.simulator.advance(hour);
    let rest = super::super::at(super::super::now() + hour, words).await;
    assert_eq!(rest.exit, Exit::Success, "{rest:?}");
    let (first, rest) = (first.json(), rest.json());
    for key in ["old", "new", "journal"] {
        assert!(!first["data"][0][key].is_null(), "{first}");
        assert_eq!(rest["data"][0][key], first["data"][0][key], "{key}: {rest}");
    }
}

/// Two positions of one task, which is at work.
const BOTH: &str = "id,reverse,startTimestamp\n\
                    np_4w3a0001,false,1742365118\n\
                    np_4w3a0001,true,1742365118\n";

impl Desk {
    /// Sends both positions, each in a loop of its own.
    async fn both(&self) -> super::Ended {
        let more = ["--pause", "--execute", "--yes=2", "--rate=100"];
        self.batched(BOTH, &more).await
    }

    /// The writes that took effect, in their order.
    fn effects(&self) -> Vec<String> {
        let sent = self.sent().into_iter().filter(|sent| sent.committed);
        sent.filter_map(|sent| sent.action).collect()
    }
}

/// Faults that leave a task paused behind its first move, which had no effect.
fn left_paused() -> oms_sim::SimulatorBuilder {
    let refused = |action| FaultRule::from(refusing(409)).on_action(action).nth(1);
    let simulator = Simulator::builder().fault(refused("ResetIncrStartTimestamp"));
    simulator.fault(refused("ResumeProject"))
}

#[tokio::test]
async fn p196_a_task_that_one_line_lets_go_on_is_paused_again_for_the_next_one() {
    let (stop, reset, resume) = ("StopProject", "ResetIncrStartTimestamp", "ResumeProject");
    let twice = [stop, reset, resume, stop, reset, resume];

    // The batch has paused the task itself: the first line goes on behind its stop.
    let desk = Desk::with(left_paused()).await;
    let first = desk.both().await;
    assert_eq!(first.exit, Exit::PartlyDone, "{first:?}");
    assert_eq!(
        desk.simulator.task("np_4w3a0001").unwrap().status,
        Status::Suspend
    );
    let again = desk.both().await;
    assert_eq!(again.exit, Exit::Success, "{again:?}");
    assert_eq!(
        desk.effects(),
        twice,
        "no move of a task at work: {again:?}"
    );

    // A rewind has left it paused.
    let desk = Desk::with(left_paused()).await;
    let rewind = "rewind --id np_4w3a0001 --reverse false --to 1742365000 --execute \
                  --yes=np_4w3a0001";
    let rewind: Vec<&str> = rewind.split_whitespace().collect();
    let rewound = plainly(desk.words(&rewind)).await;
    assert_eq!(rewound.exit, Exit::PartlyDone, "{rewound:?}");
    let batch = desk.both().await;
    assert_eq!(batch.exit, Exit::Success, "{batch:?}");
    assert!(!batch.stdout.contains("LEFT PAUSED"), "{batch:?}");
    assert_eq!(
        desk.effects(),
        twice,
        "no move of a task at work: {batch:?}"
    );
    assert_eq!(
        desk.simulator.task("np_4w3a0001").unwrap().status,
        Status::Running
    );
}

/// Two hours ago is another moment a minute later. Behind a refusal, a line that pauses its task
/// keeps the position that was sent, because a look finds out whether it was made all the same.
#[tokio::test]
async fn p196_a_line_that_was_refused_is_counted_anew_unless_it_pauses_its_task() {
    let minute = Duration::from_secs(60);
    let head = "id,reverse,to\nnp_4w3a0001,false,-2h\n";
    let two = format!("{head}np_4w3a0002,false,-2h\n");
    let pausing = ["--pause", "--wait-timeout=300ms"];
    for (file, lines, more, later) in [
        (two.as_str(), 2, &[][..], minute),
        (head, 1, &pausing, Duration::ZERO),
    ] {
        let refused = FaultRule::from(refusing(409)).on_action("ResetIncrStartTimestamp");
        // Neither does the look behind the move show the position, so that the run goes on.
        let blind = FaultRule::from(refusing(409)).on_action("DescribeProjectProgress");
        let simulator = Simulator::builder().fault(refused.nth(lines));
        let desk = Desk::with(simulator.fault(blind.nth(3))).await;
        let yes = format!("--yes={lines}");
        let more = [&["--execute", yes.as_str(), "--rate=100"], more].concat();
        let first = desk.batched(file, &more).await;
        assert_ne!(first.exit, Exit::Success, "{first:?}");
        desk.simulator.clear_faults();
        desk.simulator.advance(minute);
        let second = super::super::at(super::super::now() + minute, desk.batch(file, &more)).await;
        assert_eq!(second.exit, Exit::Success, "{second:?}");
        let sent = desk.sent().into_iter();
        let mut moves =
            sent.filter(|sent| sent.action.as_deref() == Some("ResetIncrStartTimestamp"));
        let body: serde_json::Value =
            serde_json::from_str(&moves.next_back().unwrap().body).unwrap();
        let expected = 1_742_372_318 - 7_200 + later.as_secs();
        assert_eq!(
            body["startTimestamp"].to_string().trim_matches('"'),
            expected.to_string(),
            "{second:?}"
        );
    }
}
