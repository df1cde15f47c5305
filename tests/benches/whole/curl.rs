//! The requests as curl sends them.

use std::process::Command;

use super::{PASSWORD, TASK};

/// Reads the progress of the task.
pub(crate) fn read(url: &str) -> Command {
    call(
        url,
        "DescribeProjectProgress",
        &format!(r#"{{"id":"{TASK}"}}"#),
    )
}

/// Moves the position of the task.
pub(crate) fn write(url: &str) -> Command {
    let body = format!(r#"{{"id":"{TASK}","reverse":false,"startTimestamp":1742365118}}"#);
    call(url, "ResetIncrStartTimestamp", &body)
}

/// Prints a version, as the smallest thing that the program does.
pub(crate) fn version() -> Command {
    let mut command = Command::new("curl");
    command.arg("--version");
    command
}

fn call(url: &str, action: &str, body: &str) -> Command {
    let mut command = Command::new("curl");
    command
        .args(["--silent", "--show-error", "--fail", "--user"])
        .arg(format!("admin:{PASSWORD}"))
        .args(["--header", "Content-Type: application/json", "--data", body])
        .arg(format!("{url}/api/v2?Action={action}"));
    command
}
