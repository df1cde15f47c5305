//! The cost of the command over many tasks: `cargo bench -p oms-tests --bench status`.
//!
//! It prints two tables of `docs/performance.md`: the time of `oms status` beside a loop that sends
//! the same requests one after the other by the client alone, and the memory of a list as lines of
//! JSON. Both talk to a simulator on the loopback.

mod installed;
#[path = "scale/process.rs"]
mod process;

use std::error::Error;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Instant, SystemTime};

use oms_client::actions::{DescribeProjectProgressRequest, ListProjectsRequest};
use oms_client::{Auth, Client, EpochSeconds};
use oms_sim::{Scenario, Simulator, Task};
use process::{median, run, run_watched};
use tokio::runtime::Runtime;

type Outcome<T> = Result<T, Box<dyn Error>>;

/// Number of runs of each.
const ROUNDS: usize = 21;

/// The number of tasks that `oms status` reads.
const TASKS: i64 = 1_000;

/// The most that `oms status` may take, as a multiple of the loop.
const MOST: f64 = 2.0;

/// The numbers of rows that are listed.
const ROWS: [i64; 3] = [50, 5_000, 20_000];

fn main() -> Outcome<()> {
    // `cargo test --benches` asks for a quick look at everything: one round shows that the
    // benchmark works.
    let quick = std::env::args().any(|argument| argument == "--test");
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(1)
        .enable_all()
        .build()?;
    let scratch = tempfile::tempdir()?;
    let bench = Bench {
        runtime,
        oms: installed::build("")?,
        password: installed::password(scratch.path())?,
        scratch: scratch.path(),
        rounds: if quick { 1 } else { ROUNDS },
    };
    let ratio = bench.status()?;
    bench.list()?;
    if ratio > MOST {
        return Err(format!(
            "`oms status` takes {ratio:.2} times the loop, and {MOST} is the most"
        )
        .into());
    }
    Ok(())
}

struct Bench<'a> {
    runtime: Runtime,
    oms: PathBuf,
    password: PathBuf,
    scratch: &'a Path,
    rounds: usize,
}

impl Bench<'_> {
    fn simulator(&self, tasks: i64) -> Outcome<Simulator> {
        let now = EpochSeconds::at_or_before(SystemTime::now())?;
        let mut simulator = Simulator::builder().scenario(Scenario::empty()).now(now);
        for place in 0..tasks {
            let position = EpochSeconds::new(now.get() - place)?;
            simulator = simulator.task(Task::new(format!("np_{place:05}"), position));
        }
        Ok(self.runtime.block_on(simulator.start())?)
    }

    fn oms(&self, url: &str, words: &[&str]) -> Command {
        let mut command = Command::new(&self.oms);
        command
            .args(words)
            .args(["--user", "admin", "--endpoint", url, "--password-file"])
            .arg(&self.password)
            // The user's settings would be measured as well.
            .env("XDG_CONFIG_HOME", self.scratch)
            .env("XDG_STATE_HOME", self.scratch);
        command
    }

    /// Measures `oms status`, and returns the ratio of its time to that of the loop.
    fn status(&self) -> Outcome<f64> {
        let simulator = self.simulator(TASKS)?;
        let url = simulator.url();
        let (mut of_loop, mut of_oms) = (Vec::new(), Vec::new());
        for _ in 0..self.rounds {
            let started = Instant::now();
            let read = Runtime::new()?.block_on(bare_loop(&url))?;
            of_loop.push(started.elapsed().as_secs_f64());
            assert_eq!(read, TASKS.unsigned_abs());
            let mut status = self.oms(&url, &["status", "--output", "json"]);
            of_oms.push(run(&mut status)?.seconds);
        }
        let (of_loop, of_oms) = (median(of_loop), median(of_oms));
        let ratio = of_oms / of_loop;
        println!("### All tasks at once\n");
        println!("| work | loop | oms | ratio |");
        println!("|---|---|---|---|");
        println!(
            "| `oms status` over {TASKS} tasks | {:.0} ms | {:.0} ms | {ratio:.2} |\n",
            of_loop * 1e3,
            of_oms * 1e3,
        );
        Ok(ratio)
    }

    /// Measures the memory of a list as lines of JSON, and of the same list as one object.
    fn list(&self) -> Outcome<()> {
        println!("### A list of many rows\n");
        println!("| rows | `-o jsonl`: peak memory | time | `-o json`: peak memory | time |");
        println!("|---|---|---|---|---|");
        for rows in ROWS {
            let simulator = self.simulator(rows)?;
            let url = simulator.url();
            let lines = self.watched(&url, "jsonl")?;
            let object = self.watched(&url, "json")?;
            println!("| {rows} | {lines} | {object} |");
        }
        println!();
        Ok(())
    }

    /// Returns the cells of a list in a format: the medians of its memory and of its time.
    fn watched(&self, url: &str, format: &str) -> Outcome<String> {
        let (mut peaks, mut seconds) = (Vec::new(), Vec::new());
        for _ in 0..self.rounds.min(5) {
            let mut list = self.oms(url, &["task", "list", "--output", format]);
            let watched = run_watched(&mut list)?;
            peaks.extend(watched.peak_mib);
            seconds.push(watched.seconds);
        }
        let peak = if peaks.is_empty() {
            "-".to_owned()
        } else {
            format!("{:.1} MiB", median(peaks))
        };
        Ok(format!("{peak} | {:.0} ms", median(seconds) * 1e3))
    }
}

/// Reads the list and the progress of each task, and returns how many there were.
async fn bare_loop(url: &str) -> Outcome<u64> {
    let client = Client::builder(url)
        .auth(Auth::basic("admin", "secret"))
        .build()?;
    let list = ListProjectsRequest::builder()
        .visible_sub_project(true)
        .page_number(1)
        .page_size(150)
        .build();
    let tasks = client.pages(list).items(usize::MAX).await?.items;
    let mut read = 0;
    for task in tasks {
        let request = DescribeProjectProgressRequest::builder()
            .id(task.id)
            .build();
        client.call(&request).await?;
        read += 1;
    }
    Ok(read)
}
