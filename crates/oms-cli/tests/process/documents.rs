//! Help, completions and manual pages, and how fast the first of them comes.

use std::fs;
use std::process::{Command, Output};

fn oms(arguments: &[&str]) -> Output {
    let output = Command::new(env!("CARGO_BIN_EXE_oms"))
        .env_clear()
        .args(arguments)
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(0), "{arguments:?}: {output:?}");
    output
}

#[test]
fn p182_completions_know_every_command_of_every_shell() {
    for (shell, place) in [("bash", "2"), ("zsh", "2"), ("fish", "2")] {
        let script = String::from_utf8(oms(&["completions", shell]).stdout).unwrap();
        assert!(script.contains(&format!("__complete {shell}")), "{script}");
        for (words, expected) in [
            (["oms", "journal", ""], "resolve"),
            (["oms", "task", "reset"], "reset-incr-start-timestamp"),
            (["oms", "plan", "rew"], "rewind"),
        ] {
            let asked = [&["__complete", shell, place, "--"][..], &words].concat();
            let offered = String::from_utf8(oms(&asked).stdout).unwrap();
            let mut lines = offered.lines().map(|line| line.split('\t').next());
            assert!(
                lines.any(|line| line == Some(expected)),
                "{shell}: {offered}"
            );
        }
    }
    for shell in ["powershell", "elvish"] {
        let script = String::from_utf8(oms(&["completions", shell]).stdout).unwrap();
        for word in ["reset-incr-start-timestamp", "journal", "doctor"] {
            assert!(script.contains(word), "{shell} lacks {word}");
        }
    }
}

#[test]
fn p182_a_manual_page_is_written_for_every_command() {
    let first = String::from_utf8(oms(&["man"]).stdout).unwrap();
    let lines: Vec<&str> = first.lines().collect();
    for pair in lines.windows(2).filter(|pair| pair[0].starts_with("\\fB")) {
        assert!(!pair[1].is_empty(), "{} is not described", pair[0]);
    }
    // Without a date, readers would take the next word for one.
    let head = format!(
        ".TH oms 1 \"\" \"oms {}\" \"oms\"",
        env!("CARGO_PKG_VERSION")
    );
    assert!(lines.contains(&head.as_str()), "{first}");
    let directory = tempfile::TempDir::new().unwrap();
    oms(&["man", "--dir", directory.path().to_str().unwrap()]);
    for page in [
        "oms.1",
        "oms-journal-resolve.1",
        "oms-task-reset-incr-start-timestamp.1",
    ] {
        let text = fs::read_to_string(directory.path().join(page)).unwrap();
        for section in ["SYNOPSIS", "EXAMPLES"] {
            assert!(text.contains(section), "{page} lacks {section}");
        }
    }
}

/// The programs that read the pages and scripts are the ones that know whether they are right.
#[test]
fn p182_a_shell_and_a_reader_of_manuals_take_what_is_written() {
    let written = tempfile::TempDir::new().unwrap();
    let folder = written.path().to_str().unwrap();
    for what in ["man", "completions"] {
        oms(&[what, "--dir", folder]);
    }
    let readers: [(&str, &[&str], &str); 5] = [
        ("groff", &["-Kutf8", "-man", "-ww", "-z", "-Tutf8"], ".1"),
        ("bash", &["-n"], ".bash"),
        ("shellcheck", &["--shell=bash"], ".bash"),
        ("zsh", &["-n"], "_oms"),
        ("fish", &["--no-execute"], ".fish"),
    ];
    for (reader, flags, ending) in readers {
        let mut files: Vec<_> = fs::read_dir(&written)
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .filter(|path| path.to_str().unwrap().ends_with(ending))
            .collect();
        files.sort();
        assert!(!files.is_empty(), "{ending}");
        if oms_testkit::is_missing(reader) {
            continue;
        }
        let read = Command::new(reader).args(flags).args(&files).output();
        let read = read.unwrap();
        let said = [read.stdout, read.stderr].concat();
        let said = String::from_utf8_lossy(&said);
        assert!(read.status.success() && said.is_empty(), "{reader}: {said}");
    }
}
