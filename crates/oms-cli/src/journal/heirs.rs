//! The requests that a run inherits from the runs that it replaced: if one of those paused a task,
//! this run has to resume it.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};

use oms_client::Action;
use oms_client::actions::StopProjectRequest;

use super::attempt::{Attempt, Status, Target};
use super::facts::{Facts, Runs};
use super::problem::Problem;
use super::progress::Run;
use super::run::{RunEnd, StepKind};

/// The last request of each step.
type LastSteps = BTreeMap<StepKind, Attempt>;

/// The requests about one task that runs inherit, by the numbers of the heirs. The last request of
/// each step is enough: whether the task is paused, and was seen so, does not depend on the others.
#[derive(Debug, Default)]
pub(super) struct Heritage(BTreeMap<u64, LastSteps>);

/// The runs that were replaced, among those that were read; `None` for any other run. A batch with
/// many paused tasks is read once for all of them.
#[derive(Debug, Default)]
pub(super) struct Legacies(BTreeMap<u64, Option<Legacy>>);

/// The requests of a run that was replaced.
#[derive(Debug)]
struct Legacy {
    /// The run that has replaced it.
    heir: u64,
    attempts: Vec<Attempt>,
}

impl Legacy {
    /// Returns the requests about a task after its last resume. A stop that paused nothing is none
    /// of them.
    fn about(&self, target: &Target, resumed: u64) -> impl Iterator<Item = &Attempt> {
        self.attempts.iter().filter(move |attempt| {
            let is_stop = attempt.intent.action == StopProjectRequest::INFO.name();
            (!is_stop || attempt.status() == Status::Accepted)
                && attempt.seq > resumed
                && Target::of(&attempt.intent) == *target
        })
    }
}

impl Legacies {
    fn of(&mut self, facts: &Facts, seq: u64) -> Result<Option<&Legacy>, Problem> {
        let legacy = match self.0.entry(seq) {
            Entry::Occupied(read) => read.into_mut(),
            Entry::Vacant(unread) => unread.insert(facts.run(seq)?.and_then(legacy)),
        };
        Ok(legacy.as_ref())
    }
}

/// Returns what a run leaves to another one. A run is always replaced by a later one.
fn legacy(run: Run) -> Option<Legacy> {
    match run.end {
        Some(RunEnd::Replaced { by }) if by > run.seq => Some(Legacy {
            heir: by,
            attempts: run.attempts,
        }),
        _ => None,
    }
}

impl Heritage {
    /// Returns what the runs that paused a task after its last resume have left to those that
    /// replaced them, directly or through others. Each run is read once.
    pub(super) fn of(
        facts: &Facts,
        legacies: &mut Legacies,
        target: &Target,
        resumed: u64,
    ) -> Result<Self, Problem> {
        let pausing = facts.runs(Runs::WithAccepted {
            id: target.id(),
            action: StopProjectRequest::INFO.name(),
            behind: resumed,
        })?;
        let pausing: BTreeSet<u64> = pausing.into_iter().collect();
        let mut heritage = Self::default();
        // The oldest one left has all that it inherits.
        let mut left = pausing.clone();
        while let Some(seq) = left.pop_first() {
            let Some(legacy) = legacies.of(facts, seq)? else {
                continue;
            };
            let mut steps = heritage.0.get(&seq).cloned().unwrap_or_default();
            if pausing.contains(&seq) {
                let own = legacy.about(target, resumed);
                keep_last(&mut steps, own.cloned());
            }
            let heirs = heritage.0.entry(legacy.heir).or_default();
            keep_last(heirs, steps.into_values());
            left.insert(legacy.heir);
        }
        Ok(heritage)
    }

    /// Returns the requests that a run inherits.
    pub(super) fn left_to(&self, heir: u64) -> impl Iterator<Item = &Attempt> {
        self.0.get(&heir).into_iter().flat_map(BTreeMap::values)
    }
}

fn keep_last(steps: &mut LastSteps, attempts: impl Iterator<Item = Attempt>) {
    for attempt in attempts {
        let step = attempt.intent.place.map(|place| place.step);
        if let Some(step) = step
            && steps.get(&step).is_none_or(|last| last.seq < attempt.seq)
        {
            steps.insert(step, attempt);
        }
    }
}
