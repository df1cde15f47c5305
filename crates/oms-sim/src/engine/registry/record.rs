//! Work in the background that the clock alone brings on: changes of a task's objects, and checks.

use std::time::Duration;

use oms_client::shapes::{CheckId, DatabaseMapping, ModifyStatus, RecordId, TaskId};
use serde::{Deserialize, Serialize};

use crate::engine::Moment;

/// Time that a change waits for its turn.
const WAITS: Duration = Duration::from_secs(5);

/// Time that a change takes, its waiting included.
const TAKES: Duration = Duration::from_secs(30);

/// Time that a check takes.
const CHECKING: Duration = Duration::from_secs(5);

/// A change of a task's objects that was asked for.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Record {
    pub(crate) id: RecordId,
    pub(crate) task: TaskId,
    pub(crate) databases: Vec<DatabaseMapping>,
    /// When it was asked for, or restarted.
    pub(crate) since: Moment,
    /// When it was changed last by somebody.
    pub(crate) modified_at: Moment,
    /// The end that somebody put to the work on it.
    pub(crate) halted: Option<Halt>,
}

/// The way in which somebody ended the work on a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Halt {
    /// Before it was worked on.
    Canceled,
    /// While it was worked on.
    Stopped,
}

/// A check of a planned task.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Check {
    pub(crate) id: CheckId,
    /// The task, if there was one already.
    pub(crate) task: Option<TaskId>,
    /// When it was asked for.
    pub(crate) since: Moment,
}

impl Record {
    /// The state at a moment.
    pub(crate) fn status(&self, now: Moment) -> ModifyStatus {
        match self.halted {
            Some(Halt::Canceled) => ModifyStatus::Canceled,
            Some(Halt::Stopped) => ModifyStatus::Stopped,
            None if now < self.since.after(WAITS) => ModifyStatus::Pending,
            None if now < self.since.after(TAKES) => ModifyStatus::Running,
            None => ModifyStatus::Finished,
        }
    }

    /// Ends the work on it, or restarts it.
    pub(super) fn halt(&mut self, halt: Option<Halt>, at: Moment) {
        self.halted = halt;
        self.modified_at = at;
        if halt.is_none() {
            self.since = at;
        }
    }
}

impl Check {
    /// True once it is done.
    pub(crate) fn is_done(&self, now: Moment) -> bool {
        now >= self.since.after(CHECKING)
    }
}
