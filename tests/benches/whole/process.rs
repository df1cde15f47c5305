//! Programs as a whole process: how long they ran, and the most memory that they held.

use std::fs;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use super::Outcome;

/// The result of a run.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Run {
    pub(crate) seconds: f64,
    /// The peak of its memory, if the system reports it.
    pub(crate) peak_mib: Option<f64>,
}

/// Runs a program to its end. Its output is shown if it fails.
pub(crate) fn run(command: &mut Command) -> Outcome<Run> {
    let start = Instant::now();
    let output = command.stdin(Stdio::null()).output()?;
    let seconds = start.elapsed().as_secs_f64();
    if output.status.success() {
        return Ok(Run {
            seconds,
            peak_mib: None,
        });
    }
    let said = String::from_utf8_lossy(&output.stderr);
    Err(format!("{command:?} failed:\n{said}").into())
}

/// Runs a program to its end and watches its memory, which costs it nothing but the other
/// processor's time.
pub(crate) fn run_watched(command: &mut Command) -> Outcome<Run> {
    let start = Instant::now();
    let mut child = command
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()?;
    let mut peak = None;
    let status = loop {
        // The high-water mark only grows, so the last reading before the end is the one that
        // counts.
        peak = high_water(child.id()).or(peak);
        if let Some(status) = child.try_wait()? {
            break status;
        }
        std::thread::sleep(Duration::from_millis(1));
    };
    let seconds = start.elapsed().as_secs_f64();
    if !status.success() {
        return Err(format!("{command:?} failed").into());
    }
    Ok(Run {
        seconds,
        peak_mib: peak,
    })
}

fn high_water(process: u32) -> Option<f64> {
    let status = fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kib: f64 = line.split_whitespace().next()?.parse().ok()?;
    Some(kib / 1024.0)
}

/// The middle of some measurements.
pub(crate) fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or_default()
}
