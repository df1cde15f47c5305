//! Processes that are killed, that race, or that have no room to write: never a second submission.

use std::process::{Command, Output, Stdio};
use std::sync::{Arc, Barrier};
use std::thread;
use std::time::{Duration, Instant};

use oms_sim::Simulator;
use tempfile::TempDir;

use crate::support::{EXECUTE, Running, next, oms};

fn ended(command: &mut Command) -> Output {
    command.output().unwrap()
}

#[test]
fn p013_a_kill_at_any_point_never_leads_to_a_second_submission() {
    const ROUNDS: u32 = 60;
    let running = Running::start(Simulator::builder());
    let url = running.simulator.url();
    let mut seed = 7;
    // As long as an undisturbed call takes here and now, so that the kills fall before, in and
    // behind it on any machine.
    let started = Instant::now();
    assert_eq!(ended(&mut oms(&url, EXECUTE)).status.code(), Some(0));
    let whole = u64::try_from(started.elapsed().as_micros()).unwrap();
    let (mut killed_early, mut guarded) = (0, 0);
    for round in 0..ROUNDS {
        let journal = TempDir::new().unwrap();
        let before = running.commits("np_4w3a0001");
        let command = || {
            let mut command = oms(&url, EXECUTE);
            command.env("OMS_JOURNAL", journal.path());
            command
        };
        let mut first = command()
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        thread::sleep(Duration::from_micros(next(&mut seed) % (whole * 3 / 2)));
        // If it has ended by itself, there is nothing to kill any more.
        let _ = first.kill();
        first.wait().unwrap();

        let second = ended(&mut command());
        let words = String::from_utf8_lossy(&second.stderr).into_owned();
        let commits = running.commits("np_4w3a0001") - before;
        match second.status.code() {
            Some(0) => {
                killed_early += 1;
                assert_eq!(commits, 1, "round {round}: {words}");
            }
            Some(9) => {
                guarded += 1;
                assert!(commits <= 1, "round {round}: {commits} commits: {words}");
                assert!(words.contains("journal entry 1"), "round {round}: {words}");
            }
            other => panic!("round {round}: {other:?}: {words}"),
        }
        let verified = ended(
            Command::new(env!("CARGO_BIN_EXE_oms"))
                .env_clear()
                .env("OMS_JOURNAL", journal.path())
                .args(["journal", "verify"]),
        );
        assert_eq!(
            verified.status.code(),
            Some(0),
            "round {round}: {verified:?}"
        );
    }
    assert!(
        killed_early > 0 && guarded > 0,
        "both sides of the intent were hit: {killed_early} and {guarded}"
    );
}

#[test]
fn p042_of_two_processes_at_the_same_moment_one_is_refused() {
    let running = Running::start(Simulator::builder());
    let url = running.simulator.url();
    for round in 0..10 {
        let journal = TempDir::new().unwrap();
        let before = running.commits("np_4w3a0001");
        let start = Arc::new(Barrier::new(2));
        let both: Vec<_> = (0..2)
            .map(|_| {
                let start = Arc::clone(&start);
                let mut command = oms(&url, EXECUTE);
                command.env("OMS_JOURNAL", journal.path());
                thread::spawn(move || {
                    start.wait();
                    ended(&mut command).status.code()
                })
            })
            .collect();
        let mut codes: Vec<_> = both
            .into_iter()
            .map(|thread| thread.join().unwrap())
            .collect();
        codes.sort_unstable();
        assert_eq!(codes, [Some(0), Some(9)], "round {round}");
        assert_eq!(running.commits("np_4w3a0001") - before, 1, "round {round}");
    }
}

#[test]
fn p174_a_disk_without_room_refuses_before_anything_is_sent() {
    let running = Running::start(Simulator::builder());
    let journal = TempDir::new().unwrap();
    // The shell gives its own limit on files to the command: every write to one fails as on a full
    // disk.
    let script = "trap '' XFSZ; ulimit -f 0; exec \"$@\"";
    let mut whole = oms(&running.simulator.url(), EXECUTE);
    whole.env("OMS_JOURNAL", journal.path());
    let mut limited = Command::new("/bin/sh");
    limited.args(["-c", script, "sh"]).arg(whole.get_program());
    limited.args(whole.get_args()).env_clear();
    for (name, value) in whole.get_envs() {
        limited.env(name, value.unwrap());
    }
    let output = ended(limited.stdin(Stdio::null()));
    let words = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(9), "{words}");
    assert!(words.contains("nothing was sent"), "{words}");
    assert!(running.simulator.requests().is_empty());
    // With room again, it goes through: what was half written is no intent.
    assert_eq!(ended(&mut whole).status.code(), Some(0));
    assert_eq!(running.commits("np_4w3a0001"), 1);
}
