//! The calls that a fault strikes.

use std::fmt;
use std::time::Duration;

use oms_text::nearest;
use serde::{Deserialize, Serialize};

use super::{EchoFault, Fault};
use crate::engine::check_probability;
use crate::generated::ACTIONS;
use crate::span::Span;

/// Longest time for which a fault may hold a connection. It is longer than any client waits, so it
/// also serves for a connection that is meant to hang for ever.
const LONGEST: Duration = Duration::from_secs(3600);

/// A fault, and the calls that it strikes: all, unless a condition is given.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
#[non_exhaustive]
pub struct FaultRule {
    /// The fault that strikes.
    #[serde(deserialize_with = "super::parse::read")]
    pub strike: Fault,
    /// Calls of this action alone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub action: Option<String>,
    /// Calls that name this task alone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub task: Option<String>,
    /// Of the calls that match, these alone, counted from 1.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub nth: Vec<u64>,
    /// Of the calls that match, every n-th.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub every: Option<u64>,
    /// The probability of a strike, drawn from the seed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub probability: Option<f64>,
    /// At most this many times.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub times: Option<u64>,
    /// True if the call takes effect although the fault replaces the answer.
    #[serde(default)]
    pub after_commit: bool,
}

/// The reason why a fault cannot strike as it is described.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InvalidFault(pub(super) String);

impl FaultRule {
    /// A fault that strikes every call.
    #[must_use]
    pub fn new(strike: Fault) -> Self {
        Self {
            strike,
            action: None,
            task: None,
            nth: Vec::new(),
            every: None,
            probability: None,
            times: None,
            after_commit: false,
        }
    }

    /// Strikes calls of this action alone.
    #[must_use]
    pub fn on_action(mut self, action: impl Into<String>) -> Self {
        self.action = Some(action.into());
        self
    }

    /// Strikes calls that name this task alone.
    #[must_use]
    pub fn on_task(mut self, task: impl Into<String>) -> Self {
        self.task = Some(task.into());
        self
    }

    /// Of the calls that match, strikes this one, counted from 1. A second call adds another one.
    #[must_use]
    pub fn nth(mut self, number: u64) -> Self {
        self.nth.push(number);
        self
    }

    /// Of the calls that match, strikes every n-th.
    #[must_use]
    pub fn every(mut self, number: u64) -> Self {
        self.every = Some(number);
        self
    }

    /// Strikes with this probability, drawn from the seed.
    #[must_use]
    pub fn probability(mut self, probability: f64) -> Self {
        self.probability = Some(probability);
        self
    }

    /// Strikes at most this many times.
    #[must_use]
    pub fn times(mut self, times: u64) -> Self {
        self.times = Some(times);
        self
    }

    /// Lets the call take effect before the fault replaces the answer.
    #[must_use]
    pub fn after_commit(mut self) -> Self {
        self.after_commit = true;
        self
    }

    /// Refuses a rule that cannot strike.
    ///
    /// # Errors
    ///
    /// It names an action that is not known, a number or a probability out of its range, or a
    /// condition that its fault cannot depend on.
    pub fn check(&self) -> Result<(), InvalidFault> {
        self.problem().map_or(Ok(()), |problem| {
            Err(InvalidFault(format!("{}: {problem}", self.strike.name())))
        })
    }

    fn problem(&self) -> Option<String> {
        self.problem_of_action()
            .or_else(|| self.problem_of_numbers())
            .or_else(|| self.problem_of_stage())
            .or_else(|| problem_of_fault(&self.strike))
    }

    fn problem_of_action(&self) -> Option<String> {
        let action = self.action.as_deref()?;
        let names = || ACTIONS.iter().map(|known| known.name);
        if names().any(|name| name == action) {
            return None;
        }
        let hint = nearest(action, names())
            .map(|name| format!("; did you mean `{name}`?"))
            .unwrap_or_default();
        Some(format!("there is no action `{action}`{hint}"))
    }

    fn problem_of_numbers(&self) -> Option<String> {
        if self.nth.contains(&0) {
            return Some("`nth` counts from 1".to_owned());
        }
        if self.every == Some(0) {
            return Some("`every` is at least 1".to_owned());
        }
        if self.times == Some(0) {
            return Some("`times` is at least 1".to_owned());
        }
        let probability = self.probability?;
        check_probability("probability", probability).err()
    }

