//! The tasks that a run inherits from the runs that it replaced: if one of those paused a task,
//! this run has to resume it.

use oms_client::Action;
use oms_client::actions::StopProjectRequest;

use super::attempt::{Attempt, Status, Target};
use super::facts::{Facts, Runs};
use super::problem::Problem;
use super::progress::Run;
use super::run::RunEnd;

/// Returns the runs that paused a task after its last resume, whatever became of them.
pub(super) fn pausing(facts: &Facts, target: &Target, resumed: u64) -> Result<Vec<u64>, Problem> {
    let which = Runs::WithAccepted {
        id: target.id(),
        action: StopProjectRequest::INFO.name(),
        behind: resumed,
    };
    let mut runs = facts.runs(which)?;
    runs.sort_unstable();
    runs.dedup();
    Ok(runs)
}

/// Returns the requests that paused a task in those of these runs that this one replaced, directly
/// or through others, and the other steps of those runs. Requests before the last resume of the
/// task are left out.
pub(super) fn inherited(
    facts: &Facts,
    pausing: &[u64],
    heir: u64,
    target: &Target,
    resumed: u64,
) -> Result<Vec<Attempt>, Problem> {
    let mut inherited = Vec::new();
    for run in pausing.iter().filter(|run| **run != heir) {
        if let Some(run) = facts.run(*run)?
            && is_replaced_by(facts, &run, heir)?
        {
            inherited.extend(steps(run, target, resumed));
        }
    }
    Ok(inherited)
}

/// Returns whether a run was replaced by `heir`, directly or through others.
fn is_replaced_by(facts: &Facts, run: &Run, heir: u64) -> Result<bool, Problem> {
    let (mut seq, mut end) = (run.seq, run.end);
    while let Some(RunEnd::Replaced { by }) = end {
        if by == heir {
            return Ok(true);
        }
        // A run is always replaced by a later one, so this loop ends.
        if by <= seq {
            return Ok(false);
        }
        (seq, end) = (by, facts.run(by)?.and_then(|next| next.end));
    }
    Ok(false)
}

/// Returns the requests of a run about a task after its last resume. A stop that paused nothing is
/// none of them.
fn steps(run: Run, target: &Target, resumed: u64) -> impl Iterator<Item = Attempt> {
    run.attempts.into_iter().filter(move |attempt| {
        let is_stop = attempt.intent.action == StopProjectRequest::INFO.name();
        (!is_stop || attempt.status() == Status::Accepted)
            && attempt.seq > resumed
            && Target::of(&attempt.intent) == *target
    })
}
