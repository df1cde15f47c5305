//! The part of a saved plan that describes a run: the moves, and how they are made.

use std::time::Duration;

use oms_client::EpochSeconds;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::keep::{NEVER_APPLIED, keep, not_kept};
use crate::failure::Failure;
use crate::journal::{PlannedMove, RunKind, RunOptions};
use crate::plan::saved::SavedPlan;
use crate::plan::{Plan, saved};
use crate::report::Report;
use crate::session::Session;

/// A run that was saved.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct SavedRun {
    pub(crate) command: RunKind,
    /// Digest of what the file says, for a batch.
    pub(crate) file: Option<String>,
    /// Set where each running task is paused for its move and resumed after it.
    pub(crate) pauses: bool,
    pub(crate) options: RunOptions,
    pub(crate) wait_timeout_ms: u64,
    /// The actions of its steps, to which the journal of a team holds whoever sends it. An earlier
    /// version named none.
    #[serde(default)]
    pub(crate) actions: Vec<String>,
    pub(crate) moves: Vec<PlannedMove>,
}

impl SavedRun {
    /// Returns the run of a saved plan, if it is the plan of a run.
    pub(crate) fn of(saved: &SavedPlan) -> Result<Option<Self>, Failure> {
        let Some(run) = &saved.run else {
            return Ok(None);
        };
        serde_json::from_value(run.clone())
            .map(Some)
            .map_err(|error| {
                Failure::usage(
                    format!("this command cannot read the run in the plan: {error}"),
                    "Make a new plan.",
                )
            })
    }

    /// Saves it with its plan, and reports the plan as saved.
    pub(crate) fn save(&self, plan: &Plan, session: &Session<'_, '_>) -> Result<Report, Failure> {
        let Some(place) = session.plan_place() else {
            return Ok(not_kept(Report::plan(plan), session));
        };
        session.refuse_simulator(NEVER_APPLIED)?;
        let run = serde_json::to_value(self).unwrap_or(Value::Null);
        let saved = saved::SavedPlan::of_run(plan, self.command.as_str(), run, session)?;
        keep(&saved, plan, &place, session)
    }

    /// Returns the longest time for each wait.
    pub(crate) const fn wait_timeout(&self) -> Duration {
        Duration::from_millis(self.wait_timeout_ms)
    }
}

/// Returns a span in whole milliseconds.
pub(crate) fn millis(span: Duration) -> u64 {
    u64::try_from(span.as_millis()).unwrap_or(u64::MAX)
}

/// Returns the position at the time of planning, if it was a moment.
pub(crate) fn planned_from(planned: &PlannedMove) -> Option<EpochSeconds> {
    planned.old.as_ref()?.epoch_seconds()
}