    fn problem_of_stage(&self) -> Option<String> {
        if self.task.is_some() && self.strike == Fault::ResetBeforeReading {
            return Some("what is not read names no task, so `task` cannot be given".to_owned());
        }
        if let (true, Fault::EchoHeaders(EchoFault { envelope: true, .. })) =
            (self.after_commit, &self.strike)
        {
            return Some(
                "an envelope that refuses a call that took effect would be a lie of the service's, so `after-commit` cannot be given"
                    .to_owned(),
            );
        }
        let replaces = matches!(
            self.strike,
            Fault::Status(_) | Fault::EchoHeaders(_) | Fault::Html502 | Fault::Garbage
        );
        if self.after_commit && !replaces {
            return Some(
                "`after-commit` is for faults that replace the answer: status, echo-headers, html502, garbage"
                    .to_owned(),
            );
        }
        None
    }
}

fn problem_of_fault(fault: &Fault) -> Option<String> {
    let too_long =
        |span: Duration| (span > LONGEST).then(|| "nothing waits longer than an hour".to_owned());
    match fault {
        Fault::Delay(Span(span)) | Fault::Latency(Span(span)) | Fault::SlowClose(Span(span)) => {
            too_long(*span)
        }
        Fault::Drip(drip) if drip.bytes == 0 => Some("a piece has at least one byte".to_owned()),
        Fault::Drip(drip) => too_long(drip.every),
        Fault::CommitThenStatus(code) => problem_of_status(*code),
        Fault::EchoHeaders(echo) => problem_of_status(echo.code),
        Fault::Status(status) => problem_of_status(status.code).or_else(|| {
            let header = status.retry_after.as_deref().unwrap_or_default();
            header
                .chars()
                .any(char::is_control)
                .then(|| "a header holds no control character".to_owned())
        }),
        _ => None,
    }
}

fn problem_of_status(code: u16) -> Option<String> {
    let is_final = (200..=599).contains(&code);
    (!is_final).then(|| format!("a final status is from 200 to 599, and {code} is none"))
}

impl From<Fault> for FaultRule {
    fn from(fault: Fault) -> Self {
        Self::new(fault)
    }
}

impl fmt::Display for InvalidFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for InvalidFault {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_strike_as_described_is_refused_in_words() {
        let lost = || FaultRule::new(Fault::LoseBeforeCommit);
        let minute = Duration::from_secs(60);
        for (rule, words) in [
            (lost(), ""),
            (
                lost().on_action("ResetIncrStartTimestamp").nth(2).times(1),
                "",
            ),
            (FaultRule::new(Fault::status(503)).after_commit(), ""),
            (
                lost().on_action("ResetIncrStartTimestmp"),
                "did you mean `ResetIncrStartTimestamp`?",
            ),
            (lost().on_action("Xyzzy"), "there is no action `Xyzzy`"),
            (lost().nth(0), "`nth` counts from 1"),
            (lost().every(0), "`every` is at least 1"),
            (lost().times(0), "`times` is at least 1"),
            (lost().probability(1.5), "`probability` is a probability"),
            (
                lost().probability(f64::NAN),
                "`probability` is a probability",
            ),
            (
                lost().after_commit(),
                "`after-commit` is for faults that replace",
            ),
            (
                FaultRule::new(Fault::ResetBeforeReading).on_task("np_1"),
                "names no task",
            ),
            (Fault::status(100).into(), "100 is none"),
            (Fault::commit_then_status(600).into(), "600 is none"),
            (Fault::echo_headers(99).into(), "99 is none"),
            (FaultRule::new(Fault::echo_headers(403)).after_commit(), ""),
            (
                FaultRule::new(Fault::echo_headers_in_envelope(403)).after_commit(),
                "a lie of the service's",
            ),
            (
                FaultRule::new(Fault::commit_then_status(404)).after_commit(),
                "`after-commit` is for faults that replace",
            ),
            (
                Fault::retry_after(503, "1\r\nx: y").into(),
                "no control character",
            ),
            (Fault::drip(0, minute).into(), "at least one byte"),
            (Fault::delay(minute * 61).into(), "an hour"),
        ] {
            let problem = rule
                .check()
                .err()
                .map(|problem| problem.to_string())
                .unwrap_or_default();
            assert_eq!(problem.is_empty(), words.is_empty(), "{rule:?}: {problem}");
            assert!(problem.contains(words), "{rule:?}: {problem}");
        }
    }

    #[test]
    fn a_rule_is_written_as_scenario_files_spell_it() {
        let rule = FaultRule::new(Fault::retry_after(429, "3"))
            .on_action("ResetIncrStartTimestamp")
            .nth(2);
        let text = toml::to_string(&rule).unwrap();
        assert_eq!(
            text,
            "action = \"ResetIncrStartTimestamp\"\nnth = [2]\nafter-commit = false\n\n[strike.status]\ncode = 429\nretry-after = \"3\"\n"
        );
        assert_eq!(toml::from_str::<FaultRule>(&text).unwrap(), rule);
    }
}
