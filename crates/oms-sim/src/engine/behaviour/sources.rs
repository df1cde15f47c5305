//! Data sources: creating, deleting and listing them. Their secrets are taken and not kept.

use std::cmp::Ordering;

use oms_client::NoData;
use oms_client::actions::{
    CreateKafkaDataSourceRequest, CreateMySqlDataSourceRequest,
    CreateMySqlMasterSlaveDataSourceMaster, CreateMySqlMasterSlaveDataSourceRequest,
    CreateMySqlMasterSlaveDataSourceSlave, CreateOceanBaseDataSourceRequest,
    CreateOceanBaseDataSourceType, CreateOceanBaseOdpDataSourceRequest,
    CreatePolarDbDataSourceRequest, ListDataSourceData, ListDataSourceRequest,
};
use oms_client::shapes::{DataSourceId, DataSourceRole, DataSourceType, SortField, SortOrder};

use super::words::time;
use crate::basis;
use crate::engine::registry::Entry;
use crate::engine::usual::usual;
use crate::engine::{Acceptance, Change, Page, Reaction, Refusal, World};

/// A request that creates a data source.
pub(super) trait Listed {
    /// Fills in the parameters that a list shows.
    fn list(&self, source: &mut ListDataSourceData);
}

/// Implements `Listed`: of each request, the fields that a list shows as they were given, then
/// those that have another name there or a value of their own.
///
/// It copies declared fields, not JSON: a further field may have the name of one that is shown.
macro_rules! listed {
    (|$request:ident| $($type:ident {
        $($same:ident),*; $($field:ident = $value:expr;)*
    })*) => {
        $(
            impl Listed for $type {
                fn list(&self, source: &mut ListDataSourceData) {
                    let $request = self;
                    $(source.$same = $request.$same.clone().into();)*
                    $(source.$field = $value.into();)*
                }
            }
        )*
    };
}

listed! { |request|
    CreateMySqlDataSourceRequest {
        name, schema, ip, port, region, description, try_keep_hb;
        r#type = DataSourceType::Mysql;
        user_name = request.username.clone();
    }
    CreateMySqlMasterSlaveDataSourceMaster {
        name, schema, ip, port, region, description, try_keep_hb;
        r#type = DataSourceType::Mysql;
        role = DataSourceRole::Master;
        user_name = request.username.clone();
    }
    CreateMySqlMasterSlaveDataSourceSlave {
        name, schema, ip, port, region, description, try_keep_hb;
        r#type = DataSourceType::Mysql;
        role = DataSourceRole::Slave;
        user_name = request.username.clone();
    }
    CreateOceanBaseDataSourceRequest {
        name, tenant, cluster, schema, ip, port, user_name, region, description, ocp_name;
        r#type = of_mode(request.r#type.as_ref());
    }
    CreateOceanBaseOdpDataSourceRequest {
        name, user_name, region, description;
        r#type = DataSourceType::DbpOpRoute;
    }
    CreateKafkaDataSourceRequest {
        name, region, description;
        r#type = DataSourceType::Kafka;
        user_name = request.username.clone();
    }
    // Without a type: no page lists one for PolarDB.
    CreatePolarDbDataSourceRequest {
        name, user_name, region, description;
        ip = request.intranet_addr.clone();
    }
}

fn of_mode(mode: Option<&CreateOceanBaseDataSourceType>) -> DataSourceType {
    match mode {
        Some(
            CreateOceanBaseDataSourceType::ObOracle
            | CreateOceanBaseDataSourceType::ObOracleTenant
            | CreateOceanBaseDataSourceType::ObOracleVpc,
        ) => DataSourceType::ObOracle,
        _ => DataSourceType::ObMysql,
    }
}

/// Creates one data source.
pub(super) fn create(world: &World, request: &impl Listed) -> Acceptance<DataSourceId> {
    let id = next(world, 0);
    let entry = entry(world, &id, request, None);
    Reaction::accept(id, basis::CREATE_SOURCE).changing(Change::Add(entry.into_iter().collect()))
}

/// Creates a data source for a server and one for its standby, each the partner of the other.
pub(super) fn create_pair(
    world: &World,
    request: &CreateMySqlMasterSlaveDataSourceRequest,
) -> Acceptance<DataSourceId> {
    let (master, slave) = (next(world, 0), next(world, 1));
    let entries = [
        entry(world, &master, &request.master, Some(&slave)),
        entry(world, &slave, &request.slave, Some(&master)),
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
    let mut found: Vec<_> = sources.filter(|source| fits(source, request)).collect();
    found.sort_by(|one, other| compare(one, other, request));
    let (part, page) = Page::new(request.page_number, request.page_size).part(found);
    let part: Vec<_> = part.into_iter().cloned().collect();
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
    request: &impl Listed,
    partner: Option<&DataSourceId>,
) -> Option<Entry> {
    let mut source = usual::<ListDataSourceRequest>()?.into_iter().next()?;
    source.id = id.clone();
    source.partner_id = partner.map(ToString::to_string);
    source.gmt_create = time(world.now());
    source.gmt_modified = time(world.now());
    // The example's own values belong to another data source.
    source.name = None;
    source.r#type = None;
    source.role = None;
    source.tenant = None;
    source.cluster = None;
    source.schema = None;
    source.ip = None;
    source.port = None;
    source.user_name = None;
    source.region = None;
    source.description = None;
    source.ocp_name = None;
    source.try_keep_hb = None;
    request.list(&mut source);
    // OMS would find these out by itself; nobody knows them here.
    source.version = None;
    source.charset = None;
    source.timezone = None;
    source.operating_system = None;
    source.conn_extra_attributes = None;
    Some(Entry::Source(Box::new(source)))
}
