//! The entries that a store finds for a request or for a run, and the values that they make. Every
//! entry is checked against its own hash.

use std::collections::BTreeMap;

use super::attempt::Attempt;
use super::chain::Linked;
use super::entry::{Entry, Event};
use super::lookup::status;
use super::problem::{Broken, Problem};
use super::progress::Run;

/// The entries of one request, and its status in the index.
pub(super) struct Parts {
    pub(super) seq: u64,
    pub(super) status: i64,
    pub(super) intent: Option<Linked>,
    pub(super) result: Option<Linked>,
    pub(super) resolution: Option<Linked>,
}

impl Parts {
    /// Makes the request.
    pub(super) fn into_attempt(self) -> Result<Attempt, Problem> {
        let begin = entry(&self.intent.ok_or_else(|| missing(self.seq))?)?;
        let Event::Intent(intent) = begin.event else {
            return Err(otherwise(self.seq));
        };
        let mut attempt = Attempt {
            seq: self.seq,
            time: begin.time,
            intent: *intent,
            result: None,
            result_time: None,
            resolution: None,
        };
        for linked in self.result.iter().chain(&self.resolution) {
            let later = entry(linked)?;
            match later.event {
                Event::Result(result) if result.intent == self.seq => {
                    attempt.result = Some(*result);
                    attempt.result_time = Some(later.time);
                }
                Event::Resolution(resolution) if resolution.intent == self.seq => {
                    attempt.resolution = Some(resolution);
                }
                _ => return Err(otherwise(linked.seq)),
            }
        }
        if self.status == status(attempt.status()) {
            Ok(attempt)
        } else {
            Err(otherwise(self.seq))
        }
    }
}

/// The entries of one run.
pub(super) struct RunParts {
    pub(super) seq: u64,
    pub(super) begin: Option<Linked>,
    pub(super) end: Option<Linked>,
    /// The entries that record that a position was seen.
    pub(super) seen: Vec<Linked>,
    pub(super) attempts: Vec<Attempt>,
}

impl RunParts {
    /// Makes the run.
    pub(super) fn into_run(self) -> Result<Run, Problem> {
        let begin = entry(&self.begin.ok_or_else(|| missing(self.seq))?)?;
        let Event::Run(plan) = begin.event else {
            return Err(otherwise(self.seq));
        };
        let end = match self.end.map(|end| entry(&end)).transpose()? {
            Some(Entry {
                event: Event::RunEnded { end, .. },
                ..
            }) => Some(end),
            Some(other) => return Err(otherwise(other.seq)),
            None => None,
        };
        let seen = self.seen.iter().map(|linked| match entry(linked)?.event {
            Event::Seen { line, .. } => Ok(line),
            _ => Err(otherwise(linked.seq)),
        });
        Ok(Run {
            seq: self.seq,
            time: begin.time,
            plan: *plan,
            seen: seen.collect::<Result<_, Problem>>()?,
            end,
            attempts: self.attempts,
            inherited: Vec::new(),
            resumed: BTreeMap::new(),
            stopped: BTreeMap::new(),
        })
    }
}

/// Returns an entry, unless it was changed.
fn entry(linked: &Linked) -> Result<Entry, Problem> {
    linked
        .entry()
        .map_err(|what| Broken::entry(linked.seq, what).into())
}

fn missing(seq: u64) -> Problem {
    Broken::entry(seq, "is missing").into()
}

fn otherwise(seq: u64) -> Problem {
    let what = "differs from the index: one of the two was changed";
    Broken::entry(seq, what).into()
}
