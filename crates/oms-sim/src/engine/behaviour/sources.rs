//! Data sources: creating, deleting and listing them. Their secrets are taken and not kept.

use std::cmp::Ordering;

use oms_client::NoData;
use oms_client::actions::{
    CreateKafkaDataSourceRequest, CreateMySqlDataSourceRequest,
    CreateMySqlMasterSlaveDataSourceRequest, CreateOceanBaseDataSourceRequest,
    CreateOceanBaseDataSourceType, CreateOceanBaseOdpDataSourceRequest,
    CreatePolarDbDataSourceRequest, ListDataSourceData, ListDataSourceRequest,
};
use oms_client::shapes::{DataSourceId, DataSourceRole, DataSourceType, SortField, SortOrder};

use super::words::time;
use crate::basis;
use crate::engine::registry::Entry;
use crate::engine::usual::usual;
use crate::engine::{Acceptance, Change, Page, Reaction, Refusal, World};

/// The parameters that create a data source, as far as a list shows them.
#[derive(Debug, Clone, Default)]
pub(super) struct Draft {
    name: String,
    kind: Option<DataSourceType>,
    role: Option<DataSourceRole>,
    tenant: Option<String>,
    cluster: Option<String>,
    schema: Option<String>,
    ip: Option<String>,
    port: Option<i64>,
    user: Option<String>,
    region: Option<String>,
    description: Option<String>,
    ocp: Option<String>,
    try_keep_hb: Option<bool>,
}

impl From<&CreateMySqlDataSourceRequest> for Draft {
    fn from(request: &CreateMySqlDataSourceRequest) -> Self {
        Self {
            name: request.name.clone(),
            kind: Some(DataSourceType::Mysql),
            schema: request.schema.clone(),
            ip: Some(request.ip.clone()),
            port: Some(request.port),
            user: Some(request.username.clone()),
            region: request.region.clone(),
            description: request.description.clone(),
            try_keep_hb: request.try_keep_hb,
            ..Self::default()
        }
    }
}

impl From<&CreateOceanBaseDataSourceRequest> for Draft {
    fn from(request: &CreateOceanBaseDataSourceRequest) -> Self {
        let oracle = matches!(
            request.r#type,
            Some(
                CreateOceanBaseDataSourceType::ObOracle
                    | CreateOceanBaseDataSourceType::ObOracleTenant
                    | CreateOceanBaseDataSourceType::ObOracleVpc
            )
        );
        let kind = if oracle {
            DataSourceType::ObOracle
        } else {
            DataSourceType::ObMysql
        };
        Self {
            name: request.name.clone(),
            kind: Some(kind),
            tenant: Some(request.tenant.clone()),
            cluster: request.cluster.clone(),
            schema: request.schema.clone(),
            ip: request.ip.clone(),
            port: request.port,
            user: Some(request.user_name.clone()),
            region: request.region.clone(),
            description: request.description.clone(),
            ocp: request.ocp_name.clone(),
            ..Self::default()
        }
    }
}

impl From<&CreateOceanBaseOdpDataSourceRequest> for Draft {
    fn from(request: &CreateOceanBaseOdpDataSourceRequest) -> Self {
        Self {
            name: request.name.clone(),
            kind: Some(DataSourceType::DbpOpRoute),
            user: Some(request.user_name.clone()),
            region: Some(request.region.clone()),
            description: Some(request.description.clone()),
            ..Self::default()
        }
    }
}

impl From<&CreateKafkaDataSourceRequest> for Draft {
    fn from(request: &CreateKafkaDataSourceRequest) -> Self {
        Self {
            name: request.name.clone(),
            kind: Some(DataSourceType::Kafka),
            user: request.username.clone(),
            region: request.region.clone(),
            description: request.description.clone(),
            ..Self::default()
        }
    }
}

impl From<&CreatePolarDbDataSourceRequest> for Draft {
    /// Without a kind: no page lists one for PolarDB.
    fn from(request: &CreatePolarDbDataSourceRequest) -> Self {
        Self {
            name: request.name.clone(),
            ip: Some(request.intranet_addr.clone()),
            user: Some(request.user_name.clone()),
            region: Some(request.region.clone()),
            description: request.description.clone(),
            ..Self::default()
        }
    }
}

/// Creates one data source.
pub(super) fn create(world: &World, draft: impl Into<Draft>) -> Acceptance<DataSourceId> {
    let id = next(world, 0);
    let entry = entry(world, &id, draft.into(), None);
    Reaction::accept(id, basis::CREATE_SOURCE).changing(Change::Add(entry.into_iter().collect()))
}

