//! The operator's chapter as a script: its commands are typed on a pseudo-terminal, and what it
//! says they print is what they print.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, SystemTime};

use oms_client::EpochSeconds;
use oms_sim::{Course, Scenario, Simulator, Task};
use tempfile::TempDir;

use crate::support::Running;
use crate::terminal::Terminal;

/// One command of the chapter: what is typed at its questions, and what it prints.
#[derive(Debug, Default)]
struct Shown {
    command: String,
    typed: Vec<String>,
    printed: Vec<String>,
}

/// The commands of the blocks of this kind.
fn commands(chapter: &str, kind: &str) -> Vec<Shown> {
    let begins = format!("```{kind}");
    let mut commands: Vec<Shown> = Vec::new();
    let mut runs = false;
    for line in chapter.lines() {
        match line {
            _ if line == begins => runs = true,
            "```" => runs = false,
            _ if !runs => {}
            _ => {
                if let Some(command) = line.strip_prefix("$ ") {
                    commands.push(Shown {
                        command: command.to_owned(),
                        ..Shown::default()
                    });
                    continue;
                }
                let last = commands.last_mut().expect("a block begins with a command");
                match line.strip_prefix("> ") {
                    Some(typed) => last.typed.push(typed.to_owned()),
                    None => last.printed.push(line.trim().to_owned()),
                }
            }
        }
    }
    commands
}

/// Returns whether a text contains the pieces of a line, between which `…` stands for anything, in
/// their order and on one line.
fn prints(text: &str, line: &str) -> bool {
    text.lines().any(|printed| {
        let mut rest = printed;
        line.split('…').all(|piece| {
            let piece = piece.trim_end();
            match rest.find(piece) {
                Some(place) => {
                    rest = &rest[place + piece.len()..];
                    true
                }
                None => false,
            }
        })
    })
}

/// Runs one command in a directory, typing at each of its questions.
fn run(shown: &Shown, directory: &Path, variables: &[(&str, &str)]) -> String {
    let script = format!("cd {} && {}", directory.display(), shown.command);
    let mut terminal = Terminal::program("/bin/sh", &["-c", &script], variables);
    let mut questions = 0;
    for typed in &shown.typed {
        questions += 1;
        terminal.expect_times("anything else to stop: ", questions);
        terminal.press(&format!("{typed}\r"));
    }
    terminal.end().1
}

/// Fails if a command did not print what the chapter says.
fn hold(shown: &Shown, text: &str) {
    for line in &shown.printed {
        let command = &shown.command;
        assert!(prints(text, line), "{command}: {line:?} is not in\n{text}");
    }
}

#[test]
fn the_operators_chapter_does_what_it_says() {
    let running = Running::start(Simulator::builder().real_time());
    let simulator = &running.simulator;
    let folder = TempDir::new().unwrap();
    let password = folder.path().join("pw");
    fs::write(&password, "secret").unwrap();
    fs::set_permissions(&password, fs::Permissions::from_mode(0o600)).unwrap();
    let program = Path::new(env!("CARGO_BIN_EXE_oms"));
    let path = format!("{}:/bin:/usr/bin", program.parent().unwrap().display());
    let (url, home) = (simulator.url(), folder.path().display().to_string());
    let variables = [
        ("PATH", path.as_str()),
        ("HOME", &home),
        ("OMS_ENDPOINT", &url),
        ("OMS_USER", "admin"),
        ("TERM", "dumb"),
        // The chapter shows only what stays on the screen.
        ("CI", "true"),
    ];
    let chapter = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/operator.md");
    let commands = commands(&fs::read_to_string(chapter).unwrap(), "console");
    assert!(commands.len() >= 8, "{commands:?}");
    for shown in &commands {
        hold(shown, &run(shown, folder.path(), &variables));
    }
    assert_eq!(simulator.world().tickets().len(), 3);
}

/// Lets time pass for the service, as long as it is not told to stop.
fn pass_time(simulator: &Simulator, is_over: &AtomicBool) {
    while !is_over.load(Ordering::SeqCst) {
        thread::sleep(Duration::from_millis(200));
        simulator.advance(Duration::from_secs(60));
    }
}

#[test]
fn a_night_from_the_first_question_to_the_last_is_as_the_chapter_tells_it() {
    let now = EpochSeconds::at_or_before(SystemTime::now()).unwrap();
    let behind = EpochSeconds::new(now.get() - 7_200).unwrap();
    let running = Running::start(
        Simulator::builder()
            .scenario(Scenario::empty())
            .now(now)
            .real_time()
            .tickets(Course::at_once())
            .task(Task::new("np_4w3a0001", behind).named("orders"))
            .task(Task::new("np_4w3a0002", now).named("billing")),
    );
    let folder = TempDir::new().unwrap();
    let program = Path::new(env!("CARGO_BIN_EXE_oms"));
    let path = format!("{}:/bin:/usr/bin", program.parent().unwrap().display());
    let (url, home) = (running.url(), folder.path().display().to_string());
    let variables = [
        ("PATH", path.as_str()),
        ("HOME", &home),
        ("OMS_ENDPOINT", &url),
        ("OMS_USER", "admin"),
        ("OMS_PASSWORD", "secret"),
        ("TERM", "dumb"),
        ("CI", "true"),
    ];
    let chapter = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/operator.md");
    let commands = commands(&fs::read_to_string(chapter).unwrap(), "console night");
    assert!(commands.len() >= 5, "{commands:?}");
    for shown in &commands {
        let is_over = AtomicBool::new(!shown.command.contains("caught-up"));
        let text = thread::scope(|scope| {
            scope.spawn(|| pass_time(&running.simulator, &is_over));
            let text = run(shown, folder.path(), &variables);
            is_over.store(true, Ordering::SeqCst);
            text
        });
        hold(shown, &text);
    }
    assert_eq!(running.simulator.world().tickets().len(), 2);
}

/// A task can be left paused under each of the codes 7, 8 and 10, and the row of a code alone would
/// leave it so.
#[test]
fn the_operator_reads_of_a_paused_task_before_any_exit_code() {
    let chapter = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/operator.md");
    let page = fs::read_to_string(chapter).unwrap();
    let (_, table) = page.split_once("|---|---|\n").unwrap();
    let (table, _) = table.split_once("\n\n").unwrap();
    let mut rows = table.lines();
    let first = rows.next().unwrap();
    for words in [
        "| LEFT PAUSED or PERHAPS LEFT PAUSED",
        "whatever the exit code | the same command again",
    ] {
        assert!(first.contains(words), "{first}");
    }
    for row in rows {
        assert!(row.starts_with("| exit code "), "{row}");
    }
}
