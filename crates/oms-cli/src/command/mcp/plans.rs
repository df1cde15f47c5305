//! The plans that a model has made, until they are sent or too old.
//!
//! Each is a saved plan, as `oms plan` saves one, so that a person can send it in a terminal as
//! well. The server itself never reads that file again: somebody with another tool, such as the
//! model, may put another plan into it while a person is asked about this one. If two people are
//! needed, it is shared in the team's journal instead.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use oms_text::hex;

use crate::command::keep::{apply_file, apply_shared};
use crate::failure::Failure;
use crate::plan::saved::{MINUTES, SavedPlan};
use crate::session::Session;
use crate::session::config::place;

/// The plans that were made since the server started.
#[derive(Debug)]
pub(super) struct Plans {
    directory: PathBuf,
    kept: BTreeMap<String, Kept>,
    sent: BTreeSet<String>,
}

/// The place where a plan is kept.
#[derive(Debug, Clone)]
pub(super) enum Kept {
    /// Here, and in a file of the user's.
    File { path: PathBuf, plan: Box<SavedPlan> },
    /// In the team's journal, by its number.
    Shared(u64),
}

impl Kept {
    /// Returns the command with which a person sends it.
    pub(super) fn command(&self) -> String {
        match self {
            Self::File { path, .. } => apply_file(path),
            Self::Shared(number) => apply_shared(*number),
        }
    }

    /// Returns the plan, if the person here sends it.
    pub(super) fn plan(&self) -> Result<&SavedPlan, String> {
        match self {
            Self::File { plan, .. } => Ok(plan),
            Self::Shared(_) => Err("Another person sends this plan.".to_owned()),
        }
    }
}

impl Plans {
    /// Starts with no plans. The plans of an earlier server are removed once they are too old to be
    /// sent.
    pub(super) fn new(session: &Session<'_, '_>) -> Result<Self, Failure> {
        let trust = place::trust_directory(session.surroundings).ok_or_else(|| {
            Failure::guard(
                "there is no place for plans",
                "Set HOME, or XDG_STATE_HOME.",
            )
        })?;
        let directory = trust.join("mcp-plans");
        remove_old(&directory);
        Ok(Self {
            directory,
            kept: BTreeMap::new(),
            sent: BTreeSet::new(),
        })
    }

    /// Returns an ID that no plan has, and the file for its plan.
    pub(super) fn place(&self) -> Result<(String, PathBuf), String> {
        let mut bytes = [0; 6];
        getrandom::fill(&mut bytes).map_err(|error| format!("no plan can be named: {error}"))?;
        let id = format!("plan-{}", hex(&bytes));
        let path = self.directory.join(format!("{id}.json"));
        Ok((id, path))
    }

    pub(super) fn keep(&mut self, id: &str, kept: Kept) {
        self.kept.insert(id.to_owned(), kept);
    }

    pub(super) fn get(&self, id: &str) -> Option<&Kept> {
        self.kept.get(id)
    }

    pub(super) fn was_sent(&self, id: &str) -> bool {
        self.sent.contains(id)
    }

    /// Forgets a plan: it was sent, and is sent only once.
    pub(super) fn forget(&mut self, id: &str) {
        self.sent.insert(id.to_owned());
        if let Some(Kept::File { path, .. }) = self.kept.remove(id) {
            // One that stays is too old within minutes.
            let _ = fs::remove_file(path);
        }
    }
}

fn remove_old(directory: &Path) {
    let age = |path: &Path| fs::metadata(path).ok()?.modified().ok()?.elapsed().ok();
    let Ok(entries) = fs::read_dir(directory) else {
        return;
    };
    for path in entries.flatten().map(|entry| entry.path()) {
        if age(&path).is_some_and(|age| age > Duration::from_secs(MINUTES * 60)) {
            let _ = fs::remove_file(path);
        }
    }
}
