//! Many processes at one journal: each has its turn, and who waits too long is told for whom.

use std::fs;
use std::sync::{Arc, Barrier};
use std::thread;
use std::time::{Duration, Instant};

use oms_sim::Simulator;
use tempfile::TempDir;

use super::{ended, entries, oms, verify, words};
use crate::support::Running;

#[test]
fn p259_many_processes_have_their_turn_and_every_entry_follows_the_one_before() {
    const PROCESSES: usize = 12;
    let running = Running::start(Simulator::builder().real_time());
    let (url, folder) = (running.url(), TempDir::new().unwrap());
    let start = Arc::new(Barrier::new(PROCESSES));
    let threads: Vec<_> = (0..PROCESSES)
        .map(|process| {
            // Three tasks, so that some collide over their target and all over the journal.
            let id = format!("np_4w3a000{}", 1 + process % 3);
            let (start, yes) = (Arc::clone(&start), format!("--yes={id}"));
            let words = [
                "reset-incr-start-timestamp",
                "--id",
                &id,
                "--reverse=false",
                "--start-timestamp=-2h",
            ];
            let more = ["--execute", &yes, "--again", "--no-preflight"];
            let command = oms(&url, folder.path(), &[&words[..], &more].concat());
            thread::spawn(move || {
                start.wait();
                ended(command)
            })
        })
        .collect();
    let mut accepted = 0;
    for thread in threads {
        let output = thread.join().unwrap();
        match output.status.code() {
            Some(0) => accepted += 1,
            Some(9) => {
                let said = words(&output);
                let named = said.contains("in flight (process") || said.contains("in flight");
                assert!(named || said.contains("may have taken effect"), "{said}");
            }
            other => panic!("{other:?}: {}", words(&output)),
        }
    }
    assert!(
        accepted >= 3,
        "{accepted} were accepted, one of each task at least"
    );
    assert_eq!(running.simulator.commits().len(), accepted);
    verify(folder.path(), "many processes");
    let entries = entries(folder.path());
    assert_eq!(entries.len(), 2 * accepted, "{entries:?}");
}

#[test]
fn p259_who_waits_too_long_for_the_journal_is_told_for_whom_and_sends_nothing() {
    let running = Running::start(Simulator::builder().real_time());
    let (url, folder) = (running.url(), TempDir::new().unwrap());
    let journal = folder.path().join("journal");
    fs::create_dir(&journal).unwrap();
    let lock = journal.join("journal.lock");
    fs::write(&lock, r#"{"pid":4242,"since":"2025-03-19T08:18:38Z"}"#).unwrap();
    let held = fs::File::open(&lock).unwrap();
    held.lock().unwrap();
    let started = Instant::now();
    let write = [
        "stop-project",
        "--id=np_4w3a0001",
        "--execute",
        "--yes=np_4w3a0001",
    ];
    let output = ended(oms(&url, folder.path(), &write));
    let waited = started.elapsed();
    let said = words(&output);
    assert_eq!(output.status.code(), Some(9), "{said}");
    assert!(
        said.contains("held by process 4242, since 2025-03-19T08:18:38Z"),
        "{said}"
    );
    assert!(said.contains("within 10s"), "{said}");
    assert!(
        waited >= Duration::from_secs(10) && waited < Duration::from_secs(30),
        "{waited:?}"
    );
    assert!(running.simulator.commits().is_empty());
}
