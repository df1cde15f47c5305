//! `oms watch` on a pseudo-terminal, in front of a service with a thousand tasks.

use std::net::TcpListener;
use std::process::{Command, Stdio};
#[cfg(target_os = "linux")]
use std::thread;
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

/// The parts of a core that watching a thousand tasks may take: a tenth of what is released. An
/// unoptimized build takes about ten times as long for the same reads of JSON, and its bound only
/// tells a loop that never sleeps, which takes the whole core.
#[cfg(target_os = "linux")]
const MOST_OF_A_CORE: f64 = if cfg!(debug_assertions) { 0.6 } else { 0.1 };

#[cfg(target_os = "linux")]
#[test]
fn a_thousand_tasks_at_rest_take_a_small_part_of_a_core() {
    let (running, home) = (thousand_tasks(), TempDir::new().unwrap());
    let url = running.url();
    // The interval is the one that nobody has changed.
    let mut terminal = Terminal::start(&["watch"], &variables(&url, home.path().to_str().unwrap()));
    terminal.expect_drawn("1000 tasks");
    let calls = || running.simulator.requests().len();
    let (started, first, before) = (Instant::now(), calls(), cpu_time(terminal.id()));
    // One more look, with the time that it rests before.
    while calls() < 2 * first {
        assert!(
            started.elapsed() < Duration::from_secs(120),
            "{} calls",
            calls()
        );
        thread::sleep(Duration::from_millis(100));
    }
    let passed = started.elapsed();
    let used = cpu_time(terminal.id()).saturating_sub(before);
    let part = used.as_secs_f64() / passed.as_secs_f64();
    println!(
        "{used:?} of {passed:.1?}, {:.2} % of a core, for a look of {first} calls",
        part * 100.0
    );
    assert!(first > 1_000, "it looked at nothing: {first} calls");
    assert!(part < MOST_OF_A_CORE, "{part} of a core, {used:?}");
    terminal.press("q");
    assert_eq!(terminal.end().0, Some(0));
}

/// The time that a process has spent on a processor, in itself and in the kernel.
#[cfg(target_os = "linux")]
fn cpu_time(id: u32) -> Duration {
    // Linux tells programs hundredths of a second, whatever the kernel itself counts in.
    const TICK: Duration = Duration::from_millis(10);
    let stat = std::fs::read_to_string(format!("/proc/{id}/stat")).unwrap();
    // The name of the program is in brackets, and may have any character.
    let (_, fields) = stat.rsplit_once(')').unwrap();
    let fields: Vec<&str> = fields.split_whitespace().collect();
    let ticks: u32 = [11, 12]
        .map(|place: usize| fields[place].parse::<u32>().unwrap())
        .iter()
        .sum();
    TICK * ticks
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
fn p175_a_terminal_that_acts_on_no_sequence_is_not_drawn_on() {
    let home = TempDir::new().unwrap();
    let mut variables = variables("http://127.0.0.1:1", home.path().to_str().unwrap());
    variables[4] = ("TERM", "dumb");
    let (code, seen) = Terminal::start(&["watch"], &variables).end();
    assert_eq!(code, Some(2), "{seen:?}");
    assert!(seen.contains("oms status --every 10s"), "{seen:?}");
    assert!(!seen.contains('\u{1b}'), "{seen:?}");
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
