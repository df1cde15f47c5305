//! `oms watch` on a pseudo-terminal, in front of a service with a thousand tasks.

use std::net::TcpListener;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant, SystemTime};

use oms_client::EpochSeconds;
use oms_sim::{Scenario, Simulator, Task};
use tempfile::TempDir;

use crate::support::Running;
use crate::terminal::Terminal;

/// The sequence that restores the screen that was there before.
const BACK: &str = "\u{1b}[?1049l";

fn thousand_tasks() -> Running {
    let now = EpochSeconds::at_or_before(SystemTime::now()).unwrap();
    let mut simulator = Simulator::builder()
        .scenario(Scenario::empty())
        .now(now)
        .real_time();
    for place in 0..1_000 {
        let position = EpochSeconds::new(now.get() - 10 * place).unwrap();
        let task = Task::new(format!("np_{place:04}"), position);
        simulator = simulator.task(task.named(format!("orders-{place}")));
    }
    Running::start(simulator)
}

fn variables<'a>(endpoint: &'a str, home: &'a str) -> [(&'a str, &'a str); 5] {
    [
        ("OMS_ENDPOINT", endpoint),
        ("OMS_USER", "admin"),
        ("OMS_PASSWORD", "secret"),
        ("HOME", home),
        ("TERM", "xterm"),
    ]
}

#[test]
fn a_thousand_tasks_are_watched_filtered_sorted_paused_and_left() {
    let (running, home) = (thousand_tasks(), TempDir::new().unwrap());
    let url = running.url();
    let mut terminal = Terminal::start(
        &["watch", "--every", "2s"],
        &variables(&url, home.path().to_str().unwrap()),
    );
    terminal.expect_drawn("1000 tasks");
    terminal.press("G");
    terminal.expect_drawn("orders-999");
    terminal.press("forders-12");
    terminal.expect_drawn("filter: orders-12_");
    terminal.expect_drawn("11 of 1000 tasks");
    terminal.press("\r");
    terminal.expect_drawn("filter orders-12 ");
    terminal.press("s");
    terminal.expect_drawn("by name");
    terminal.press("p");
    terminal.expect_drawn("PAUSED");
    terminal.press("?");
    terminal.expect_drawn("Keys (any key goes back)");
    if let Some(peak) = peak_memory(terminal.id()) {
        assert!(peak < 200_000, "{peak} kB for 1,000 tasks");
    }
    terminal.press("xq");
    let (code, seen) = terminal.end();
    assert_eq!(code, Some(0), "{seen:?}");
    assert!(seen.ends_with(BACK) || seen.contains(BACK), "{seen:?}");
    assert!(running.simulator.commits().is_empty());
}

/// The most memory that a process has had so far, in kB, where the system tells.
fn peak_memory(id: u32) -> Option<u64> {
    let status = std::fs::read_to_string(format!("/proc/{id}/status")).ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    line.split_whitespace().nth(1)?.parse().ok()
}

#[test]
fn a_key_is_answered_while_the_service_is_silent() {
    // It takes connections and answers none.
    let silent = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", silent.local_addr().unwrap());
    let home = TempDir::new().unwrap();
    let mut terminal = Terminal::start(&["watch"], &variables(&url, home.path().to_str().unwrap()));
    terminal.expect_drawn("reading");
    let pressed = Instant::now();
    terminal.press("?");
    terminal.expect_drawn("Keys (any key goes back)");
    // How long it takes without other programs on the machine is a matter of the test with a clock
    // that stands still; here, it is only that it does not wait for the service.
    assert!(pressed.elapsed() < Duration::from_secs(10));
    terminal.press("\u{3}");
    let (code, seen) = terminal.end();
    assert_eq!(code, Some(0), "{seen:?}");
    assert!(seen.contains(BACK), "{seen:?}");
}

#[test]
fn a_signal_puts_the_terminal_back() {
    let silent = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", silent.local_addr().unwrap());
    for signal in ["TERM", "INT", "HUP"] {
        let home = TempDir::new().unwrap();
        let mut terminal =
            Terminal::start(&["watch"], &variables(&url, home.path().to_str().unwrap()));
        terminal.expect_drawn("reading");
        let id = terminal.id().to_string();
        let killed = Command::new("kill").args(["-s", signal, &id]).status();
        assert!(killed.unwrap().success());
        let (code, seen) = terminal.end();
        assert_eq!(code, Some(130), "{signal}: {seen:?}");
        assert!(seen.contains(BACK), "{signal}: {seen:?}");
    }
}

#[test]
fn without_a_terminal_it_names_what_prints_lines() {
    let output = Command::new(env!("CARGO_BIN_EXE_oms"))
        .env_clear()
        .args(["--endpoint", "http://127.0.0.1:1", "watch"])
        .stdin(Stdio::null())
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(2), "{output:?}");
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert!(stderr.contains("oms status --every 10s"), "{stderr}");
}
