//! The cost of the command over many tasks: `cargo bench -p oms-tests --bench status`.
//!
//! It prints two tables of `docs/performance.md`: the time of `oms status` beside a loop that sends
//! the same requests one after the other by the client alone, and the memory of a list as lines of
//! JSON. Both talk to a simulator on the loopback.

#[allow(dead_code, reason = "other benchmarks share it")]
mod whole;

use std::time::{Instant, SystemTime};

use oms_client::actions::{DescribeProjectProgressRequest, ListProjectsRequest};
use oms_client::{Auth, Client, EpochSeconds};
use oms_sim::{Scenario, Simulator, SimulatorBuilder, Task};
use tokio::runtime::Runtime;
use whole::oms::Oms;
use whole::process::{median, run, run_watched};
use whole::{Outcome, PASSWORD};

/// Number of runs of each.
const ROUNDS: usize = 21;

/// The number of tasks that `oms status` reads.
const TASKS: i64 = 1_000;

/// The most that `oms status` may take, as a multiple of the loop.
const MOST: f64 = 2.0;

/// The numbers of rows that are listed.
const ROWS: [i64; 3] = [50, 5_000, 20_000];

fn main() -> Outcome<()> {
    let scratch = tempfile::tempdir()?;
    let bench = Bench {
        oms: Oms::build("", scratch.path())?,
        rounds: whole::rounds(ROUNDS),
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

/// A service of this many tasks.
fn service(tasks: i64) -> Outcome<SimulatorBuilder> {
    let now = EpochSeconds::at_or_before(SystemTime::now())?;
    let mut simulator = Simulator::builder().scenario(Scenario::empty()).now(now);
    for place in 0..tasks {
        let position = EpochSeconds::new(now.get() - place)?;
        simulator = simulator.task(Task::new(format!("np_{place:05}"), position));
    }
    Ok(simulator)
}

struct Bench<'a> {
    oms: Oms<'a>,
    rounds: usize,
}

impl Bench<'_> {
    /// Measures `oms status`, and returns the ratio of its time to that of the loop.
    fn status(&self) -> Outcome<f64> {
        let (_runtime, simulator) = whole::serve(service(TASKS)?)?;
        let url = simulator.url();
        let (mut of_loop, mut of_oms) = (Vec::new(), Vec::new());
        for _ in 0..self.rounds {
            let started = Instant::now();
            let read = Runtime::new()?.block_on(bare_loop(&url))?;
            of_loop.push(started.elapsed().as_secs_f64());
            assert_eq!(read, TASKS.unsigned_abs());
            let mut status = self.oms.call(&url, &["status", "--output", "json"]);
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
            let (_runtime, simulator) = whole::serve(service(rows)?)?;
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
            let mut list = self.oms.call(url, &["task", "list", "--output", format]);
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
        .auth(Auth::basic("admin", PASSWORD))
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
