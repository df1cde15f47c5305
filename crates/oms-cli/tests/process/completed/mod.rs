//! Completion in real shells, with a service behind it.

mod paths;

use std::fs;
use std::path::Path;
use std::process::Command;

use oms_client::{EpochSeconds, Shown};
use oms_sim::{Fault, FaultRule, Simulator, SimulatorBuilder, Task};
use oms_testkit::is_missing;
use tempfile::TempDir;

use crate::support::Running;
use crate::terminal::Terminal;

/// A folder with the scripts, and a home of its own.
struct Home {
    folder: TempDir,
    running: Running,
}

impl Home {
    fn new() -> Self {
        Self::with(Simulator::builder())
    }

    fn with(simulator: SimulatorBuilder) -> Self {
        let folder = TempDir::new().unwrap();
        let running = Running::start(simulator.real_time());
        let home = Self { folder, running };
        let written = Command::new(env!("CARGO_BIN_EXE_oms"))
            .env_clear()
            .args(["completions", "--dir", home.path().to_str().unwrap()])
            .status();
        assert!(written.unwrap().success());
        home
    }

    fn path(&self) -> &Path {
        self.folder.path()
    }

    fn variables(&self) -> Vec<(String, String)> {
        self.running.variables_of_a_shell(self.path(), "dumb")
    }

    /// Returns what a shell gets for the end of a line.
    fn answered(&self, shell: &str, words: &[&str]) -> String {
        let place = (words.len() - 1).to_string();
        let output = Command::new(env!("CARGO_BIN_EXE_oms"))
            .env_clear()
            .envs(self.variables())
            .args(["__complete", shell, &place, "--"])
            .args(words)
            .output()
            .unwrap();
        assert!(output.stderr.is_empty(), "{output:?}");
        String::from_utf8(output.stdout).unwrap()
    }

    /// Returns the words that are offered at the end of a line, as a program asks.
    fn offered(&self, shell: &str, words: &[&str]) -> Vec<String> {
        let text = self.answered(shell, words);
        text.lines()
            .map(|line| line.split('\t').next().unwrap_or_default().to_owned())
            .collect()
    }

    /// Starts bash with the script in a terminal.
    fn bash(&self) -> Terminal {
        let mut bash = self.shell("/bin/bash", &["--noprofile", "--norc", "-i"]);
        bash.press(&format!(". {}/oms.bash\r", self.path().display()));
        bash
    }

    /// Starts a shell in a terminal.
    fn shell(&self, program: &str, arguments: &[&str]) -> Terminal {
        Terminal::program(program, arguments, &self.variables())
    }
}

/// Tasks whose names have a blank, two of them with the same beginning.
fn with_blanks() -> SimulatorBuilder {
    let position = EpochSeconds::new(1_742_000_000).unwrap();
    Simulator::builder()
        .task(Task::new("np_1role", position).named("pay role"))
        .task(Task::new("np_2rise", position).named("pay rise"))
        .task(Task::new("np_3late", position).named("late fee"))
}

#[test]
fn a_real_bash_completes_names_of_the_service() {
    if is_missing("bash") {
        return;
    }
    let home = Home::new();
    let mut bash = home.bash();
    bash.press("oms task stop ord\t\r");
    bash.expect("Plan: StopProject");
    bash.expect("np_4w3a0001");
    bash.press("oms task describe --id=bil\t\r");
    bash.expect("billing");
    bash.expect("SUSPEND");
    bash.press("exit\r");
    let (_, seen) = bash.end();
    assert!(seen.contains("orders"), "{seen}");
}

#[test]
fn a_real_bash_completes_a_word_with_a_blank_or_a_quote_further() {
    if is_missing("bash") {
        return;
    }
    let home = Home::with(with_blanks());
    let mut bash = home.bash();
    // The first key writes what both begin with, the second one the rest.
    bash.press("oms task describe pay\tol\t\r");
    bash.expect("np_1role");
    bash.press("oms task describe \"pay ri\t\r");
    bash.expect("np_2rise");
    // The text behind the cursor stays there, and is no part of the word that is completed.
    bash.press("oms task describe 'late'\u{1b}[D\t\r");
    bash.expect("np_3late");
    bash.press("exit\r");
    bash.end();
}

