//! Starting, stopping, resuming, releasing and deleting a task.

use oms_client::NoData;
use oms_client::actions::StartProjectsByLabelData;

use crate::basis::{self, Basis};
use crate::engine::{Acceptance, Change, Operation, Reaction, Refusal, Task, World};

/// Leads a task to another state, if its own allows that.
pub(super) fn operate(
    world: &World,
    id: &str,
    operation: Operation,
) -> Result<Acceptance<NoData>, Refusal> {
    let task = world.task(id).ok_or_else(|| Refusal::unknown_task(id))?;
    check(task, operation)?;
    let accepted = Reaction::accept(NoData, because(operation)).also(goes_on(operation));
    Ok(accepted.changing(Change::Operate {
        tasks: vec![id.to_owned()],
        operation,
    }))
}

/// Starts every task of a label that was never started.
pub(super) fn start_by_label(world: &World, label: &str) -> Acceptance<StartProjectsByLabelData> {
    let tasks: Vec<Task> = world
        .tasks()
        .filter(|task| task.labels.iter().any(|one| one == label))
        .filter(|task| check(task, Operation::Start).is_ok())
        .cloned()
        .collect();
    let change = Change::Operate {
        tasks: tasks.iter().map(|task| task.id.to_string()).collect(),
        operation: Operation::Start,
    };
    let accepted = Reaction::fill(
        basis::START_BY_LABEL,
        move |mut payload: StartProjectsByLabelData| {
            payload.total = i64::try_from(tasks.len()).ok();
            payload.succeed_project_ids = Some(tasks.into_iter().map(|task| task.id).collect());
            payload.failed_project_ids = Some(Vec::new());
            Ok(payload)
        },
    );
    accepted.changing(change)
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

/// What goes on from here, if anything.
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
