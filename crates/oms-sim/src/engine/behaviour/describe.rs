//! Reading one task: its description, its progress and its steps.
//!
//! The values that the world knows replace those in the payload of the action's example; the rest
//! stays as it is in the example.

use oms_client::actions::DescribeProjectProgressData;
use oms_client::shapes::{self, TaskId};
use oms_client::{OtherFields, StartPosition};

use super::known;
use super::plan::Plan;
use super::words::{step_name, step_status, step_title, task_type, time};
use crate::basis;
use crate::engine::{
    Acceptance, Change, Direction, Leg, Moment, Reaction, Refusal, Status, Step, StepKind, Task,
    World,
};

/// The whole description of a task.
pub(super) fn task(world: &World, id: &TaskId) -> Result<Acceptance<shapes::Task>, Refusal> {
    let task = known(world, id)?.clone();
    let plan = Plan::of(world, &task);
    let fill = move |payload| Ok(describe(payload, &task, &plan));
    Ok(looking_at(id, Reaction::fill(basis::DESCRIBE, fill)))
}

/// State, step and checkpoints of a task.
pub(super) fn progress(
    world: &World,
    id: &TaskId,
) -> Result<Acceptance<DescribeProjectProgressData>, Refusal> {
    let task = known(world, id)?.clone();
    let fill = move |payload: DescribeProjectProgressData| Ok(progress_of(payload, &task));
    let progress = Reaction::fill(basis::PROGRESS, fill);
    Ok(looking_at(id, progress).also(Some(basis::CHECKPOINTS)))
}

/// The steps of a task.
pub(super) fn steps(world: &World, id: &TaskId) -> Result<Acceptance<Vec<shapes::Step>>, Refusal> {
    let task = known(world, id)?.clone();
    let steps: Vec<(Step, i64)> = task.steps.iter().cloned().zip(1..).collect();
    let show = move |shown, (step, order): &(Step, i64)| step_of(shown, &task, step, *order);
    let steps = Reaction::fill_each(basis::DESCRIBE_STEPS, "step", steps, show);
    Ok(looking_at(id, steps).also(Some(basis::STEPS)))
}

/// Puts what is known of a task into a description.
pub(super) fn describe(payload: shapes::Task, task: &Task, plan: &Plan) -> shapes::Task {
    let mut payload = plan.put(payload);
    payload.id = task.id.clone();
    payload.r#type = Some(task_type(task.kind));
    payload.name = Some(task.name.clone());
    payload.status = task.status.into();
    payload.gmt_create = time(task.created_at);
    payload.gmt_modified = time(task.modified_at);
    payload.gmt_start = started_at(task).and_then(time);
    payload.gmt_finish = finished_at(task).and_then(time);
    payload.is_merging = Some(task.status == Status::RunningMerging);
    payload.is_modifying = Some(task.status == Status::RunningModifying);
    payload.enable_struct_transfer = Some(has(task, StepKind::Structure));
    payload.enable_full_transfer = Some(has(task, StepKind::FullTransfer));
    payload.enable_full_verify = Some(has(task, StepKind::FullVerification));
    payload.enable_incr_transfer = Some(task.forward.is_some());
    payload.enable_reverse_incr_transfer = Some(task.reverse.is_some());
    payload.labels = payload.labels.map(|labels| of_task(&labels, task, plan));
    for (config, leg) in [
        (&mut payload.incr_transfer_config, &task.forward),
        (&mut payload.reverse_incr_transfer_config, &task.reverse),
    ] {
        let hours = Some(shapes::LogRetention::new(i64::from(task.log_kept_hours)));
        if let (Some(config), true) = (config, leg.is_some()) {
            config.store_log_kept_hour = hours;
        }
    }
    payload.extra_info = payload.extra_info.map(|extra| running(extra, task));
    payload.steps = None;
    payload
}

/// The labels of a task, in the form of those of the example.
fn of_task(example: &[shapes::Label], task: &Task, plan: &Plan) -> Vec<shapes::Label> {
    let Some(template) = example.first() else {
        return Vec::new();
    };
    let label = |id: &String| {
        let mut label = template.clone();
        label.id = id.as_str().into();
        let known = plan.label(id).map(|label| label.name.clone());
        label.name = known.unwrap_or_else(|| id.clone());
        label
    };
    task.labels.iter().map(label).collect()
}

/// Adds what is reported only of a running task.
fn running(mut extra: shapes::TaskExtraInfo, task: &Task) -> shapes::TaskExtraInfo {
    let step = task.current_step();
    extra.running_step = step.map(|step| step_name(step.kind));
    extra.running_progress = step.map(|step| step.percent().into());
    extra.incr_sync_timestamp = checkpoint(task, Direction::Forward);
    extra.sync_delay = None;
    extra.sync_delay_sample_timestamp = None;
    extra
}

fn started_at(task: &Task) -> Option<Moment> {
    task.steps.first().and_then(|step| step.started_at)
}

fn finished_at(task: &Task) -> Option<Moment> {
    let last = || task.steps.iter().filter_map(|step| step.finished_at).max();
    (task.status == Status::Finished).then(last).flatten()
}

fn progress_of(
    mut payload: DescribeProjectProgressData,
    task: &Task,
) -> DescribeProjectProgressData {
    let percent = |kind| task.step(kind).map(|step| i64::from(step.percent()));
    payload.project_id = task.id.clone();
    payload.status = task.status.into();
    payload.alarm_level = None;
    payload.enable_incr_sync = Some(task.forward.is_some());
    payload.enable_reverse_incr_transfer = Some(task.reverse.is_some());
    payload.current_step = task.current_step().map(|step| step_name(step.kind));
    payload.incr_sync_checkpoint = checkpoint(task, Direction::Forward);
    payload.reverse_incr_transfer_checkpoint = checkpoint(task, Direction::Reverse);
    payload.enable_struct_transfer = Some(has(task, StepKind::Structure));
    payload.struct_transfer_progress = percent(StepKind::Structure);
    payload.enable_full_transfer = Some(has(task, StepKind::FullTransfer));
    payload.full_transfer_progress = percent(StepKind::FullTransfer);
    payload.other_fields = OtherFields::default();
    payload
}

fn step_of(mut payload: shapes::Step, task: &Task, step: &Step, order: i64) -> shapes::Step {
    payload.order = Some(order);
    payload.name = step_name(step.kind);
    payload.description = Some(step_title(step.kind).to_owned());
    payload.status = step_status(task, step);
    payload.progress = Some(step.percent().into());
    payload.start_time = step.started_at.and_then(time);
    payload.finish_time = step.finished_at.and_then(time);
    payload.extra_info = None;
    payload.info = None;
    payload
}

fn checkpoint(task: &Task, direction: Direction) -> Option<StartPosition> {
    task.leg(direction).map(|leg: &Leg| leg.position.clone())
}

fn has(task: &Task, kind: StepKind) -> bool {
    task.step(kind).is_some()
}

/// An answer that looks at a task, which tickets may wait for.
fn looking_at<T>(id: &TaskId, answer: Acceptance<T>) -> Acceptance<T> {
    let task = id.to_string();
    answer
        .changing(Change::Look { task })
        .also(Some(basis::LOOK))
}
