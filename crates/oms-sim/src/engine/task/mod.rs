//! A task: its state, its steps, and up to two incremental synchronizations.

mod build;
mod work;

use std::collections::BTreeMap;
use std::fmt;

use oms_client::StartPosition;
use oms_client::shapes::TaskId;
use serde::{Deserialize, Serialize};

use super::step::{Step, StepKind};
use super::{Course, Leg, Moment, Operation, Status};

/// A data migration or synchronization task of the simulated service.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Task {
    /// Its ID.
    pub id: TaskId,
    /// The name that people give it.
    pub name: String,
    /// Its purpose.
    pub kind: TaskKind,
    /// Its state.
    pub status: Status,
    /// The forward incremental synchronization; `None` if the task has none.
    pub forward: Option<Leg>,
    /// The reverse incremental synchronization; `None` if the task has none.
    pub reverse: Option<Leg>,
    /// Its steps, in order.
    pub steps: Vec<Step>,
    /// The IDs of its labels.
    pub labels: Vec<String>,
    /// Hours of changes that are kept: no position before them can be reached.
    pub log_kept_hours: u32,
    /// When it was created, on the virtual clock.
    pub created_at: Moment,
    /// When it was changed last, on the virtual clock.
    pub modified_at: Moment,
    /// True if it moves definitions and rows before it goes over to changes.
    pub(super) full: bool,
    /// Times that its steps take, in milliseconds; a step that is not here takes its usual time.
    pub(super) takes_ms: BTreeMap<StepKind, u64>,
    /// The course of its tickets, if it differs from that of the others.
    pub(super) course: Option<Course>,
    /// The change of state that has been asked for and is not there yet.
    pub(super) pending: Option<Transition>,
}

/// The purpose of a task.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum TaskKind {
    /// It moves a database to another place.
    Migration,
    /// It keeps another place up to date.
    Synchronization,
}

/// One of the two incremental synchronizations of a task.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Direction {
    /// From source to target.
    Forward,
    /// From target back to source.
    Reverse,
}

/// A change of state on its way.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub(super) struct Transition {
    pub(super) operation: Operation,
    pub(super) due: Moment,
}

impl Task {
    /// The synchronization of this direction; `None` if the task has none.
    #[must_use]
    pub fn leg(&self, direction: Direction) -> Option<&Leg> {
        match direction {
            Direction::Forward => self.forward.as_ref(),
            Direction::Reverse => self.reverse.as_ref(),
        }
    }

    /// The position from which the synchronization of this direction continues; `None` if the task
    /// has none.
    #[must_use]
    pub fn position(&self, direction: Direction) -> Option<&StartPosition> {
        self.leg(direction).map(|leg| &leg.position)
    }

    /// The step that it works on: the one that comes to an end, or the changes once no such step is
    /// left. Logs are pulled beside both.
    #[must_use]
    pub fn current_step(&self) -> Option<&Step> {
        let begun = self.steps.iter().filter(|step| step.is_at_work());
        begun.min_by_key(|step| (step.takes_ms.is_none(), step.kind == StepKind::LogPull))
    }

    /// The step of this kind; `None` if the task has none.
    #[must_use]
    pub fn step(&self, kind: StepKind) -> Option<&Step> {
        self.steps.iter().find(|step| step.kind == kind)
    }

    pub(super) fn move_to(&mut self, direction: Direction, position: StartPosition, at: Moment) {
        let leg = match direction {
            Direction::Forward => self.forward.as_mut(),
            Direction::Reverse => self.reverse.as_mut(),
        };
        if let Some(leg) = leg {
            leg.move_to(position);
            self.modified_at = at;
        }
    }
}

impl fmt::Display for Direction {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Forward => "forward",
            Self::Reverse => "reverse",
        })
    }
}
