//! Runs in which a step fails, and the state in which they leave the task.

use oms_cli::Exit;
use oms_sim::{Course, Fault, Scenario, Simulator, SimulatorBuilder, Status};

use super::super::{Desk, Ended, plainly};
use super::elsewhere::{batch, rewind};
use super::{TASK, WHOLE, once, printed, refusal, striking};

/// The words about a task at work behind a resume whose outcome is unknown.
const AT_WORK: &str = "was seen at work afterwards, so the resume or something else has resumed it";

impl Desk {
    /// Rewinds the task that is at work.
    async fn run_of(&self, more: &[&str]) -> Ended {
        plainly(self.run_words(more)).await
    }

    fn state(&self) -> Status {
        self.simulator.task(TASK).unwrap().status
    }

    fn moves(&self) -> usize {
        self.simulator.world().tickets().len()
    }
}

#[tokio::test]
async fn p238_a_resume_whose_answer_is_lost_does_not_change_what_became_of_the_move() {
    let lost = striking([(Fault::CommitAndLoseReply, "ResumeProject")]);
    let desk = Desk::with(lost).await;
    let ended = desk.run_of(&[]).await;
    assert_eq!(ended.exit, Exit::Unverified, "{ended:?}");
    let text = printed(&ended);
    for words in ["stands still", "LEFT PAUSED"] {
        assert!(!text.contains(words), "{words}: {text}");
    }
    assert!(text.contains(AT_WORK), "{text}");
    assert!(text.contains("ticket 1"), "{text}");
    assert_eq!(desk.state(), Status::Running);
    assert_eq!(desk.open_runs().await.len(), 1);

    // Nothing is left to be asked about: the same command settles it.
    let again = desk.run_of(&[]).await;
    assert_eq!(again.exit, Exit::Success, "{again:?}");
    assert_eq!(desk.actions(), WHOLE);
    assert_eq!(desk.moves(), 1);
    assert!(desk.open_runs().await.is_empty());
}

#[tokio::test]
async fn p238_a_resume_that_is_lost_on_its_way_is_said_to_be_and_never_leads_to_a_second_move() {
    let lost = striking([(Fault::LoseBeforeCommit, "ResumeProject")]);
    let desk = Desk::with(lost).await;
    let ended = desk.run_of(&[]).await;
    assert_eq!(ended.exit, Exit::Unverified, "{ended:?}");
    assert!(printed(&ended).contains("SUSPEND"), "{ended:?}");
    for _ in 0..2 {
        let again = desk.run_of(&[]).await;
        assert_eq!(again.exit, Exit::Guard, "{again:?}");
    }
    let entry = desk.line("journal list --open -o json").await.json()["data"][0]["entry"].clone();
    let resolve = format!("journal resolve {entry} --no-effect --early");
    assert_eq!(desk.line(&resolve).await.exit, Exit::Success);
    let rest = desk.run_of(&[]).await;
    assert_eq!(rest.exit, Exit::Success, "{rest:?}");
    assert_eq!(desk.moves(), 1);
    assert_eq!(desk.state(), Status::Running);
}

#[tokio::test]
async fn p239_a_move_that_had_no_effect_leaves_the_task_as_it_was() {
    for format in [&[][..], &["-o", "json"]] {
        let desk = Desk::with(striking([(refusal(), "ResetIncrStartTimestamp")])).await;
        let ended = desk.run_of(format).await;
        assert_eq!(ended.exit, Exit::Rejected, "{ended:?}");
        assert_eq!(desk.actions(), WHOLE);
        assert_eq!(desk.state(), Status::Running, "{ended:?}");
        assert!(!printed(&ended).contains("LEFT PAUSED"), "{ended:?}");
        assert!(desk.open_runs().await.is_empty(), "it has ended");
    }
}

