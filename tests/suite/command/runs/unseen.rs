//! Runs behind whose move no look shows the task, or one shows that something else has resumed it.

use std::time::{Duration, Instant};

use oms_cli::Exit;
use oms_sim::{Fault, FaultRule, Simulator};
use serde_json::json;

use super::super::{Desk, at, now, plainly, run, with};
use super::{TASK, WHOLE, once, printed, striking};

/// The first look behind the move: the others are at the task and at the stop.
const BEHIND: u64 = 3;

/// A rule by which no look behind the move is answered.
fn blind() -> FaultRule {
    let rule = FaultRule::new(Fault::status(503)).on_action("DescribeProjectProgress");
    (BEHIND..BEHIND + 99).fold(rule, FaultRule::nth)
}

#[tokio::test]
async fn p239_a_task_that_no_look_shows_behind_its_move_is_perhaps_paused() {
    let blind = Simulator::builder().fault(blind());
    let lost = once(Fault::CommitAndLoseReply, "ResetIncrStartTimestamp");
    for (simulator, exit) in [
        (blind.clone(), Exit::Unverified),
        (blind.fault(lost), Exit::Unknown),
    ] {
        let desk = Desk::with(simulator).await;
        let ended = plainly(desk.run_words(&[])).await;
        assert_eq!(ended.exit, exit, "{ended:?}");
        let text = printed(&ended);
        for words in ["PERHAPS LEFT PAUSED", "was not seen afterwards"] {
            assert!(text.contains(words), "{words}: {text}");
        }
        assert!(!text.contains("The task is paused"), "{text}");
    }
}

#[tokio::test]
async fn p239_a_task_that_something_else_resumes_behind_a_lost_move_is_not_called_paused() {
    // The answer is held until the call has given it up.
    let held = Fault::latency(Duration::from_secs(60));
    let desk = Desk::with(striking([(held, "ResetIncrStartTimestamp")])).await;
    let elsewhere = desk.folder.path().join("elsewhere").display().to_string();
    let resume = "task resume np_4w3a0001 --execute --yes=np_4w3a0001";
    let resume = desk.words(&resume.split(' ').collect::<Vec<_>>());
    let resume = with(resume, &desk.journal(), &elsewhere);
    let (ended, resumed) = tokio::join!(plainly(desk.run_words(&["--timeout=3s"])), async {
        while desk.simulator.world().tickets().is_empty() {
            tokio::time::sleep(Duration::from_millis(2)).await;
        }
        plainly(resume).await
    });
    assert_eq!(resumed.exit, Exit::Success, "{resumed:?}");
    assert_eq!(ended.exit, Exit::Unknown, "{ended:?}");
    let text = printed(&ended);
    assert!(text.contains("something else has resumed it"), "{text}");
    for words in ["LEFT PAUSED", "task is paused", "everything is as before"] {
        assert!(!text.contains(words), "{words}: {text}");
    }
}

const FILE: &str = "id,reverse,to\nnp_4w3a0001,false,1742365118\n";
const MOVE: &str = "rewind --id np_4w3a0001 --reverse false --to 1742365118 --wait-timeout 2s";

/// Strikes one request of a command, and then gives the same command once more.
async fn struck_and_given_again(words: &str, fault: Fault, action: &str) {
    let name = format!("{fault:?} at {action} of {words}");
    let desk = Desk::new().await;
    let plan = desk.saved(MOVE).await;
    let line = words.replace("MOVE", MOVE).replace("PLAN", &plan);
    let words = desk.words(&line.split(' ').collect::<Vec<_>>());
    let is_lost = fault == Fault::LoseBeforeCommit;
    desk.simulator.inject(once(fault, action)).unwrap();
    let ended = run(now(), words.clone(), &[], None, FILE).await;
    let text = printed(&ended);
    let refused = text.contains("Until then every change of the same task is refused.");
    let settles = text.contains("is refused if the task does not show what became of entry");
    assert!(refused != settles, "{name}: {text}");
    let again = run(now(), words, &[], None, FILE).await;
    let exit = if refused || is_lost {
        Exit::Guard
    } else {
        Exit::Success
    };
    assert_eq!(again.exit, exit, "{name}: {text}: {again:?}");
}

