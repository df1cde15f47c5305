//! Changes of a task's objects: asking for them, ending them, and listing them.

use oms_client::Json;
use oms_client::actions::{CreateProjectModifyRecordsRequest, ListProjectModifyRecordsRequest};
use oms_client::shapes::{ModifyKind, ModifyRecord, ModifyStatus, RecordId};

use super::words::time;
use super::{convert, known};
use crate::basis::{self, Basis};
use crate::engine::registry::{Entry, Halt, Record};
use crate::engine::{Acceptance, Change, Moment, Reaction, Refusal, World};

/// Asks for a change.
pub(super) fn create(
    world: &World,
    request: &CreateProjectModifyRecordsRequest,
) -> Result<Acceptance<RecordId>, Refusal> {
    known(world, &request.id)?;
    let id = RecordId::from(world.registry().next_number().to_string());
    let record = Record {
        id: id.clone(),
        task: request.id.clone(),
        databases: request.databases.clone(),
        since: world.now(),
        modified_at: world.now(),
        halted: None,
    };
    let entry = Entry::Record(Box::new(record));
    Ok(Reaction::accept(id, basis::CREATE_RECORD).changing(Change::Add(vec![entry])))
}

/// Cancels a change before it is worked on.
pub(super) fn cancel(world: &World, id: &RecordId) -> Result<Acceptance<Option<Json>>, Refusal> {
    let from = [ModifyStatus::Pending];
    halt(world, id, &from, Some(Halt::Canceled), basis::CANCEL_RECORD)
}

/// Stops a change that is worked on.
pub(super) fn stop(world: &World, id: &RecordId) -> Result<Acceptance<Option<Json>>, Refusal> {
    let from = [ModifyStatus::Running];
    halt(world, id, &from, Some(Halt::Stopped), basis::STOP_RECORD)
}

/// Starts the work on a change again.
pub(super) fn retry(world: &World, id: &RecordId) -> Result<Acceptance<Option<Json>>, Refusal> {
    let from = [ModifyStatus::Failed, ModifyStatus::Stopped];
    halt(world, id, &from, None, basis::RETRY_RECORD)
}

fn halt(
    world: &World,
    id: &RecordId,
    from: &[ModifyStatus],
    halt: Option<Halt>,
    because: Basis,
) -> Result<Acceptance<Option<Json>>, Refusal> {
    let record = world
        .registry()
        .record(id.as_str())
        .ok_or_else(|| Refusal::unknown("record", id, basis::UNKNOWN_RECORD))?;
    let status = record.status(world.now());
    if !from.contains(&status) {
        return Err(Refusal::record_state(id, &status));
    }
    let change = Change::Halt {
        record: id.to_string(),
        halt,
    };
    Ok(Reaction::accept(None, because).changing(change))
}

/// The changes that were asked for of a task, the newest first.
pub(super) fn list(
    world: &World,
    request: &ListProjectModifyRecordsRequest,
) -> Result<Acceptance<Vec<ModifyRecord>>, Refusal> {
    known(world, &request.id)?;
    let records = world.registry().records.iter().rev();
    let found: Vec<Record> = records
        .filter(|record| record.task == request.id)
        .cloned()
        .collect();
    let now = world.now();
    let show = move |shown, record: &Record| show(shown, record, now);
    Ok(Reaction::fill_each(
        basis::LIST_RECORDS,
        "record",
        found,
        show,
    ))
}

fn show(mut shown: ModifyRecord, record: &Record, now: Moment) -> ModifyRecord {
    shown.id = record.id.clone();
    shown.sub_project_id = None;
    shown.merge_request_id = None;
    shown.update_request_id = None;
    shown.r#type = Some(ModifyKind::IncreaseObject);
    shown.status = Some(record.status(now));
    shown.error_detail = None;
    shown.databases = convert(&record.databases);
    shown.gmt_modified = time(record.modified_at);
    shown.migration_objects_info = None;
    shown.oms_project_mapping_info = None;
    shown.table_etl_list = None;
    shown
}
