//! The plans that a model has made, until they are sent or too old.
//!
//! Each is a saved plan, as `oms plan` saves one, so that a person can send it in a terminal as
//! well. The server itself never reads that file again: somebody with another tool, such as the
//! model, may put another plan into it while a person is asked about this one. If two people are
//! needed, it is shared in the team's journal instead.

use std::collections::{BTreeMap, VecDeque};
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use oms_client::Shown;
use oms_text::hex;

use crate::command::keep::{apply_file, apply_shared};
use crate::failure::Failure;
use crate::plan::saved::{MINUTES, SavedPlan};
use crate::session::Session;
use crate::session::config::place;

/// The time for which a plan is kept, because it is refused afterwards.
const VALID: Duration = Duration::from_secs(MINUTES * 60);

/// The number of plans whose ID is still known after they have ended.
const REMEMBERED: usize = 4096;

/// The plans that were made since the server started.
#[derive(Debug)]
pub(super) struct Plans {
    directory: PathBuf,
    kept: BTreeMap<String, (SystemTime, Kept)>,
    /// The last plans that are kept no more, the newest at the end.
    ended: VecDeque<(String, End)>,
}

/// The reason why a plan is kept no more.
#[derive(Debug, Clone, Copy)]
enum End {
    Sent,
    TooOld,
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
        Ok(Self::none_in(directory))
    }

    const fn none_in(directory: PathBuf) -> Self {
        Self {
            directory,
            kept: BTreeMap::new(),
            ended: VecDeque::new(),
        }
    }

    /// Returns an ID that no plan has, and the file for its plan.
    pub(super) fn place(&self) -> Result<(String, PathBuf), String> {
        let mut bytes = [0; 6];
        getrandom::fill(&mut bytes).map_err(|error| format!("no plan can be named: {error}"))?;
        let id = format!("plan-{}", hex(&bytes));
        let path = self.directory.join(format!("{id}.json"));
        Ok((id, path))
    }

    /// Keeps a plan that was made at this moment.
    pub(super) fn keep(&mut self, id: &str, made: SystemTime, kept: Kept) {
        self.kept.insert(id.to_owned(), (made, kept));
    }

    /// Returns a plan that is kept; the error says why it is not.
    pub(super) fn get(&self, id: &str) -> Result<&Kept, String> {
        if let Some((_, kept)) = self.kept.get(id) {
            return Ok(kept);
        }
        let mut ended = self.ended.iter();
        let why = match ended.find(|(ended, _)| ended == id) {
            Some((_, End::Sent)) => "it was sent already, and nothing was sent again".to_owned(),
            Some((_, End::TooOld)) => format!(
                "it was good for {MINUTES} minutes, which are over, and nothing was sent. Make a new plan"
            ),
            None => "it was never made here, or long ago, and nothing was sent".to_owned(),
        };
        Err(format!("There is no plan {}: {why}.", Shown(id)))
    }

    /// Lets go of a plan that was sent, because it is sent only once.
    pub(super) fn was_sent(&mut self, id: &str) {
        self.end(id, End::Sent);
    }

    /// Lets go of every plan that is too old to be sent at this moment.
    pub(super) fn end_old(&mut self, now: SystemTime) {
        let is_old = |made| now.duration_since(made).is_ok_and(|age| age > VALID);
        let kept = self.kept.iter();
        let old = kept.filter(|(_, (made, _))| is_old(*made));
        let old: Vec<String> = old.map(|(id, _)| id.clone()).collect();
        for id in old {
            self.end(&id, End::TooOld);
        }
    }

    fn end(&mut self, id: &str, end: End) {
        let Some((_, kept)) = self.kept.remove(id) else {
            return;
        };
        if let Kept::File { path, .. } = kept {
            // One that stays is refused within minutes, and removed by a later server.
            let _ = fs::remove_file(path);
        }
        if self.ended.len() == REMEMBERED {
            self.ended.pop_front();
        }
        self.ended.push_back((id.to_owned(), end));
    }
}

fn remove_old(directory: &Path) {
    let age = |path: &Path| fs::metadata(path).ok()?.modified().ok()?.elapsed().ok();
    let Ok(entries) = fs::read_dir(directory) else {
        return;
    };
    for path in entries.flatten().map(|entry| entry.path()) {
        if age(&path).is_some_and(|age| age > VALID) {
            let _ = fs::remove_file(path);
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;
    use tempfile::TempDir;

    use super::*;

    /// Keeps a plan whose file is in the folder, and returns the file.
    fn saved(plans: &mut Plans, id: &str, made: SystemTime) -> PathBuf {
        let path = plans.directory.join(format!("{id}.json"));
        fs::write(&path, "{}").unwrap();
        let plan = serde_json::from_value(json!({
            "schema_version": 2, "created": "", "profile": null, "endpoint": "", "action": "",
            "id": "", "direction": null, "change": {"field": "", "old": null, "new": null},
            "explanation": [], "request": null, "spec": "", "signature": "",
        }));
        let plan = Box::new(plan.unwrap());
        let kept = Kept::File {
            path: path.clone(),
            plan,
        };
        plans.keep(id, made, kept);
        path
    }

    #[test]
    fn a_plan_that_is_too_old_is_kept_by_its_id_alone() {
        let folder = TempDir::new().unwrap();
        let mut plans = Plans::none_in(folder.path().to_owned());
        let made = SystemTime::UNIX_EPOCH + Duration::from_secs(1_700_000_000);
        let first = saved(&mut plans, "first", made);
        let second = saved(&mut plans, "second", made);
        let later = saved(&mut plans, "later", made + Duration::from_secs(1));
        plans.keep("shared", made, Kept::Shared(12));
        plans.was_sent("second");
        assert!(!second.exists());

        plans.end_old(made + VALID);
        for id in ["first", "later", "shared"] {
            assert!(plans.get(id).is_ok(), "{id}");
        }
        plans.end_old(made + VALID + Duration::from_secs(1));
        for (id, words) in [
            ("first", "good for 15 minutes, which are over"),
            ("shared", "good for 15 minutes, which are over"),
            ("second", "it was sent already"),
            ("other", "it was never made here"),
        ] {
            let why = plans.get(id).unwrap_err();
            assert!(why.contains(words), "{id}: {why}");
        }
        assert!(!first.exists() && later.exists());
        assert!(plans.get("later").is_ok());
        assert_eq!(plans.kept.len(), 1);
    }

    #[test]
    fn the_ids_of_the_last_plans_alone_are_remembered() {
        let mut plans = Plans::none_in(PathBuf::new());
        let made = SystemTime::UNIX_EPOCH;
        for number in 0..=REMEMBERED {
            plans.keep(&number.to_string(), made, Kept::Shared(0));
            plans.was_sent(&number.to_string());
        }
        assert_eq!(plans.ended.len(), REMEMBERED);
        assert!(plans.get("0").unwrap_err().contains("long ago"));
        assert!(plans.get("1").unwrap_err().contains("sent already"));
    }
}
