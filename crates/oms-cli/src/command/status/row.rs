//! One task as it is printed: a record with stable names for programs, and a line for people.

#[cfg(all(test, feature = "watch"))]
use oms_client::shapes::TaskStatus;
use oms_client::{Shown, StartPosition};
use serde::Serialize;

use super::task::{Direction, Listed, Progress, Unread};
use crate::terminal::{self, Ordered};
use crate::time::{self, Moment, brief};

/// One task. The names of the fields are those of `-o json`, and stay.
#[derive(Debug, Clone, Default, Serialize)]
pub(crate) struct Row {
    pub(crate) id: String,
    pub(crate) name: Option<String>,
    pub(crate) state: String,
    pub(crate) step: Option<String>,
    pub(crate) progress_percent: Option<i64>,
    /// The direction that data takes now.
    direction: Option<&'static str>,
    /// The lag of the current direction, in seconds.
    pub(crate) lag_seconds: Option<i64>,
    /// The rate of the current direction: the seconds of data that it processes in a second.
    pub(crate) rate: Option<f64>,
    /// The seconds until it will have caught up at that rate.
    pub(crate) seconds_to_go: Option<i64>,
    forward_position: Option<StartPosition>,
    forward_time: Option<String>,
    forward_lag_seconds: Option<i64>,
    reverse_position: Option<StartPosition>,
    reverse_time: Option<String>,
    reverse_lag_seconds: Option<i64>,
    /// The reason why the progress could not be read.
    pub(crate) error: Option<String>,
    /// The position of the current direction for people, in local time. Programs get the same bytes
    /// in every zone.
    #[serde(skip)]
    local_time: Option<String>,
}

impl Row {
    /// Makes the row of a task from its progress, and from what an earlier look at it had shown.
    pub(super) fn new(
        task: &Listed,
        progress: &Result<Progress, Unread>,
        earlier: Option<&Progress>,
        moment: &Moment,
    ) -> Self {
        let row = Self::listed(task);
        match progress {
            Ok(progress) => row.with(progress, earlier, moment),
            Err(error) => Self {
                error: Some(Shown(&error.to_string()).to_string()),
                ..row
            },
        }
    }

    fn listed(task: &Listed) -> Self {
        Self {
            id: task.id.as_str().to_owned(),
            name: task.name.clone(),
            state: task.state.as_str().to_owned(),
            ..Self::default()
        }
    }

    fn with(self, progress: &Progress, earlier: Option<&Progress>, moment: &Moment) -> Self {
        let (name, current) = progress.current();
        let rate = earlier.and_then(|earlier| {
            let passed = progress.read_at.get().saturating_sub(earlier.read_at.get());
            let before = if name == "reverse" {
                &earlier.reverse
            } else {
                &earlier.forward
            };
            current.rate_since(before, passed)
        });
        let utc = |direction: &Direction| direction.position.as_ref().map(time::shown);
        let local = |direction: &Direction| {
            let position = direction.position.as_ref()?;
            Some(time::shown_at(position, moment))
        };
        Self {
            state: progress.state.as_str().to_owned(),
            step: progress.step.as_ref().map(|step| step.as_str().to_owned()),
            progress_percent: progress.percent,
            direction: current.position.is_some().then_some(name),
            lag_seconds: current.lag,
            rate,
            seconds_to_go: rate.and_then(|rate| current.seconds_to_go(rate)),
            forward_position: progress.forward.position.clone(),
            forward_time: utc(&progress.forward),
            forward_lag_seconds: progress.forward.lag,
            reverse_position: progress.reverse.position.clone(),
            reverse_time: utc(&progress.reverse),
            reverse_lag_seconds: progress.reverse.lag,
            local_time: local(current),
            ..self
        }
    }

    /// Makes the row of a task of which only the ID and the state are known.
    #[cfg(all(test, feature = "watch"))]
    pub(crate) fn example(id: &str, state: &str) -> Self {
        Self::listed(&Listed {
            id: id.into(),
            name: None,
            state: TaskStatus::from(state),
        })
    }

    /// Returns the cells of a line for people, in the order of [`HEADINGS`].
    pub(super) fn cells(&self) -> Vec<String> {
        let shown = |text: &Option<String>| {
            text.as_deref()
                .map(|text| Shown(text).to_string())
                .unwrap_or_default()
        };
        let rate = self.rate.map(|rate| format!("{rate:.1}x"));
        let to_go = self.seconds_to_go.map(brief);
        let percent = self.progress_percent.map(|percent| format!(" {percent}%"));
        let step = self
            .step
            .as_ref()
            .map(|step| format!("{}{}", Shown(step), percent.unwrap_or_default()));
        vec![
            self.lag_seconds.map_or_else(|| "-".to_owned(), brief),
            Shown(&self.state).to_string(),
            terminal::shortened(&shown(&self.name), LONGEST_NAME),
            Shown(&self.id).to_string(),
            rate.unwrap_or_default(),
            to_go.unwrap_or_default(),
            if self.error.is_some() {
                "not read".to_owned()
            } else {
                shown(&self.local_time)
            },
            if self.direction == Some("reverse") {
                "reverse".to_owned()
            } else {
                String::new()
            },
            step.unwrap_or_default(),
        ]
    }
}

/// Returns the names of the fields, in their order: the columns of `-o csv`, whatever tasks there
/// are.
pub(super) fn columns() -> Vec<String> {
    match Ordered::of(&Row::default()) {
        Ordered::Object(fields) => fields.into_iter().map(|(name, _)| name).collect(),
        _ => Vec::new(),
    }
}

/// The widest name that is shown whole, so that what is behind it fits into 80 columns.
const LONGEST_NAME: usize = 24;

/// The column of the name.
pub(super) const NAME: usize = 2;

/// The headings of the lines for people. On a narrow terminal, those on the right are left out.
pub(super) const HEADINGS: [&str; 9] = [
    "LAG",
    "STATE",
    "NAME",
    "ID",
    "RATE",
    "TO GO",
    "POSITION",
    "DIRECTION",
    "STEP",
];
