//! `--wait`: a command that ends once the service shows that a change was carried out.

use std::process::Output;
use std::time::Duration;

use oms_sim::{Course, Simulator, Status};
use tempfile::TempDir;

use crate::support::{Running, at};

const TASK: &str = "np_4w3a0001";

fn oms(running: &Running, home: &TempDir, arguments: &[&str]) -> Output {
    at(&running.url())
        .env("HOME", home.path())
        .args(arguments)
        .args(["--execute", "--yes=np_4w3a0001"])
        .output()
        .unwrap()
}

#[test]
fn a_write_that_leads_to_a_state_is_over_once_the_task_is_in_it() {
    let running = Running::start(Simulator::builder().real_time());
    let home = TempDir::new().unwrap();
    for (command, status) in [
        ("stop-project", Status::Suspend),
        ("resume-project", Status::Running),
    ] {
        let done = oms(&running, &home, &[command, "--id", TASK, "--wait"]);
        assert_eq!(done.status.code(), Some(0), "{command}: {done:?}");
        assert_eq!(running.simulator.task(TASK).unwrap().status, status);
    }
    let body = format!("{{\"id\":\"{TASK}\"}}");
    let done = oms(
        &running,
        &home,
        &["stop-project", "--json", &body, "--wait", "--again"],
    );
    assert_eq!(done.status.code(), Some(0), "{done:?}");
    let task = running.simulator.task(TASK).unwrap();
    assert_eq!(task.status, Status::Suspend);
}

#[test]
fn what_was_not_seen_within_the_time_ends_with_8_and_was_accepted_all_the_same() {
    let hour = Duration::from_secs(3_600);
    let running = Running::start(
        Simulator::builder()
            .real_time()
            .tickets(Course::after(hour)),
    );
    let home = TempDir::new().unwrap();
    let reset = [
        "reset-incr-start-timestamp",
        "--id",
        TASK,
        "--reverse",
        "false",
        "--start-timestamp",
        "-2h",
        "--wait",
        "--wait-timeout",
        "1s",
        "-o",
        "json",
    ];
    let late = oms(&running, &home, &reset);
    assert_eq!(late.status.code(), Some(8), "{late:?}");
    let report: serde_json::Value = serde_json::from_slice(&late.stdout).unwrap();
    assert_eq!(report["outcome"], "accepted");
    assert_eq!(report["data"], 1, "the ticket is told: {report}");
    let message = report["message"].as_str().unwrap();
    assert!(
        message.contains("was not seen to be carried out within"),
        "{message}"
    );
    assert_eq!(running.commits(TASK), 1);
}

#[test]
fn a_rewind_waits_until_the_task_has_caught_up() {
    let running = Running::start(Simulator::builder().real_time().tickets(Course::at_once()));
    let home = TempDir::new().unwrap();
    let rewind = ["rewind", "--id", TASK, "--reverse", "false", "--by", "30s"];
    let done = oms(
        &running,
        &home,
        &[&rewind[..], &["--wait=caught-up"]].concat(),
    );
    assert_eq!(done.status.code(), Some(0), "{done:?}");
    let far = ["rewind", "--id", TASK, "--reverse", "false", "--by", "5d"];
    let late = [&far[..], &["--wait=caught-up", "--wait-timeout", "2s"]].concat();
    let late = oms(&running, &home, &late);
    assert_eq!(late.status.code(), Some(8), "{late:?}");
    let said = [late.stdout, late.stderr].concat();
    let said = String::from_utf8_lossy(&said);
    assert!(said.contains("was not seen to catch up"), "{said}");
}

#[test]
fn a_write_of_which_no_look_tells_has_no_wait() {
    let running = Running::start(Simulator::builder());
    let home = TempDir::new().unwrap();
    let label = oms(&running, &home, &["create-label", "--name", "x", "--wait"]);
    assert_eq!(label.status.code(), Some(2), "{label:?}");
}
