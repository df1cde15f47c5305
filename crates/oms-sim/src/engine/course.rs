//! The course of a ticket: when its work is done, and whether it succeeds.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::span::Span;

/// The course of tickets: when their work is done, and whether it succeeds.
///
/// By default, a ticket is done at once and succeeds.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Course {
    /// The time on the virtual clock after which a ticket is done.
    #[serde(skip_serializing_if = "Option::is_none")]
    after: Option<Span>,
    /// The number of reads of its task after which a ticket is done.
    #[serde(skip_serializing_if = "Option::is_none")]
    after_polls: Option<u32>,
    /// The probability with which a ticket fails.
    failing: f64,
}

impl Course {
    /// A ticket is done at once.
    #[must_use]
    pub fn at_once() -> Self {
        Self::default()
    }

    /// A ticket is done after this time on the virtual clock.
    #[must_use]
    pub fn after(span: Duration) -> Self {
        Self {
            after: Some(Span(span)),
            ..Self::default()
        }
    }

    /// A ticket is done once its task has been read this many times.
    #[must_use]
    pub fn after_polls(polls: u32) -> Self {
        Self {
            after_polls: Some(polls),
            ..Self::default()
        }
    }

    /// A ticket fails, when its time has come, with this probability; 1 is always.
    #[must_use]
    pub fn failing(mut self, probability: f64) -> Self {
        self.failing = probability;
        self
    }

    pub(crate) fn probability_of_failure(&self) -> f64 {
        self.failing
    }

    /// The moment at which a ticket is done.
    pub(super) fn pace(&self) -> Pace {
        match (self.after, self.after_polls) {
            (Some(Span(span)), _) => Pace::After(span),
            (None, Some(polls)) => Pace::AfterPolls(polls),
            (None, None) => Pace::After(Duration::ZERO),
        }
    }

    /// Refuses values that contradict each other or are out of range.
    pub(crate) fn check(&self) -> Result<(), String> {
        if self.after.is_some() && self.after_polls.is_some() {
            return Err("`after` and `after-polls` exclude each other".to_owned());
        }
        check_probability("failing", self.failing)
    }
}

/// The moment at which the work of a ticket is done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Pace {
    After(Duration),
    AfterPolls(u32),
}

/// Refuses a probability that is out of range.
pub(crate) fn check_probability(name: &str, probability: f64) -> Result<(), String> {
    if (0.0..=1.0).contains(&probability) {
        return Ok(());
    }
    Err(format!(
        "`{name}` is a probability, from 0 to 1, and {probability} is none"
    ))
}
