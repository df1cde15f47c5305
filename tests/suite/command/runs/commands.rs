//! `oms runs`, and the loop of `oms batch --pause`.

use std::time::Duration;

use oms_cli::Exit;
use oms_sim::{Course, Simulator, Status};
use serde_json::json;

use super::super::{Desk, at, now, plainly};
use super::{TASK, printed, refusal, striking};

pub(super) const REWIND: &str = "rewind --id np_4w3a0001 --reverse false --to 1742365118 --execute \
                      --yes=np_4w3a0001 --wait-timeout 300ms";

/// A desk at which a rewind has moved the position and is not seen to have.
async fn half_done() -> Desk {
    let late = Course::after(Duration::from_secs(3600));
    let desk = Desk::with(Simulator::builder().tickets(late)).await;
    let ended = desk.line(REWIND).await;
    assert_eq!(ended.exit, Exit::Unverified, "{ended:?}");
    desk
}

#[tokio::test]
async fn p241_a_run_that_did_not_end_is_listed_shown_and_mentioned() {
    let desk = half_done().await;
    let listed = desk.line("runs").await;
    for words in ["1 ", "rewind", TASK, "paused by this run", "position moved"] {
        assert!(listed.stdout.contains(words), "{words}: {listed:?}");
    }
    let shown = desk.line("runs show 1").await;
    for words in [
        "it did not end",
        "stop: accepted",
        "move: accepted",
        "forward, to 2025",
    ] {
        assert!(shown.stdout.contains(words), "{words}: {shown:?}");
    }
    assert_eq!(desk.line("runs show 2").await.exit, Exit::Usage);
    let planned = desk.line("resume-project --id np_4w3a0001").await;
    for words in [
        "did not end (run 1",
        "paused by this run",
        "oms runs resume 1 --execute",
    ] {
        assert!(planned.stdout.contains(words), "{words}: {planned:?}");
    }
    let other = desk.line("resume-project --id np_4w3a0002").await;
    assert!(!other.stdout.contains("did not end"), "{other:?}");
    let file = desk.folder.path().join("tasks");
    std::fs::write(&file, THREE).unwrap();
    let batch = desk.line(&format!("batch {}", file.display())).await;
    assert!(
        batch
            .stdout
            .contains("Line 2: A rewind of this task did not end"),
        "{batch:?}"
    );
    // Who lets the task go on by hand has not ended the run, and its state is no more what it was.
    let resumed = desk
        .line("resume-project --id np_4w3a0001 --execute --yes=np_4w3a0001")
        .await;
    assert_eq!(resumed.exit, Exit::Success, "{resumed:?}");
    let listed = desk.line("runs").await;
    assert!(listed.stdout.contains("and resumed since"), "{listed:?}");
}

#[tokio::test]
async fn p241_a_run_is_resumed_by_its_number() {
    let desk = half_done().await;
    let sent = desk.sent().len();
    let planned = desk.line("runs resume 1").await;
    assert_eq!(planned.exit, Exit::Success, "{planned:?}");
    for words in [
        "moved the position",
        "is not moved again",
        "resume the task",
        "Nothing was sent",
    ] {
        assert!(planned.stdout.contains(words), "{words}: {planned:?}");
    }
    assert!(!planned.stdout.contains("REPLAYS"), "{planned:?}");
    assert_eq!(desk.sent().len(), sent);
    desk.simulator.advance(Duration::from_secs(3600));
    let words = "runs resume 1 --execute --yes=np_4w3a0001";
    let later = now() + Duration::from_secs(3600);
    let ended = at(later, desk.words(&words.split(' ').collect::<Vec<_>>())).await;
    assert_eq!(ended.exit, Exit::Success, "{ended:?}");
    assert_eq!(desk.simulator.task(TASK).unwrap().status, Status::Running);
    assert_eq!(desk.simulator.world().tickets().len(), 1);
    assert!(desk.open_runs().await.is_empty());
    let again = desk.line("runs resume 1 --execute --yes=np_4w3a0001").await;
    assert_eq!(again.exit, Exit::Usage, "it has ended: {again:?}");
    let all = desk.line("runs --all").await;
    assert!(all.stdout.contains("done"), "{all:?}");
}

#[tokio::test]
async fn p241_a_run_is_given_up_by_its_number_and_says_what_it_leaves_behind() {
    let desk = half_done().await;
    let sent = desk.sent().len();
    let given_up = desk.line("runs abandon 1").await;
    assert_eq!(given_up.exit, Exit::Success, "{given_up:?}");
    for words in [
        "Run 1 is given up",
        "paused by this run",
        "oms task resume np_4w3a0001 --execute",
    ] {
        assert!(printed(&given_up).contains(words), "{words}: {given_up:?}");
    }
    assert_eq!(desk.sent().len(), sent);
    assert!(desk.open_runs().await.is_empty());
    let verified = desk.line("journal verify").await;
    assert_eq!(verified.exit, Exit::Success, "{verified:?}");
}

