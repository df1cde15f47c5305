//! Help, completions and manual pages, and how fast the first of them comes.

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
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let script = String::from_utf8(oms(&["completions", shell]).stdout).unwrap();
        for word in ["reset-incr-start-timestamp", "journal", "doctor"] {
            assert!(script.contains(word), "{shell} lacks {word}");
        }
    }
}

#[test]
fn p182_a_manual_page_is_written_for_every_command() {
    let first = String::from_utf8(oms(&["man"]).stdout).unwrap();
    assert!(first.contains(".TH oms 1"), "{first}");
    let directory = tempfile::TempDir::new().unwrap();
    oms(&["man", "--dir", directory.path().to_str().unwrap()]);
    for page in [
        "oms.1",
        "oms-journal-resolve.1",
        "oms-reset-incr-start-timestamp.1",
    ] {
        let text = std::fs::read_to_string(directory.path().join(page)).unwrap();
        assert!(text.contains("SYNOPSIS"), "{page}");
    }
}