#[test]
fn a_real_bash_completes_a_name_at_whose_signs_it_breaks_words() {
    if is_missing("bash") {
        return;
    }
    let position = EpochSeconds::new(1_742_000_000).unwrap();
    let home = Home::with(
        Simulator::builder()
            .task(Task::new("np_1mail", position).named("alice@db"))
            .task(Task::new("np_2colons", position).named("ns::db")),
    );
    let mut bash = home.bash();
    bash.press("oms task describe alice@d\t\r");
    bash.expect("np_1mail");
    bash.press("oms task describe ns::d\t\r");
    bash.expect("np_2colons");
    // The words behind such a word are completed as ever.
    bash.press("oms --user admin@x task lis\t --help\r");
    bash.expect("oms task list [");
    bash.press("exit\r");
    bash.end();
}

#[test]
fn a_word_with_quotes_is_completed_as_each_shell_hands_it_over() {
    let home = Home::with(with_blanks());
    for (shell, words, expected) in [
        ("bash", &["oms", "wait", "pay\\ ro"][..], "pay\\ role"),
        ("bash", &["oms", "wait", "\"pay ro"], "pay role"),
        ("bash", &["oms", "wait", "'pay ro"], "pay role"),
        ("bash", &["oms", "wait", "p\"ay ro"], "ay role"),
        (
            "bash",
            &["oms", "task", "stop", "--id", "=", "'pay ro"],
            "pay role",
        ),
        ("zsh", &["oms", "wait", "pay\\ ro"], "pay role"),
        ("zsh", &["oms", "wait", "\"pay ro"], "pay role"),
        (
            "zsh",
            &["oms", "task", "stop", "--id='pay ro"],
            "--id=pay role",
        ),
        ("fish", &["oms", "wait", "pay ro"], "pay role"),
    ] {
        assert_eq!(home.offered(shell, words), [expected], "{shell} {words:?}");
    }
    // The words before it have quotes as well.
    let endpoint = format!("'{}'", home.running.url());
    for shell in ["bash", "zsh"] {
        let words = ["oms", "--endpoint", endpoint.as_str(), "wait", "np_1"];
        assert_eq!(home.offered(shell, &words), ["np_1role"], "{shell}");
    }
}

#[test]
fn names_come_from_the_service_numbers_from_the_journal_and_words_from_the_arguments() {
    let home = Home::new();
    fs::write(home.path().join("a-file"), "").unwrap();
    for (words, expected) in [
        (&["oms", "task", "stop", "ord"][..], &["orders"][..]),
        (&["oms", "stop-project", "--id", "bil"], &["billing"]),
        (&["oms", "wait", "np_4w3a0001"], &["np_4w3a0001"]),
        (&["oms", "task", "li"], &["list"]),
        (&["oms", "rewind", "orders", "--reverse", "t"], &["true"]),
        (&["oms", "--output", "j"], &["json", "jsonl"]),
        (&["oms", "rewind", "orders", "--to", ""], &[]),
        (&["oms", "undo", ""], &[]),
    ] {
        assert_eq!(home.offered("bash", words), expected, "{words:?}");
    }
    let stop = Command::new(env!("CARGO_BIN_EXE_oms"))
        .env_clear()
        .envs(home.variables())
        .args(["task", "stop", "orders", "--execute", "--yes=np_4w3a0001"])
        .output()
        .unwrap();
    assert_eq!(stop.status.code(), Some(0), "{stop:?}");
    assert_eq!(home.offered("fish", &["oms", "undo", ""]), ["1"]);
    assert_eq!(home.offered("zsh", &["oms", "journal", "show", ""]), ["1"]);
}

#[test]
fn a_run_that_has_ended_is_offered_to_be_shown_and_not_to_be_gone_on_with() {
    let lost = FaultRule::new(Fault::LoseBeforeCommit).on_action("StopProject");
    let home = Home::with(Simulator::builder().fault(lost));
    let oms = |words: &str| {
        let mut oms = Command::new(env!("CARGO_BIN_EXE_oms"));
        oms.env_clear()
            .envs(home.variables())
            .args(words.split(' '));
        oms.output().unwrap().status.code()
    };
    let offered = |words: &str| {
        home.offered("zsh", &words.split(' ').collect::<Vec<_>>())
            .join(" ")
    };
    let rewind = "rewind --id np_4w3a0001 --reverse false --to -2h --execute \
                  --yes=np_4w3a0001 --wait-timeout 2s";
    for (first, code, to_resume) in [(rewind, 7, "1"), ("runs abandon 1", 0, "")] {
        assert_eq!(oms(first), Some(code), "{first}");
        assert_eq!(offered("oms runs show "), "1");
        assert_eq!(offered("oms runs resume "), to_resume);
        assert_eq!(offered("oms runs abandon "), to_resume);
        assert_eq!(offered("oms journal resolve "), "2");
    }
}

