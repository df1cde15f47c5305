//! Everything that the simulated service knows: its tasks, its tickets and its clock.

mod advance;
mod by_id;
mod ticket_list;
mod tickets;

use std::collections::BTreeMap;
use std::time::Duration;

use oms_client::EpochSeconds;
use oms_client::shapes::TicketId;
use serde::{Deserialize, Serialize};

use super::random::Random;
use super::settings::Settings;
use super::{Change, Course, Moment, Registry, Task, Ticket};
use ticket_list::TicketList;

/// Everything that the simulated service knows.
///
/// Written as JSON, moments are milliseconds since 1970, and positions have the form in which the
/// service writes them.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct World {
    now: Moment,
    pub(super) settings: Settings,
    pub(super) course: Course,
    #[serde(with = "by_id")]
    tasks: BTreeMap<String, Task>,
    tickets: TicketList,
    registry: Registry,
    random: Random,
}

impl World {
    /// The tasks, by ID.
    pub fn tasks(&self) -> impl Iterator<Item = &Task> {
        self.tasks.values()
    }

    /// The task of this ID.
    #[must_use]
    pub fn task(&self, id: &str) -> Option<&Task> {
        self.tasks.get(id)
    }

    /// The tickets, oldest first.
    #[must_use]
    pub fn tickets(&self) -> &[Ticket] {
        self.tickets.all()
    }

    /// The ticket of this ID.
    #[must_use]
    pub fn ticket(&self, id: TicketId) -> Option<&Ticket> {
        self.tickets.get(id)
    }

    /// The time on the virtual clock.
    #[must_use]
    pub const fn now(&self) -> Moment {
        self.now
    }

    /// A world without tasks.
    pub(crate) fn new(now: Moment, seed: u64) -> Self {
        Self {
            now,
            settings: Settings::default(),
            course: Course::default(),
            tasks: BTreeMap::new(),
            tickets: TicketList::default(),
            registry: Registry::at_the_start(),
            random: Random::new(seed),
        }
    }

    /// A copy with the last tickets, so many of them, and the last one of each direction of a task:
    /// all that somebody who looks at it every second needs. After weeks, all tickets are many.
    pub(crate) fn with_last_tickets(&self, count: usize) -> Self {
        Self {
            now: self.now,
            settings: self.settings.clone(),
            course: self.course.clone(),
            tasks: self.tasks.clone(),
            tickets: self.tickets.last(count),
            registry: self.registry.clone(),
            random: self.random.clone(),
        }
    }

    /// The knowledge beside tasks and their positions.
    pub(super) fn registry(&self) -> &Registry {
        &self.registry
    }

    pub(crate) fn settings(&self) -> &Settings {
        &self.settings
    }

    pub(crate) fn settings_mut(&mut self) -> &mut Settings {
        &mut self.settings
    }

    pub(crate) fn set_course(&mut self, course: Course) {
        self.course = course;
    }

    /// Adds a task; one of the same ID is replaced.
    pub(crate) fn insert(&mut self, mut task: Task) {
        task.settle(self.now);
        self.tasks.insert(task.id.to_string(), task);
    }

    /// Moves every time in it, so that the clock shows `now`.
    pub(crate) fn shift_to(&mut self, now: EpochSeconds) {
        let seconds = now.get().saturating_sub(self.now.seconds());
        self.now = self.now.shifted(seconds);
        for task in self.tasks.values_mut() {
            task.shift(seconds);
        }
    }

    /// Makes a decided change real.
    pub(crate) fn commit(&mut self, change: Change) {
        match change {
            Change::OpenTicket(ticket) => self.open(*ticket),
            Change::Operate { tasks, operation } => {
                for task in &tasks {
                    self.operate(task, operation);
                }
            }
            Change::NextStep { task } => self.next_step(&task),
            Change::CreateTask { task, request } => {
                self.registry.plan(task.id.to_string(), *request);
                self.insert(*task);
            }
            Change::ReplaceSettings(request) => {
                if let Some(task) = self.tasks.get_mut(request.id.as_str()) {
                    task.modified_at = self.now;
                }
                let task = request.id.to_string();
                self.registry.changes.insert(task, *request);
            }
            Change::Add(entries) => entries
                .into_iter()
                .for_each(|entry| self.registry.add(entry)),
            Change::ForgetSource { source } => self.registry.forget_source(&source),
            Change::Halt { record, halt } => self.registry.halt(&record, halt, self.now),
            Change::Configure(config) => self.registry.configure(&config),
            Change::Nothing => {}
            Change::Look { task } => self.look(&task),
        }
    }

    fn operate(&mut self, task: &str, operation: super::Operation) {
        let (takes, now) = (self.takes(operation), self.now);
        if let Some(task) = self.tasks.get_mut(task) {
            task.ask(operation, now, takes);
            task.settle_due(now);
        }
    }

    fn next_step(&mut self, task: &str) {
        let now = self.now;
        if let Some(task) = self.tasks.get_mut(task) {
            task.end_step(now);
        }
    }

    /// The time until an operation has led to its state.
    fn takes(&self, operation: super::Operation) -> Duration {
        match operation {
            super::Operation::Stop => self.settings.stopping_takes,
            super::Operation::Release => self.settings.releasing_takes,
            super::Operation::Start | super::Operation::Resume | super::Operation::Delete => {
                Duration::ZERO
            }
        }
    }
}

#[cfg(test)]
mod tests;