#[tokio::test]
async fn p240_behind_a_lost_answer_the_same_command_does_what_the_advice_says() {
    for fault in [Fault::CommitAndLoseReply, Fault::LoseBeforeCommit] {
        for action in WHOLE {
            for words in [
                "MOVE --execute --yes=np_4w3a0001",
                "batch - --pause --wait-timeout 2s --execute --yes=1",
                "apply PLAN --yes=np_4w3a0001",
            ] {
                struck_and_given_again(words, fault.clone(), action).await;
            }
        }
        let alone = "batch - --execute --yes=1";
        struck_and_given_again(alone, fault, "ResetIncrStartTimestamp").await;
    }
}

/// A desk at which the answer to the move is lost, and the look behind it hangs.
async fn hanging() -> Desk {
    let hangs = once(
        Fault::latency(Duration::from_secs(60)),
        "DescribeProjectProgress",
    );
    let lost = striking([(Fault::CommitAndLoseReply, "ResetIncrStartTimestamp")]);
    Desk::with(lost.fault(hangs.nth(BEHIND))).await
}

#[tokio::test]
async fn p240_the_look_behind_a_lost_move_takes_no_longer_than_a_wait_and_is_interrupted() {
    let (desk, began) = (hanging().await, Instant::now());
    let short = with(
        desk.run_words(&[]),
        "--wait-timeout=2s",
        "--wait-timeout=1s",
    );
    let timed_out = plainly(short).await;
    let (other, long) = (hanging().await, "--wait-timeout=1h");
    let long = with(other.run_words(&[]), "--wait-timeout=2s", long);
    let looks = usize::try_from(BEHIND).unwrap();
    let interrupted = other
        .interrupted(long, "DescribeProjectProgress", looks)
        .await;
    for ended in [timed_out, interrupted] {
        assert_eq!(ended.exit, Exit::Unknown, "{ended:?}");
        let text = printed(&ended);
        for words in ["PERHAPS LEFT PAUSED", "was not seen afterwards"] {
            assert!(text.contains(words), "{words}: {text}");
        }
    }
    // A call alone has longer.
    let passed = began.elapsed();
    assert!(passed < Duration::from_secs(10), "{passed:?}");
}

#[tokio::test]
async fn p239_a_task_that_has_caught_up_behind_a_move_that_no_look_has_shown_is_awaited_once() {
    let later = Duration::from_secs(300);
    for is_batch in [false, true] {
        let desk = Desk::with(Simulator::builder().fault(blind().on_task(TASK))).await;
        let words = if is_batch {
            let file = desk.folder.path().join("two");
            let lines = format!("{TASK},false,1742365118\nnp_4w3a0003,false,1742365118\n");
            std::fs::write(&file, format!("id,reverse,to\n{lines}")).unwrap();
            let line = format!(
                "batch {} --pause --execute --yes=2 --rate 100 --wait-timeout 2s -o json",
                file.display()
            );
            desk.words(&line.split(' ').collect::<Vec<_>>())
        } else {
            desk.run_words(&["-o", "json"])
        };
        let first = plainly(words.clone()).await;
        assert!(first.exit != Exit::Success, "{first:?}");
        assert_eq!(desk.open_runs().await.len(), 1, "{first:?}");
        desk.simulator.clear_faults();
        desk.somebody_else("task resume np_4w3a0001").await;
        desk.simulator.advance(later);

        let second = at(now() + later, words).await;
        assert_eq!(second.exit, Exit::Unverified, "{second:?}");
        let object = second.json();
        let message = object["message"].as_str().unwrap();
        let why = "no look shows any more whether the position was moved";
        assert!(message.contains(why), "{message}");
        let data = &object["data"];
        let task = if is_batch {
            &data[0]["task"]
        } else {
            &data["task"]
        };
        assert_eq!(*task, json!("resumed"), "{object}");
        assert!(desk.open_runs().await.is_empty(), "{object}");
        let moves = desk.simulator.world().tickets().len();
        assert_eq!(moves, 1 + usize::from(is_batch), "{object}");
    }
}
