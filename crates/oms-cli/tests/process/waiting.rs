//! A rewind with a person in front of it who sees how far it is, and may not want to wait.

use std::path::Path;
use std::process::Command;
use std::time::Duration;

use oms_sim::{Course, Simulator, Status};
use tempfile::TempDir;

use crate::support::{Running, text};
use crate::terminal::{self, Terminal};

const TASK: &str = "np_4w3a0001";

const REWIND: &[&str] = &[
    "rewind",
    "--id",
    TASK,
    "--reverse",
    "false",
    "--to",
    "-2h",
    "--execute",
];

/// A simulator whose tickets run like this.
fn simulator(course: Course) -> Running {
    Running::start(Simulator::builder().real_time().tickets(course))
}

fn variables<'a>(
    endpoint: &'a str,
    journal: &'a Path,
    more: (&'a str, &'a str),
) -> Vec<(&'a str, &'a str)> {
    let mut variables = terminal::variables(endpoint, journal);
    variables.push(more);
    variables
}

/// The characters that overwrite a line of progress.
const ERASE: &str = "\r\u{1b}[K";

#[test]
fn p176_progress_is_for_a_terminal_alone_and_not_for_ci() {
    for (more, shown) in [(("LANG", "C"), true), (("CI", "true"), false)] {
        let running = simulator(Course::after_polls(3));
        let (url, journal) = (running.url(), TempDir::new().unwrap());
        let mut terminal = Terminal::start(REWIND, &variables(&url, journal.path(), more));
        terminal.expect("anything else to stop: ");
        terminal.press("orders\r");
        let (code, seen) = terminal.end();
        assert_eq!(code, Some(0), "{seen}");
        assert_eq!(seen.contains(ERASE), shown, "{more:?}: {seen:?}");
        assert_eq!(
            seen.contains("checkpoint: SUSPEND, position "),
            shown,
            "{seen:?}"
        );
        assert!(seen.contains("move: accepted"), "{seen}");
    }
    let running = simulator(Course::after_polls(3));
    let (url, journal) = (running.url(), TempDir::new().unwrap());
    let piped = Command::new(env!("CARGO_BIN_EXE_oms"))
        .env_clear()
        .envs(variables(&url, journal.path(), ("LANG", "C")))
        .args(REWIND)
        .arg("--yes=np_4w3a0001")
        .output()
        .unwrap();
    assert_eq!(piped.status.code(), Some(0), "{piped:?}");
    let text = text(&piped);
    assert!(!text.contains('\u{1b}') && !text.contains('\r'), "{text:?}");
}

#[test]
fn p175_a_terminal_that_acts_on_no_sequence_gets_progress_in_whole_lines() {
    let running = simulator(Course::after_polls(3));
    let (url, journal) = (running.url(), TempDir::new().unwrap());
    let variables = variables(&url, journal.path(), ("TERM", "dumb"));
    let mut terminal = Terminal::start(REWIND, &variables);
    terminal.expect("anything else to stop: ");
    terminal.press("orders\r");
    let (code, seen) = terminal.end();
    assert_eq!(code, Some(0), "{seen}");
    assert!(!seen.contains('\u{1b}'), "{seen:?}");
    let lines = seen.lines().filter(|line| line.starts_with("checkpoint: "));
    let states: Vec<&str> = lines
        .map(|line| line.rsplit_once(" (").unwrap().0)
        .collect();
    assert!(
        states
            .iter()
            .any(|state| state.contains(": SUSPEND, position ")),
        "{seen}"
    );
    let is_told_twice = states.windows(2).any(|pair| pair[0] == pair[1]);
    assert!(!is_told_twice, "{seen}");
}

