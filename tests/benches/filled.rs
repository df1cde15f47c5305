//! Journals of many entries, and the command that writes to them, for the benchmarks of a request
//! behind a long journal.

use std::ffi::OsStr;
use std::fmt::Write as _;
use std::fs;
use std::io::{BufWriter, Write as _};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use crate::process::run;
use crate::{Outcome, installed};

/// The lengths of the journals, in entries.
pub(crate) const LENGTHS: [u64; 3] = [10, 10_000, 1_000_000];

/// The task of the requests that are measured.
pub(crate) const TASK: &str = "np_4w3a0001";

/// The tasks that the requests in the journals are about.
const TASKS: u64 = 500;

/// The command as it is installed, with what it needs to call the simulator.
pub(crate) struct Oms<'a> {
    pub(crate) program: PathBuf,
    pub(crate) url: String,
    password: PathBuf,
    pub(crate) scratch: &'a Path,
}

/// A journal of a length.
pub(crate) struct Kept {
    pub(crate) directory: PathBuf,
    pub(crate) length: u64,
    /// Length of the database.
    pub(crate) bytes: u64,
    /// Seconds that the takeover took.
    pub(crate) seconds: f64,
}

impl<'a> Oms<'a> {
    /// Keeps its files in a folder.
    pub(crate) fn new(program: PathBuf, url: String, scratch: &'a Path) -> Outcome<Self> {
        Ok(Self {
            program,
            url,
            password: installed::password(scratch)?,
            scratch,
        })
    }

    /// Makes a journal of this many entries.
    pub(crate) fn fill(&self, length: u64) -> Outcome<Kept> {
        let sample = self.scratch.join("sample");
        run(&mut self.write(sample.as_os_str(), false))?;
        let mut exported = Command::new(&self.program);
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
        let mut none = Command::new(&self.program);
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

    /// One request, as curl sends it: without the look at the task that comes before it otherwise.
    pub(crate) fn write(&self, journal: &OsStr, is_anchored: bool) -> Command {
        let mut command = Command::new(&self.program);
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
