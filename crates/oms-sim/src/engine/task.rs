//! A task: two positions, a name and a status.

use std::fmt;

use oms_client::StartPosition;
use oms_client::shapes::TaskId;
use serde::Serialize;

/// A data migration or synchronization task of the simulated service.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Task {
    /// Its ID.
    pub id: TaskId,
    /// What people call it.
    pub name: String,
    /// Its state, in the service's word, such as `RUNNING`.
    pub status: String,
    /// From where the forward incremental synchronization continues.
    pub forward_position: StartPosition,
    /// From where the reverse incremental synchronization continues; `None` where the task has none.
    pub reverse_position: Option<StartPosition>,
}

/// Which of the two incremental synchronizations of a task is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Direction {
    /// From source to target.
    Forward,
    /// From target back to source.
    Reverse,
}

impl Task {
    /// A running task whose forward synchronization stands at `forward_position`, without a reverse one.
    ///
    /// Its name is its ID until [`named`](Self::named) says otherwise.
    #[must_use]
    pub fn new(id: impl Into<TaskId>, forward_position: impl Into<StartPosition>) -> Self {
        let id = id.into();
        Self {
            name: id.to_string(),
            id,
            status: "RUNNING".to_owned(),
            forward_position: forward_position.into(),
            reverse_position: None,
        }
    }

    /// Sets what people call it.
    #[must_use]
    pub fn named(mut self, name: impl Into<String>) -> Self {
        self.name = name.into();
        self
    }

    /// Sets its state.
    #[must_use]
    pub fn in_status(mut self, status: impl Into<String>) -> Self {
        self.status = status.into();
        self
    }

    /// Gives it a reverse synchronization that stands at `position`.
    #[must_use]
    pub fn with_reverse(mut self, position: impl Into<StartPosition>) -> Self {
        self.reverse_position = Some(position.into());
        self
    }

    /// From where the synchronization of this direction continues; `None` where the task has none.
    #[must_use]
    pub fn position(&self, direction: Direction) -> Option<&StartPosition> {
        match direction {
            Direction::Forward => Some(&self.forward_position),
            Direction::Reverse => self.reverse_position.as_ref(),
        }
    }

    pub(crate) fn move_to(&mut self, direction: Direction, position: StartPosition) {
        match direction {
            Direction::Forward => self.forward_position = position,
            Direction::Reverse => self.reverse_position = Some(position),
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
