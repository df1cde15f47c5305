//! The cost of a request behind a journal of 10, of 10,000 and of 1,000,000 entries, as a whole
//! process beside `curl` doing the same.
//!
//! `cargo bench -p oms-tests --bench journal` prints a table of `docs/performance.md`. The journals
//! are made of a real request and its result, written again and again as an earlier version would
//! have, and taken over by the command.

mod installed;
#[path = "scale/process.rs"]
#[expect(dead_code, reason = "the benchmark of scale watches memory as well")]
mod process;

use std::error::Error;
use std::fmt::Write as _;
use std::fs;
use std::io::{BufWriter, Write as _};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

use oms_sim::Simulator;
use process::{median, run};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

type Outcome<T> = Result<T, Box<dyn Error>>;

/// Number of runs of each.
const ROUNDS: usize = 101;

/// The lengths of the journals, in entries.
const LENGTHS: [u64; 3] = [10, 10_000, 1_000_000];

/// The tasks that the requests in them are about.
const TASKS: u64 = 500;

const TASK: &str = "np_4w3a0001";

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
    let bench = Bench {
        oms: installed::build()?,
        password: installed::password(scratch.path())?,
        url: simulator.url(),
        scratch: scratch.path(),
    };
    let (rounds, longest) = if quick { (1, 100) } else { (ROUNDS, u64::MAX) };
    bench.requests(rounds, longest)?;
    bench.programs(rounds)
}

/// A journal of a length.
struct Kept {
    directory: PathBuf,
    length: u64,
    /// Length of the database.
    bytes: u64,
    /// Seconds that the takeover took.
    seconds: f64,
}

struct Bench<'a> {
    oms: PathBuf,
    password: PathBuf,
    url: String,
    scratch: &'a Path,
}

impl Bench<'_> {
    /// A request behind each journal.
    fn requests(&self, rounds: usize, longest: u64) -> Outcome<()> {
        println!("### A request behind a long journal, as a whole process\n");
        println!(
            "| entries | taken over in | bytes an entry | a write | to 10 entries | without an anchor | to curl |"
        );
        println!("|---|---|---|---|---|---|---|");
        let mut kept = Vec::new();
        for length in LENGTHS {
            kept.push(self.fill(length.min(longest))?);
        }
        let mut times = vec![(Vec::new(), Vec::new()); kept.len()];
        let mut of_curl = Vec::new();
        // They take turns, so that whatever else this machine does falls on all of them.
        for _ in 0..rounds {
            of_curl.push(run(&mut self.curl())?.seconds);
            for (kept, (anchored, alone)) in kept.iter().zip(&mut times) {
                anchored.push(run(&mut self.write(&kept.directory, true))?.seconds);
                alone.push(run(&mut self.write(&kept.directory, false))?.seconds);
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
    fn programs(&self, rounds: usize) -> Outcome<()> {
        let (mut of_curl, mut of_oms) = (Vec::new(), Vec::new());
        for _ in 0..rounds {
            of_curl.push(run(Command::new("curl").arg("--version"))?.seconds);
            of_oms.push(run(Command::new(&self.oms).arg("--help"))?.seconds);
        }
        println!(
            "`curl --version`: {:.1} ms; `oms --help`: {:.1} ms; the command has {} bytes\n",
            median(of_curl) * 1e3,
            median(of_oms) * 1e3,
            fs::metadata(&self.oms)?.len()
        );
        Ok(())
    }

    /// Makes a journal of this many entries.
    fn fill(&self, length: u64) -> Outcome<Kept> {
        let sample = self.scratch.join("sample");
        run(&mut self.write(&sample, false))?;
        let mut exported = Command::new(&self.oms);
        let exported = exported
            .args(["journal", "export", "--journal"])
            .arg(&sample);
        let lines = String::from_utf8(exported.output()?.stdout)?;
        let sample = lines.lines().take(2).map(|line| {
            let line: Value = serde_json::from_str(line)?;
            line.get("entry").cloned().ok_or_else(|| "no entry".into())
        });
        let entries = sample.collect::<Outcome<Vec<Value>>>()?;
        // A quick look has three of one length.
        let directory = tempfile::tempdir_in(self.scratch)?.keep();
        write_lines(&directory.join("journal.jsonl"), &entries, length)?;
        let start = Instant::now();
        let mut none = Command::new(&self.oms);
        run(none
            .args(["runs", "--journal"])
            .arg(&directory)
            .env("HOME", self.scratch))?;
        let seconds = start.elapsed().as_secs_f64();
        fs::remove_file(directory.join("journal.jsonl"))?;
        let bytes = fs::metadata(directory.join("journal.db"))?.len();
        Ok(Kept {
            directory,
            length,
            bytes,
            seconds,
        })
    }

    fn curl(&self) -> Command {
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
            .arg(format!(
                "{}/api/v2?Action=ResetIncrStartTimestamp",
                self.url
            ));
        command
    }

    /// One request, as curl sends it: without the look at the task that comes before it otherwise.
    fn write(&self, journal: &Path, is_anchored: bool) -> Command {
        let mut command = Command::new(&self.oms);
        command
            .args([
                "reset-incr-start-timestamp",
                "--id",
                TASK,
                "--endpoint",
                &self.url,
            ])
            .args(["--user", "admin", "--output", "json", "--password-file"])
            .arg(&self.password)
            .arg("--journal")
            .arg(journal)
            .args(["--reverse", "false", "--start-timestamp", "1742365118s"])
            .args([
                "--execute",
                "--no-preflight",
                "--again",
                "--i-know-logs-exist",
            ])
            .arg(format!("--yes={TASK}"))
            // The user's settings would be measured as well.
            .env("XDG_CONFIG_HOME", self.scratch);
        if is_anchored {
            command.env("XDG_STATE_HOME", self.scratch);
        } else {
            command.env_remove("XDG_STATE_HOME").env_remove("HOME");
        }
        command
    }
}

/// Writes a request and its result again and again, each about another task, in a chain of hashes.
fn write_lines(path: &Path, sample: &[Value], length: u64) -> Outcome<()> {
    let [intent, result] = sample else {
        return Err("a request and its result were expected".into());
    };
    let mut file = BufWriter::new(fs::File::create(path)?);
    let mut prev = "0".repeat(64);
    for seq in 1..=length {
        let entry = if seq % 2 == 1 {
            let id = json!(format!("np_4w3a{:04}", seq / 2 % TASKS));
            let request =
                json!({ "id": id, "reverse": false, "startTimestamp": 1_742_000_000 + seq });
            with(
                intent,
                &[("seq", json!(seq)), ("id", id), ("request", request)],
            )
        } else {
            with(result, &[("seq", json!(seq)), ("intent", json!(seq - 1))])
        };
        let text = serde_json::to_string(&entry)?;
        let digest = Sha256::digest(format!("{prev}\n{text}"));
        let mut hash = String::new();
        for byte in digest {
            write!(hash, "{byte:02x}")?;
        }
        writeln!(
            file,
            r#"{{"prev":"{prev}","hash":"{hash}","entry":{text}}}"#
        )?;
        prev = hash;
    }
    Ok(file.flush()?)
}

/// An entry with some of its fields replaced.
fn with(entry: &Value, fields: &[(&str, Value)]) -> Value {
    let mut entry = entry.clone();
    for (name, value) in fields {
        if let Some(field) = entry.get_mut(name) {
            *field = value.clone();
        }
    }
    entry
}
