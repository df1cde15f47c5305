//! Journals of many entries.

use std::fs;
use std::io::{BufWriter, Write as _};
use std::path::{Path, PathBuf};

use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::oms::Oms;
use super::process::run;
use super::{Outcome, is_quick};

/// Returns the lengths of the journals, in entries. A quick look has short ones.
pub(crate) fn lengths() -> [u64; 3] {
    let longest = if is_quick() { 100 } else { u64::MAX };
    [10, 10_000, 1_000_000].map(|length: u64| length.min(longest))
}

/// The tasks that the requests in the journals are about.
const TASKS: u64 = 500;

/// A journal of a length.
pub(crate) struct Kept {
    pub(crate) directory: PathBuf,
    pub(crate) length: u64,
    /// Length of the database.
    pub(crate) bytes: u64,
    /// Seconds that the takeover took.
    pub(crate) seconds: f64,
}

impl Kept {
    /// Makes a journal of this many entries, of a request to the simulator at `url` and its result.
    pub(crate) fn fill(oms: &Oms<'_>, url: &str, length: u64) -> Outcome<Self> {
        let sample = oms.scratch.join("sample");
        run(&mut oms.write_without_an_anchor(url, sample.as_os_str()))?;
        let mut exported = oms.words(&["journal", "export", "--journal"]);
        let lines = String::from_utf8(exported.arg(&sample).output()?.stdout)?;
        let sample = lines.lines().take(2).map(|line| {
            let line: Value = serde_json::from_str(line)?;
            line.get("entry").cloned().ok_or_else(|| "no entry".into())
        });
        let entries = sample.collect::<Outcome<Vec<Value>>>()?;
        // A quick look has three of one length.
        let directory = tempfile::tempdir_in(oms.scratch)?.keep();
        write_lines(&directory.join("journal.jsonl"), &entries, length)?;
        let taken_over = run(oms.words(&["runs", "--journal"]).arg(&directory))?;
        fs::remove_file(directory.join("journal.jsonl"))?;
        let bytes = fs::metadata(directory.join("journal.db"))?.len();
        Ok(Self {
            directory,
            length,
            bytes,
            seconds: taken_over.seconds,
        })
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
        let hash = oms_text::hex(&digest);
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
