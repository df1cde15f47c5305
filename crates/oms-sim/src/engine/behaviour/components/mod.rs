//! The components of tasks: their names, their form in an answer, and their settings.

mod masked;
mod part;
mod show;

use oms_client::actions::{
    DescribeProjectComponentsData, DescribeProjectComponentsRequest, UpdateFullImportRequest,
    UpdateIncrSyncDimension, UpdateIncrSyncRequest,
};
use oms_client::shapes::{ComponentConfig, ComponentKey, ConnectorConfig, TicketId};
use serde_json::Value;

pub(super) use self::part::Part;
use self::part::{Component, components_of};
use super::known;
use crate::basis;
use crate::engine::registry::Config;
use crate::engine::{Acceptance, Change, Reaction, Refusal, World};

/// The dimension by which components are chosen.
enum Choice<'a> {
    /// By the name of one.
    Name(&'a ComponentKey),
    /// By the name of the part of a task that they do.
    Task(&'a ComponentKey),
    /// By the host that they run on.
    Host(&'a ComponentKey),
}

impl<'a> Choice<'a> {
    /// The choice of a request. A dimension that nobody knows is taken for a name, which then fits
    /// none.
    fn new(dimension: &UpdateIncrSyncDimension, key: &'a ComponentKey) -> Self {
        match dimension {
            UpdateIncrSyncDimension::TaskName => Self::Task(key),
            UpdateIncrSyncDimension::Ip => Self::Host(key),
            _ => Self::Name(key),
        }
    }

    fn key(&self) -> &'a ComponentKey {
        match self {
            Self::Name(key) | Self::Task(key) | Self::Host(key) => key,
        }
    }

    fn fits(&self, component: &Component) -> bool {
        let own = match self {
            Self::Name(_) => &component.name,
            Self::Task(_) => &component.task_name,
            Self::Host(_) => &component.ip,
        };
        own == self.key().as_str()
    }
}

/// Gives a component settings that replace its own, some of which may be secret.
pub(super) fn replace(
    world: &World,
    part: Part,
    key: &ComponentKey,
    config: &ComponentConfig,
) -> Result<Acceptance<TicketId>, Refusal> {
    let settings = masked::value(config);
    configure(world, &part.both(), &Choice::Name(key), settings, true)
}

/// Gives the component that copies rows settings, beside its own or in their place.
pub(super) fn change_import(
    world: &World,
    request: &UpdateFullImportRequest,
) -> Result<Acceptance<TicketId>, Refusal> {
    let replaces = request.allow_delete == Some(true);
    let choice = Choice::Name(&request.key);
    change(world, Part::Import, &choice, &request.config, replaces)
}

/// Gives the components that carry changes settings, beside their own or in their place.
pub(super) fn change_synchronization(
    world: &World,
    request: &UpdateIncrSyncRequest,
) -> Result<Acceptance<TicketId>, Refusal> {
    let choice = Choice::new(&request.dimension, &request.key);
    // Settings that are left out are deleted only if one component is named.
    let replaces = request.allow_delete == Some(true) && matches!(choice, Choice::Name(_));
    let part = Part::Synchronization;
    change(world, part, &choice, &request.config, replaces)
}

/// Gives components settings, some of which may be secret.
fn change(
    world: &World,
    part: Part,
    choice: &Choice<'_>,
    config: &ConnectorConfig,
    replaces: bool,
) -> Result<Acceptance<TicketId>, Refusal> {
    let settings = masked::connector(config).map_err(|error| Refusal::own(&error))?;
    configure(world, &part.both(), choice, settings, replaces)
}

fn configure(
    world: &World,
    parts: &[Part],
    choice: &Choice<'_>,
    settings: Value,
    replaces: bool,
) -> Result<Acceptance<TicketId>, Refusal> {
    let chosen: Vec<String> = world
        .tasks()
        .flat_map(components_of)
        .filter(|component| parts.contains(&component.part) && choice.fits(component))
        .map(|component| component.name)
        .collect();
    if chosen.is_empty() {
        return Err(Refusal::unknown(
            "component",
            choice.key(),
            basis::UNKNOWN_COMPONENT,
        ));
    }
    let ticket = world.next_ticket_id();
    let change = Change::Configure(Config {
        ticket,
        components: chosen,
        settings,
        replaces,
    });
    Ok(Reaction::accept(ticket, basis::CONFIGURE).changing(change))
}

/// The components of a task.
pub(super) fn describe(
    world: &World,
    request: &DescribeProjectComponentsRequest,
) -> Result<Acceptance<DescribeProjectComponentsData>, Refusal> {
    let task = known(world, &request.id)?;
    let components: Vec<(Component, Option<Value>)> = components_of(task)
        .map(|component| {
            let config = world.registry().config(&component.name).cloned();
            (component, config)
        })
        .collect();
    let task = task.clone();
    Ok(Reaction::fill(basis::COMPONENTS, move |example| {
        show::show(example, &task, &components)
    }))
}
