//! The state of the journal: the open requests, the recently accepted ones, and the runs that did
//! not end.
//!
//! Entries are ordered by their numbers. Times are used only to compute how long ago something
//! happened. A time in the future, which a clock that went back can cause, counts as recent.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};
use std::time::{Duration, SystemTime};

use oms_client::Action;
use oms_client::actions::{ResumeProjectRequest, StopProjectRequest};

use super::answers::Repeated;
use super::attempt::{Attempt, Status, Target};
use super::entry::{Aftermath, Intent, Resolution, Verdict};
use super::facts::{Facts, Like, Runs};
use super::filter::Filter;
use super::heirs::{Heritage, Legacies};
use super::problem::Problem;
use super::progress::{Begun, Run};
use super::rivals;
use super::run::{RunPlan, StepKind};
use crate::session::Address;
use crate::time;

/// The time within which a repetition of the same command is taken for a slip.
pub(crate) const SHORT_WHILE: Duration = Duration::from_secs(600);

/// The facts of a journal, with assumptions about some of them.
#[derive(Debug, Clone)]
pub(crate) struct Known {
    facts: Facts,
    /// Requests that are assumed to have taken effect, whatever the journal says about them.
    supposed: BTreeSet<u64>,
}

/// The last requests that resumed and paused a task, and those that runs inherit since the former.
#[derive(Debug)]
struct OfTask {
    resumed: u64,
    stopped: u64,
    heritage: Heritage,
}

impl Known {
    /// Returns the state without assumptions.
    pub(crate) fn new(facts: Facts) -> Self {
        Self {
            facts,
            supposed: BTreeSet::new(),
        }
    }

    /// Returns the state under the assumption that these requests took effect.
    pub(crate) fn supposing(mut self, took_effect: &[u64]) -> Self {
        self.supposed.extend(took_effect);
        self
    }

    pub(crate) fn attempt(&self, seq: u64) -> Result<Option<Attempt>, Problem> {
        let attempt = self.facts.attempt(seq)?;
        Ok(attempt.map(|attempt| self.suppose(attempt)))
    }

    /// Returns the requests that match a filter, the oldest first.
    #[cfg(any(feature = "postgres", feature = "watch"))]
    pub(crate) fn attempts(&self, filter: &Filter) -> Result<Vec<Attempt>, Problem> {
        let (all, _) = self.facts.newest(filter, usize::MAX)?;
        Ok(all)
    }

    /// Returns the newest requests that match a filter, at most `limit` of them and the oldest
    /// first, and the number of those that are left out.
    pub(crate) fn newest(
        &self,
        filter: &Filter,
        limit: usize,
    ) -> Result<(Vec<Attempt>, usize), Problem> {
        self.facts.newest(filter, limit)
    }

    /// Returns a page of the requests that match a filter, the oldest first: those among the next
    /// ones behind an entry, and the entry behind which the next page begins.
    pub(crate) fn page(
        &self,
        filter: &Filter,
        behind: u64,
        size: u32,
    ) -> Result<(Vec<Attempt>, Option<u64>), Problem> {
        self.facts.page(filter, behind, size)
    }

    /// Returns the newest runs, or those of them that did not end, at most `limit` and the newest
    /// first.
    pub(crate) fn begun(&self, unended: bool, limit: usize) -> Result<Vec<Begun>, Problem> {
        self.facts.begun(unended, limit)
    }

    /// Returns the open requests about a target, of any action, the oldest first.
    pub(crate) fn open(&self, target: &Target) -> Result<Vec<Attempt>, Problem> {
        let mut open = self.open_about(target.id())?;
        open.retain(|attempt| Target::of(&attempt.intent) == *target);
        Ok(open)
    }

    /// Returns the oldest open request about the same ID at another address, which may lead to the
    /// same service: by another host name, or by another port of a tunnel.
    pub(crate) fn open_elsewhere(&self, target: &Target) -> Result<Option<Attempt>, Problem> {
        let mut open = self.open_about(target.id())?.into_iter();
        Ok(open.find(|attempt| Target::of(&attempt.intent).address() != target.address()))
    }

    fn open_about(&self, id: &str) -> Result<Vec<Attempt>, Problem> {
        let mut open = self.facts.open_about(id)?;
        open.retain(|attempt| !self.supposed.contains(&attempt.seq));
        Ok(open)
    }

