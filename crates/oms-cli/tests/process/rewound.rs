//! A rewind that is killed at any point: the same command afterwards never opens a second ticket.

use std::process::{Command, Output, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use oms_sim::{Fault, FaultRule, LedgerEntry, Simulator, Status};
use tempfile::TempDir;

use crate::support::{Running, at, next};

const TASK: &str = "np_4w3a0001";

/// Kills in all, over the threads that share them.
const ROUNDS: u64 = 200;
const THREADS: u64 = 8;

fn rewind(endpoint: &str, journal: &TempDir) -> Command {
    let mut command = at(endpoint);
    command
        .env("OMS_JOURNAL", journal.path())
        .args(["rewind", "--id", TASK, "--reverse", "false", "--to", "-2h"])
        .args(["--execute", "--yes=np_4w3a0001", "--wait-timeout", "10s"]);
    command
}

fn ended(mut command: Command) -> Output {
    command.output().unwrap()
}

/// The results of the runs after the kills.
#[derive(Debug, Default)]
struct Tally {
    finished: u64,
    open: u64,
    asked: u64,
}

#[test]
fn p013_a_rewind_that_is_killed_anywhere_never_opens_a_second_ticket() {
    let threads: Vec<_> = (0..THREADS)
        .map(|seed| thread::spawn(move || kill_again_and_again(seed)))
        .collect();
    let tallies: Vec<Tally> = threads
        .into_iter()
        .map(|thread| thread.join().unwrap())
        .collect();
    let sum = |of: fn(&Tally) -> u64| tallies.iter().map(of).sum::<u64>();
    let (finished, open, asked) = (
        sum(|tally| tally.finished),
        sum(|tally| tally.open),
        sum(|tally| tally.asked),
    );
    assert_eq!(finished + open + asked, ROUNDS);
    assert!(finished > 0 && open + asked > 0, "{tallies:?}");
}

fn kill_again_and_again(mut seed: u64) -> Tally {
    let running = Running::start(Simulator::builder().real_time());
    let simulator = &running.simulator;
    let url = simulator.url();
    let undisturbed = Instant::now();
    let first = ended(rewind(&url, &TempDir::new().unwrap()));
    assert_eq!(first.status.code(), Some(0), "{first:?}");
    let mut whole = undisturbed.elapsed();
    let mut tally = Tally::default();
    for round in 0..ROUNDS / THREADS {
        simulator.reset();
        let journal = TempDir::new().unwrap();
        let started = Instant::now();
        let mut child = rewind(&url, &journal)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let longest = u64::try_from(whole.as_micros()).unwrap() * 5 / 4;
        thread::sleep(Duration::from_micros(next(&mut seed) % longest));
        // If it has ended by itself, there is nothing to kill any more.
        let _ = child.kill();
        let status = child.wait().unwrap();
        if status.success() {
            // The machine is faster or slower by now.
            whole = started.elapsed();
        }

        let second = ended(rewind(&url, &journal));
        let words = String::from_utf8_lossy(&second.stderr).into_owned();
        let tickets = simulator.world().tickets().len();
        match second.status.code() {
            Some(0) => {
                tally.finished += 1;
                assert_eq!(tickets, 1, "round {round}: {words}");
                let task = simulator.task(TASK).unwrap();
                assert_eq!(task.status, Status::Running, "round {round}: {words}");
            }
            Some(9) if words.contains("may have taken effect") => {
                tally.open += 1;
                assert!(tickets <= 1, "round {round}: {tickets} tickets: {words}");
                assert!(
                    words.contains("oms journal resolve"),
                    "round {round}: {words}"
                );
            }
            Some(9) if words.contains("The same was accepted") => {
                tally.asked += 1;
                assert_eq!(tickets, 1, "round {round}: {words}");
            }
            // The killed run has moved the position, and two hours ago are a second later by now.
            Some(9) if words.contains("SKIPS CHANGES") => {
                tally.asked += 1;
                assert_eq!(tickets, 1, "round {round}: {words}");
            }
            other => panic!("round {round}: {other:?}: {words}"),
        }
        // A third run opens no second ticket either; where the pause alone was in doubt, the task
        // shows by now that it took effect.
        let third = ended(rewind(&url, &journal));
        let now = simulator.world().tickets().len();
        match third.status.code() {
            Some(0) => assert_eq!((tickets, now), (0, 1), "round {round}: {third:?}"),
            code => assert_eq!((code, now), (Some(9), tickets), "round {round}: {third:?}"),
        }
    }
    tally
}

/// The requests of an undisturbed rewind.
const REQUESTS: u64 = 7;

/// The way in which a run is ended from outside.
#[derive(Debug, Clone, Copy)]
enum Ending {
    Killed,
    /// Ctrl-C until it leaves.
    Interrupted,
}

/// Holds one request of a rewind before or behind its effect, ends the run there, and runs the same
/// command at once.
fn end_at(request: u64, fault: &Fault, ending: Ending) -> (Option<i32>, usize) {
    let held = FaultRule::new(fault.clone()).nth(request);
    let running = Running::start(Simulator::builder().real_time().fault(held));
    let (url, simulator) = (running.url(), &running.simulator);
    let journal = TempDir::new().unwrap();
    let mut child = rewind(&url, &journal)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    // A request whose answer is held has taken effect once the simulator tells why it did.
    let is_held = |one: &LedgerEntry| {
        one.number == request && (fault.name() == "delay" || !one.because.is_empty())
    };
    let deadline = Instant::now() + crate::support::PATIENCE;
    while !simulator.requests().iter().any(is_held) {
        assert!(Instant::now() < deadline, "request {request} did not come");
        thread::sleep(Duration::from_millis(2));
    }
    match ending {
        Ending::Killed => child.kill().unwrap(),
        Ending::Interrupted => {
            while child.try_wait().unwrap().is_none() {
                crate::support::interrupt(&child);
                thread::sleep(Duration::from_millis(30));
            }
        }
    }
    child.wait().unwrap();
    simulator.clear_faults();
    let before = simulator.requests().len();
    let name = format!("{ending:?} at request {request}, {}", fault.name());
    let again = ended(rewind(&url, &journal));
    let text = String::from_utf8_lossy(&[again.stdout, again.stderr].concat()).into_owned();
    let requests = simulator.requests();
    for action in ["StopProject", "ResetIncrStartTimestamp", "ResumeProject"] {
        let sent = requests
            .iter()
            .filter(|one| one.action.as_deref() == Some(action) && one.whole);
        assert!(sent.count() <= 1, "{name}: {action} is sent twice: {text}");
    }
    assert!(
        !text.contains("GHANA"),
        "{name}: refused by the service: {text}"
    );
    assert!(simulator.world().tickets().len() <= 1, "{name}: {text}");
    let status = simulator.task(TASK).unwrap().status;
    match again.status.code() {
        Some(0) => assert_eq!(status, Status::Running, "{name}: {text}"),
        Some(9) => {
            assert!(text.contains("oms journal resolve"), "{name}: {text}");
            // Of its own, it only looks.
            let writes = requests.iter().skip(before).filter(|one| one.committed);
            assert_eq!(writes.count(), 0, "{name}: {text}");
        }
        code => panic!("{name}: {code:?}: {text}"),
    }
    (again.status.code(), requests.len())
}

#[test]
fn p240_a_rewind_that_is_ended_at_any_request_goes_on_and_sends_no_step_twice() {
    let long = Duration::from_secs(60);
    let threads: Vec<_> = [Ending::Killed, Ending::Interrupted]
        .into_iter()
        .flat_map(|ending| [Fault::delay(long), Fault::latency(long)].map(|fault| (ending, fault)))
        .map(|(ending, fault)| {
            thread::spawn(move || {
                let codes = (1..=REQUESTS).map(|request| end_at(request, &fault, ending).0);
                codes.collect::<Vec<_>>()
            })
        })
        .collect();
    let codes: Vec<Vec<Option<i32>>> = threads
        .into_iter()
        .map(|thread| thread.join().unwrap())
        .collect();
    println!("exit codes of the same command, by request: {codes:?}");
    assert!(
        codes.iter().all(|codes| codes.contains(&Some(0))),
        "{codes:?}"
    );
}