#[tokio::test]
async fn p239_a_task_that_stays_paused_is_said_to_be_in_the_first_line() {
    for (faults, more) in [
        (
            vec![
                (refusal(), "ResetIncrStartTimestamp"),
                (refusal(), "ResumeProject"),
            ],
            &[][..],
        ),
        (
            vec![
                (refusal(), "ResetIncrStartTimestamp"),
                (Fault::LoseBeforeCommit, "ResumeProject"),
            ],
            &[],
        ),
        (
            vec![(refusal(), "ResetIncrStartTimestamp")],
            &["--leave-paused"],
        ),
    ] {
        let mut simulator = Simulator::builder();
        for (fault, action) in faults {
            simulator = simulator.fault(once(fault, action));
        }
        let desk = Desk::with(simulator).await;
        let ended = desk.run_of(more).await;
        assert_eq!(ended.exit, Exit::PartlyDone, "{ended:?}");
        assert_eq!(ended.exit.code(), 10);
        let first = ended
            .stderr
            .lines()
            .find(|line| line.contains("error:"))
            .unwrap_or_default();
        assert!(first.contains("LEFT PAUSED"), "{ended:?}");
        assert_eq!(desk.state(), Status::Suspend);
        assert_eq!(desk.open_runs().await.len(), 1);
    }
}

/// The number of looks before the resume: at the task, at the stop, and at the checkpoint.
const LOOKS: u64 = 3;

#[tokio::test]
async fn p239_a_resume_that_is_refused_is_told_by_what_a_look_then_shows() {
    let whole = [&[][..], &[(refusal(), "ResetIncrStartTimestamp")]];
    for (faults, exit) in whole.into_iter().zip([Exit::Unverified, Exit::Rejected]) {
        // Something else has resumed the task, so that the service refuses to resume it once more.
        let resumed = once(refusal(), "ResumeProject").after_commit();
        let mut simulator = Simulator::builder().fault(resumed);
        for (fault, action) in faults {
            simulator = simulator.fault(once(fault.clone(), action));
        }
        let desk = Desk::with(simulator).await;
        let ended = desk.run_of(&[]).await;
        assert_eq!(ended.exit, exit, "{ended:?}");
        assert_eq!(desk.state(), Status::Running);
        let text = printed(&ended);
        for words in ["LEFT PAUSED", "The task is paused", "runs resume"] {
            assert!(!text.contains(words), "{words}: {text}");
        }
        assert_eq!(
            text.contains("seen at work afterwards, so something else has resumed it"),
            exit == Exit::Unverified,
            "{text}"
        );
        assert!(desk.open_runs().await.is_empty(), "nothing is left: {text}");
    }
    // Nobody knows the state of the task.
    let blind = once(refusal(), "DescribeProjectProgress").nth(LOOKS + 1);
    let simulator = Simulator::builder().fault(once(refusal(), "ResumeProject"));
    let desk = Desk::with(simulator.fault(blind)).await;
    let ended = desk.run_of(&[]).await;
    assert_eq!(ended.exit, Exit::Unverified, "{ended:?}");
    let text = printed(&ended);
    assert!(text.contains("PERHAPS LEFT PAUSED"), "{text}");
    assert!(!text.contains("The task is paused"), "{text}");
    assert_eq!(desk.open_runs().await.len(), 1);
}

#[tokio::test]
async fn p239_a_task_at_work_behind_a_lost_resume_is_not_called_paused() {
    for words in [rewind, batch] {
        let desk = Desk::with(striking([
            (refusal(), "ResetIncrStartTimestamp"),
            (Fault::CommitAndLoseReply, "ResumeProject"),
        ]))
        .await;
        // The same command settles the resume, and takes every step.
        for exit in [Exit::PartlyDone, Exit::Success] {
            let ended = desk.line(&words(&desk)).await;
            assert_eq!(ended.exit, exit, "{ended:?}");
            assert_eq!(desk.state(), Status::Running, "{ended:?}");
            let (text, is_left) = (printed(&ended), exit == Exit::PartlyDone);
            assert_eq!(text.contains(AT_WORK), is_left, "{text}");
            for words in ["LEFT PAUSED", "it repeats nothing"] {
                assert!(!text.contains(words), "{words}: {text}");
            }
            for words in [
                "; ResumeProject may have taken effect",
                "run the same command again: it settles the resume",
                "what became of entry 6.",
                "`oms journal resolve 6 --took-effect",
            ] {
                assert_eq!(text.contains(words), is_left, "{words}: {text}");
            }
            assert_eq!(desk.open_runs().await.len(), usize::from(is_left), "{text}");
        }
        assert_eq!(desk.actions(), [WHOLE, WHOLE].concat());
        assert_eq!(desk.moves(), 1);
    }
}

