//! Every fault of the simulator, at every request of every kind of command that writes: exit code,
//! text, journal and ledger agree, and the state in which the task is left is said.
//!
//! `cargo test -p oms-tests --test suite p239_the_matrix -- --nocapture` prints it.

use std::collections::BTreeMap;

use oms_cli::Exit;
use oms_sim::{Fault, FaultRule, LedgerEntry, Simulator, Status};

use super::super::truth::faults;
use super::super::{Desk, Ended, now, run};
use super::{DESKS, TASK, printed};
use crate::support::together::at_most;

pub(super) const MOVE: &str = "ResetIncrStartTimestamp";
pub(super) const STOP: &str = "StopProject";
pub(super) const RESUME: &str = "ResumeProject";
const LOOK: &str = "DescribeProject";
const PROGRESS: &str = "DescribeProjectProgress";

/// A command that writes, and its requests in an undisturbed run: each an action, and which of its
/// calls it is.
struct Case {
    name: &'static str,
    words: &'static str,
    requests: &'static [(&'static str, u64)],
}

const REWIND: Case = Case {
    name: "rewind",
    words: "rewind --id np_4w3a0001 --reverse false --to 1742365118 --execute --yes=np_4w3a0001 --wait-timeout 1s",
    requests: &[
        (LOOK, 1),
        (PROGRESS, 1),
        (STOP, 1),
        (PROGRESS, 2),
        (MOVE, 1),
        (PROGRESS, 3),
        (RESUME, 1),
    ],
};

const LOOP: Case = Case {
    name: "batch --pause",
    words: "batch - --pause --execute --yes=1 --wait-timeout 1s",
    requests: REWIND.requests,
};

const BATCH: Case = Case {
    name: "batch",
    words: "batch - --execute --yes=1",
    requests: &[(LOOK, 1), (PROGRESS, 1), (MOVE, 1)],
};

const APPLY: Case = Case {
    name: "apply",
    words: "apply PLAN --yes=np_4w3a0001",
    requests: &[(LOOK, 1), (PROGRESS, 1), (MOVE, 1)],
};

static CASES: [Case; 4] = [REWIND, LOOP, BATCH, APPLY];

const TASKS: &str = "id,reverse,startTimestamp\nnp_4w3a0001,false,1742365118\n";

/// The result of a cell.
struct Cell {
    exit: u8,
    /// The state in which the task is left.
    left: &'static str,
}

/// The surroundings of a command.
struct Desks {
    desk: Desk,
    /// Number of requests before the command.
    before: usize,
}

async fn desk(case: &Case, rule: Option<FaultRule>) -> Desks {
    let desk = Desk::with(Simulator::builder()).await;
    if case.name == "apply" {
        assert_eq!(desk.plan().await.exit, Exit::Success);
        desk.simulator.reset();
    }
    let before = desk.simulator.requests().len();
    if let Some(rule) = rule {
        desk.simulator.inject(rule).unwrap();
    }
    Desks { desk, before }
}

async fn cell(case: &'static Case, rule: Option<FaultRule>, name: String) -> Cell {
    let is_struck = rule.is_some();
    let Desks { desk, before } = desk(case, rule).await;
    let plan = desk.folder.path().join("p.json").display().to_string();
    // Undisturbed, it has the time that it needs.
    let timeout = if is_struck { "1s" } else { "30s" };
    let line = format!(
        "{} --timeout {timeout} -o json",
        case.words.replace("PLAN", &plan)
    );
    let words = desk.words(&line.split(' ').collect::<Vec<_>>());
    let ended = run(now(), words, &[], None, TASKS).await;
    let status = desk.simulator.task(TASK).unwrap().status;
    let left = match status {
        Status::Running => "as before",
        Status::Suspend => "PAUSED",
        _ => "other",
    };
    check(&desk, before, &ended, status, &name);
    Cell {
        exit: ended.exit.code(),
        left,
    }
}

/// Exit code, text, journal and ledger of one run of a command that moves the position of a task at
/// work.
fn check(desk: &Desk, before: usize, ended: &Ended, status: Status, name: &str) {
    let code = ended.exit.code();
    let requests = desk.simulator.requests();
    let own = &requests[before..];
    let of = |one: &LedgerEntry, action: &str| one.action.as_deref() == Some(action);
    let commits = |action: &str| {
        own.iter()
            .filter(|one| of(one, action) && one.committed)
            .count()
    };
    let sent = [STOP, MOVE, RESUME].map(|action| own.iter().filter(|one| of(one, action)).count());
    let text = printed(ended);
    assert!(
        sent.iter().all(|&sent| sent <= 1),
        "{name}: sent {sent:?}: {ended:?}"
    );

    // The code speaks of the move, and of the state of the task.
    let moved = commits(MOVE);
    match code {
        0 => assert_eq!((moved, status), (1, Status::Running), "{name}: {ended:?}"),
        8 => assert_eq!(moved, 1, "{name}: {ended:?}"),
        7 => assert!(moved <= 1, "{name}: {ended:?}"),
        4 | 5 | 6 | 9 => assert_eq!((moved, status), (0, Status::Running), "{name}: {ended:?}"),
        10 => {
            assert_eq!(moved, 0, "{name}: {ended:?}");
            assert!(text.contains("LEFT PAUSED"), "{name}: {ended:?}");
        }
        _ => panic!("{name}: {ended:?}"),
    }

    // The text: nothing is said to be unsent that was sent, and no task stays paused without a
    // word.
    let writes: usize = sent.iter().sum();
    if writes > 0 {
        assert!(!text.contains("nothing was sent"), "{name}: {ended:?}");
    }
    if status == Status::Suspend {
        let says = text.contains("LEFT PAUSED");
        assert!(says, "{name}: paused, and not a word of it: {ended:?}");
    }
    if text.contains("the position was not moved") {
        assert_eq!((sent[1], moved), (0, 0), "{name}: {ended:?}");
    }
    let surely = text
        .replace("PERHAPS LEFT PAUSED", "")
        .contains("LEFT PAUSED");
    if surely {
        assert_eq!(status, Status::Suspend, "{name}: {ended:?}");
    }
    let object = ended.json();
    assert_eq!(object["exit_code"].as_u64(), Some(code.into()), "{name}");
    assert!(!text.contains("secret"), "{name}: {ended:?}");
    agrees_with_the_journal(desk, &commits, name);
}

