//! The cost of a call from the command line, as a whole process: `oms` beside `curl` doing the
//! same.
//!
//! `cargo bench -p oms-tests --bench command` prints a table of `docs/performance.md`. Both talk to
//! one simulator on the loopback, and take turns.

#[allow(dead_code, reason = "other benchmarks share it")]
mod whole;

use oms_sim::Simulator;
use std::process::Command;
use whole::oms::Oms;
use whole::process::{median, run};
use whole::{Outcome, curl};

/// Number of runs of each.
const ROUNDS: usize = 101;

fn main() -> Outcome<()> {
    let rounds = whole::rounds(ROUNDS);
    let (_runtime, simulator) = whole::serve(Simulator::builder())?;
    let url = simulator.url();
    let scratch = tempfile::tempdir()?;
    let oms = Oms::build("", scratch.path())?;
    let journal = scratch.path().join("journal");
    println!("### The command, as a whole process\n");
    println!("| work | curl | oms | ratio |");
    println!("|---|---|---|---|");
    let row = |work: &str, curl: &mut Command, oms: &mut Command| row(rounds, work, curl, oms);
    row(
        "`curl --version`, `oms --help`",
        &mut curl::version(),
        &mut oms.words(&["--help"]),
    )?;
    row("a read", &mut curl::read(&url), &mut oms.read(&url))?;
    row(
        "a write; ours writes its journal twice",
        &mut curl::write(&url),
        &mut oms.write(&url, journal.as_os_str()),
    )?;
    println!();
    Ok(())
}

/// Runs both in turns, and prints the medians of their times.
fn row(rounds: usize, work: &str, curl: &mut Command, oms: &mut Command) -> Outcome<()> {
    let (mut of_curl, mut of_oms) = (Vec::new(), Vec::new());
    for _ in 0..rounds {
        of_curl.push(run(curl)?.seconds);
        of_oms.push(run(oms)?.seconds);
    }
    let (curl, oms) = (median(of_curl), median(of_oms));
    println!(
        "| {work} | {:.1} ms | {:.1} ms | {:.2} |",
        curl * 1e3,
        oms * 1e3,
        oms / curl
    );
    Ok(())
}
