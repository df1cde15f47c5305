//! Puts into the description of a task the request that created it, and the last change of its
//! settings.

use oms_client::actions::{CreateProjectRequest, ListDataSourceData, UpdateProjectConfigRequest};
use oms_client::shapes::{
    self, ConnectInfo, DataSourceId, DataSourceType, IncrTransferChange, Label,
    TaskIncrTransferConfig,
};

use super::convert;
use crate::engine::{Task, World};

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
            payload = self.put_request(payload, request);
        }
        if let Some(change) = &self.change {
            payload = put_change(payload, change);
        }
        payload
    }

    fn put_request(
        &self,
        mut payload: shapes::Task,
        request: &CreateProjectRequest,
    ) -> shapes::Task {
        payload.transfer_mapping = convert(&request.transfer_mapping);
        payload.common_transfer_config = convert(&request.common_transfer_config);
        payload.struct_transfer_config = convert(&request.struct_transfer_config);
        payload.full_transfer_config = convert(&request.full_transfer_config);
        payload.incr_transfer_config = convert(&request.incr_transfer_config);
        payload.reverse_incr_transfer_config = convert(&request.reverse_incr_transfer_config);
        let (source, sink) = (self.source.as_ref(), self.sink.as_ref());
        payload.source_endpoint_type = self.source_type().cloned();
        payload.sink_endpoint_type = self.sink_type().cloned();
        payload.source_connect_info = payload
            .source_connect_info
            .map(|info| connection(info, &request.source_endpoint_id, source));
        payload.sink_connect_info = payload
            .sink_connect_info
            .map(|info| connection(info, &request.sink_endpoint_id, sink));
        payload
    }
}

/// The connection of a task to a data source, as far as the world knows the data source.
fn connection(
    mut info: ConnectInfo,
    id: &DataSourceId,
    source: Option<&ListDataSourceData>,
) -> ConnectInfo {
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
    info
}

/// Settings that are sent replace those that were there; a part that is not sent stays.
fn put_change(mut payload: shapes::Task, change: &UpdateProjectConfigRequest) -> shapes::Task {
    if let (Some(config), Some(sent)) = (
        &mut payload.common_transfer_config,
        &change.common_transfer_config,
    ) {
        config
            .source_store_format
            .clone_from(&sent.source_store_format);
        config.sink_store_format.clone_from(&sent.sink_store_format);
    }
    if let (Some(config), Some(sent)) = (
        &mut payload.full_transfer_config,
        &change.full_transfer_config,
    ) {
        config
            .full_transfer_speed_mode
            .clone_from(&sent.full_transfer_speed_mode);
        config
            .full_verify_speed_mode
            .clone_from(&sent.full_verify_speed_mode);
        config.read_worker_num = sent.read_worker_num;
        config.write_worker_num = sent.write_worker_num;
        config.throttle_rps = sent.throttle_rps;
        config.throttle_iops = sent.throttle_iops;
    }
    put_incremental(
        payload.incr_transfer_config.as_mut(),
        change.incr_transfer_config.as_ref(),
    );
    put_incremental(
        payload.reverse_incr_transfer_config.as_mut(),
        change.reverse_incr_transfer_config.as_ref(),
    );
    payload
}

fn put_incremental(config: Option<&mut TaskIncrTransferConfig>, sent: Option<&IncrTransferChange>) {
    let (Some(config), Some(sent)) = (config, sent) else {
        return;
    };
    config
        .record_type_white_list
        .clone_from(&sent.record_type_white_list);
    config.support_ddl_types.clone_from(&sent.support_ddl_types);
    config.incr_sync_concurrency = sent.incr_sync_thread_count;
    config.throttle_rps = sent.throttle_rps;
    config.throttle_iops = sent.throttle_iops;
}
