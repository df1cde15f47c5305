//! Builds a task before a simulator knows it.

use std::collections::BTreeMap;
use std::time::Duration;

use oms_client::StartPosition;
use oms_client::shapes::TaskId;

use super::{Task, TaskKind};
use crate::engine::step::{Step, StepKind};
use crate::engine::{Course, Leg, Moment, Status};

impl Task {
    /// A running task whose forward synchronization is at `forward_position`, without a reverse
    /// one.
    ///
    /// Its name is its ID until [`named`](Self::named) says otherwise, and a week of changes is
    /// kept.
    #[must_use]
    pub fn new(id: impl Into<TaskId>, forward_position: impl Into<StartPosition>) -> Self {
        let mut task = Self::without_changes(id);
        task.forward = Some(Leg::new(forward_position));
        task
    }

    /// A running task that moves the existing rows, and synchronizes no changes.
    #[must_use]
    pub fn without_changes(id: impl Into<TaskId>) -> Self {
        let id = id.into();
        Self {
            name: id.to_string(),
            id,
            kind: TaskKind::Migration,
            status: Status::Running,
            forward: None,
            reverse: None,
            steps: Vec::new(),
            labels: Vec::new(),
            log_kept_hours: 168,
            created_at: Moment::default(),
            modified_at: Moment::default(),
            full: true,
            takes_ms: BTreeMap::new(),
            course: None,
            pending: None,
        }
    }

    /// Sets the name that people give it.
    #[must_use]
    pub fn named(mut self, name: impl Into<String>) -> Self {
        self.name = name.into();
        self
    }

    /// Sets its purpose; a migration unless set.
    #[must_use]
    pub fn of_kind(mut self, kind: TaskKind) -> Self {
        self.kind = kind;
        self
    }

    /// Sets its state. If the task was started, all steps before its changes count as done.
    #[must_use]
    pub fn in_status(mut self, status: Status) -> Self {
        self.status = status;
        self
    }

    /// Gives it a reverse synchronization that is at `position`.
    #[must_use]
    pub fn with_reverse(mut self, position: impl Into<StartPosition>) -> Self {
        self.reverse = Some(Leg::new(position));
        self
    }

    /// Sets the forward synchronization with its pace.
    #[must_use]
    pub fn with_forward_leg(mut self, leg: Leg) -> Self {
        self.forward = Some(leg);
        self
    }

    /// Leaves out definitions, rows and their comparison: the task has changes alone.
    #[must_use]
    pub fn changes_alone(mut self) -> Self {
        self.full = false;
        self
    }

    /// Gives it labels, by their IDs.
    #[must_use]
    pub fn labelled(mut self, labels: impl IntoIterator<Item = impl Into<String>>) -> Self {
        self.labels = labels.into_iter().map(Into::into).collect();
        self
    }

    /// Sets how many hours of changes are kept.
    #[must_use]
    pub fn log_kept_hours(mut self, hours: u32) -> Self {
        self.log_kept_hours = hours;
        self
    }

    /// Sets the course of its tickets, if it differs from that of the others.
    #[must_use]
    pub fn tickets(mut self, course: Course) -> Self {
        self.course = Some(course);
        self
    }

    /// Sets how long a step takes. One that goes on until the task ends keeps doing so.
    #[must_use]
    pub fn step_takes(mut self, kind: StepKind, takes: Duration) -> Self {
        let takes = u64::try_from(takes.as_millis()).unwrap_or(u64::MAX);
        self.takes_ms.insert(kind, takes);
        self
    }

    /// Makes it known at a moment: gives it its steps, as far as its state says that they are done.
    pub(in crate::engine) fn settle(&mut self, now: Moment) {
        if self.created_at == Moment::default() {
            self.created_at = now;
            self.modified_at = now;
        }
        if self.steps.is_empty() {
            self.steps = StepKind::ORDER
                .into_iter()
                .filter(|kind| self.has(*kind))
                .map(|kind| Step::new(kind, self.takes_ms.get(&kind).copied()))
                .collect();
        }
        if !matches!(self.status, Status::Init | Status::Deleted) {
            for step in &mut self.steps {
                step.complete(now);
            }
        }
    }

    fn has(&self, kind: StepKind) -> bool {
        match kind {
            StepKind::Precheck => true,
            StepKind::Structure | StepKind::FullTransfer | StepKind::FullVerification => self.full,
            StepKind::LogPull | StepKind::Incremental => self.forward.is_some(),
            StepKind::ReverseIncremental => self.reverse.is_some(),
        }
    }

    /// Moves every time in it by a number of seconds.
    pub(in crate::engine) fn shift(&mut self, seconds: i64) {
        for leg in [&mut self.forward, &mut self.reverse].into_iter().flatten() {
            leg.shift(seconds);
        }
        for step in &mut self.steps {
            step.shift(seconds);
        }
        self.created_at = self.created_at.shifted(seconds);
        self.modified_at = self.modified_at.shifted(seconds);
        if let Some(pending) = &mut self.pending {
            pending.due = pending.due.shifted(seconds);
        }
    }
}
