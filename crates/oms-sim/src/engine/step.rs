//! The steps of a task: what it does first, how long that takes, and what then goes on without an
//! end.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::Moment;

/// One step of a task.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Step {
    /// The kind of work that is done in it.
    pub kind: StepKind,
    /// Time that it takes while the task works, in milliseconds; `None` if it goes on until the
    /// task ends.
    pub takes_ms: Option<u64>,
    /// Time that it has been worked on, in milliseconds.
    pub worked_ms: u64,
    /// When it began, on the virtual clock.
    pub started_at: Option<Moment>,
    /// When it ended, on the virtual clock.
    pub finished_at: Option<Moment>,
}

/// The kind of work that is done in a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum StepKind {
    /// Checks that everything that is needed is there.
    Precheck,
    /// The definitions of the tables.
    Structure,
    /// Pulling the logs of changes, which goes on.
    LogPull,
    /// The rows that are there.
    FullTransfer,
    /// The changes from source to target, which go on.
    Incremental,
    /// Comparing all rows.
    FullVerification,
    /// Changes from target to source, which go on.
    ReverseIncremental,
}

impl StepKind {
    /// Every kind, in the order in which a task comes to them.
    pub(crate) const ORDER: [Self; 7] = [
        Self::Precheck,
        Self::Structure,
        Self::LogPull,
        Self::FullTransfer,
        Self::Incremental,
        Self::FullVerification,
        Self::ReverseIncremental,
    ];

    /// Time that it takes, in milliseconds, unless a scenario says otherwise; `None` if it has no
    /// end.
    const fn usual_ms(self) -> Option<u64> {
        match self {
            Self::Precheck => Some(5_000),
            Self::Structure => Some(10_000),
            Self::FullTransfer => Some(60_000),
            Self::FullVerification => Some(30_000),
            Self::LogPull | Self::Incremental | Self::ReverseIncremental => None,
        }
    }
}

impl Step {
    /// A step that has not begun, and takes its usual time unless a scenario says otherwise.
    pub(crate) fn new(kind: StepKind, takes_ms: Option<u64>) -> Self {
        let usual = kind.usual_ms();
        Self {
            kind,
            takes_ms: usual.and(takes_ms).or(usual),
            worked_ms: 0,
            started_at: None,
            finished_at: None,
        }
    }

    /// The share of it that is done, in percent. A step without an end counts as done once it has
    /// begun.
    #[must_use]
    pub fn percent(&self) -> u8 {
        let percent = match (self.takes_ms, self.started_at) {
            (_, None) => 0,
            (None | Some(0), Some(_)) => 100,
            (Some(takes), Some(_)) => self.worked_ms.saturating_mul(100) / takes,
        };
        u8::try_from(percent.min(100)).unwrap_or(100)
    }

    /// Returns whether it has come to its end. A step without an end never does.
    #[must_use]
    pub const fn is_finished(&self) -> bool {
        self.finished_at.is_some()
    }

    /// Returns whether it has begun and not come to its end.
    pub(crate) const fn is_at_work(&self) -> bool {
        self.started_at.is_some() && self.finished_at.is_none()
    }

    /// The time that it still takes; `None` if it has no end.
    pub(crate) fn rest(&self) -> Option<Duration> {
        self.takes_ms
            .map(|takes| Duration::from_millis(takes.saturating_sub(self.worked_ms)))
    }

    /// Begins it at a moment, unless it has begun.
    pub(crate) fn begin(&mut self, at: Moment) {
        self.started_at.get_or_insert(at);
    }

    /// Works on it for no longer than it takes, and ends it at `end` if that is all.
    pub(crate) fn work(&mut self, span: Duration, end: Moment) {
        let worked = u64::try_from(span.as_millis()).unwrap_or(u64::MAX);
        self.worked_ms = self.worked_ms.saturating_add(worked);
        if self.takes_ms.is_some_and(|takes| self.worked_ms >= takes) {
            self.finished_at.get_or_insert(end);
        }
    }

    /// Marks it as done long ago, or as going on since then.
    pub(crate) fn complete(&mut self, at: Moment) {
        self.begin(at);
        if let Some(takes) = self.takes_ms {
            self.worked_ms = takes;
            self.finished_at = Some(at);
        }
    }

    pub(crate) fn shift(&mut self, seconds: i64) {
        self.started_at = self.started_at.map(|at| at.shifted(seconds));
        self.finished_at = self.finished_at.map(|at| at.shifted(seconds));
    }
}
