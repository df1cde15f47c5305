//! The contents of the journal as any operator reads them, and the files on the disk.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

use oms_cli::Exit;
use oms_model::Status;
use serde::Deserialize;
use serde::de::DeserializeOwned;

use crate::aside::run_aside;
use crate::kept::Kept;
use crate::world::World;

/// A request as `oms journal list` shows it.
#[derive(Debug, Clone, Deserialize)]
pub(crate) struct Attempt {
    pub(crate) entry: u64,
    pub(crate) open: bool,
    pub(crate) id: String,
    pub(crate) place: Option<Place>,
    result: Option<Ended>,
    resolution: Option<Resolved>,
}

/// The place of a request in a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
pub(crate) struct Place {
    pub(crate) run: u64,
    pub(crate) line: usize,
}

#[derive(Debug, Clone, Deserialize)]
struct Ended {
    outcome: String,
}

#[derive(Debug, Clone, Deserialize)]
struct Resolved {
    verdict: String,
}

/// A run as `oms runs` shows it.
#[derive(Debug, Clone, Deserialize)]
pub(crate) struct Unended {
    pub(crate) run: u64,
    pub(crate) command: String,
    pub(crate) moves: Vec<Planned>,
}

/// One move of a run.
#[derive(Debug, Clone, Deserialize)]
pub(crate) struct Planned {
    pub(crate) task: String,
}

#[derive(Deserialize)]
struct Found<T> {
    data: Vec<T>,
}

impl Attempt {
    /// Returns whether somebody has said how it ended.
    pub(crate) fn is_resolved(&self) -> bool {
        self.resolution.is_some()
    }

    /// The status of the request in the words of the model.
    pub(crate) fn status(&self, is_reached: bool) -> Status {
        let verdict = self.resolution.as_ref().map(|it| it.verdict.as_str());
        let outcome = self.result.as_ref().map(|it| it.outcome.as_str());
        match (self.open, verdict, outcome) {
            (true, ..) => Status::Open,
            (_, Some("took_effect"), _) if is_reached => Status::Reached,
            (_, Some("took_effect"), _) | (_, None, Some("accepted")) => Status::Effect,
            _ => Status::NoEffect,
        }
    }
}

impl World {
    /// Reads the journal, where somebody has written to it since. That it opens is the first
    /// of all promises.
    pub(crate) fn read_journal(&mut self) {
        if !std::mem::take(&mut self.news.attempts) && !self.kept.is_of_a_team() {
            return;
        }
        match read(&self.kept, &["journal", "list"]) {
            Ok(attempts) => self.attempts = attempts,
            Err(text) => self.wrong(|| format!("the journal does not open: {text}")),
        }
    }

    /// Reads which runs did not end, likewise.
    pub(crate) fn read_runs(&mut self) {
        if !std::mem::take(&mut self.news.runs) && !self.kept.is_of_a_team() {
            return;
        }
        match read(&self.kept, &["runs"]) {
            Ok(runs) => self.unended = runs,
            Err(text) => self.wrong(|| format!("the runs cannot be listed: {text}")),
        }
    }

    pub(crate) fn attempt(&self, entry: u64) -> Option<&Attempt> {
        self.attempts.iter().find(|attempt| attempt.entry == entry)
    }
}

pub(crate) fn read<T: DeserializeOwned>(kept: &Kept, words: &[&str]) -> Result<Vec<T>, String> {
    let (exit, stdout, stderr) = plainly(kept, words);
    if exit != Exit::Success {
        return Err(format!("{exit:?}: {stdout}{stderr}"));
    }
    let found: Found<T> = serde_json::from_str(&stdout).map_err(|error| error.to_string())?;
    Ok(found.data)
}

/// Runs a command that only looks at the journal, beside whatever else goes on.
pub(crate) fn plainly(kept: &Kept, words: &[&str]) -> (Exit, String, String) {
    kept.revive();
    let journal = kept.journal(None);
    let mut all = vec!["-o", "json", "--journal", &journal];
    all.extend(words);
    run_aside(&kept.home(None), UNIX_EPOCH, &[], &all)
}

/// Everything that stands below a folder.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Files(BTreeMap<PathBuf, Vec<u8>>);

impl Files {
    pub(crate) fn read(folder: &Path) -> Self {
        let mut files = BTreeMap::new();
        collect(folder, &mut files);
        Self(files)
    }

    /// Puts everything back. The system frees what a killed process held; nothing else happens to
    /// its files.
    pub(crate) fn put_back(&self, folder: &Path) {
        let present = Self::read(folder);
        for path in present.0.keys().filter(|path| !self.0.contains_key(*path)) {
            fs::remove_file(path).unwrap_or_else(|error| panic!("{error}"));
        }
        for (path, bytes) in &self.0 {
            if present.0.get(path) != Some(bytes) {
                fs::write(path, bytes).unwrap_or_else(|error| panic!("{error}"));
            }
        }
    }
}

fn collect(folder: &Path, files: &mut BTreeMap<PathBuf, Vec<u8>>) {
    let Ok(entries) = fs::read_dir(folder) else {
        return;
    };
    for entry in entries.flatten() {
        let path = entry.path();
        if path.is_dir() {
            collect(&path, files);
        } else if let Ok(bytes) = fs::read(&path) {
            files.insert(path, bytes);
        }
    }
}