    /// Returns the same request if it was accepted recently: one with the same parameters, or with
    /// the same text on the command line. With it comes how long ago that was; `None` if this
    /// machine's clock has not reached that time yet.
    ///
    /// If no value is moved, another request in between means that this is no repetition, as when a
    /// task is paused, resumed and paused again.
    pub(crate) fn repeated(
        &self,
        intent: &Intent,
        now: SystemTime,
        within: Duration,
    ) -> Result<Option<(Attempt, Option<Duration>)>, Problem> {
        let like = if intent.change.new.is_some() {
            Like::Request(intent)
        } else {
            Like::Direction(intent)
        };
        let Some(attempt) = self.last_accepted(&Target::of(intent), like)? else {
            return Ok(None);
        };
        let ago = since(attempt.latest_time(), now);
        let is_recent = ago.is_none_or(|ago| ago <= within);
        Ok((attempt.intent.is_same(intent) && is_recent).then_some((attempt, ago)))
    }

    /// Returns the last other request that may have done what a step of a run was to do, so that a
    /// look does not prove that this one did. `attempt` is the request of that step; one of no run
    /// has no rival.
    pub(crate) fn rival_of(
        &self,
        attempt: &Attempt,
        run: &Run,
    ) -> Result<Option<Attempt>, Problem> {
        let Some(place) = attempt.intent.place else {
            return Ok(None);
        };
        let target = Target::of(&attempt.intent);
        let Some([undone_by, many]) = rivals::of(place.step) else {
            let same = Like::Direction(&attempt.intent);
            let last = self.last_accepted(&target, same)?;
            let position = &attempt.intent.change.new;
            return Ok(
                last.filter(|last| last.seq != attempt.seq && last.intent.change.new == *position)
            );
        };
        let undoing = self.last_accepted(&target, Like::Action(undone_by))?;
        // A task that was seen to have stopped is stopped again only once something else has
        // resumed it, so that nothing of the stops before is left, although no entry says so.
        let undone = match place.step {
            StepKind::Stop => run.seen_stopped_before(place.line, attempt),
            StepKind::Move | StepKind::Resume => 0,
        };
        let behind = undoing.map_or(undone, |undoing| undoing.seq.max(undone));
        self.facts.rival(attempt, many, behind)
    }

    /// Returns whether a later move in the direction of this one was accepted, to any position.
    pub(crate) fn is_moved_since(&self, attempt: &Attempt) -> Result<bool, Problem> {
        let same = Like::Direction(&attempt.intent);
        let last = self.last_accepted(&Target::of(&attempt.intent), same)?;
        Ok(last.is_some_and(|last| last.seq > attempt.seq))
    }

    /// Returns the request to which the answer in a result was given before.
    pub(super) fn given_before(&self, result: &Aftermath) -> Result<Option<Repeated>, Problem> {
        self.facts.given_before(result)
    }

    pub(crate) fn last_of_profile(&self, profile: &str) -> Result<Option<Attempt>, Problem> {
        self.facts.last_of_profile(profile)
    }

    pub(crate) fn run(&self, seq: u64) -> Result<Option<Run>, Problem> {
        let run = self.facts.run(seq)?;
        Ok(self.completed(run.into_iter().collect(), None)?.pop())
    }

    /// Adds to runs what the journal says of their tasks since, or of one of them alone: a batch
    /// has many, and each of them is asked about once.
    fn completed(&self, mut runs: Vec<Run>, only: Option<&Target>) -> Result<Vec<Run>, Problem> {
        let mut known: BTreeMap<Target, OfTask> = BTreeMap::new();
        let mut left = Legacies::default();
        for run in &mut runs {
            let attempts = std::mem::take(&mut run.attempts).into_iter();
            run.attempts = attempts.map(|attempt| self.suppose(attempt)).collect();
            let tasks = run.plan.moves.iter().map(|planned| planned.task.clone());
            for task in tasks.collect::<BTreeSet<_>>() {
                let target = Target::new(&run.plan.endpoint, &task);
                if only.is_some_and(|only| *only != target) {
                    continue;
                }
                let of = match known.entry(target.clone()) {
                    Entry::Occupied(known) => known.into_mut(),
                    Entry::Vacant(unknown) => unknown.insert(self.of_task(&target, &mut left)?),
                };
                run.resumed.insert(task.clone(), of.resumed);
                run.stopped.insert(task, of.stopped);
                run.inherited.extend(of.heritage.left_to(run.seq).cloned());
            }
        }
        Ok(runs)
    }

    fn of_task(&self, target: &Target, left: &mut Legacies) -> Result<OfTask, Problem> {
        let last = |action| -> Result<u64, Problem> {
            let last = self.last_accepted(target, Like::Action(action))?;
            Ok(last.map_or(0, |last| last.seq))
        };
        let resumed = last(ResumeProjectRequest::INFO.name())?;
        Ok(OfTask {
            resumed,
            stopped: last(StopProjectRequest::INFO.name())?,
            heritage: Heritage::of(&self.facts, left, target, resumed)?,
        })
    }

