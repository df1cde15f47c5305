//! `oms journal resolve`: what settles an entry, and what stands in the way.

use std::time::Duration;

use oms_cli::Exit;
use oms_sim::Fault;

use super::super::{Desk, at, now, oms, plainly};
use super::commands::REWIND;
use super::{TASK, printed, striking};

/// A write whose answer is lost, or that is lost itself. Its entry is the first of the journal.
async fn lost(words: &str, action: &str, fault: Fault) -> Desk {
    let desk = Desk::with(striking([(fault, action)])).await;
    let ended = desk.line(words).await;
    assert_eq!(ended.exit, Exit::Unknown, "{words}: {ended:?}");
    desk
}

/// A move of a paused task: `to` is its new position.
async fn lost_move(to: &str, fault: Fault) -> Desk {
    let words = format!(
        "reset-incr-start-timestamp --id np_4w3a0002 --reverse false --start-timestamp {to} \
         --execute --yes=np_4w3a0002"
    );
    lost(&words, "ResetIncrStartTimestamp", fault).await
}

#[tokio::test]
async fn p227_no_effect_is_not_said_while_the_request_may_still_arrive() {
    let desk = lost_move("1742365118", Fault::LoseBeforeCommit).await;
    let resolve = |more: &str| {
        let words = format!("journal resolve 1 --no-effect{more}");
        desk.words(&words.split(' ').collect::<Vec<_>>())
    };
    let early = plainly(resolve("")).await;
    assert_eq!(early.exit, Exit::Guard, "{early:?}");
    for words in ["2025-03-19T08:23:38Z", "may still arrive", "--early"] {
        assert!(early.stderr.contains(words), "{words}: {early:?}");
    }
    // A profile may know better.
    let variables = [("OMS_LATE_WINDOW", "2m")];
    let shorter = oms(resolve(""), &variables, None, "").await;
    assert!(
        shorter.stderr.contains("2025-03-19T08:20:38Z"),
        "{shorter:?}"
    );

    desk.simulator.advance(Duration::from_secs(298));
    let later = at(now() + Duration::from_secs(298), resolve("")).await;
    assert_eq!(later.exit, Exit::Guard, "{later:?}");
    assert!(later.stderr.contains("may still arrive"), "{later:?}");
    desk.simulator.advance(Duration::from_secs(4));
    let waited = at(now() + Duration::from_secs(302), resolve("")).await;
    assert_eq!(waited.exit, Exit::Success, "{waited:?}");
    assert!(
        waited
            .stderr
            .contains("np_4w3a0002 is SUSPEND now, forward position 2025-03-19T07:20:00Z"),
        "its present state comes first: {waited:?}"
    );
    let desk = lost_move("1742365118", Fault::LoseBeforeCommit).await;
    let typed = desk.words(&["journal", "resolve", "1", "--no-effect", "--early"]);
    let unsure = oms(typed.clone(), &[], Some("yes\n"), "").await;
    assert_eq!(unsure.exit, Exit::Declined, "{unsure:?}");
    assert!(unsure.stderr.contains("SUSPEND"), "{unsure:?}");
    let sure = oms(typed, &[], Some("no effect\n"), "").await;
    assert_eq!(sure.exit, Exit::Success, "{sure:?}");
}

#[tokio::test]
async fn p199_an_entry_that_a_resumed_run_has_settled_says_so() {
    let lost = striking([(Fault::CommitAndLoseReply, "ResetIncrStartTimestamp")]);
    let desk = Desk::with(lost).await;
    let first = plainly(desk.run_words(&[])).await;
    assert_eq!(first.exit, Exit::Unknown, "{first:?}");
    let shown = desk.line("journal show 4").await;
    assert!(!shown.stdout.contains("Resolved"), "{shown:?}");
    let rest = plainly(desk.run_words(&[])).await;
    assert_eq!(rest.exit, Exit::Success, "{rest:?}");
    let shown = desk.line("journal show 4").await;
    for words in [
        "resolved: took effect",
        "the command that resumed the run, by the state of the task",
        "Resolved in",
    ] {
        assert!(shown.stdout.contains(words), "{words}: {shown:?}");
    }
    let shown = desk.line("journal show 4 -o json").await.json();
    let data = &shown["data"];
    assert!(data["resolution_entry"].as_u64() > Some(4), "{data}");
    assert!(data["resolution_time"].is_string(), "{data}");
}

