//! The cost of a request behind a journal of 10, of 10,000 and of 1,000,000 entries, as a whole
//! process beside `curl` doing the same.
//!
//! `cargo bench -p oms-tests --bench journal` prints a table of `docs/performance.md`. The journals
//! are made of a real request and its result, written again and again as an earlier version would
//! have, and taken over by the command.

mod filled;
mod installed;
#[path = "scale/process.rs"]
#[expect(dead_code, reason = "the benchmark of scale watches memory as well")]
mod process;

use std::error::Error;
use std::fs;
use std::process::Command;

use filled::{LENGTHS, Oms, TASK};
use oms_sim::Simulator;
use process::{median, run};

type Outcome<T> = Result<T, Box<dyn Error>>;

/// Number of runs of each.
const ROUNDS: usize = 101;

fn main() -> Outcome<()> {
    // `cargo test --benches` asks for a quick look at everything: one round and short journals show
    // that the benchmark works.
    let quick = std::env::args().any(|argument| argument == "--test");
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(1)
        .enable_all()
        .build()?;
    let simulator = runtime.block_on(Simulator::builder().start())?;
    let scratch = tempfile::tempdir()?;
    let oms = Oms::new(installed::build("")?, simulator.url(), scratch.path())?;
    let (rounds, longest) = if quick { (1, 100) } else { (ROUNDS, u64::MAX) };
    requests(&oms, rounds, longest)?;
    programs(&oms, rounds)
}

/// A request behind each journal.
fn requests(oms: &Oms<'_>, rounds: usize, longest: u64) -> Outcome<()> {
    println!("### A request behind a long journal, as a whole process\n");
    println!(
        "| entries | taken over in | bytes an entry | a write | to 10 entries | without an anchor | to curl |"
    );
    println!("|---|---|---|---|---|---|---|");
    let mut kept = Vec::new();
    for length in LENGTHS {
        kept.push(oms.fill(length.min(longest))?);
    }
    let mut times = vec![(Vec::new(), Vec::new()); kept.len()];
    let mut of_curl = Vec::new();
    // They take turns, so that whatever else this machine does falls on all of them.
    for _ in 0..rounds {
        of_curl.push(run(&mut curl(oms))?.seconds);
        for (kept, (anchored, alone)) in kept.iter().zip(&mut times) {
            anchored.push(run(&mut oms.write(kept.directory.as_os_str(), true))?.seconds);
            alone.push(run(&mut oms.write(kept.directory.as_os_str(), false))?.seconds);
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
        of_curl.push(run(Command::new("curl").arg("--version"))?.seconds);
        of_oms.push(run(Command::new(&oms.program).arg("--help"))?.seconds);
    }
    println!(
        "`curl --version`: {:.1} ms; `oms --help`: {:.1} ms; the command has {} bytes\n",
        median(of_curl) * 1e3,
        median(of_oms) * 1e3,
        fs::metadata(&oms.program)?.len()
    );
    Ok(())
}

fn curl(oms: &Oms<'_>) -> Command {
    let body = format!(r#"{{"id":"{TASK}","reverse":false,"startTimestamp":1742365118}}"#);
    let mut command = Command::new("curl");
    command
        .args([
            "--silent",
            "--show-error",
            "--fail",
            "--user",
            "admin:secret",
        ])
        .args([
            "--header",
            "Content-Type: application/json",
            "--data",
            &body,
        ])
        .arg(format!("{}/api/v2?Action=ResetIncrStartTimestamp", oms.url));
    command
}