#[tokio::test]
async fn p239_a_stop_whose_answer_is_lost_is_not_told_as_a_move() {
    for fault in [Fault::CommitAndLoseReply, Fault::LoseBeforeCommit] {
        let desk = Desk::with(striking([(fault, "StopProject")])).await;
        let ended = desk.run_of(&["--again"]).await;
        assert_eq!(ended.exit, Exit::Unknown, "{ended:?}");
        assert_eq!(desk.actions(), ["StopProject"]);
        let text = printed(&ended);
        assert!(!text.contains("Perhaps moved"), "{text}");
        for words in [
            "PERHAPS LEFT PAUSED: np_4w3a0001: StopProject",
            "; the position was not moved",
            "Not moved to",
            // The run goes on with the same words: it has not moved the position.
            "Run the same command again to go on",
        ] {
            assert!(text.contains(words), "{words}: {text}");
        }
    }
    // The move itself may have.
    let lost = striking([(Fault::LoseBeforeCommit, "ResetIncrStartTimestamp")]);
    let ended = Desk::with(lost).await.run_of(&[]).await;
    assert_eq!(ended.exit, Exit::Unknown, "{ended:?}");
    let text = printed(&ended);
    assert!(text.contains("Perhaps moved to"), "{text}");
    assert!(!text.contains("not moved"), "{text}");
}

#[tokio::test]
async fn p239_a_task_that_something_else_resumes_during_the_wait_is_not_called_paused() {
    let hour = std::time::Duration::from_secs(3600);
    let desk = Desk::with(Simulator::builder().tickets(Course::after(hour))).await;
    let elsewhere = desk.folder.path().join("elsewhere").display().to_string();
    let resume = "task resume np_4w3a0001 --execute --yes=np_4w3a0001";
    let resume = desk.words(&resume.split(' ').collect::<Vec<_>>());
    let resume = super::super::with(resume, &desk.journal(), &elsewhere);
    let (ended, resumed) = tokio::join!(desk.run_of(&[]), async {
        while desk.moves() == 0 {
            tokio::time::sleep(std::time::Duration::from_millis(2)).await;
        }
        plainly(resume).await
    });
    assert_eq!(resumed.exit, Exit::Success, "{resumed:?}");
    assert_eq!(ended.exit, Exit::Unverified, "{ended:?}");
    assert_eq!(desk.state(), Status::Running);
    let text = printed(&ended);
    for words in ["LEFT PAUSED", "The task is paused"] {
        assert!(!text.contains(words), "{words}: {text}");
    }
    assert_eq!(desk.open_runs().await.len(), 1);
    desk.simulator.advance(hour);
    let rest = super::super::at(super::super::now() + hour, desk.run_words(&[])).await;
    assert_eq!(rest.exit, Exit::Success, "{rest:?}");
    assert_eq!(desk.actions(), WHOLE, "and nothing is resumed twice");
    assert!(desk.open_runs().await.is_empty());
}

#[tokio::test]
async fn p239_a_stop_that_is_refused_leaves_everything_as_it_was() {
    let desk = Desk::with(striking([(refusal(), "StopProject")])).await;
    let ended = desk.run_of(&[]).await;
    assert_eq!(ended.exit, Exit::Rejected, "{ended:?}");
    assert_eq!(desk.actions(), ["StopProject"]);
    assert_eq!(desk.state(), Status::Running);
    assert!(desk.open_runs().await.is_empty());
    assert_eq!(desk.run_of(&[]).await.exit, Exit::Success);
}

/// A service whose tasks take this long to stop.
fn slow_to_stop(span: &str) -> SimulatorBuilder {
    let text = include_str!("../../../../crates/oms-sim/src/scenario/built_in.toml");
    let scenario = Scenario::parse(&format!("service.stopping-takes = \"{span}\"\n{text}"));
    Simulator::builder().scenario(scenario.unwrap())
}

#[tokio::test]
async fn p240_ctrl_c_while_the_task_stops_and_the_same_again_sends_no_step_twice() {
    let desk = Desk::with(slow_to_stop("1h")).await;
    let ended = desk
        .interrupted(desk.run_words(&[]), "DescribeProjectProgress", 3)
        .await;
    assert_eq!(ended.exit, Exit::PartlyDone, "{ended:?}");
    // Every look showed it at work.
    let text = printed(&ended);
    assert!(text.contains("PERHAPS LEFT PAUSED"), "{text}");
    assert!(text.contains("was seen in the state RUNNING"), "{text}");
    assert!(!text.contains("The task is paused."), "{text}");
    assert_eq!(desk.actions(), ["StopProject"]);

    let planned = desk
        .line("rewind --id np_4w3a0001 --reverse=false --to=1742365118")
        .await;
    assert!(
        !planned.stdout.contains("stop the task"),
        "the stop was accepted: {planned:?}"
    );
    let waits = desk.run_of(&["-o", "json"]).await;
    assert_eq!(waits.exit, Exit::PartlyDone, "it still stops: {waits:?}");
    assert_eq!(desk.actions(), ["StopProject"]);

    desk.simulator.advance(std::time::Duration::from_secs(3600));
    let rest = super::super::at(
        super::now() + std::time::Duration::from_secs(3600),
        desk.run_words(&[]),
    )
    .await;
    assert_eq!(rest.exit, Exit::Success, "{rest:?}");
    assert_eq!(desk.actions(), WHOLE);
    assert_eq!(desk.state(), Status::Running);
}

