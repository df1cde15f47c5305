//! One task as the service shows it: its state, its step and how far behind each direction is.

use std::fmt;
use std::time::SystemTime;

use clap::{Arg, Args, Command};
use oms_client::actions::{DescribeProjectProgressData, DescribeProjectProgressRequest};
use oms_client::shapes::{StepName, Task, TaskStatus};
use oms_client::{Client, EpochSeconds, Error, Invalid, Reply, Shown, StartPosition, TaskId};

use crate::generated::actions::list_projects::ListProjectsArgs;

/// A task of the list, before its progress is read.
#[derive(Debug, Clone)]
pub(super) struct Listed {
    pub(super) id: TaskId,
    pub(super) name: Option<String>,
    pub(super) state: TaskStatus,
}

#[derive(Debug, Clone)]
pub(crate) struct Progress {
    pub(crate) state: TaskStatus,
    pub(crate) step: Option<StepName>,
    /// The progress of the transfer that its step belongs to, in percent.
    pub(crate) percent: Option<i64>,
    pub(crate) forward: Direction,
    pub(crate) reverse: Direction,
    /// The second at which the service answered, by its own clock where it tells.
    pub(crate) read_at: EpochSeconds,
}

/// The reason why no progress is known.
#[derive(Debug)]
pub(crate) enum Unread {
    /// The read failed.
    Failed(Box<Error>),
    /// The answer holds a value that is none.
    Invalid(Invalid),
    /// The answer is about another task than the one that was asked for.
    Another(TaskId),
}

impl fmt::Display for Unread {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Failed(error) => error.fmt(f),
            Self::Invalid(invalid) => invalid.fmt(f),
            Self::Another(id) => write!(
                f,
                "the service answered about another task, {}",
                Shown(id.as_str())
            ),
        }
    }
}

impl From<Error> for Unread {
    fn from(error: Error) -> Self {
        Self::Failed(Box::new(error))
    }
}

impl From<Invalid> for Unread {
    fn from(invalid: Invalid) -> Self {
        Self::Invalid(invalid)
    }
}

#[derive(Debug, Clone, Default)]
pub(crate) struct Direction {
    /// Set where the service says whether the task has it.
    pub(crate) exists: Option<bool>,
    pub(crate) position: Option<StartPosition>,
    /// The seconds by which the position is behind the moment of the look; `None` if it is not a
    /// timestamp.
    pub(crate) lag: Option<i64>,
}

impl From<Task> for Listed {
    fn from(task: Task) -> Self {
        Self {
            id: task.id,
            name: task.name,
            state: task.status,
        }
    }
}

/// Reads a state that is known, in letters of either case.
pub(crate) fn state(text: &str) -> Result<TaskStatus, String> {
    match TaskStatus::from(text.to_ascii_uppercase().as_str()) {
        TaskStatus::Unknown { .. } => {
            let known = known_states().join(", ");
            Err(format!("is not a known state, which are {known}"))
        }
        known => Ok(known),
    }
}

/// Returns the states that are known, as the flag that filters by them takes them.
fn known_states() -> Vec<String> {
    let list = ListProjectsArgs::augment_args(Command::new("list"));
    let mut flags = list.get_arguments();
    let states = flags.find(|flag| flag.get_long() == Some("status"));
    let states = states.map(Arg::get_possible_values).unwrap_or_default();
    let names = states.iter().map(|state| state.get_name().to_owned());
    names.collect()
}

/// Reads the progress of a task. `now` is this machine's clock, for a service that does not tell
/// its own.
pub(super) async fn read(
    client: &Client,
    id: &TaskId,
    now: SystemTime,
) -> Result<Progress, Unread> {
    let request = DescribeProjectProgressRequest::builder()
        .id(id.clone())
        .build();
    Progress::of(id, &client.call(&request).await?, now)
}

impl Progress {
    /// Returns the progress of a task that an answer shows.
    pub(crate) fn of(
        task: &TaskId,
        reply: &Reply<DescribeProjectProgressData>,
        now: SystemTime,
    ) -> Result<Self, Unread> {
        if reply.data.project_id != *task {
            return Err(Unread::Another(reply.data.project_id.clone()));
        }
        let at = reply.meta.server_time().unwrap_or(now);
        let read_at = EpochSeconds::at_or_before(at)?;
        let data = &reply.data;
        let percent = if data.struct_transfer_progress.is_some_and(|done| done < 100) {
            data.struct_transfer_progress
        } else {
            data.full_transfer_progress
        };
        let direction = |exists, position| Direction::new(exists, position, read_at);
        Ok(Self {
            state: data.status.clone(),
            step: data.current_step.clone(),
            percent,
            forward: direction(data.enable_incr_sync, data.incr_sync_checkpoint.clone()),
            reverse: direction(
                data.enable_reverse_incr_transfer,
                data.reverse_incr_transfer_checkpoint.clone(),
            ),
            read_at,
        })
    }

    /// Returns the direction that data takes now: that of the present step. If the step has none,
    /// it is the one of two positions that is farther, because the direction that was left at a
    /// switchover keeps the position at which it was left.
    ///
    /// The positions alone do not tell: a rewind moves the present one behind the other.
    pub(crate) fn current(&self) -> (&'static str, &Direction) {
        let forward = ("forward", &self.forward);
        let reverse = ("reverse", &self.reverse);
        match &self.step {
            Some(StepName::ReverseIncrTransfer | StepName::ReverseIncrSync) => return reverse,
            Some(
                StepName::IncrLogPull
                | StepName::TransferIncrLogPull
                | StepName::SyncIncrLogPull
                | StepName::IncrTransfer
                | StepName::IncrSync
                | StepName::IncrVerifier
                | StepName::ConnectorIncrSync,
            ) => return forward,
            _ => {}
        }
        match (self.forward.lag, self.reverse.lag) {
            (Some(ahead), Some(back)) if back < ahead => reverse,
            (None, Some(_)) => reverse,
            _ => forward,
        }
    }
}

