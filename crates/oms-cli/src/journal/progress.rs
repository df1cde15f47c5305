//! The progress of a run: the results of its steps, and the state in which it has left its tasks.

use std::collections::BTreeMap;

use oms_client::Shown;
use serde::Serialize;

use super::attempt::{Attempt, Status};
use super::run::{PlannedMove, RunEnd, RunKind, RunPlan, StepKind};
use crate::session::Session;

/// One run, from its plan to its end.
#[derive(Debug, Clone)]
pub(crate) struct Run {
    pub(crate) seq: u64,
    pub(crate) time: String,
    pub(crate) plan: RunPlan,
    /// The lines whose new position was seen.
    pub(crate) seen: Vec<usize>,
    pub(crate) end: Option<RunEnd>,
    /// Its requests, the oldest first.
    pub(crate) attempts: Vec<Attempt>,
    /// The last requests about its tasks in the runs that it replaced: those that paused them, and
    /// those that came behind.
    pub(crate) inherited: Vec<Attempt>,
    /// For each task, the last request that resumed it, whoever sent it.
    pub(crate) resumed: BTreeMap<String, u64>,
    /// For each task, the last request that paused it, whoever sent it.
    pub(crate) stopped: BTreeMap<String, u64>,
}

/// The beginning of a run.
#[derive(Debug)]
pub(crate) struct Begun {
    pub(crate) seq: u64,
    pub(crate) time: String,
    pub(crate) command: RunKind,
}

/// The state in which a run has left a task, according to the journal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Left {
    /// As it was before the run.
    AsItWas,
    /// The run has paused it.
    Paused,
    /// It may be paused: the result of the stop or of the resume is not known.
    PerhapsPaused,
    /// Its stop was refused. That proves nothing about the task: a service also refuses a stop that
    /// it has carried out before.
    StopRefused,
    /// The run has paused it, and it was resumed later.
    Resumed,
}

impl Left {
    /// Returns the state in words.
    pub(crate) const fn as_str(self) -> &'static str {
        match self {
            Self::AsItWas => "not paused by this run",
            Self::Paused => "paused by this run",
            Self::PerhapsPaused => "perhaps paused by this run",
            Self::StopRefused => "the stop of this run was refused",
            Self::Resumed => "paused by this run, and resumed since",
        }
    }

    /// Returns whether the task is paused because of the run, or may be. A stop that was refused is
    /// no reason to think so.
    pub(crate) const fn may_be_paused(self) -> bool {
        match self {
            Self::Paused | Self::PerhapsPaused => true,
            Self::AsItWas | Self::StopRefused | Self::Resumed => false,
        }
    }
}

impl Run {
    /// Returns the requests of one step of a line, the oldest first.
    pub(crate) fn of(&self, line: usize, step: StepKind) -> impl Iterator<Item = &Attempt> {
        self.attempts.iter().filter(move |attempt| {
            let place = attempt.intent.place;
            place.is_some_and(|place| place.line == line && place.step == step)
        })
    }

    /// Returns the accepted move of a line.
    pub(crate) fn moved(&self, line: usize) -> Option<&Attempt> {
        self.of(line, StepKind::Move)
            .find(|attempt| attempt.status() == Status::Accepted)
    }

    /// Returns the last move of a line that the service refused. That proves nothing about the
    /// position: a service also refuses a move that it has carried out before.
    pub(crate) fn refused_move(&self, line: usize) -> Option<&Attempt> {
        self.of(line, StepKind::Move)
            .filter(|attempt| attempt.was_rejected())
            .last()
    }

    /// Returns the requests of one step of a line, and before them those about its task in the runs
    /// that this one replaced.
    fn of_all(&self, line: usize, step: StepKind) -> impl Iterator<Item = &Attempt> {
        let planned = self.plan.moves.iter().find(move |one| one.line == line);
        let inherited = self.inherited.iter().filter(move |attempt| {
            let place = attempt.intent.place;
            place.is_some_and(|place| place.step == step)
                && planned.is_some_and(|planned| planned.task == attempt.intent.id)
        });
        inherited.chain(self.of(line, step))
    }

    /// Returns the requests that were to pause the task of a line.
    fn stops(&self, line: usize) -> impl Iterator<Item = &Attempt> {
        self.of_all(line, StepKind::Stop)
    }

    /// Returns whether the run has sent anything about a task.
    pub(crate) fn has_acted_on(&self, task: &str) -> bool {
        self.attempts.iter().any(|sent| sent.intent.id == task)
    }

    /// Returns whether the run may have paused the task of a line, or moved it.
    pub(crate) fn may_have_acted(&self, line: usize) -> bool {
        self.stops(line)
            .chain(self.of(line, StepKind::Move))
            .any(|attempt| attempt.status() != Status::NoEffect)
    }

