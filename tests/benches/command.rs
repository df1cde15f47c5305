//! The cost of a call from the command line, as a whole process: `oms` beside `curl` doing the
//! same.
//!
//! `cargo bench -p oms-tests --bench command` prints a table of `docs/performance.md`. Both talk to
//! one simulator on the loopback, and take turns.

mod installed;
#[path = "scale/process.rs"]
#[expect(dead_code, reason = "the benchmark of scale watches memory as well")]
mod process;

use std::error::Error;
use std::path::{Path, PathBuf};
use std::process::Command;

use oms_sim::Simulator;
use process::{median, run};

type Outcome<T> = Result<T, Box<dyn Error>>;

/// Number of runs of each.
const ROUNDS: usize = 101;

const TASK: &str = "np_4w3a0001";

fn main() -> Outcome<()> {
    // `cargo test --benches` asks for a quick look at everything: one round shows that the
    // benchmark works.
    let quick = std::env::args().any(|argument| argument == "--test");
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(1)
        .enable_all()
        .build()?;
    let simulator = runtime.block_on(Simulator::builder().start())?;
    let scratch = tempfile::tempdir()?;
    let bench = Bench {
        oms: installed::build("")?,
        password: installed::password(scratch.path())?,
        url: simulator.url().clone(),
        scratch: scratch.path(),
        rounds: if quick { 1 } else { ROUNDS },
    };
    println!("### The command, as a whole process\n");
    println!("| work | curl | oms | ratio |");
    println!("|---|---|---|---|");
    bench.row(
        "`curl --version`, `oms --help`",
        Bench::version,
        Bench::help,
    )?;
    bench.row("a read", Bench::curl_read, Bench::read)?;
    bench.row(
        "a write; ours writes its journal twice",
        Bench::curl_write,
        Bench::write,
    )?;
    println!();
    Ok(())
}

struct Bench<'a> {
    oms: PathBuf,
    password: PathBuf,
    url: String,
    scratch: &'a Path,
    rounds: usize,
}

impl Bench<'_> {
    fn row(
        &self,
        work: &str,
        curl: fn(&Self) -> Command,
        oms: fn(&Self) -> Command,
    ) -> Outcome<()> {
        let (mut of_curl, mut of_oms) = (Vec::new(), Vec::new());
        for _ in 0..self.rounds {
            of_curl.push(run(&mut curl(self))?.seconds);
            of_oms.push(run(&mut oms(self))?.seconds);
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

    fn version(&self) -> Command {
        let _ = self;
        let mut command = Command::new("curl");
        command.arg("--version");
        command
    }

    fn help(&self) -> Command {
        let mut command = Command::new(&self.oms);
        command.arg("--help");
        command
    }

    fn curl(&self, action: &str, body: &str) -> Command {
        let mut command = Command::new("curl");
        command
            .args([
                "--silent",
                "--show-error",
                "--fail",
                "--user",
                "admin:secret",
            ])
            .args(["--header", "Content-Type: application/json", "--data", body])
            .arg(format!("{}/api/v2?Action={action}", self.url));
        command
    }

    fn oms(&self, action: &str) -> Command {
        let mut command = Command::new(&self.oms);
        command
            .args([action, "--id", TASK, "--endpoint", &self.url])
            .args(["--user", "admin", "--output", "json", "--password-file"])
            .arg(&self.password)
            .arg("--journal")
            .arg(self.scratch.join("journal"))
            // The user's settings would be measured as well.
            .env("XDG_CONFIG_HOME", self.scratch)
            .env("XDG_STATE_HOME", self.scratch);
        command
    }

    fn curl_read(&self) -> Command {
        self.curl("DescribeProjectProgress", &format!(r#"{{"id":"{TASK}"}}"#))
    }

    fn read(&self) -> Command {
        self.oms("describe-project-progress")
    }

    fn curl_write(&self) -> Command {
        let body = format!(r#"{{"id":"{TASK}","reverse":false,"startTimestamp":1742365118}}"#);
        self.curl("ResetIncrStartTimestamp", &body)
    }

    /// One request, as curl sends it: without the look at the task that comes before it otherwise.
    fn write(&self) -> Command {
        let mut command = self.oms("reset-incr-start-timestamp");
        command
            .args(["--reverse", "false", "--start-timestamp", "1742365118s"])
            .args([
                "--execute",
                "--no-preflight",
                "--again",
                "--i-know-logs-exist",
            ])
            .arg(format!("--yes={TASK}"));
        command
    }
}