    /// Returns the newest runs, or those of them that did not end, at most `limit` of them and the
    /// oldest first, and the number of those that are left out and not read.
    pub(crate) fn newest_runs(
        &self,
        unended: bool,
        limit: usize,
    ) -> Result<(Vec<Run>, usize), Problem> {
        let which = if unended { Runs::Unended } else { Runs::All };
        let numbers = self.facts.runs(which)?;
        let left_out = numbers.len().saturating_sub(limit);
        let chosen = numbers.get(left_out..).unwrap_or_default();
        let runs = match chosen {
            // No other run is between them.
            [first, .., last] if !unended => self.facts.runs_between(*first, *last)?,
            chosen => self.facts.runs_of(chosen)?,
        };
        Ok((self.completed(runs, None)?, left_out))
    }

    /// Returns the numbers of the runs that did not end, and their plans, the oldest first.
    #[cfg(any(feature = "postgres", feature = "watch"))]
    pub(crate) fn unended(&self) -> Result<Vec<(u64, RunPlan)>, Problem> {
        let unended = self.facts.runs(Runs::Unended)?;
        let runs = self.facts.runs_of(&unended)?.into_iter();
        Ok(runs.map(|run| (run.seq, run.plan)).collect())
    }

    /// Returns the runs about a task that did not end, the oldest first, but for `mine`, which the
    /// caller has. They say of this task alone what has become of it since.
    pub(crate) fn unended_about(
        &self,
        target: &Target,
        mine: Option<u64>,
    ) -> Result<Vec<Run>, Problem> {
        let mut unended = self.facts.runs(Runs::UnendedAbout(target.id()))?;
        unended.retain(|run| Some(*run) != mine);
        let mut runs = self.facts.runs_of(&unended)?;
        runs.retain(|run| Address::of(&run.plan.endpoint) == *target.address());
        self.completed(runs, Some(target))
    }

    /// Returns the last run of a file with this digest whose plan satisfies a condition.
    pub(crate) fn last_of_file(
        &self,
        digest: &str,
        is_wanted: impl Fn(&RunPlan) -> bool,
    ) -> Result<Option<Run>, Problem> {
        for seq in self.facts.runs(Runs::OfFile(digest))?.into_iter().rev() {
            let run = self.facts.run(seq)?.filter(|run| is_wanted(&run.plan));
            if let Some(run) = run {
                return Ok(self.completed(vec![run], None)?.pop());
            }
        }
        Ok(None)
    }

    /// Returns the last accepted request about a target that is like this one. A request that is
    /// supposed to have taken effect counts as accepted.
    fn last_accepted(&self, target: &Target, like: Like<'_>) -> Result<Option<Attempt>, Problem> {
        let mut last = self.facts.last_accepted(target, like)?;
        for seq in &self.supposed {
            let attempt = self.attempt(*seq)?.filter(|attempt| {
                Target::of(&attempt.intent) == *target
                    && like.is_of(&attempt.intent)
                    && last.as_ref().is_none_or(|last| last.seq < *seq)
            });
            last = attempt.or(last);
        }
        Ok(last)
    }

    fn suppose(&self, mut attempt: Attempt) -> Attempt {
        if self.supposed.contains(&attempt.seq) && attempt.status() != Status::Accepted {
            attempt.resolution = Some(Resolution {
                intent: attempt.seq,
                verdict: Verdict::TookEffect,
                who: String::new(),
                host: None,
                note: None,
            });
        }
        attempt
    }
}

impl Like<'_> {
    /// Returns whether an intent is selected.
    fn is_of(self, intent: &Intent) -> bool {
        match self {
            Self::Action(action) => intent.action == action,
            Self::Direction(like) => intent.direction == like.direction,
            Self::Request(like) => intent.direction == like.direction && intent.is_same(like),
        }
    }
}

/// Returns how long ago an entry was written; `None` if its time is in the future. A time that
/// cannot be read counts as now, and so does one ahead by less than a second, which is what the
/// clocks of two machines, or of two processes, disagree by.
fn since(time: &str, now: SystemTime) -> Option<Duration> {
    let Some(then) = time::read_utc(time) else {
        return Some(Duration::ZERO);
    };
    match now.duration_since(then) {
        Ok(ago) => Some(ago),
        Err(ahead) => (ahead.duration() < Duration::from_secs(1)).then_some(Duration::ZERO),
    }
}
