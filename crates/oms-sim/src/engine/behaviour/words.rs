//! The state of the world in the service's words.

use oms_client::EpochSeconds;
use oms_client::shapes::{StepName, StepStatus, TaskType, UtcDateTime};

use crate::engine::{Moment, Status, Step, StepKind, Task, TaskKind};

/// The name of a step.
pub(super) fn step_name(kind: StepKind) -> StepName {
    match kind {
        StepKind::Precheck => StepName::TransferPrecheck,
        StepKind::Structure => StepName::StructTransfer,
        StepKind::LogPull => StepName::TransferIncrLogPull,
        StepKind::FullTransfer => StepName::FullTransfer,
        StepKind::Incremental => StepName::IncrTransfer,
        StepKind::FullVerification => StepName::FullVerifier,
        StepKind::ReverseIncremental => StepName::ReverseIncrTransfer,
    }
}

/// The title of a step.
pub(super) fn step_title(kind: StepKind) -> &'static str {
    match kind {
        StepKind::Precheck => "Precheck",
        StepKind::Structure => "Schema migration",
        StepKind::LogPull => "Pulling of logs",
        StepKind::FullTransfer => "Full transfer",
        StepKind::Incremental => "Incremental synchronization",
        StepKind::FullVerification => "Full verification",
        StepKind::ReverseIncremental => "Reverse incremental synchronization",
    }
}

/// The state of a step, which follows from its own progress and from the state of its task.
pub(super) fn step_status(task: &Task, step: &Step) -> StepStatus {
    if step.is_finished() {
        return StepStatus::Finished;
    }
    if step.started_at.is_none() {
        return StepStatus::Init;
    }
    match task.status {
        Status::Failed => StepStatus::Failed,
        Status::Suspend => StepStatus::Suspend,
        Status::Finished | Status::Releasing | Status::Released | Status::Deleted => {
            StepStatus::Finished
        }
        _ if step.takes_ms.is_none() => StepStatus::Monitoring,
        _ => StepStatus::Running,
    }
}

/// The purpose of a task.
pub(super) fn task_type(kind: TaskKind) -> TaskType {
    match kind {
        TaskKind::Migration => TaskType::Migration,
        TaskKind::Synchronization => TaskType::Sync,
    }
}

/// A moment of the virtual clock; `None` if no text of the service could name it.
pub(super) fn time(moment: Moment) -> Option<UtcDateTime> {
    EpochSeconds::new(moment.seconds()).ok().map(Into::into)
}