#[tokio::test]
async fn p240_ctrl_c_before_the_first_look_behind_a_stop_says_that_nothing_was_seen() {
    let slow = Fault::latency(std::time::Duration::from_millis(500));
    let desk = Desk::with(striking([(slow, "StopProject")])).await;
    let ended = desk
        .interrupted(desk.run_words(&[]), "StopProject", 1)
        .await;
    assert_eq!(ended.exit, Exit::PartlyDone, "{ended:?}");
    let text = printed(&ended);
    for words in [
        "PERHAPS LEFT PAUSED",
        "before the wait was interrupted; the position was not moved",
        "; the state of the task was not seen afterwards",
    ] {
        assert!(text.contains(words), "{words}: {text}");
    }
    assert!(!text.contains("could not be read"), "{text}");
}

#[tokio::test]
async fn p240_ctrl_c_while_the_checkpoint_is_awaited_and_the_same_again_goes_on() {
    let late = Course::after(std::time::Duration::from_secs(3600));
    let desk = Desk::with(Simulator::builder().tickets(late)).await;
    let ended = desk
        .interrupted(desk.run_words(&[]), "DescribeProjectProgress", 4)
        .await;
    assert_eq!(ended.exit, Exit::Unverified, "{ended:?}");
    assert!(printed(&ended).contains("LEFT PAUSED"), "{ended:?}");
    let [run] = &desk.open_runs().await[..] else {
        panic!("one run did not end");
    };
    assert_eq!(run["task"], serde_json::json!(TASK), "{run}");
    assert!(run["state"].as_str().unwrap().contains("paused"), "{run}");

    desk.simulator.advance(std::time::Duration::from_secs(3600));
    let later = super::now() + std::time::Duration::from_secs(3600);
    let rest = super::super::at(later, desk.run_words(&[])).await;
    assert_eq!(rest.exit, Exit::Success, "{rest:?}");
    assert_eq!(desk.actions(), WHOLE);
    assert_eq!(desk.moves(), 1);
    assert!(desk.open_runs().await.is_empty());
}

#[tokio::test]
async fn p242_a_plan_states_as_done_only_what_is_proved() {
    // The stop was accepted, and the move was not: the run is left for another day.
    let faults = striking([(refusal(), "ResetIncrStartTimestamp")]);
    let desk = Desk::with(faults).await;
    assert_eq!(
        desk.run_of(&["--leave-paused"]).await.exit,
        Exit::PartlyDone
    );
    let plan = "rewind --id np_4w3a0001 --reverse=false --to=1742365118";
    let planned = desk.line(plan).await.stdout;
    assert!(planned.contains("paused the task"), "{planned}");
    assert!(!planned.contains("moved the position"), "{planned}");
    for step in ["move the position", "resume the task"] {
        assert!(planned.contains(step), "{planned}");
    }

    let late = Course::after(std::time::Duration::from_secs(3600));
    let desk = Desk::with(Simulator::builder().tickets(late)).await;
    let short = desk.words(&[
        "rewind",
        "--id",
        TASK,
        "--reverse=false",
        "--to=1742365118",
        "--execute",
        "--yes=np_4w3a0001",
        "--wait-timeout=200ms",
    ]);
    assert_eq!(plainly(short).await.exit, Exit::Unverified);
    let planned = desk.line(plan).await.stdout;
    assert!(planned.contains("moved the position"), "{planned}");
    assert!(!planned.contains("stop the task"), "{planned}");

    // A task at work of which nobody knows anything has nothing done.
    let desk = Desk::new().await;
    let planned = desk.line(plan).await.stdout;
    assert!(!planned.contains("earlier"), "{planned}");
}