#[test]
fn p177_ctrl_c_ends_the_wait_and_nothing_else() {
    let running = simulator(Course::after(Duration::from_secs(3600)));
    let (url, journal) = (running.url(), TempDir::new().unwrap());
    let variables = variables(&url, journal.path(), ("LANG", "C"));
    let mut terminal = Terminal::start(REWIND, &variables);
    terminal.expect("anything else to stop: ");
    terminal.press("np_4w3a0001\r");
    terminal.expect("checkpoint: ");
    terminal.press("\u{3}");
    let (code, seen) = terminal.end();
    assert_eq!(code, Some(8), "{seen}");
    for words in [
        "ticket 1 was accepted",
        "wait was interrupted",
        "LEFT PAUSED",
    ] {
        assert!(seen.contains(words), "{words}: {seen}");
    }
    assert_eq!(
        running.simulator.task(TASK).unwrap().status,
        Status::Suspend
    );

    running.simulator.advance(Duration::from_secs(3600));
    let mut again = REWIND.to_vec();
    again.extend(["--yes=np_4w3a0001"]);
    let (code, seen) = Terminal::start(&again, &variables).end();
    assert_eq!(code, Some(0), "{seen}");
    assert_eq!(running.simulator.world().tickets().len(), 1, "{seen}");
    assert_eq!(
        running.simulator.task(TASK).unwrap().status,
        Status::Running
    );
}

#[test]
fn p184_a_list_fits_a_terminal_of_eighty_columns() {
    let running = simulator(Course::at_once());
    let (url, journal) = (running.url(), TempDir::new().unwrap());
    let variables = variables(&url, journal.path(), ("NO_COLOR", "1"));
    let (code, seen) = Terminal::start(&["list-projects"], &variables).end();
    assert_eq!(code, Some(0), "{seen}");
    for line in seen.lines() {
        assert!(line.chars().count() <= 80, "{line}");
    }
    assert!(seen.contains("ID           TYPE       NAME"), "{seen}");
    assert!(
        seen.contains("more columns do not fit; -o json shows all"),
        "{seen}"
    );
}

#[test]
fn p184_nothing_that_is_said_is_wider_than_the_terminal() {
    let running = simulator(Course::at_once());
    let (url, journal) = (running.url(), TempDir::new().unwrap());
    let variables = variables(&url, journal.path(), ("NO_COLOR", "1"));
    let nobody = format!("--endpoint={}", nobody_there());
    let stop = ["stop-project", "--id=np_4w3a0001", "--execute"];
    let said: [&[&str]; 14] = [
        &["--help"],
        &["plan", "--help"],
        &["journal", "resolve", "--help"],
        &["create-project", "--help"],
        &["create-mysql-data-source", "-h"],
        &["config", "keys"],
        &["doctor"],
        &REWIND[..7],
        &["rewind"],
        &["list-project"],
        &["list-projects", "--tz=Asia/Shangai"],
        &["list-projects", &nobody],
        &["describe-project", "--id=np_nosuch1"],
        &[&stop[..], &["--yes=np_4w3a0001", &nobody]].concat(),
    ];
    for arguments in said {
        let (_, seen) = Terminal::start(arguments, &variables).end();
        assert!(seen.lines().count() > 2, "{arguments:?}: {seen}");
        // A command is there to be copied: only the terminal itself may break it.
        let is_command = |line: &str| line.trim().starts_with("`oms ");
        for line in seen.lines().filter(|line| !is_command(line)) {
            assert!(line.chars().count() <= 80, "{arguments:?}: {line}");
        }
    }
}

/// The address of a port at which nobody listens any more.
fn nobody_there() -> String {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    format!("http://{}", listener.local_addr().unwrap())
}

#[test]
fn p184_a_cause_is_told_once_and_without_the_layers_above_it() {
    let (nobody, journal) = (nobody_there(), TempDir::new().unwrap());
    let variables = variables(&nobody, journal.path(), ("NO_COLOR", "1"));
    let (code, seen) = Terminal::start(&["list-projects"], &variables).end();
    assert_eq!(code, Some(6), "{seen}");
    assert_eq!(seen.matches("refused").count(), 1, "{seen}");
    assert!(!seen.contains("cause:"), "{seen}");
}