impl Direction {
    /// Returns a direction at a moment. A direction that a task does not have may still show the
    /// position at which it was left.
    fn new(exists: Option<bool>, position: Option<StartPosition>, at: EpochSeconds) -> Self {
        let position = position.filter(|_| exists != Some(false));
        let seconds = position.as_ref().and_then(StartPosition::epoch_seconds);
        let lag = seconds.map(|seconds| at.since(seconds).as_secs());
        let lag = lag.map(|lag| i64::try_from(lag).unwrap_or(i64::MAX));
        Self {
            exists,
            position,
            lag,
        }
    }

    /// Returns the seconds of data that were processed for each second since an earlier look.
    pub(crate) fn rate_since(&self, earlier: &Self, passed: i64) -> Option<f64> {
        let seconds = |direction: &Self| direction.position.as_ref()?.epoch_seconds();
        let (now, before) = (seconds(self)?, seconds(earlier)?);
        let moved = now.get().saturating_sub(before.get());
        // Positions are whole seconds, and no interval is long enough for a number that a float
        // does not hold.
        #[expect(
            clippy::cast_precision_loss,
            reason = "a span of seconds fits into the 53 bits"
        )]
        let rate = moved as f64 / passed as f64;
        (passed > 0 && moved >= 0).then_some(rate)
    }

    /// Returns the seconds until it will have caught up at a rate, if it ever does.
    pub(crate) fn seconds_to_go(&self, rate: f64) -> Option<i64> {
        let lag = self.lag?;
        // At a rate of 1 the lag stays as it is.
        #[expect(
            clippy::cast_precision_loss,
            clippy::cast_possible_truncation,
            reason = "a conversion that saturates at the ends is right for an estimate"
        )]
        let seconds = (lag as f64 / (rate - 1.0)).ceil() as i64;
        (rate > 1.0).then_some(seconds)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::terminal::tone;

    fn direction(position: i64, at: i64) -> Direction {
        let second = |seconds| EpochSeconds::new(seconds).unwrap();
        let position = StartPosition::EpochSeconds(second(position));
        Direction::new(Some(true), Some(position), second(at))
    }

    #[test]
    fn lag_and_rate_follow_from_positions_and_clocks() {
        let (earlier, later) = (direction(1_000, 1_600), direction(1_030, 1_610));
        assert_eq!(earlier.lag, Some(600));
        assert_eq!(later.lag, Some(580));
        let rate = later.rate_since(&earlier, 10).unwrap();
        assert!((rate - 3.0).abs() < f64::EPSILON);
        assert_eq!(later.seconds_to_go(rate), Some(290));
    }

    #[test]
    fn no_rate_is_claimed_where_time_or_position_went_back() {
        let (earlier, later) = (direction(1_000, 1_600), direction(990, 1_610));
        assert_eq!(later.rate_since(&earlier, 10), None);
        assert_eq!(earlier.rate_since(&earlier, 0), None);
        assert_eq!(later.seconds_to_go(1.0), None);
        assert_eq!(later.seconds_to_go(0.5), None);
    }

    #[test]
    fn a_state_that_is_not_known_is_refused_with_those_that_are() {
        assert_eq!(state("running_merging"), Ok(TaskStatus::RunningMerging));
        let refused = state("WALKING").unwrap_err();
        let (_, known) = refused.split_once("which are ").unwrap();
        let known: Vec<&str> = known.split(", ").collect();
        assert!(known.len() > 10, "{refused}");
        for known in known {
            assert_eq!(state(known).unwrap().as_str(), known);
        }
    }

    #[test]
    fn every_known_state_has_a_colour_but_those_that_say_neither_good_nor_bad() {
        let plain: Vec<String> = known_states()
            .into_iter()
            .filter(|state| tone(&TaskStatus::from(state.as_str())).is_none())
            .collect();
        assert_eq!(plain, ["INIT", "DELETED"]);
    }

    #[test]
    fn the_present_step_says_which_direction_is_the_present_one() {
        let progress = |step: Option<&str>, forward: i64, reverse: i64| Progress {
            state: TaskStatus::Running,
            step: step.map(StepName::from),
            percent: None,
            forward: direction(forward, 20_000),
            reverse: direction(reverse, 20_000),
            read_at: EpochSeconds::new(20_000).unwrap(),
        };
        for (step, forward, reverse, current) in [
            // A rewind has moved the present direction behind the other one.
            (Some("INCR_TRANSFER"), 10_000, 19_000, "forward"),
            (Some("REVERSE_INCR_TRANSFER"), 19_000, 10_000, "reverse"),
            (Some("REVERSE_INCR_SYNC"), 19_000, 10_000, "reverse"),
            (Some("CONNECTOR_INCR_SYNC"), 10_000, 19_000, "forward"),
            // A step without a direction, and one that nobody knows.
            (Some("APP_SWITCH"), 10_000, 19_000, "reverse"),
            (Some("INCR_CRAWL"), 10_000, 19_000, "reverse"),
            (None, 19_000, 10_000, "forward"),
        ] {
            let progress = progress(step, forward, reverse);
            assert_eq!(progress.current().0, current, "{step:?}");
        }
    }

    #[test]
    fn a_position_ahead_of_the_clock_is_no_negative_lag() {
        assert_eq!(direction(1_700, 1_600).lag, Some(0));
        let text = Direction::new(
            None,
            Some(StartPosition::raw("100,30")),
            EpochSeconds::new(9).unwrap(),
        );
        assert_eq!(text.lag, None);
    }
}
