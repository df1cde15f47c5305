//! Starting, stopping, resuming, releasing and deleting a task.

use std::slice;

use oms_client::NoData;
use oms_client::actions::{StartProjectsByLabelData, StopProjectsByLabelData};
use oms_client::shapes::TaskId;

use super::known;
use crate::basis::{self, Basis};
use crate::engine::{Acceptance, Change, Operation, Reaction, Refusal, Task, World};

/// Leads a task to another state, if its own allows that.
pub(super) fn lead(
    world: &World,
    id: &TaskId,
    operation: Operation,
) -> Result<Acceptance<NoData>, Refusal> {
    check(known(world, id)?, operation)?;
    let accepted = Reaction::accept(NoData, because(operation)).also(goes_on(operation));
    Ok(accepted.changing(operating(slice::from_ref(id), operation)))
}

/// Starts every task of a label that was never started.
pub(super) fn start_by_label(world: &World, label: &str) -> Acceptance<StartProjectsByLabelData> {
    let tasks = of_label(world, label, Operation::Start);
    let change = operating(&tasks, Operation::Start);
    let accepted = Reaction::fill(
        basis::START_BY_LABEL,
        move |mut payload: StartProjectsByLabelData| {
            payload.total = i64::try_from(tasks.len()).ok();
            payload.succeed_project_ids = Some(tasks);
            payload.failed_project_ids = Some(Vec::new());
            Ok(payload)
        },
    );
    accepted.changing(change)
}

/// Stops every task of a label that runs.
pub(super) fn stop_by_label(world: &World, label: &str) -> Acceptance<StopProjectsByLabelData> {
    let tasks = of_label(world, label, Operation::Stop);
    let change = operating(&tasks, Operation::Stop);
    let accepted = Reaction::fill(
        basis::STOP_BY_LABEL,
        move |mut payload: StopProjectsByLabelData| {
            payload.total = i64::try_from(tasks.len()).ok();
            payload.succeed_project_ids = Some(tasks);
            payload.failed_project_ids = Some(Vec::new());
            Ok(payload)
        },
    );
    accepted.changing(change)
}

/// The tasks of a label that are in a state in which this can be done.
fn of_label(world: &World, label: &str, operation: Operation) -> Vec<TaskId> {
    world
        .tasks()
        .filter(|task| task.labels.iter().any(|one| one == label))
        .filter(|task| check(task, operation).is_ok())
        .map(|task| task.id.clone())
        .collect()
}

fn operating(tasks: &[TaskId], operation: Operation) -> Change {
    Change::Operate {
        tasks: tasks.iter().map(ToString::to_string).collect(),
        operation,
    }
}

/// Says why an operation is refused.
fn check(task: &Task, operation: Operation) -> Result<(), Refusal> {
    let id = task.id.as_str();
    if task.due().is_some() {
        return Err(Refusal::pending(id));
    }
    match task.status.after(operation) {
        Some(_) => Ok(()),
        None => Err(Refusal::state(id, task.status, operation)),
    }
}

/// The work that goes on after the answer, if there is any.
fn goes_on(operation: Operation) -> Option<Basis> {
    match operation {
        Operation::Start => Some(basis::STEPS),
        Operation::Resume => Some(basis::CHECKPOINTS),
        Operation::Stop | Operation::Release | Operation::Delete => None,
    }
}

fn because(operation: Operation) -> Basis {
    match operation {
        Operation::Start => basis::START,
        Operation::Stop => basis::STOP,
        Operation::Resume => basis::RESUME,
        Operation::Release => basis::RELEASE,
        Operation::Delete => basis::DELETE,
    }
}