/// Creates a data source for a server and one for its standby, each the partner of the other.
pub(super) fn create_pair(
    world: &World,
    request: &CreateMySqlMasterSlaveDataSourceRequest,
) -> Acceptance<DataSourceId> {
    let (master, slave) = (next(world, 0), next(world, 1));
    let (one, other) = (&request.master, &request.slave);
    let drafts = [
        Draft {
            name: one.name.clone(),
            kind: Some(DataSourceType::Mysql),
            role: Some(DataSourceRole::Master),
            schema: one.schema.clone(),
            ip: Some(one.ip.clone()),
            port: Some(one.port),
            user: Some(one.username.clone()),
            region: one.region.clone(),
            description: one.description.clone(),
            try_keep_hb: one.try_keep_hb,
            ..Draft::default()
        },
        Draft {
            name: other.name.clone(),
            kind: Some(DataSourceType::Mysql),
            role: Some(DataSourceRole::Slave),
            schema: other.schema.clone(),
            ip: Some(other.ip.clone()),
            port: Some(other.port),
            user: Some(other.username.clone()),
            region: other.region.clone(),
            description: other.description.clone(),
            try_keep_hb: other.try_keep_hb,
            ..Draft::default()
        },
    ];
    let [first, second] = drafts;
    let entries = [
        entry(world, &master, first, Some(&slave)),
        entry(world, &slave, second, Some(&master)),
    ];
    Reaction::accept(master, basis::CREATE_SOURCE)
        .changing(Change::Add(entries.into_iter().flatten().collect()))
}

/// Deletes a data source.
pub(super) fn delete(world: &World, id: &DataSourceId) -> Result<Acceptance<NoData>, Refusal> {
    if world.registry().source(id.as_str()).is_none() {
        return Err(Refusal::unknown("data source", id, basis::UNKNOWN_SOURCE));
    }
    let change = Change::ForgetSource {
        source: id.to_string(),
    };
    Ok(Reaction::accept(NoData, basis::DELETE_SOURCE).changing(change))
}

/// The data sources of the page that is asked for.
pub(super) fn list(
    world: &World,
    request: &ListDataSourceRequest,
) -> Acceptance<Vec<ListDataSourceData>> {
    let sources = world.registry().sources.iter();
    let mut found: Vec<_> = sources
        .filter(|source| fits(source, request))
        .cloned()
        .collect();
    found.sort_by(|one, other| compare(one, other, request));
    let (part, page) = Page::new(request.page_number, request.page_size).part(found);
    Reaction::accept(part, basis::LIST_SOURCES).of_page(page)
}

fn fits(source: &ListDataSourceData, request: &ListDataSourceRequest) -> bool {
    let of_search = request.search_key.as_deref().is_none_or(|key| {
        source.id.as_str().contains(key)
            || source
                .name
                .as_deref()
                .is_some_and(|name| name.contains(key))
    });
    let of_type = request.types.as_ref().is_none_or(|types| {
        types.is_empty()
            || source
                .r#type
                .as_ref()
                .is_some_and(|kind| types.contains(kind))
    });
    of_search && of_type
}

/// The newest first, unless asked otherwise; those of the same time as they were created.
fn compare(
    one: &ListDataSourceData,
    other: &ListDataSourceData,
    request: &ListDataSourceRequest,
) -> Ordering {
    let at = |source: &ListDataSourceData| {
        let time = match request.sort_field {
            Some(SortField::Modified) => &source.gmt_modified,
            _ => &source.gmt_create,
        };
        time.as_ref().map(ToString::to_string)
    };
    match request.order {
        Some(SortOrder::Ascending) => at(one).cmp(&at(other)),
        _ => at(other).cmp(&at(one)),
    }
}

fn next(world: &World, others: u64) -> DataSourceId {
    let prefix = DataSourceId::RULE.prefix().unwrap_or_default();
    world.registry().next_id(prefix, others).into()
}

/// A data source in the form of the example's first one; nothing if the spec has no such
/// example.
fn entry(
    world: &World,
    id: &DataSourceId,
    draft: Draft,
    partner: Option<&DataSourceId>,
) -> Option<Entry> {
    let mut source = usual::<ListDataSourceRequest>()?.into_iter().next()?;
    source.id = id.clone();
    source.name = Some(draft.name);
    source.r#type = draft.kind;
    source.role = draft.role;
    source.tenant = draft.tenant;
    source.cluster = draft.cluster;
    source.schema = draft.schema;
    source.ip = draft.ip;
    source.port = draft.port;
    source.user_name = draft.user;
    source.region = draft.region;
    source.description = draft.description;
    source.ocp_name = draft.ocp;
    source.try_keep_hb = draft.try_keep_hb;
    source.partner_id = partner.map(ToString::to_string);
    source.gmt_create = time(world.now());
    source.gmt_modified = time(world.now());
    // OMS would find these out by itself; nobody knows them here.
    source.version = None;
    source.charset = None;
    source.timezone = None;
    source.operating_system = None;
    source.conn_extra_attributes = None;
    Some(Entry::Source(Box::new(source)))
}
