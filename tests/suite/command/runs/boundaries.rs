//! A run whose process dies at any boundary: between two lines of the journal, and on either side
//! of each effect. The same command at once sends no step twice, and none is refused for having
//! been sent twice.
//!
//! An undisturbed run is taken apart: the world and the journal are put back to each of its
//! moments, and the command is run again from there.

use std::fs;

use oms_cli::Exit;
use oms_sim::{Snapshot, Status};
use serde_json::Value;

use super::super::{Desk, Ended, plainly};
use super::{TASK, WHOLE, printed};

/// The worlds of a rewind: before it, and behind each of its writes. The journal is empty
/// afterwards.
async fn worlds(desk: &Desk) -> Vec<Snapshot> {
    let mut worlds = vec![desk.simulator.snapshot()];
    for line in [
        "stop-project --id np_4w3a0001",
        "reset-incr-start-timestamp --id np_4w3a0001 --reverse false --start-timestamp 1742365118",
        "resume-project --id np_4w3a0001",
    ] {
        let ended = desk
            .line(&format!("{line} --execute --yes=np_4w3a0001"))
            .await;
        assert_eq!(ended.exit, Exit::Success, "{ended:?}");
        worlds.push(desk.simulator.snapshot());
    }
    fs::remove_dir_all(desk.journal()).unwrap();
    desk.forget_anchor();
    worlds
}

/// Number of writes that are announced, and that are closed, in these lines of a journal.
fn counted(lines: &[&str]) -> (usize, usize) {
    let kinds: Vec<String> = lines
        .iter()
        .map(|line| {
            let line: Value = serde_json::from_str(line).unwrap();
            line["entry"]["kind"].as_str().unwrap().to_owned()
        })
        .collect();
    let count = |kind: &str| kinds.iter().filter(|one| *one == kind).count();
    (count("intent"), count("result"))
}

/// The result of the same command behind a boundary.
struct Behind {
    ended: Ended,
    /// The writes that it sent.
    sent: Vec<String>,
    tickets: usize,
    status: Status,
}

/// Puts the world and the journal back to a moment, and runs the same command.
async fn behind(desk: &Desk, world: &Snapshot, journal: &str) -> Behind {
    desk.simulator.restore(world.clone()).unwrap();
    desk.put_lines(journal);
    desk.forget_anchor();
    let before = desk.sent().len();
    let ended = plainly(desk.run_words(&[])).await;
    let sent = desk.sent().into_iter().skip(before);
    Behind {
        ended,
        sent: sent.filter_map(|request| request.action).collect(),
        tickets: desk.simulator.world().tickets().len(),
        status: desk.simulator.task(TASK).unwrap().status,
    }
}

#[tokio::test]
async fn p240_a_run_that_dies_at_any_boundary_goes_on_and_sends_no_step_twice() {
    let desk = Desk::new().await;
    let worlds = worlds(&desk).await;
    desk.simulator.restore(worlds[0].clone()).unwrap();
    let ended = plainly(desk.run_words(&[])).await;
    assert_eq!(ended.exit, Exit::Success, "{ended:?}");
    let journal = desk.exported();
    let count = journal.lines().count();
    assert!(count >= 9, "{journal}");
    let mut boundaries = 0;
    // The last line ends the run: behind it, the same command is another one.
    for kept in 0..count {
        let lines: Vec<&str> = journal.lines().take(kept).collect();
        let (announced, closed) = counted(&lines);
        // Behind an intent, the request may not have left, or may have taken effect.
        let taken_by_then = worlds.iter().enumerate().take(announced + 1).skip(closed);
        for (taken, world) in taken_by_then {
            boundaries += 1;
            let name = format!("{kept} of {count} lines, {taken} of {announced} taken");
            let text: String = lines.iter().flat_map(|line| [*line, "\n"]).collect();
            let behind = behind(&desk, world, &text).await;
            check(&name, &desk, &behind, taken, announced, closed).await;
        }
    }
    assert!(boundaries > count, "{boundaries} boundaries");
    println!("{boundaries} boundaries of a rewind were passed");
}

async fn check(
    name: &str,
    desk: &Desk,
    behind: &Behind,
    taken: usize,
    announced: usize,
    closed: usize,
) {
    let Behind {
        ended,
        sent,
        tickets,
        status,
    } = behind;
    let text = printed(ended);
    for (index, action) in WHOLE.iter().enumerate() {
        let again = sent.iter().filter(|one| one == action).count();
        let before = usize::from(index < taken);
        assert!(
            again + before <= 1,
            "{name}: {action} is sent twice: {ended:?}"
        );
    }
    assert!(*tickets <= 1, "{name}: {ended:?}");
    assert!(
        !text.contains("GHANA"),
        "{name}: refused by the service: {ended:?}"
    );
    match ended.exit {
        Exit::Success => {
            assert_eq!(*tickets, 1, "{name}: {ended:?}");
            assert_eq!(*status, Status::Running, "{name}: {ended:?}");
            assert!(desk.open_runs().await.is_empty(), "{name}");
        }
        // Nobody knows what became of one request, and the task does not show it.
        Exit::Guard => {
            assert_eq!(announced, closed + 1, "{name}: {ended:?}");
            assert!(sent.is_empty(), "{name}: {ended:?}");
            assert!(text.contains("oms journal resolve"), "{name}: {ended:?}");
        }
        _ => panic!("{name}: {ended:?}"),
    }
}