#[test]
fn p305_no_name_of_the_service_acts_on_the_terminal_when_a_key_is_pressed() {
    const ODD: &str = "\u{1b}]0;title\u{7}\u{1b}[2J\u{9b}31m\u{202e}";
    let position = EpochSeconds::new(1_742_000_000).unwrap();
    let by_name = Task::new("np_plain", position).named(format!("odd{ODD}"));
    let by_id = Task::new(format!("np_{ODD}").as_str(), position).named("plain");
    let home = Home::with(Simulator::builder().task(by_name).task(by_id));
    for shell in ["bash", "zsh", "fish"] {
        let text = home.answered(shell, &["oms", "task", "stop", ""]);
        let acts = |c: char| Shown::escapes(c) && !matches!(c, '\n' | '\t');
        assert!(!text.contains(acts), "{shell}: {text:?}");
        let words: Vec<&str> = text
            .lines()
            .filter_map(|line| line.split('\t').next())
            .collect();
        // Neither the name nor the ID that would be another one once it is escaped.
        assert_eq!(words, ["plain", "np_plain"], "{shell}: {text:?}");
        let is_described = text.contains("np_\\u{1b}") && text.contains("odd\\u{1b}");
        assert_eq!(is_described, shell != "bash", "{shell}: {text:?}");
    }
}

#[test]
fn no_name_of_the_service_becomes_a_flag_when_a_key_is_pressed() {
    const FLAGS: [&str; 2] = ["--execute", "--endpoint=https://evil.example"];
    let position = EpochSeconds::new(1_742_000_000).unwrap();
    let named = |id: &str, name| Task::new(id, position).named(name);
    let simulator = Simulator::builder()
        .task(named("np_1", FLAGS[0]))
        .task(named("np_2", FLAGS[1]))
        .task(named("np_3", "plain"));
    let home = Home::with(simulator);
    for shell in ["bash", "zsh", "fish"] {
        for words in [
            &["oms", "wait", ""][..],
            &["oms", "wait", "-"],
            &["oms", "wait", "--endpoint="],
            &["oms", "task", "stop", ""],
            &["oms", "task", "stop", "--id", ""],
        ] {
            let offered = home.offered(shell, words);
            let is_flag = |offer: &String| FLAGS.contains(&offer.as_str());
            assert!(
                !offered.iter().any(is_flag),
                "{shell} {words:?}: {offered:?}"
            );
        }
        assert!(
            home.offered(shell, &["oms", "wait", ""])
                .contains(&"plain".to_owned())
        );
    }
    // Behind `=`, it is a value whatever it begins with, and behind `--` an argument.
    let mut offered = home.offered("zsh", &["oms", "task", "stop", "--id=--e"]);
    offered.sort();
    assert_eq!(
        offered,
        ["--id=--endpoint=https://evil.example", "--id=--execute"]
    );
    assert_eq!(
        home.offered("zsh", &["oms", "wait", "--", "--ex"]),
        [FLAGS[0]]
    );
    assert!(
        home.offered("fish", &["oms", "wait", "--", ""])
            .contains(&FLAGS[1].to_owned())
    );
}

#[test]
fn a_service_that_is_gone_is_silent_and_what_was_kept_serves() {
    let mut home = Home::new();
    let words = ["oms", "task", "stop", "ord"];
    assert_eq!(home.offered("bash", &words), ["orders"]);
    home.running = Running::start(Simulator::builder().real_time());
    // Another endpoint has a list of its own.
    let asked = home.running.simulator.requests().len();
    assert_eq!(home.offered("bash", &words), ["orders"]);
    let first = home.running.simulator.requests().len();
    assert!(first > asked);
    assert_eq!(home.offered("bash", &words), ["orders"]);
    assert_eq!(
        home.running.simulator.requests().len(),
        first,
        "it was kept"
    );
    let output = Command::new(env!("CARGO_BIN_EXE_oms"))
        .env_clear()
        .env("OMS_ENDPOINT", "http://127.0.0.1:9")
        .args([
            "__complete",
            "bash",
            "3",
            "--",
            "oms",
            "task",
            "stop",
            "ord",
        ])
        .output()
        .unwrap();
    assert!(
        output.stdout.is_empty() && output.stderr.is_empty(),
        "{output:?}"
    );
}