/// Asserts that the journal says of each request what the ledger shows of it.
pub(super) fn agrees_with_the_journal(desk: &Desk, commits: &impl Fn(&str) -> usize, name: &str) {
    let mut actions: BTreeMap<u64, String> = BTreeMap::new();
    for entry in desk.entries() {
        match entry["kind"].as_str().unwrap() {
            "intent" => {
                let action = entry["action"].as_str().unwrap().to_owned();
                actions.insert(entry["seq"].as_u64().unwrap(), action);
            }
            "result" => {
                let action = &actions[&entry["intent"].as_u64().unwrap()];
                let took = commits(action);
                match entry["outcome"].as_str().unwrap() {
                    "accepted" => assert_eq!(took, 1, "{name}: {entry}"),
                    "rejected" | "not_sent" | "aborted-before-send" => {
                        assert_eq!(took, 0, "{name}: {entry}");
                    }
                    _ => assert!(took <= 1, "{name}: {entry}"),
                }
            }
            _ => {}
        }
    }
}

/// Every fault at every request of every command.
fn struck() -> impl Iterator<Item = impl Future<Output = Cell>> {
    CASES.iter().flat_map(|case| {
        case.requests.iter().flat_map(move |(action, nth)| {
            faults().into_iter().map(move |rule| {
                let name = format!("{rule:?} at {action} {nth} of {}", case.name);
                cell(case, Some(rule.on_action(*action).nth(*nth)), name)
            })
        })
    })
}

/// How many of these cells have the same exit code and leave the task in the same state.
fn counted(cells: &[Cell]) -> String {
    let mut counts: BTreeMap<(u8, &str), usize> = BTreeMap::new();
    for Cell { exit, left } in cells {
        *counts.entry((*exit, *left)).or_default() += 1;
    }
    let counts = counts.iter();
    let counts = counts.map(|((exit, left), count)| format!("{exit} {left} x{count}"));
    counts.collect::<Vec<_>>().join(", ")
}

#[tokio::test]
async fn p239_the_matrix_of_faults_and_requests_agrees_with_text_journal_and_ledger() {
    let cells = at_most(DESKS, struck()).await;
    let mut rows = cells.chunks(faults().len());
    println!(
        "COMMAND        REQUEST                    EXIT CODE AND STATE LEFT, WITH HOW MANY FAULTS"
    );
    for case in &CASES {
        let name = case.name;
        let undisturbed = cell(case, None, format!("nothing in {name}")).await;
        let end = (undisturbed.exit, undisturbed.left);
        assert_eq!(end, (0, "as before"), "{name}");
        for (action, nth) in case.requests {
            let row = counted(rows.next().expect("each request has a row"));
            println!("{name:<14} {:<26} {row}", format!("{action} {nth}"));
        }
        let open = behind_an_open_entry(case).await;
        println!("{name:<14} {:<26} {open}", "behind an open entry");
    }
    assert!(rows.next().is_none());
}

/// Behind an open entry, whatever would strike, the command makes no request at all.
async fn behind_an_open_entry(case: &'static Case) -> String {
    let Desks { desk, .. } = desk(case, None).await;
    let lost = FaultRule::new(Fault::LoseBeforeCommit).on_action("DeleteProject");
    desk.simulator.inject(lost).unwrap();
    let delete = desk
        .line("delete-project --id np_4w3a0001 --execute --yes=np_4w3a0001")
        .await;
    assert_eq!(delete.exit, Exit::Unknown, "{delete:?}");
    let before = desk.simulator.requests().len();
    let plan = desk.folder.path().join("p.json").display().to_string();
    let words = desk.words(
        &case
            .words
            .replace("PLAN", &plan)
            .split(' ')
            .collect::<Vec<_>>(),
    );
    let ended = run(now(), words, &[], None, TASKS).await;
    assert_eq!(ended.exit, Exit::Guard, "{}: {ended:?}", case.name);
    assert!(printed(&ended).contains("nothing was sent"), "{ended:?}");
    assert_eq!(
        desk.simulator.requests().len(),
        before,
        "{}: {ended:?}",
        case.name
    );
    assert_eq!(desk.simulator.task(TASK).unwrap().status, Status::Running);
    "9 as before, no request".to_owned()
}
