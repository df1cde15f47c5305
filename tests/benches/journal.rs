//! The cost of a request behind a journal of 10, of 10,000 and of 1,000,000 entries, as a whole
//! process beside `curl` doing the same.
//!
//! `cargo bench -p oms-tests --bench journal` prints a table of `docs/performance.md`. The journals
//! are made of a real request and its result, written again and again as an earlier version would
//! have, and taken over by the command.

#[allow(dead_code, reason = "other benchmarks share it")]
mod whole;

use std::fs;

use oms_sim::Simulator;
use whole::filled::{self, Kept};
use whole::oms::Oms;
use whole::process::{median, run};
use whole::{Outcome, curl};

/// Number of runs of each.
const ROUNDS: usize = 101;

fn main() -> Outcome<()> {
    let (_runtime, simulator) = whole::serve(Simulator::builder())?;
    let scratch = tempfile::tempdir()?;
    let oms = Oms::build("", scratch.path())?;
    let rounds = whole::rounds(ROUNDS);
    requests(&oms, &simulator.url(), rounds)?;
    programs(&oms, rounds)
}

/// A request behind each journal.
fn requests(oms: &Oms<'_>, url: &str, rounds: usize) -> Outcome<()> {
    println!("### A request behind a long journal, as a whole process\n");
    println!(
        "| entries | taken over in | bytes an entry | a write | to 10 entries | without an anchor | to curl |"
    );
    println!("|---|---|---|---|---|---|---|");
    let mut kept = Vec::new();
    for length in filled::lengths() {
        kept.push(Kept::fill(oms, url, length)?);
    }
    let mut times = vec![(Vec::new(), Vec::new()); kept.len()];
    let mut of_curl = Vec::new();
    // They take turns, so that whatever else this machine does falls on all of them.
    for _ in 0..rounds {
        of_curl.push(run(&mut curl::write(url))?.seconds);
        for (kept, (anchored, alone)) in kept.iter().zip(&mut times) {
            let journal = kept.directory.as_os_str();
            anchored.push(run(&mut oms.write(url, journal))?.seconds);
            alone.push(run(&mut oms.write_without_an_anchor(url, journal))?.seconds);
        }
    }
    let curl = median(of_curl);
    let mut first = None;
    for (kept, (anchored, alone)) in kept.iter().zip(times) {
        let (anchored, alone) = (median(anchored), median(alone));
        let first = *first.get_or_insert(anchored);
        println!(
            "| {} | {:.1} s | {} | {:.1} ms | {:.2} | {:.1} ms | {:.2} |",
            kept.length,
            kept.seconds,
            kept.bytes / kept.length,
            anchored * 1e3,
            anchored / first,
            alone * 1e3,
            anchored / curl,
        );
    }
    println!("\ncurl: {:.1} ms\n", curl * 1e3);
    Ok(())
}

/// Programs that do nothing, and the size of ours.
fn programs(oms: &Oms<'_>, rounds: usize) -> Outcome<()> {
    let (mut of_curl, mut of_oms) = (Vec::new(), Vec::new());
    for _ in 0..rounds {
        of_curl.push(run(&mut curl::version())?.seconds);
        of_oms.push(run(&mut oms.words(&["--help"]))?.seconds);
    }
    println!(
        "`curl --version`: {:.1} ms; `oms --help`: {:.1} ms; the command has {} bytes\n",
        median(of_curl) * 1e3,
        median(of_oms) * 1e3,
        fs::metadata(&oms.program)?.len()
    );
    Ok(())
}