    /// Returns the last request that paused the task of a line, unless the task was resumed after
    /// it.
    pub(crate) fn paused(&self, line: usize) -> Option<&Attempt> {
        let stops = self.stops(line).filter(|attempt| {
            attempt.status() == Status::Accepted && !self.was_resumed_behind(attempt)
        });
        stops.max_by_key(|attempt| attempt.seq)
    }

    /// Returns whether a stop of the task of a line was refused, and the task was neither resumed
    /// nor paused after it: whoever has done that knows why it is paused.
    pub(crate) fn has_refused_stop(&self, line: usize) -> bool {
        self.of(line, StepKind::Stop).any(|stop| {
            stop.was_rejected() && !self.was_resumed_behind(stop) && !is_behind(&self.stopped, stop)
        })
    }

    fn was_resumed_behind(&self, attempt: &Attempt) -> bool {
        is_behind(&self.resumed, attempt)
    }

    /// Returns whether the task of a line was seen to have stopped behind this stop. If such a task
    /// is at work, something else has resumed it.
    pub(crate) fn was_seen_stopped(&self, line: usize, stop: &Attempt) -> bool {
        self.seen_stopped(line).any(|seq| seq > stop.seq)
    }

    /// Returns the last request before this one that was sent once the task of a line was seen to
    /// have stopped; 0 if there is none.
    pub(crate) fn seen_stopped_before(&self, line: usize, attempt: &Attempt) -> u64 {
        let before = self.seen_stopped(line).filter(|seq| *seq < attempt.seq);
        before.max().unwrap_or_default()
    }

    /// Returns the numbers of the requests of a line that prove that its task was seen to have
    /// stopped: every step but the stop is sent behind such a look.
    fn seen_stopped(&self, line: usize) -> impl Iterator<Item = u64> {
        let moves = self.of_all(line, StepKind::Move);
        let sent = moves.chain(self.of_all(line, StepKind::Resume));
        sent.map(|attempt| attempt.seq)
    }

    /// Returns the state in which the run has left the task of a line.
    pub(crate) fn left(&self, line: usize) -> Left {
        let is_open = |step| {
            self.of(line, step)
                .any(|attempt| attempt.status() == Status::Open)
        };
        if is_open(StepKind::Stop) || is_open(StepKind::Resume) {
            Left::PerhapsPaused
        } else if self.paused(line).is_some() {
            Left::Paused
        } else if matches!(self.end, None | Some(RunEnd::Abandoned)) && self.has_refused_stop(line)
        {
            Left::StopRefused
        } else if self
            .stops(line)
            .any(|stop| stop.status() == Status::Accepted)
        {
            Left::Resumed
        } else {
            Left::AsItWas
        }
    }

    /// Returns a command about a task of the run, between backticks. It names the service of the
    /// run where this session has another one.
    pub(crate) fn advised(&self, words: &str, session: &Session<'_, '_>) -> String {
        let plan = &self.plan;
        let flags = session.flags_to(&plan.endpoint, plan.profile.as_deref());
        format!("`oms {words}{flags}`")
    }

    /// Returns the sentence about a task that the run leaves paused, or perhaps paused, or whose
    /// stop was refused.
    pub(crate) fn leaves(
        &self,
        planned: &PlannedMove,
        session: &Session<'_, '_>,
    ) -> Option<String> {
        let left = self.left(planned.line);
        let task = Shown(&planned.task);
        let resume = || self.advised(&format!("task resume {task} --execute"), session);
        let mut open = self.open().filter(|open| open.intent.id == planned.task);
        // It refuses the resume, and that refusal names the command that records its outcome.
        let once = open.next().map_or_else(String::new, |open| {
            format!(", once the outcome of entry {} is recorded", open.seq)
        });
        if left == Left::StopRefused {
            let status = self.advised(&format!("status {task}"), session);
            return Some(format!(
                "The stop of {task} was refused: {status} shows whether the task is paused all the same, and {} resumes it{once}.",
                resume()
            ));
        }
        left.may_be_paused().then(|| {
            format!(
                "{task} was {}: {} resumes it{once}.",
                left.as_str(),
                resume()
            )
        })
    }

    /// Returns that sentence for each task of the run.
    pub(crate) fn leaves_each(&self, session: &Session<'_, '_>) -> Vec<String> {
        let planned = self.plan.moves.iter();
        planned
            .filter_map(|planned| self.leaves(planned, session))
            .collect()
    }

    /// Returns the requests whose result is not known.
    pub(crate) fn open(&self) -> impl Iterator<Item = &Attempt> {
        self.attempts
            .iter()
            .filter(|attempt| attempt.status() == Status::Open)
    }
}

/// Returns whether the last request of a kind about a task came behind this one about it.
fn is_behind(last: &BTreeMap<String, u64>, attempt: &Attempt) -> bool {
    let last = last.get(&attempt.intent.id);
    last.is_some_and(|last| *last > attempt.seq)
}
