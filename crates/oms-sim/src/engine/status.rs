//! The states of a task, and which operation leads from one to another.
//!
//! The documentation says for few of them in which states they are refused; the table of behaviours
//! names the source for each.

use std::fmt;

use oms_client::shapes::TaskStatus;
use serde::{Deserialize, Serialize};

/// The state of a task.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[non_exhaustive]
pub enum Status {
    /// It was created and never started.
    Init,
    /// It works.
    Running,
    /// It was paused.
    Suspend,
    /// It stopped at a fault.
    Failed,
    /// Its work is done, and nothing is left to synchronize.
    Finished,
    /// It is being ended for good.
    Releasing,
    /// It was ended for good.
    Released,
    /// It was deleted.
    Deleted,
    /// It works while its objects are changed.
    RunningModifying,
    /// It works while a change of its objects is merged.
    RunningMerging,
    /// It works, and an alarm is raised.
    RunningAlarming,
}

/// An operation on a task as a whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Operation {
    Start,
    Stop,
    Resume,
    Release,
    Delete,
}

impl Status {
    /// Every state.
    pub const ALL: &'static [Self] = &[
        Self::Init,
        Self::Running,
        Self::Suspend,
        Self::Failed,
        Self::Finished,
        Self::Releasing,
        Self::Released,
        Self::Deleted,
        Self::RunningModifying,
        Self::RunningMerging,
        Self::RunningAlarming,
    ];

    /// Returns whether the task works: its steps and positions move on with the clock.
    #[must_use]
    pub const fn is_running(self) -> bool {
        matches!(
            self,
            Self::Running | Self::RunningModifying | Self::RunningMerging | Self::RunningAlarming
        )
    }

    /// Returns whether its positions can be moved: it has begun its work, and nobody has ended it.
    pub(crate) const fn can_be_moved(self) -> bool {
        self.is_running() || matches!(self, Self::Suspend | Self::Failed)
    }

    /// The state that an operation leads to; `None` if it is refused.
    pub(crate) const fn after(self, operation: Operation) -> Option<Self> {
        match (operation, self) {
            (Operation::Start, Self::Init) | (Operation::Resume, Self::Suspend | Self::Failed) => {
                Some(Self::Running)
            }
            (Operation::Stop, running) if running.is_running() => Some(Self::Suspend),
            (Operation::Release, Self::Suspend | Self::Failed | Self::Finished) => {
                Some(Self::Released)
            }
            (Operation::Delete, Self::Init | Self::Released) => Some(Self::Deleted),
            _ => None,
        }
    }

    /// The state that is shown until the operation has led to its own.
    pub(crate) const fn meanwhile(self, operation: Operation) -> Self {
        match operation {
            Operation::Release => Self::Releasing,
            _ => self,
        }
    }
}

impl From<Status> for TaskStatus {
    fn from(status: Status) -> Self {
        match status {
            Status::Init => Self::Init,
            Status::Running => Self::Running,
            Status::Suspend => Self::Suspend,
            Status::Failed => Self::Failed,
            Status::Finished => Self::Finished,
            Status::Releasing => Self::Releasing,
            Status::Released => Self::Released,
            Status::Deleted => Self::Deleted,
            Status::RunningModifying => Self::RunningModifying,
            Status::RunningMerging => Self::RunningMerging,
            Status::RunningAlarming => Self::RunningAlarming,
        }
    }
}

impl fmt::Display for Status {
    /// The state in the service's word, such as `RUNNING`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&TaskStatus::from(*self), f)
    }
}

impl fmt::Display for Operation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Start => "started",
            Self::Stop => "stopped",
            Self::Resume => "resumed",
            Self::Release => "released",
            Self::Delete => "deleted",
        })
    }
}

#[cfg(test)]
mod tests {
    use std::fmt::Write as _;

    use super::*;

    #[test]
    fn the_whole_table_of_operations_and_states() {
        use Operation::{Delete, Release, Resume, Start, Stop};
        let mut table = String::new();
        for status in Status::ALL.iter().copied() {
            let cells = [Start, Stop, Resume, Release, Delete].map(|operation| {
                status
                    .after(operation)
                    .map_or_else(|| "-".to_owned(), |after| after.to_string())
            });
            writeln!(table, "{status}: {}", cells.join(" ")).unwrap();
        }
        assert_eq!(
            table,
            "INIT: RUNNING - - - DELETED\n\
             RUNNING: - SUSPEND - - -\n\
             SUSPEND: - - RUNNING RELEASED -\n\
             FAILED: - - RUNNING RELEASED -\n\
             FINISHED: - - - RELEASED -\n\
             RELEASING: - - - - -\n\
             RELEASED: - - - - DELETED\n\
             DELETED: - - - - -\n\
             RUNNING_MODIFYING: - SUSPEND - - -\n\
             RUNNING_MERGING: - SUSPEND - - -\n\
             RUNNING_ALARMING: - SUSPEND - - -\n"
        );
    }

    /// The states that come after one, whatever is done.
    fn later(status: Status) -> Vec<Status> {
        use Operation::{Delete, Release, Resume, Start, Stop};
        let mut later = Vec::new();
        let mut left = vec![status];
        while let Some(status) = left.pop() {
            let done = [Start, Stop, Resume, Release, Delete].into_iter();
            let next = done.filter_map(|it| Some([status.meanwhile(it), status.after(it)?]));
            // A release goes on by itself.
            let released = (status == Status::Releasing).then_some([Status::Released; 2]);
            for next in next.chain(released).flatten() {
                if next != status && !later.contains(&next) {
                    later.push(next);
                    left.push(next);
                }
            }
        }
        later
    }

    /// A task that can be at work again can come to any state.
    #[test]
    fn p290_a_wait_for_a_state_ends_where_no_operation_leads_to_it() {
        for status in Status::ALL.iter().copied() {
            let later = later(status);
            let is_open = status.is_running() || later.iter().any(|status| status.is_running());
            for other in Status::ALL.iter().copied().filter(|other| *other != status) {
                let may_come = TaskStatus::from(status).can_become(&other.into());
                let comes = is_open || later.contains(&other);
                assert_eq!(may_come, comes, "{status} to {other}");
            }
        }
    }

    #[test]
    fn a_status_is_written_and_read_by_its_word() {
        for status in Status::ALL {
            let json = serde_json::to_string(status).unwrap();
            assert_eq!(json, format!("\"{status}\""));
            assert_eq!(serde_json::from_str::<Status>(&json).unwrap(), *status);
        }
    }
}
