//! The condition that a wait ends with.

use std::fmt;

use oms_client::shapes::{StepName, TaskStatus};
use oms_client::{EpochSeconds, Seen, Shown, StartPosition};

use crate::command::status;
use crate::command::status::task::{Direction, Progress};
use crate::failure::Failure;
use crate::time::{self, Moment, TimeInput, brief};

/// A condition as the command line has it.
#[derive(Debug, Clone)]
pub(super) struct Condition {
    text: String,
    wanted: Aim<TimeInput>,
}

/// A condition whose moment is resolved, about one direction or the current one.
pub(super) struct Goal {
    aim: Aim<EpochSeconds>,
    reverse: Option<bool>,
}

#[derive(Debug, Clone)]
enum Aim<T> {
    State(TaskStatus),
    Step(StepName),
    /// Fewer seconds behind than this.
    LagBelow(i64),
    PositionAfter(T),
}

pub(super) fn read(text: &str) -> Result<Condition, String> {
    Ok(Condition {
        text: text.to_owned(),
        wanted: wanted(text)?,
    })
}

fn wanted(text: &str) -> Result<Aim<TimeInput>, String> {
    let refusal = || {
        "is not a condition: write state=RUNNING, step=INCR_TRANSFER, 'lag<30s' or 'position>2025-03-19T14:18:38+08:00'".to_owned()
    };
    let end = text.find(['=', '<', '>']).ok_or_else(refusal)?;
    let (key, rest) = text.split_at(end);
    let mut rest = rest.chars();
    let sign = rest.next();
    let value = rest.as_str().trim();
    match (key.trim(), sign) {
        ("state", Some('=')) => status::state(value).map(Aim::State),
        ("step", Some('=')) => match StepName::from(value.to_ascii_uppercase().as_str()) {
            StepName::Unknown { .. } => {
                Err(format!("names no step that is known: {}", Shown(value)))
            }
            known => Ok(Aim::Step(known)),
        },
        ("lag", Some('<')) => {
            let most = time::duration(value)?;
            if most.as_secs() == 0 {
                return Err(
                    "a lag is at least 0 s, so it is never below that: give a second or more"
                        .to_owned(),
                );
            }
            Ok(Aim::LagBelow(
                i64::try_from(most.as_secs()).unwrap_or(i64::MAX),
            ))
        }
        ("position" | "checkpoint", Some('>')) => time::parse(value).map(Aim::PositionAfter),
        _ => Err(refusal()),
    }
}

impl fmt::Display for Condition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&Shown(&self.text), f)
    }
}

impl Condition {
    /// Returns the condition with its moment resolved.
    pub(super) fn resolve(&self, reverse: Option<bool>, moment: &Moment) -> Result<Goal, Failure> {
        let aim = match &self.wanted {
            Aim::State(state) => Aim::State(state.clone()),
            Aim::Step(step) => Aim::Step(step.clone()),
            Aim::LagBelow(most) => Aim::LagBelow(*most),
            Aim::PositionAfter(time) => Aim::PositionAfter(time.resolve("--for", moment)?),
        };
        Ok(Goal { aim, reverse })
    }
}

impl Goal {
    /// Judges a goal by a look.
    pub(super) fn judge(&self, progress: &Progress) -> Seen {
        let direction = direction(progress, self.reverse);
        let is_reached = match &self.aim {
            Aim::State(state) => progress.state.counts_as(state),
            Aim::Step(step) => progress.step.as_ref() == Some(step),
            Aim::LagBelow(most) => direction.lag.is_some_and(|lag| lag < *most),
            Aim::PositionAfter(least) => direction
                .position
                .as_ref()
                .and_then(StartPosition::epoch_seconds)
                .is_some_and(|seconds| seconds > *least),
        };
        if is_reached {
            return Seen::Reached;
        }
        let is_of_a_direction = matches!(self.aim, Aim::LagBelow(_) | Aim::PositionAfter(_));
        if is_of_a_direction && direction.exists == Some(false) {
            return Seen::Never(
                "it has no incremental synchronization in that direction".to_owned(),
            );
        }
        if self.is_out_of_reach(&progress.state) {
            return Seen::Never(format!("it is {}", progress.state));
        }
        Seen::NotYet
    }

    /// Returns whether no task reaches the goal from a state any more. One that failed is resumed,
    /// and may still be seen as it was, but its position stands still until then.
    fn is_out_of_reach(&self, state: &TaskStatus) -> bool {
        match &self.aim {
            Aim::State(wanted) => !state.can_become(wanted),
            _ => state.has_ended(),
        }
    }
}

fn direction(progress: &Progress, reverse: Option<bool>) -> &Direction {
    match reverse {
        Some(true) => &progress.reverse,
        Some(false) => &progress.forward,
        None => progress.current().1,
    }
}

/// Describes what a look has shown, with its position as `shown` has it.
pub(super) fn seen(
    progress: &Progress,
    reverse: Option<bool>,
    shown: impl Fn(&StartPosition) -> String,
) -> String {
    let direction = direction(progress, reverse);
    let step = progress
        .step
        .iter()
        .map(|step| format!("step {}", Shown(step.as_str())));
    let position = direction
        .position
        .iter()
        .map(|position| format!("position {}", shown(position)));
    let lag = direction
        .lag
        .iter()
        .map(|lag| format!("{} behind", brief(*lag)));
    let state = std::iter::once(Shown(progress.state.as_str()).to_string());
    let words: Vec<String> = state.chain(step).chain(position).chain(lag).collect();
    words.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_condition_names_a_state_a_step_a_lag_or_a_position() {
        for text in [
            "state=running",
            "step=INCR_TRANSFER",
            "lag<30s",
            "lag < 1h30m",
            "position>-2h",
            "checkpoint>1742365118",
        ] {
            assert!(read(text).is_ok(), "{text}: {:?}", read(text));
        }
        for (text, words) in [
            ("", "is not a condition"),
            ("running", "is not a condition"),
            ("lag>30s", "is not a condition"),
            ("state=WALKING", "not a known state"),
            ("step=", "no step"),
            ("lag<500ms", "give a second or more"),
            ("lag<soon", "number above zero"),
            ("position>soon", "not a time"),
        ] {
            let refused = read(text).unwrap_err();
            assert!(refused.contains(words), "{text}: {refused}");
        }
    }
}
