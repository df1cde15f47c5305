//! The knowledge of the service beside tasks and their positions: data sources, labels, records of
//! changes, checks, settings.
//!
//! No secret is kept: of a data source what a list shows, of settings that may hold secrets their
//! keys.

mod component;
mod record;

use std::collections::BTreeMap;

use oms_client::actions::{
    CreateProjectRequest, ListAllLabelsRequest, ListDataSourceData, ListDataSourceRequest,
    UpdateProjectConfigRequest,
};
use oms_client::shapes::Label;
use serde::{Deserialize, Serialize};
use serde_json::Value;

pub(crate) use component::{Config, merge};
pub(crate) use record::{Check, Halt, Record};

use super::usual::usual;

/// The knowledge of the service beside tasks and their positions.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub(crate) struct Registry {
    pub(crate) sources: Vec<ListDataSourceData>,
    pub(crate) labels: Vec<Label>,
    pub(crate) records: Vec<Record>,
    pub(crate) checks: Vec<Check>,
    /// The requests that created tasks, by the ID of the task.
    pub(crate) plans: BTreeMap<String, CreateProjectRequest>,
    /// The latest change of the settings of each task, by the ID of the task.
    pub(crate) changes: BTreeMap<String, UpdateProjectConfigRequest>,
    /// Settings of components, by the name of the component.
    configs: BTreeMap<String, Value>,
    /// Number of tickets that were opened for components.
    tickets: i64,
    /// Number of IDs that were given out.
    given: u64,
}

/// Something that a call creates, beside tasks and tickets.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Entry {
    /// A data source, as a list shows it.
    Source(Box<ListDataSourceData>),
    /// A label.
    Label(Box<Label>),
    /// A record of a change of a task's objects.
    Record(Box<Record>),
    /// A check of a planned task.
    Check(Box<Check>),
}

impl Registry {
    /// The start: the data sources and the labels of the examples.
    pub(crate) fn at_the_start() -> Self {
        Self {
            sources: usual::<ListDataSourceRequest>().unwrap_or_default(),
            labels: usual::<ListAllLabelsRequest>().unwrap_or_default(),
            ..Self::default()
        }
    }

    /// The ID that is given next, to the thing that is created together with this many before it.
    pub(crate) fn next_id(&self, prefix: &str, others: u64) -> String {
        let number = self.given.saturating_add(others).saturating_add(1);
        format!("{prefix}4w9c{number:04}")
    }

    /// The number that is given next.
    pub(crate) fn next_number(&self) -> u64 {
        self.given.saturating_add(1001)
    }

    /// Number of tickets that were opened for components.
    pub(crate) fn tickets(&self) -> i64 {
        self.tickets
    }

    /// The data source of this ID.
    pub(crate) fn source(&self, id: &str) -> Option<&ListDataSourceData> {
        self.sources.iter().find(|source| source.id.as_str() == id)
    }

    /// The record of this ID.
    pub(crate) fn record(&self, id: &str) -> Option<&Record> {
        self.records.iter().find(|record| record.id.as_str() == id)
    }

    /// The settings that a component was given.
    pub(crate) fn config(&self, component: &str) -> Option<&Value> {
        self.configs.get(component)
    }

    /// Records the created things.
    pub(crate) fn add(&mut self, entry: Entry) {
        self.given = self.given.saturating_add(1);
        match entry {
            Entry::Source(source) => self.sources.push(*source),
            Entry::Label(label) => self.labels.push(*label),
            Entry::Record(record) => self.records.push(*record),
            Entry::Check(check) => self.checks.push(*check),
        }
    }

    /// Records the request that created a task.
    pub(crate) fn plan(&mut self, task: String, request: CreateProjectRequest) {
        self.given = self.given.saturating_add(1);
        self.plans.insert(task, request);
    }

    /// Forgets a data source.
    pub(crate) fn forget_source(&mut self, id: &str) {
        self.sources.retain(|source| source.id.as_str() != id);
    }

    /// Stops, cancels or restarts the work on a record.
    pub(crate) fn halt(&mut self, id: &str, halt: Option<Halt>, at: super::Moment) {
        for record in &mut self.records {
            if record.id.as_str() == id {
                record.halt(halt, at);
            }
        }
    }

    /// Gives components their settings, under a ticket.
    pub(crate) fn configure(&mut self, config: &Config) {
        self.tickets = self.tickets.saturating_add(1);
        for component in &config.components {
            let earlier = self.configs.remove(component);
            let settings = match earlier {
                Some(earlier) if !config.replaces => merge(earlier, config.settings.clone()),
                _ => config.settings.clone(),
            };
            self.configs.insert(component.clone(), settings);
        }
    }
}
