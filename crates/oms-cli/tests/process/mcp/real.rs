//! `oms mcp` with a client that was not written here: the Python package `mcp`.

use std::path::PathBuf;
use std::process::Command;

use serde_json::{Value, json};
use tempfile::TempDir;

use super::{CANARY, TASK, simulator};

/// A Python that has the package, where there is one.
fn python() -> Option<PathBuf> {
    let target = PathBuf::from(env!("CARGO_BIN_EXE_oms"));
    let in_target = target.parent()?.parent()?.join("mcp-venv/bin/python");
    let named = std::env::var_os("OMS_MCP_PYTHON").map(PathBuf::from);
    let candidates = named
        .into_iter()
        .chain([in_target, PathBuf::from("python3")]);
    candidates.into_iter().find(|python| {
        let imported = Command::new(python).args(["-c", "import mcp"]).output();
        imported.is_ok_and(|output| output.status.success())
    })
}

#[test]
fn a_real_client_lists_reads_plans_and_sends_only_with_a_persons_consent() {
    let Some(python) = python() else {
        return oms_testkit::lacks(
            oms_testkit::Required::Mcp,
            "no Python has the package mcp; install with `python3 -m venv target/mcp-venv && target/mcp-venv/bin/pip install mcp`",
        );
    };
    for (answer, sent, asked, words) in [
        ("accept", 1, 1, "accepted"),
        ("decline", 0, 1, "declined"),
        ("wrong", 0, 1, "has not typed what would be changed"),
        ("none", 0, 0, "cannot ask the person"),
    ] {
        let running = simulator();
        let home = TempDir::new().unwrap();
        let environment = json!({
            "OMS_ENDPOINT": running.url(),
            "OMS_USER": "admin",
            "OMS_PASSWORD": CANARY,
            "HOME": home.path(),
        });
        let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/process/mcp/client.py");
        let output = Command::new(&python)
            .args([script, env!("CARGO_BIN_EXE_oms"), TASK, answer])
            .arg(environment.to_string())
            .output()
            .unwrap();
        let stderr = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{answer}: {stderr}");
        let seen: Value = serde_json::from_slice(&output.stdout).unwrap();
        let text = |key: &str| seen[key].as_str().unwrap_or_default().to_owned();
        assert_eq!(running.commits(TASK), sent, "{answer}: {seen}");
        assert_eq!(
            seen["asked"].as_array().unwrap().len(),
            asked,
            "{answer}: {seen}"
        );
        assert!(
            text("applied").contains(words),
            "{answer}: {}",
            text("applied")
        );
        assert!(text("plan").contains("Pauses the task"), "{}", text("plan"));
        assert!(text("status").contains("lag_seconds"), "{}", text("status"));
        assert!(
            text("again").contains("There is no plan"),
            "{}",
            text("again")
        );
        assert_eq!(
            text("journal").contains("StopProject"),
            sent == 1,
            "{}",
            text("journal")
        );
        assert!(text("tools").len() < 40_000);
        assert!(!seen.to_string().contains(CANARY), "{answer}: {seen}");
    }
}
