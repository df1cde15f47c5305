//! Creating a task, changing its settings, and taking it on to its next step.

use oms_client::actions::{CreateProjectRequest, UpdateProjectConfigRequest};
use oms_client::shapes::{StepName, TaskId, TaskType};
use oms_client::{EpochSeconds, NoData, StartPosition};

use super::known;
use super::words::step_name;
use crate::basis;
use crate::engine::{Acceptance, Change, Leg, Reaction, Refusal, Status, Task, TaskKind, World};

/// Creates a task that was never started.
pub(super) fn create(world: &World, request: &CreateProjectRequest) -> Acceptance<TaskId> {
    let id = next_id(world);
    let change = Change::CreateTask {
        task: Box::new(task(world, id.clone(), request)),
        request: Box::new(request.clone()),
    };
    Reaction::accept(id, basis::CREATE_TASK).changing(change)
}

/// Replaces the settings of a task.
pub(super) fn change_settings(
    world: &World,
    request: &UpdateProjectConfigRequest,
) -> Result<Acceptance<NoData>, Refusal> {
    known(world, &request.id)?;
    let change = Change::ReplaceSettings(Box::new(request.clone()));
    Ok(Reaction::accept(NoData, basis::CHANGE_SETTINGS).changing(change))
}

/// Ends the step that a task works on.
pub(super) fn advance(world: &World, id: &TaskId) -> Result<Acceptance<StepName>, Refusal> {
    let task = known(world, id)?;
    let mut ahead = task.clone();
    ahead.end_step(world.now());
    let next = ahead.current_step().filter(|_| ahead != *task);
    let next = next.ok_or_else(|| Refusal::no_next_step(id.as_str(), task.status))?;
    let change = Change::NextStep {
        task: id.to_string(),
    };
    Ok(Reaction::accept(step_name(next.kind), basis::NEXT_STEP).changing(change))
}

/// An ID that no task has; a scenario may have given any.
fn next_id(world: &World) -> TaskId {
    let prefix = TaskId::RULE.prefix().unwrap_or_default();
    let ids = (0..=u64::MAX).map(|others| world.registry().next_id(prefix, others));
    let mut free = ids.filter(|id| world.task(id).is_none());
    free.next().unwrap_or_default().into()
}

fn task(world: &World, id: TaskId, request: &CreateProjectRequest) -> Task {
    let kind = match request.r#type {
        TaskType::Sync => TaskKind::Synchronization,
        _ => TaskKind::Migration,
    };
    let labels = request.label_ids.iter().flatten();
    let mut task = Task::without_changes(id)
        .named(&request.name)
        .of_kind(kind)
        .in_status(Status::Init)
        .labelled(labels.map(ToString::to_string));
    let config = request.incr_transfer_config.as_ref();
    let start = config.and_then(|config| config.start_timestamp);
    let start = start.map_or_else(|| now(world), StartPosition::from);
    let on = |enabled: Option<bool>| enabled == Some(true);
    if on(request.enable_incr_transfer) {
        task = task.with_forward_leg(Leg::new(start));
    }
    if on(request.enable_reverse_incr_transfer) {
        task = task.with_reverse(now(world));
    }
    let hours = config.and_then(|config| config.store_log_kept_hour);
    if let Some(hours) = hours.and_then(|hours| u32::try_from(hours.get()).ok()) {
        task = task.log_kept_hours(hours);
    }
    let full = [
        request.enable_struct_transfer,
        request.enable_full_transfer,
        request.enable_full_verify,
    ];
    if task.forward.is_some() && !full.into_iter().any(on) {
        task = task.changes_alone();
    }
    task
}

fn now(world: &World) -> StartPosition {
    EpochSeconds::new(world.now().seconds()).map_or_else(
        |_| StartPosition::raw(world.now().to_string()),
        StartPosition::from,
    )
}
