//! What a run takes over from those whose place it took: a task that they have paused is for it to
//! let go on.

use oms_client::Action;
use oms_client::actions::StopProjectRequest;

use super::attempt::{Attempt, Status, Target};
use super::facts::{Facts, Runs};
use super::problem::Problem;
use super::progress::Run;
use super::run::RunEnd;

/// The requests that have paused a task in runs whose place this one took, directly or by way of
/// others, and that are behind the last one that let the task go on.
pub(super) fn inherited(
    facts: &dyn Facts,
    heir: u64,
    target: &Target,
    resumed: u64,
) -> Result<Vec<Attempt>, Problem> {
    let which = Runs::WithAccepted {
        id: target.id(),
        action: StopProjectRequest::INFO.name(),
        behind: resumed,
    };
    let mut runs = facts.runs(which)?;
    runs.sort_unstable();
    runs.dedup();
    let mut inherited = Vec::new();
    for run in runs.into_iter().filter(|run| *run != heir) {
        if let Some(run) = facts.run(run)?
            && is_replaced_by(facts, &run, heir)?
        {
            inherited.extend(pauses(run, target, resumed));
        }
    }
    Ok(inherited)
}

/// Whether a run took the place of another, or of one that did.
fn is_replaced_by(facts: &dyn Facts, run: &Run, heir: u64) -> Result<bool, Problem> {
    let (mut seq, mut end) = (run.seq, run.end);
    while let Some(RunEnd::Replaced { by }) = end {
        if by == heir {
            return Ok(true);
        }
        // The later of two takes the place of the earlier one, so that this comes to an end.
        if by <= seq {
            return Ok(false);
        }
        (seq, end) = (by, facts.run(by)?.and_then(|next| next.end));
    }
    Ok(false)
}

/// The requests of a run that have paused a task and were not followed by one that let it go on.
fn pauses(run: Run, target: &Target, resumed: u64) -> impl Iterator<Item = Attempt> {
    run.attempts.into_iter().filter(move |attempt| {
        attempt.intent.action == StopProjectRequest::INFO.name()
            && attempt.status() == Status::Accepted
            && attempt.seq > resumed
            && Target::of(&attempt.intent) == *target
    })
}