#[tokio::test]
async fn p227_a_move_to_where_the_task_is_is_never_said_to_have_had_no_effect() {
    for (to, fault, exit) in [
        // The position was the same before, so nothing can show that the move had no effect.
        ("1742368800", Fault::LoseBeforeCommit, Exit::Guard),
        // The task is paused at the new position, so the move has put it there.
        ("1742365118", Fault::CommitAndLoseReply, Exit::Guard),
        ("1742365118", Fault::LoseBeforeCommit, Exit::Success),
    ] {
        let desk = lost_move(to, fault.clone()).await;
        let words = "journal resolve 1 --no-effect --early";
        let ended = desk.line(words).await;
        assert_eq!(ended.exit, exit, "{to} {fault:?}: {ended:?}");
        if exit == Exit::Guard {
            assert!(printed(&ended).contains("--took-effect"), "{ended:?}");
            let settled = desk.line("journal resolve 1 --took-effect").await;
            assert_eq!(settled.exit, Exit::Success, "{settled:?}");
        }
    }
}

#[tokio::test]
async fn p227_a_wrong_clock_does_not_tell_until_when_a_request_may_still_arrive() {
    let desk = lost_move("1742365118", Fault::LoseBeforeCommit).await;
    let away = "this machine's clock is 6 min 40 s away from the service's";
    let seconds = Duration::from_secs;
    for (moment, more, exit, words) in [
        (now() + seconds(400), "", Exit::Guard, away),
        (
            now() - seconds(400),
            "",
            Exit::Guard,
            "may still arrive until 2025-03-19T08:23:38Z",
        ),
        (
            now() + seconds(60),
            "",
            Exit::Guard,
            "may still arrive until 2025-03-19T08:23:38Z",
        ),
        (
            now() + seconds(400),
            " --early",
            Exit::Success,
            "resolved: no effect",
        ),
    ] {
        let line = format!("journal resolve 1 --no-effect{more}");
        let words_of = desk.words(&line.split(' ').collect::<Vec<_>>());
        let ended = at(moment, words_of).await;
        assert_eq!(ended.exit, exit, "{words}: {ended:?}");
        assert!(printed(&ended).contains(words), "{words}: {ended:?}");
    }
}

#[tokio::test]
async fn a_verdict_of_a_flag_is_written_down_beside_what_the_task_suggests() {
    let (took, none) = ("that suggests `took effect`", "that suggests `no effect`");
    let (stop, resume) = ("task stop np_4w3a0001", "task resume np_4w3a0002");
    let reset = "task reset-incr-start-timestamp np_4w3a0002 --reverse false --to 1742365118";
    for (write, action, fault, suggested) in [
        (stop, "StopProject", Fault::LoseBeforeCommit, none),
        (stop, "StopProject", Fault::CommitAndLoseReply, took),
        (resume, "ResumeProject", Fault::LoseBeforeCommit, none),
        (resume, "ResumeProject", Fault::CommitAndLoseReply, took),
        (
            reset,
            "ResetIncrStartTimestamp",
            Fault::LoseBeforeCommit,
            none,
        ),
        (
            "task delete np_4w3a0002",
            "DeleteProject",
            Fault::LoseBeforeCommit,
            "nothing is suggested",
        ),
    ] {
        let task = write.split(' ').nth(2).unwrap();
        let words = format!("{write} --execute --yes={task}");
        for verdict in ["--took-effect", "--no-effect --early"] {
            let desk = lost(&words, action, fault.clone()).await;
            let resolve = format!("journal resolve 1 {verdict}");
            let ended = desk.line(&resolve).await;
            assert_eq!(ended.exit, Exit::Success, "{write} {verdict}: {ended:?}");
            for said in [format!("{task} is ").as_str(), suggested] {
                assert!(ended.stderr.contains(said), "{said}: {ended:?}");
            }
        }
    }
}

/// The service has accepted nothing of it.
#[tokio::test]
async fn p242_a_move_that_a_person_has_recorded_is_not_said_to_have_been_accepted() {
    let fault = Fault::LoseBeforeCommit;
    let desk = lost(REWIND, "ResetIncrStartTimestamp", fault).await;
    let resolved = desk.line("journal resolve 4 --took-effect").await;
    assert_eq!(resolved.exit, Exit::Success, "{resolved:?}");
    let resume = format!("runs resume 1 --execute --yes={TASK} --wait-timeout 300ms");
    let ended = desk.line(&resume).await;
    assert_eq!(ended.exit, Exit::Unverified, "{ended:?}");
    let said = desk.short(&printed(&ended));
    let recorded = "LEFT PAUSED: np_4w3a0001: the move is recorded to have taken effect (entry 4), \
                    but the checkpoint was not seen to move";
    assert!(said.contains(recorded), "{said}");
    assert!(!said.contains("the move was accepted"), "{said}");
}
