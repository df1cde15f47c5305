//! Puts into the description of a task the request that created it, and the last change of its
//! settings.

use oms_client::actions::{CreateProjectRequest, ListDataSourceData, UpdateProjectConfigRequest};
use oms_client::shapes::{
    self, ConnectInfo, DataSourceId, DataSourceType, IncrTransferChange, Label,
};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use super::convert;
use crate::engine::{Task, World};

/// The settings that a change can name, part by part, by their names in a description.
const COMMON: [&str; 2] = ["sourceStoreFormat", "sinkStoreFormat"];
const STRUCTURE: [&str; 2] = ["autoProcessedToNextStep", "triggerMigrationType"];
const FULL: [&str; 9] = [
    "fullTransferSpeedMode",
    "fullTransferSpeedConfig",
    "throttleRps",
    "throttleIOPS",
    "fullVerifySpeedMode",
    "readWorkerNum",
    "writeWorkerNum",
    "indexDDLConcurrencyLimit",
    "maxConcurrentIndexDDLs",
];
const INCREMENTAL: [&str; 5] = [
    "recordTypeWhiteList",
    "supportDDLTypes",
    "incrSyncConcurrency",
    "throttleRps",
    "throttleIOPS",
];

/// The knowledge of a task beyond its state and its positions.
#[derive(Debug, Clone)]
pub(super) struct Plan {
    labels: Vec<Label>,
    request: Option<CreateProjectRequest>,
    change: Option<UpdateProjectConfigRequest>,
    source: Option<ListDataSourceData>,
    sink: Option<ListDataSourceData>,
}

impl Plan {
    /// Takes from the world all that it knows of this task.
    pub(super) fn of(world: &World, task: &Task) -> Self {
        let registry = world.registry();
        let labels = registry.labels.iter();
        let request = registry.plans.get(task.id.as_str()).cloned();
        let source = |id: fn(&CreateProjectRequest) -> &DataSourceId| {
            let id = request.as_ref().map(id)?;
            registry.source(id.as_str()).cloned()
        };
        Self {
            labels: labels
                .filter(|label| task.labels.iter().any(|id| id == label.id.as_str()))
                .cloned()
                .collect(),
            source: source(|request| &request.source_endpoint_id),
            sink: source(|request| &request.sink_endpoint_id),
            change: registry.changes.get(task.id.as_str()).cloned(),
            request,
        }
    }

    /// The name of a label, if the world knows it.
    pub(super) fn label(&self, id: &str) -> Option<&Label> {
        self.labels.iter().find(|label| label.id.as_str() == id)
    }

    /// The kind of the data source that it reads.
    pub(super) fn source_type(&self) -> Option<&DataSourceType> {
        self.source.as_ref()?.r#type.as_ref()
    }

    /// The kind of the data source that it writes.
    pub(super) fn sink_type(&self) -> Option<&DataSourceType> {
        self.sink.as_ref()?.r#type.as_ref()
    }

    /// Puts it into a description that is the example's.
    pub(super) fn put(&self, mut payload: shapes::Task) -> shapes::Task {
        if let Some(request) = &self.request {
            self.put_request(&mut payload, request);
        }
        if let Some(change) = &self.change {
            put_change(&mut payload, change);
        }
        payload
    }

    fn put_request(&self, payload: &mut shapes::Task, request: &CreateProjectRequest) {
        payload.transfer_mapping = convert(&request.transfer_mapping);
        payload.common_transfer_config = convert(&request.common_transfer_config);
        payload.struct_transfer_config = convert(&request.struct_transfer_config);
        payload.full_transfer_config = convert(&request.full_transfer_config);
        payload.incr_transfer_config = convert(&request.incr_transfer_config);
        payload.reverse_incr_transfer_config = convert(&request.reverse_incr_transfer_config);
        let (source, sink) = (self.source.as_ref(), self.sink.as_ref());
        payload.source_endpoint_type = self.source_type().cloned();
        payload.sink_endpoint_type = self.sink_type().cloned();
        if let Some(info) = &mut payload.source_connect_info {
            connect(info, &request.source_endpoint_id, source);
        }
        if let Some(info) = &mut payload.sink_connect_info {
            connect(info, &request.sink_endpoint_id, sink);
        }
    }
}

/// States the connection of a task to a data source, as far as the world knows the data source.
fn connect(info: &mut ConnectInfo, id: &DataSourceId, source: Option<&ListDataSourceData>) {
    info.id = None;
    info.endpoint_id = Some(id.clone());
    info.endpoint_name = source.and_then(|source| source.name.clone());
    info.db_engine = source.and_then(|source| source.r#type.as_ref().map(ToString::to_string));
    info.host = source.and_then(|source| source.ip.clone());
    info.port = source.and_then(|source| source.port);
    info.username = source.and_then(|source| source.user_name.clone());
    info.region = source.and_then(|source| source.region.clone());
    info.ocp_name = source.and_then(|source| source.ocp_name.clone());
    info.version = None;
    info.charset = None;
    info.timezone = None;
    info.operating_system = None;
    info.conn_extra_attributes = None;
}

/// Replaces every setting that a change can set: one that is left out is deleted, and so are those
/// of a part that is left out. Settings that no change can name stay.
///
/// Those that no page shows in a description are further fields of it.
fn put_change(payload: &mut shapes::Task, change: &UpdateProjectConfigRequest) {
    let sent = object(change.common_transfer_config.as_ref());
    replace(&mut payload.common_transfer_config, sent, &COMMON);
    let sent = object(change.struct_transfer_config.as_ref());
    replace(&mut payload.struct_transfer_config, sent, &STRUCTURE);
    let sent = object(change.full_transfer_config.as_ref());
    replace(&mut payload.full_transfer_config, sent, &FULL);
    let sent = incremental(change.incr_transfer_config.as_ref());
    replace(&mut payload.incr_transfer_config, sent, &INCREMENTAL);
    let sent = incremental(change.reverse_incr_transfer_config.as_ref());
    replace(
        &mut payload.reverse_incr_transfer_config,
        sent,
        &INCREMENTAL,
    );
}

/// Takes the settings that a change can name out of a part of a description, and puts in those that
/// it sent.
fn replace<T: Serialize + DeserializeOwned>(
    config: &mut Option<T>,
    sent: Option<Map<String, Value>>,
    settable: &[&str],
) {
    let had = object(config.as_ref());
    if had.is_none() && sent.is_none() {
        return;
    }
    let mut fields = had.unwrap_or_default();
    fields.retain(|name, _| !settable.contains(&name.as_str()));
    fields.extend(sent.unwrap_or_default());
    // The types of a request and of a description are the same, under the same names.
    *config = serde_json::from_value(Value::Object(fields)).ok();
}

/// The settings of a synchronization by the names under which a description has them.
fn incremental(sent: Option<&IncrTransferChange>) -> Option<Map<String, Value>> {
    let mut fields = object(sent)?;
    if let Some(threads) = fields.remove("incrSyncThreadCount") {
        fields.insert("incrSyncConcurrency".to_owned(), threads);
    }
    Some(fields)
}

fn object(part: Option<&impl Serialize>) -> Option<Map<String, Value>> {
    match serde_json::to_value(part?) {
        Ok(Value::Object(fields)) => Some(fields),
        _ => None,
    }
}
