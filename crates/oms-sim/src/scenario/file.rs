//! The shape of a scenario file, and its conversion to a scenario.
//!
//! serde refuses every key that is not named here, so a misspelt one is never ignored.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use oms_client::EpochSeconds;
use oms_client::StartPosition;
use oms_client::shapes::TaskId;
use serde::Deserialize;

use super::Scenario;
use super::position::{Position, When};
use crate::engine::{Course, Leg, Moment, Settings, Status, StepKind, Task, TaskKind};
use crate::fault::FaultRule;
use crate::span::Span;

/// The time on the clock unless the file says otherwise: more than an hour after the position of
/// the vendor's example.
pub(super) const NOW: i64 = 1_742_369_000;

#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct File {
    now: Option<When>,
    seed: u64,
    service: Settings,
    tickets: Course,
    task: Vec<TaskEntry>,
    fault: Vec<FaultRule>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct TaskEntry {
    id: String,
    name: Option<String>,
    kind: Option<TaskKind>,
    status: Option<Status>,
    #[serde(default)]
    labels: Vec<String>,
    log_kept_hours: Option<u32>,
    full: Option<bool>,
    forward: Option<LegEntry>,
    reverse: Option<LegEntry>,
    tickets: Option<Course>,
    #[serde(default)]
    steps: BTreeMap<StepKind, Span>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct LegEntry {
    position: Option<Position>,
    behind: Option<Span>,
    lag: Option<Span>,
    speed: Option<u32>,
}

impl File {
    /// Checks the rules that types cannot express, and names the entry that breaks one.
    pub(super) fn scenario(self) -> Result<Scenario, String> {
        let now = Moment::from_seconds(self.now.map_or(NOW, |when| when.0.get()));
        self.tickets
            .check()
            .map_err(|problem| format!("tickets: {problem}"))?;
        let mut ids = BTreeSet::new();
        let mut tasks = Vec::new();
        for entry in self.task {
            let id = entry.id.clone();
            if !ids.insert(id.clone()) {
                return Err(format!("task `{id}`: the ID is given twice"));
            }
            let task = entry.task(now);
            tasks.push(task.map_err(|problem| format!("task `{id}`: {problem}"))?);
        }
        for (index, rule) in self.fault.iter().enumerate() {
            rule.check()
                .map_err(|problem| format!("fault {}: {problem}", index + 1))?;
        }
        Ok(Scenario {
            now,
            seed: self.seed,
            settings: self.service,
            course: self.tickets,
            tasks,
            faults: self.fault,
        })
    }
}

impl TaskEntry {
    fn task(self, now: Moment) -> Result<Task, String> {
        let id = self
            .id
            .parse::<TaskId>()
            .map_err(|invalid| format!("the ID {invalid}"))?;
        let mut task = Task::without_changes(id);
        task.name = self.name.unwrap_or(task.name);
        task.kind = self.kind.unwrap_or(task.kind);
        task.status = self.status.unwrap_or(task.status);
        task.labels = self.labels;
        task.log_kept_hours = self.log_kept_hours.unwrap_or(task.log_kept_hours);
        task.forward = self
            .forward
            .map(|leg| leg.leg("forward", now))
            .transpose()?;
        task.reverse = self
            .reverse
            .map(|leg| leg.leg("reverse", now))
            .transpose()?;
        if self.full == Some(false) {
            task = task.changes_alone();
        }
        if let Some(course) = self.tickets {
            course
                .check()
                .map_err(|problem| format!("tickets: {problem}"))?;
            task = task.tickets(course);
        }
        for (kind, Span(takes)) in self.steps {
            task = task.step_takes(kind, takes);
        }
        Ok(task)
    }
}

impl LegEntry {
    fn leg(self, name: &str, now: Moment) -> Result<Leg, String> {
        let position = match (self.position, self.behind) {
            (Some(Position(position)), None) => position,
            (None, Some(Span(behind))) => {
                behind_now(now, behind).map_err(|problem| format!("{name}.behind: {problem}"))?
            }
            (Some(_), Some(_)) => {
                return Err(format!(
                    "{name}: `position` and `behind` exclude each other"
                ));
            }
            (None, None) => return Err(format!("{name}: `position` or `behind` is needed")),
        };
        let mut leg = Leg::new(position);
        if let Some(Span(lag)) = self.lag {
            leg = leg.lag(u32::try_from(lag.as_secs()).unwrap_or(u32::MAX));
        }
        if let Some(speed) = self.speed {
            leg = leg.speed(speed);
        }
        Ok(leg)
    }
}

fn behind_now(now: Moment, behind: Duration) -> Result<StartPosition, String> {
    let behind = i64::try_from(behind.as_secs()).unwrap_or(i64::MAX);
    EpochSeconds::new(now.seconds().saturating_sub(behind))
        .map(Into::into)
        .map_err(|invalid| invalid.to_string())
}
