//! Many moves by two operators whose processes are killed at random: the service receives each move
//! once.
//!
//! `OMS_TEAM_MOVES` and `OMS_TEAM_TASKS` make more of them, for hours if that is wanted.

use std::collections::BTreeMap;
use std::thread;
use std::time::{Duration, Instant};

use oms_cli::Exit;
use oms_client::EpochSeconds;
use oms_sim::{Fault, FaultRule, Simulator, Status, Task};
use serde_json::Value;

use super::harness::journal::{Journal, simulator};
use super::harness::operator::Operator;

/// A small generator of numbers that look random, and are the same for the same seed.
struct Dice(u64);

impl Dice {
    fn below(&mut self, end: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % end
    }
}

/// The delay of the service's answer in milliseconds, in which a command can die.
const ANSWERS_AFTER: u64 = 150;

/// One move: a task and a position that no other move has.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Move {
    task: String,
    position: i64,
}

/// Number of moves, or of tasks, from an environment variable.
fn wanted(name: &str, otherwise: u64) -> u64 {
    let said = std::env::var(name).ok();
    said.and_then(|said| said.parse().ok()).unwrap_or(otherwise)
}

/// Number of times that each move was received.
fn received(simulator: &Simulator) -> BTreeMap<Move, usize> {
    let mut counts = BTreeMap::new();
    for request in simulator.requests() {
        let action = request.action.as_deref().unwrap_or_default();
        if action.starts_with("Describe") || action.starts_with("List") {
            continue;
        }
        let body: Value = serde_json::from_str(&request.body).unwrap_or_default();
        let task = body["id"].as_str().unwrap_or_default().to_owned();
        let position = body["startTimestamp"].as_i64().unwrap_or_default();
        *counts.entry(Move { task, position }).or_default() += 1;
    }
    counts
}

/// One of the two operators, who makes every move unless it was made, and whose process dies now
/// and then.
fn make_all(
    journal: &Journal,
    operator: &Operator,
    moves: &[Move],
    simulator: &Simulator,
    seed: u64,
) -> usize {
    let url = simulator.url();
    let mut dice = Dice(seed);
    let mut left: Vec<&Move> = moves.iter().collect();
    let (mut killed, mut usual) = (0, Duration::from_secs(1));
    while !left.is_empty() {
        let index = usize::try_from(dice.below(left.len() as u64)).expect("a small number");
        let one = left[index];
        let (position, yes) = (one.position.to_string(), format!("--yes={}", one.task));
        let words = [
            "reset-incr-start-timestamp",
            "--id",
            &one.task,
            "--reverse",
            "false",
            "--start-timestamp",
            &position,
            "--execute",
            &yes,
            "--no-preflight",
        ];
        let started = Instant::now();
        let mut running = operator.start(&[], &url, &words);
        match dice.below(6) {
            // At any time that a run may take.
            0 => {
                let until = usual.as_millis().try_into().expect("a run takes no ages");
                thread::sleep(Duration::from_millis(dice.below(until)));
                running.kill();
                killed += 1;
                continue;
            }
            // Between the intent and the result.
            1 => {
                let open = format!(
                    "SELECT count(*) FROM oms_journal.attempt WHERE status = 0 AND id = '{}'",
                    one.task
                );
                while !running.has_ended() && journal.admin(&open) == "0" {
                    // Each look is a process of its own, and takes time from the one it waits for.
                    thread::sleep(Duration::from_millis(10));
                }
                thread::sleep(Duration::from_millis(dice.below(ANSWERS_AFTER)));
                running.kill();
                killed += 1;
                continue;
            }
            _ => {}
        }
        let (code, said) = running.wait();
        usual = started.elapsed();
        let code = code.expect("nobody else kills it");
        if code == i32::from(Exit::Success.code()) || said.contains("accepted") {
            left.swap_remove(index);
        } else if said.contains("journal entry") {
            settle(operator, simulator, &one.task);
        } else {
            assert!(said.contains("in flight"), "{one:?}: {said}");
        }
    }
    killed
}

/// Finds out what became of the open request about a task, and says so in the journal.
fn settle(operator: &Operator, simulator: &Simulator, task: &str) {
    let listed = operator.call(
        &simulator.url(),
        &["journal", "list", "--open", "--id", task, "-o", "json"],
    );
    let listed = listed.json();
    let Some(open) = listed["data"].get(0) else {
        return;
    };
    let one = Move {
        task: task.to_owned(),
        position: open["request"]["startTimestamp"]
            .as_i64()
            .expect("a move has a position"),
    };
    let entry = open["entry"].to_string();
    // The process may be alive, and then its lock is held.
    let pid = open["pid"].as_u64().expect("an intent names its process");
    let started = Instant::now();
    while std::path::Path::new(&format!("/proc/{pid}")).exists()
        && started.elapsed() < Duration::from_secs(20)
    {
        thread::sleep(Duration::from_millis(10));
    }
    // By the time that the service answers a request from after its end, it has read all that came
    // before, however busy the machine is.
    let read = ["describe-project-progress", "--id", task, "-o", "json"];
    let answered = operator.call(&simulator.url(), &read);
    assert_eq!(answered.exit, Exit::Success, "{answered:?}");
    let verdict = match received(simulator).get(&one) {
        Some(_) => "--took-effect",
        None => "--no-effect",
    };
    // The other operator may have settled it by now.
    operator.call(
        &simulator.url(),
        &["journal", "resolve", &entry, verdict, "--early"],
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn p262_of_many_moves_by_two_operators_that_are_killed_at_random_none_is_sent_twice() {
    let Some(journal) = Journal::new() else {
        return;
    };
    let (count, tasks) = (wanted("OMS_TEAM_MOVES", 40), wanted("OMS_TEAM_TASKS", 5));
    let id = |number: u64| format!("np_{:08}", number % tasks);
    let position = EpochSeconds::new(1_742_365_118).unwrap();
    let builder = (0..tasks).fold(Simulator::builder(), |builder, number| {
        builder.task(Task::new(id(number).as_str(), position).in_status(Status::Suspend))
    });
    let late = Fault::delay(Duration::from_millis(ANSWERS_AFTER));
    let simulator = simulator(builder.fault(FaultRule::new(late))).await;
    let moves: Vec<Move> = (0..count)
        .map(|number| Move {
            task: id(number),
            position: 1_742_365_000 - i64::try_from(number).expect("a small number"),
        })
        .collect();
    let killed = tokio::task::block_in_place(|| {
        thread::scope(|scope| {
            let operators = [("alice", 0x9e37_79b9), ("bob", 0x7f4a_7c15)].map(|(user, seed)| {
                let (journal, moves, simulator) = (&journal, &moves, &simulator);
                scope.spawn(move || {
                    make_all(journal, &journal.operator(user), moves, simulator, seed)
                })
            });
            operators.map(|operator| operator.join().expect("the operator comes to an end"))
        })
    });
    assert!(killed.iter().all(|killed| *killed > 0), "{killed:?}");
    let received = received(&simulator);
    assert_eq!(received.len(), moves.len());
    for one in &moves {
        assert_eq!(received.get(one), Some(&1), "{one:?}");
    }
    assert_eq!(journal.open(), "0");
    // Some died between intent and result.
    let resolved = "SELECT count(*) > 0 FROM oms_journal.attempt WHERE resolution IS NOT NULL";
    assert_eq!(journal.admin(resolved), "t");
    journal.verifies();
}
