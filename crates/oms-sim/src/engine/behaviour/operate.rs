//! Starting, stopping, resuming, releasing and deleting a task.

use oms_client::NoData;

use crate::basis::{self, Basis};
use crate::engine::{Acceptance, Change, Operation, Reaction, Refusal, World};

/// Leads a task to another state, if its own allows that.
#[allow(
    dead_code,
    reason = "the actions that do this come with the rest of the spec"
)]
pub(crate) fn operate(
    world: &World,
    id: &str,
    operation: Operation,
) -> Result<Acceptance<NoData>, Refusal> {
    let task = world.task(id).ok_or_else(|| Refusal::unknown_task(id))?;
    if task.due().is_some() {
        return Err(Refusal::pending(id));
    }
    if task.status.after(operation).is_none() {
        return Err(Refusal::state(id, task.status, operation));
    }
    let accepted = Reaction::accept(NoData, because(operation)).also(goes_on(operation));
    Ok(accepted.changing(Change::Operate {
        task: id.to_owned(),
        operation,
    }))
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
