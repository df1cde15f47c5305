//! The journal's store under processes that are killed, that race, that have no room, and whose
//! machine loses power.

mod disk;
mod full;
mod kills;
mod power;
mod shared;
mod trace;

use std::path::Path;
use std::process::{Command, Output};

use crate::support::at;

/// The command at an endpoint, with its journal in a folder and its anchor beside it.
fn oms(endpoint: &str, folder: &Path, arguments: &[&str]) -> Command {
    let mut command = at(endpoint);
    command
        .env("OMS_JOURNAL", folder.join("journal"))
        .env("HOME", folder)
        .args(arguments);
    command
}

/// Runs a command, and returns its output and how it ended.
fn ended(mut command: Command) -> Output {
    command.output().unwrap()
}

/// Returns the text on standard error.
fn words(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// Every entry of the journal in a folder.
fn entries(folder: &Path) -> Vec<serde_json::Value> {
    let output = ended(oms("", folder, &["journal", "export"]));
    assert_eq!(output.status.code(), Some(0), "{}", words(&output));
    let text = String::from_utf8(output.stdout).unwrap();
    let lines = text.lines().map(|line| {
        let line: serde_json::Value = serde_json::from_str(line).unwrap();
        line["entry"].clone()
    });
    lines.collect()
}

/// Every entry follows the one before, and nothing is missing.
fn verify(folder: &Path, name: &str) {
    let output = ended(oms("", folder, &["journal", "verify"]));
    assert_eq!(output.status.code(), Some(0), "{name}: {}", words(&output));
}