#[tokio::test]
async fn p241_another_rewind_of_the_task_takes_the_place_of_the_run_and_resumes_the_task() {
    let faults = striking([(refusal(), "ResetIncrStartTimestamp")]);
    let desk = Desk::with(faults).await;
    let paused = desk.line(&format!("{REWIND} --leave-paused")).await;
    assert_eq!(paused.exit, Exit::PartlyDone, "{paused:?}");
    let other = REWIND.replace("1742365118", "1742365000");
    let ended = desk.line(&other).await;
    assert_eq!(ended.exit, Exit::Success, "{ended:?}");
    assert_eq!(desk.simulator.task(TASK).unwrap().status, Status::Running);
    assert_eq!(desk.seen("StopProject"), 1);
    assert!(desk.open_runs().await.is_empty());
    let all = desk.line("runs --all").await;
    assert!(all.stdout.contains("replaced by run"), "{all:?}");
    for (limit, listed, left_out) in [(0, 0, "2 older"), (1, 1, "1 older"), (2, 2, "")] {
        let line = format!("runs --all --limit {limit} -o json");
        let newest = desk.line(&line).await;
        let json = newest.json();
        let runs = json["data"].as_array().unwrap();
        assert_eq!(runs.len(), listed, "{newest:?}");
        assert!(
            runs.iter()
                .all(|run| limit > 1 || run["end"]["how"] == "done"),
            "{newest:?}"
        );
        assert!(newest.stderr.contains(left_out), "{newest:?}");
        assert_eq!(newest.stderr.contains("older"), limit < 2, "{newest:?}");
    }
}

const THREE: &str = "id,reverse,startTimestamp\n\
                     np_4w3a0001,false,1742365118\n\
                     np_4w3a0002,false,1742365118\n\
                     np_4w3a0003,false,1742365118\n";

impl Desk {
    fn three(&self, more: &str) -> String {
        let file = self.folder.path().join("tasks");
        std::fs::write(&file, THREE).unwrap();
        format!(
            "batch {} --rate 100 --wait-timeout 2s{more}",
            file.display()
        )
    }

    fn states(&self) -> [Status; 3] {
        ["np_4w3a0001", "np_4w3a0002", "np_4w3a0003"]
            .map(|task| self.simulator.task(task).unwrap().status)
    }
}

/// Of the three tasks, the second one is paused to begin with.
const AS_BEFORE: [Status; 3] = [Status::Running, Status::Suspend, Status::Running];

#[tokio::test]
async fn p236_a_batch_says_that_it_only_moves_or_does_the_whole_loop_a_task() {
    let desk = Desk::new().await;
    let planned = desk.line(&desk.three("")).await;
    assert!(
        planned.stdout.contains("moves positions and nothing else"),
        "{planned:?}"
    );
    let planned = desk.line(&desk.three(" --pause")).await;
    assert!(planned.stdout.contains("pauses each task"), "{planned:?}");
    let ended = desk
        .line(&desk.three(" --pause --execute --yes=3 -o json"))
        .await;
    assert_eq!(ended.exit, Exit::Success, "{ended:?}");
    let sent: Vec<String> = desk
        .sent()
        .into_iter()
        .filter_map(|sent| sent.action)
        .collect();
    let (stop, reset, resume) = ("StopProject", "ResetIncrStartTimestamp", "ResumeProject");
    assert_eq!(sent, [stop, reset, resume, reset, stop, reset, resume]);
    assert_eq!(desk.states(), AS_BEFORE);
    assert_eq!(desk.simulator.world().tickets().len(), 3);
    assert!(desk.open_runs().await.is_empty());
}

#[tokio::test]
async fn p239_a_line_whose_move_is_refused_leaves_its_task_as_it_was() {
    let desk = Desk::with(striking([(refusal(), "ResetIncrStartTimestamp")])).await;
    let ended = desk
        .line(&desk.three(" --pause --execute --yes=3 -o json"))
        .await;
    assert_eq!(ended.exit, Exit::Rejected, "nothing took effect: {ended:?}");
    assert_eq!(desk.states(), AS_BEFORE);
    assert!(desk.open_runs().await.is_empty());
    let going = desk.line(&desk.three(" --pause --execute --yes=3")).await;
    assert_eq!(going.exit, Exit::Success, "{going:?}");

    let both = striking([
        (refusal(), "ResetIncrStartTimestamp"),
        (refusal(), "ResumeProject"),
    ]);
    let desk = Desk::with(both).await;
    let ended = desk
        .line(&desk.three(" --pause --execute --yes=3 -o json"))
        .await;
    assert_eq!(ended.exit, Exit::PartlyDone, "{ended:?}");
    let message = ended.json()["message"].as_str().unwrap().to_owned();
    assert!(
        message.starts_with("LEFT PAUSED: np_4w3a0001."),
        "{message}"
    );
    assert_eq!(desk.states()[0], Status::Suspend);
    let rest = desk.line(&desk.three(" --pause --execute --yes=3")).await;
    assert_eq!(rest.exit, Exit::Success, "{rest:?}");
    assert_eq!(desk.states(), AS_BEFORE);
    assert_eq!(desk.seen("StopProject"), 2, "one for each task at work");
}

