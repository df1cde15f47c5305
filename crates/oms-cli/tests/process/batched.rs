//! A batch whose process is killed, and one with a person in front of it.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use oms_sim::{Fault, FaultRule, Simulator};
use tempfile::TempDir;

use crate::support::{Running, at, next};
use crate::terminal::{self, Terminal};

/// Five positions that can be moved, in three tasks.
const FIVE: &str = "id,reverse,startTimestamp\n\
                    np_4w3a0001,false,-2h\n\
                    np_4w3a0001,true,-2h\n\
                    np_4w3a0002,false,-2h\n\
                    np_4w3a0002,true,-2h\n\
                    np_4w3a0003,false,-2h\n";

/// The variables of a command in a simple terminal, with everything else in a folder.
fn variables<'a>(endpoint: &'a str, folder: &'a Path) -> Vec<(&'a str, &'a str)> {
    let mut variables = terminal::variables(endpoint, folder);
    variables.retain(|(known, _)| *known != "TERM");
    variables.push(("TERM", "dumb"));
    variables
}

fn oms(endpoint: &str, folder: &Path, arguments: &[&str]) -> Command {
    let mut command = at(endpoint);
    command
        .env("OMS_JOURNAL", folder)
        .env("TERM", "dumb")
        .current_dir(folder)
        .args(arguments);
    command
}

const SEND: &[&str] = &["batch", "tasks.csv", "--execute", "--yes=5", "--rate=100"];

/// A folder with the file in it, for one batch.
fn folder() -> TempDir {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("tasks.csv"), FIVE).unwrap();
    folder
}

/// Returns the number of times that each line of the file took effect.
fn commits(simulator: &Simulator) -> BTreeMap<String, usize> {
    let mut commits = BTreeMap::new();
    for request in simulator.requests() {
        if request.committed {
            let line = request.body.split(",\"startTimestamp\"").next().unwrap();
            *commits.entry(line.to_owned()).or_default() += 1;
        }
    }
    commits
}

/// The entry that a run was refused for, where it was for one.
fn open_entry(ended: &Output) -> Option<String> {
    let words = String::from_utf8_lossy(&ended.stderr).into_owned();
    let (_, rest) = words.split_once("(journal entry ")?;
    let (entry, _) = rest.split_once(|c: char| !c.is_ascii_digit())?;
    (ended.status.code() == Some(9)).then(|| entry.to_owned())
}

/// Says of an open entry what it came to, as a person does who has looked.
fn resolve(entry: &str, simulator: &Simulator, folder: &Path) {
    let shown = oms("", folder, &["journal", "show", entry, "-o", "json"])
        .output()
        .unwrap();
    let shown = String::from_utf8(shown.stdout).unwrap();
    let took_effect = commits(simulator).keys().any(|line| {
        let line = line.trim_start_matches('{');
        shown.contains(line)
    });
    let verdict: &[&str] = if took_effect {
        &["--took-effect"]
    } else {
        &["--no-effect", "--early"]
    };
    let resolved = oms(
        "",
        folder,
        &[&["journal", "resolve", entry][..], verdict].concat(),
    )
    .output()
    .unwrap();
    assert_eq!(resolved.status.code(), Some(0), "{resolved:?}");
}

#[test]
fn p196_a_batch_that_is_killed_again_and_again_sends_every_line_once() {
    const BATCHES: u32 = 12;
    // Most of the time between two lines goes by between a request and its answer, so that many
    // kills fall there.
    let slow = FaultRule::from(Fault::latency(Duration::from_millis(8)))
        .on_action("ResetIncrStartTimestamp");
    let running = Running::start(Simulator::builder().real_time().fault(slow));
    let (url, simulator) = (running.url(), &running.simulator);
    let undisturbed = folder();
    let started = Instant::now();
    let ended = oms(&url, undisturbed.path(), SEND).output().unwrap();
    assert_eq!(ended.status.code(), Some(0), "{ended:?}");
    // As long as an undisturbed run takes here and now, so that the kills fall everywhere in it on
    // any machine.
    let whole = u64::try_from(started.elapsed().as_micros()).unwrap();
    let (mut seed, mut killed, mut opened) = (11, 0, 0);
    for batch in 0..BATCHES {
        simulator.reset();
        let folder = folder();
        // It is killed some times, and then let go to its end.
        for _ in 0..4 {
            let mut run = oms(&url, folder.path(), SEND)
                .stdout(Stdio::null())
                .stderr(Stdio::null())
                .spawn()
                .unwrap();
            thread::sleep(Duration::from_micros(next(&mut seed) % whole));
            // If it has ended by itself, there is nothing to kill any more.
            let _ = run.kill();
            killed += usize::from(run.wait().unwrap().code().is_none());
        }
        loop {
            let ended = oms(&url, folder.path(), SEND).output().unwrap();
            if ended.status.code() == Some(0) {
                break;
            }
            let entry = open_entry(&ended).unwrap_or_else(|| panic!("batch {batch}: {ended:?}"));
            opened += 1;
            resolve(&entry, simulator, folder.path());
        }
        let commits = commits(simulator);
        assert_eq!(commits.len(), 5, "batch {batch}: {commits:?}");
        assert!(
            commits.values().all(|&count| count == 1),
            "batch {batch}: {commits:?}"
        );
    }
    assert!(
        killed > 0 && opened > 0,
        "runs were killed, some between a request and its answer: {killed} and {opened}"
    );
}

#[test]
fn p194_ctrl_c_between_two_lines_leaves_the_rest() {
    let running = Running::start(Simulator::builder().real_time());
    let folder = folder();
    let file = folder.path().join("tasks.csv");
    let url = running.url();
    // The second line would come a quarter of an hour later.
    let slow = ["--execute", "--yes=5", "--rate=0.001", "-o", "json"];
    let arguments = [&["batch", file.to_str().unwrap()], &slow[..]].concat();
    let mut terminal = Terminal::start(&arguments, &variables(&url, folder.path()));
    terminal.expect("line 2: np_4w3a0001, forward: accepted (journal entry 2)");
    terminal.press("\u{3}");
    let (code, seen) = terminal.end();
    assert_eq!(code, Some(10), "{seen}");
    assert!(seen.contains("1 accepted, 4 not sent."), "{seen}");
    assert!(seen.contains("interrupted between two lines"), "{seen}");
    assert_eq!(commits(&running.simulator).len(), 1);
}

#[test]
fn p195_ctrl_c_between_the_canary_and_the_rest_leaves_the_rest() {
    let running = Running::start(Simulator::builder().real_time());
    let folder = folder();
    let file = folder.path().join("tasks.csv");
    let url = running.url();
    let arguments = [
        "batch",
        file.to_str().unwrap(),
        "--execute",
        "--canary=1",
        "--rate=100",
    ];
    let mut terminal = Terminal::start(&arguments, &variables(&url, folder.path()));
    terminal.expect("Type 5 to send what is left of them, anything else to stop: ");
    assert!(commits(&running.simulator).is_empty());
    terminal.press("5\r");
    terminal.expect("Type `rest` to go on, anything else to stop: ");
    terminal.press("\u{3}");
    let (code, seen) = terminal.end();
    assert_eq!(code, Some(10), "{seen}");
    assert!(seen.contains("the rest was not sent"), "{seen}");
    assert_eq!(commits(&running.simulator).len(), 1);

    let ended = oms(&url, folder.path(), SEND).output().unwrap();
    assert_eq!(ended.status.code(), Some(0), "{ended:?}");
    assert_eq!(commits(&running.simulator).len(), 5);
}