#[tokio::test]
async fn p241_a_batch_is_resumed_by_its_number_without_its_file() {
    let lost = refusal();
    let rule = oms_sim::FaultRule::new(lost)
        .on_action("ResetIncrStartTimestamp")
        .nth(2);
    let desk = Desk::with(Simulator::builder().fault(rule)).await;
    let ended = desk.line(&desk.three(" --execute --yes=3")).await;
    assert_eq!(ended.exit, Exit::PartlyDone, "{ended:?}");
    let listed = desk.line("runs").await;
    assert!(
        listed.stdout.contains("1 of 3 positions moved"),
        "{listed:?}"
    );
    std::fs::remove_file(desk.folder.path().join("tasks")).unwrap();
    // One position is not that of each line.
    let expecting = "runs resume 1 --execute --yes=3 --expect-current=1742368800";
    let refused = desk.line(expecting).await;
    assert_eq!(refused.exit, Exit::Usage, "{refused:?}");
    assert!(
        refused
            .stderr
            .contains("--expect-current names the position of one task"),
        "{refused:?}"
    );
    let rest = desk.line("runs resume 1 --execute --yes=3 -o json").await;
    assert_eq!(rest.exit, Exit::Success, "{rest:?}");
    assert_eq!(rest.json()["summary"]["accepted_before"], json!(1));
    assert_eq!(desk.simulator.world().tickets().len(), 3);
    assert!(desk.open_runs().await.is_empty());
}

impl Desk {
    /// Saves the plan of a run, given as the words of its command.
    pub(super) async fn saved(&self, words: &str) -> String {
        let file = self.folder.path().join("run.json").display().to_string();
        let saved = self.line(&format!("plan -o {file} {words}")).await;
        assert_eq!(saved.exit, Exit::Success, "{saved:?}");
        assert!(saved.stdout.contains("nothing was sent"), "{saved:?}");
        assert!(self.sent().is_empty());
        file
    }
}

#[tokio::test]
async fn p169_a_rewind_is_saved_and_applied_like_any_plan() {
    let desk = Desk::new().await;
    let words = "rewind --id np_4w3a0001 --reverse false --to -2h --wait-timeout 2s";
    let file = desk.saved(words).await;
    // Ten minutes later, it is still the second that was approved.
    let later = now() + Duration::from_secs(600);
    desk.simulator.advance(Duration::from_secs(600));
    let apply = |more: &str| {
        let words = format!("apply {file}{more}");
        desk.words(&words.split(' ').collect::<Vec<_>>())
    };
    let unasked = at(later, apply("")).await;
    assert_eq!(unasked.exit, Exit::Declined, "{unasked:?}");
    let applied = at(later, apply(" --yes=np_4w3a0001 -o json")).await;
    assert_eq!(applied.exit, Exit::Success, "{applied:?}");
    assert_eq!(applied.json()["data"]["position"], json!("1742365118"));
    assert_eq!(desk.sent().len(), 3);
    assert_eq!(desk.simulator.task(TASK).unwrap().status, Status::Running);

    let text = std::fs::read_to_string(&file).unwrap();
    assert!(text.contains("1742365118"), "{text}");
    std::fs::write(&file, text.replace("1742365118", "1742365119")).unwrap();
    let edited = at(later, apply(" --yes=np_4w3a0001")).await;
    assert_eq!(edited.exit, Exit::Guard, "{edited:?}");
    assert_eq!(desk.sent().len(), 3);
}

#[tokio::test]
async fn p169_a_saved_rewind_is_refused_where_the_position_has_moved() {
    let desk = Desk::new().await;
    let file = desk
        .saved("rewind --id np_4w3a0002 --reverse false --to 1742365118")
        .await;
    let other = "reset-incr-start-timestamp --id np_4w3a0002 --reverse false \
                 --start-timestamp 1742368700 --execute --yes=np_4w3a0002";
    let words: Vec<&str> = other.split_whitespace().collect();
    assert_eq!(plainly(desk.words(&words)).await.exit, Exit::Success);
    let sent = desk.sent().len();
    let applied = desk.line(&format!("apply {file} --yes=np_4w3a0002")).await;
    assert_eq!(applied.exit, Exit::Guard, "{applied:?}");
    assert!(applied.stderr.contains("was expected"), "{applied:?}");
    assert_eq!(desk.sent().len(), sent);
}

#[tokio::test]
async fn p169_a_batch_is_saved_and_applied_like_any_plan() {
    for (more, sent) in [("", 3), (" --pause", 7)] {
        let desk = Desk::new().await;
        let file = desk.saved(&desk.three(more)).await;
        // The contents of the file do not matter any more.
        std::fs::remove_file(desk.folder.path().join("tasks")).unwrap();
        let wrong = desk.line(&format!("apply {file} --yes=2")).await;
        assert_eq!(wrong.exit, Exit::Declined, "{wrong:?}");
        let applied = desk.line(&format!("apply {file} --yes=3 -o json")).await;
        assert_eq!(applied.exit, Exit::Success, "{applied:?}");
        assert_eq!(applied.json()["summary"]["accepted"], json!(3));
        assert_eq!(desk.sent().len(), sent);
        assert_eq!(desk.states(), AS_BEFORE);
    }
}
