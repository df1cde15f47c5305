//! What the journal knows: which intents are open, and which requests were accepted a short while ago.
//!
//! It goes by the numbers of the lines. Times are compared only to tell how long ago something was, and a time in the future,
//! as a clock that stepped back leaves it, counts as just now.

use std::collections::BTreeMap;
use std::time::{Duration, SystemTime};

use oms_client::Action;
use oms_client::actions::ResumeProjectRequest;
use serde_json::Value;

use crate::session::Address;
use crate::time::{self, shown};

use super::entry::{Aftermath, Entry, Event, Intent, Resolution, Verdict};
use super::progress::Run;

/// Within this time, the same command once more is taken for a slip.
pub(crate) const SHORT_WHILE: Duration = Duration::from_secs(600);

/// What two commands collide over: one thing at one service, whatever is done to it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Target {
    address: Address,
    id: String,
}

/// Everything that the journal knows.
#[derive(Debug, Default)]
pub(crate) struct Known {
    entries: Vec<Entry>,
    attempts: BTreeMap<u64, Attempt>,
    runs: BTreeMap<u64, Run>,
}

/// One request, from its intent to its end.
#[derive(Debug, Clone)]
pub(crate) struct Attempt {
    pub(crate) seq: u64,
    pub(crate) time: String,
    pub(crate) intent: Intent,
    pub(crate) result: Option<Aftermath>,
    pub(crate) result_time: Option<String>,
    pub(crate) resolution: Option<Resolution>,
}

/// How a request stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Status {
    /// Nobody knows whether it took effect.
    Open,
    /// It was accepted, or took effect as a person found out.
    Accepted,
    /// It had no effect.
    NoEffect,
}

impl Target {
    /// A thing at a service, however the service's address is spelled.
    pub(crate) fn new(endpoint: &str, id: &str) -> Self {
        Self {
            address: Address::of(endpoint),
            id: id.to_owned(),
        }
    }

    /// What an intent is about.
    pub(crate) fn of(intent: &Intent) -> Self {
        Self::new(&intent.endpoint, &intent.id)
    }

    /// The ID of the thing.
    pub(crate) fn id(&self) -> &str {
        &self.id
    }

    pub(crate) fn parts(&self) -> [&str; 2] {
        [self.address.as_str(), &self.id]
    }
}

impl Attempt {
    /// How it stands.
    pub(crate) fn status(&self) -> Status {
        match (&self.resolution, &self.result) {
            (Some(resolution), _) => match resolution.verdict {
                Verdict::TookEffect => Status::Accepted,
                Verdict::NoEffect => Status::NoEffect,
            },
            (None, Some(result)) if result.was_accepted() => Status::Accepted,
            (None, Some(result)) if result.had_no_effect() => Status::NoEffect,
            (None, _) => Status::Open,
        }
    }

    /// Its ticket, where its answer had one.
    pub(crate) fn ticket(&self) -> Option<&Value> {
        self.result.as_ref()?.ticket.as_ref()
    }

    /// One word or two for a list.
    pub(crate) fn outcome(&self) -> String {
        match (&self.resolution, &self.result) {
            (Some(resolution), _) => resolution.verdict.as_str().to_owned(),
            (None, Some(result)) => result.outcome.clone(),
            (None, None) => "open".to_owned(),
        }
    }
}

impl Known {
    pub(crate) fn new(entries: Vec<Entry>) -> Self {
        let mut known = Self::default();
        for entry in &entries {
            known.take(entry);
        }
        known.link();
        Self { entries, ..known }
    }

    /// Gives every run its requests, and tells it of those that let its tasks go on, whoever sent them.
    fn link(&mut self) {
        for run in self.runs.values_mut() {
            run.attempts.clear();
            run.inherited.clear();
            run.resumed.clear();
        }
        for attempt in self.attempts.values() {
            let run = attempt.intent.place.map(|place| place.run);
            if let Some(run) = run.and_then(|run| self.runs.get_mut(&run)) {
                run.attempts.push(attempt.clone());
            }
            let lets_go_on = attempt.status() == Status::Accepted
                && attempt.intent.action == ResumeProjectRequest::INFO.name();
            if lets_go_on {
                let target = Target::of(&attempt.intent);
                let about = self.runs.values_mut().filter(|run| {
                    run.is_about(&target.id) && Address::of(&run.plan.endpoint) == target.address
                });
                for run in about {
                    run.resumed.insert(target.id.clone(), attempt.seq);
                }
            }
        }
        self.hand_over();
    }

    fn take(&mut self, entry: &Entry) {
        match &entry.event {
            Event::Intent(intent) => {
                let attempt = Attempt {
                    seq: entry.seq,
                    time: entry.time.clone(),
                    intent: (**intent).clone(),
                    result: None,
                    result_time: None,
                    resolution: None,
                };
                self.attempts.insert(entry.seq, attempt);
            }
            Event::Result(result) => {
                if let Some(attempt) = self.attempts.get_mut(&result.intent) {
                    attempt.result = Some((**result).clone());
                    attempt.result_time = Some(entry.time.clone());
                }
            }
            Event::Resolution(resolution) => {
                if let Some(attempt) = self.attempts.get_mut(&resolution.intent) {
                    attempt.resolution = Some(resolution.clone());
                }
            }
            Event::Run(plan) => {
                let run = Run {
                    seq: entry.seq,
                    time: entry.time.clone(),
                    plan: (**plan).clone(),
                    seen: Vec::new(),
                    end: None,
                    attempts: Vec::new(),
                    inherited: Vec::new(),
                    resumed: BTreeMap::new(),
                };
                self.runs.insert(entry.seq, run);
            }
            Event::Seen { run, line } => {
                if let Some(run) = self.runs.get_mut(run) {
                    run.seen.push(*line);
                }
            }
            Event::RunEnded { run, end } => {
                if let Some(run) = self.runs.get_mut(run) {
                    run.end = Some(*end);
                }
            }
            Event::Ended { .. } | Event::Pruned { .. } | Event::Repaired { .. } => {}
        }
    }

    /// What would be known if these requests turned out to have taken effect.
    pub(crate) fn supposing(mut self, took_effect: &[u64]) -> Self {
        for seq in took_effect {
            if let Some(attempt) = self.attempts.get_mut(seq) {
                attempt.resolution = Some(Resolution {
                    intent: *seq,
                    verdict: Verdict::TookEffect,
                    who: String::new(),
                    note: None,
                });
            }
        }
        self.link();
        self
    }

    /// Every run, the oldest first.
    pub(crate) fn runs(&self) -> impl DoubleEndedIterator<Item = &Run> {
        self.runs.values()
    }

    /// The run of this number.
    pub(crate) fn run(&self, seq: u64) -> Option<&Run> {
        self.runs.get(&seq)
    }

    pub(super) fn run_mut(&mut self, seq: u64) -> Option<&mut Run> {
        self.runs.get_mut(&seq)
    }

    /// The runs that did not end and are about a task, the oldest first.
    pub(crate) fn unended(&self, target: &Target) -> impl DoubleEndedIterator<Item = &Run> {
        self.runs().filter(|run| {
            run.end.is_none()
                && run.is_about(target.id())
                && Address::of(&run.plan.endpoint) == target.address
        })
    }

    /// Every line, in its order.
    pub(crate) fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// Every request, the oldest first.
    pub(crate) fn attempts(&self) -> impl DoubleEndedIterator<Item = &Attempt> {
        self.attempts.values()
    }

    /// The request of this number.
    pub(crate) fn attempt(&self, seq: u64) -> Option<&Attempt> {
        self.attempts.get(&seq)
    }

    /// The open requests about a target, whatever they do to it, the oldest first.
    pub(crate) fn open(&self, target: &Target) -> impl Iterator<Item = &Attempt> {
        self.attempts().filter(|attempt| {
            attempt.status() == Status::Open && Target::of(&attempt.intent) == *target
        })
    }

    /// The oldest open request about the same ID at an address with another host, which may be another name of the same service.
    pub(crate) fn open_elsewhere(&self, target: &Target) -> Option<&Attempt> {
        self.attempts().find(|attempt| {
            let earlier = Target::of(&attempt.intent);
            attempt.status() == Status::Open
                && earlier.id == target.id
                && earlier.address.is_other_name_of(&target.address)
        })
    }

    /// The same request, accepted within a time: the same parameters, or the same words for them.
    ///
    /// Where no value is moved, what was done since makes it another matter, as when a task is paused, resumed and paused again.
    pub(crate) fn repeated(
        &self,
        intent: &Intent,
        now: SystemTime,
        within: Duration,
    ) -> Option<(&Attempt, Duration)> {
        let is_same = |earlier: &Intent| {
            earlier.action == intent.action
                && (earlier.request == intent.request
                    || earlier.given.is_some() && earlier.given == intent.given)
        };
        let moves = intent.change.new.is_some();
        let attempt = self.attempts().rev().find(|attempt| {
            attempt.status() == Status::Accepted
                && Target::of(&attempt.intent) == Target::of(intent)
                && attempt.intent.direction == intent.direction
                && (!moves || is_same(&attempt.intent))
        })?;
        let ago = since(attempt.result_time.as_deref().unwrap_or(&attempt.time), now);
        (is_same(&attempt.intent) && ago <= within).then_some((attempt, ago))
    }

    /// The last request of a profile that went to another endpoint than this.
    pub(crate) fn last_endpoint(&self, profile: &str) -> Option<&str> {
        self.attempts()
            .rev()
            .find(|attempt| attempt.intent.profile.as_deref() == Some(profile))
            .map(|attempt| attempt.intent.endpoint.as_str())
    }
}

/// How long ago a line was written; no time at all where it lies ahead.
fn since(time: &str, now: SystemTime) -> Duration {
    let then = time::read_utc(time);
    then.and_then(|then| now.duration_since(then).ok())
        .unwrap_or_default()
}

impl Intent {
    /// What the intent says, for a person: the position that it changes, as a moment where it is one.
    pub(crate) fn change_text(&self) -> String {
        match (&self.change.old, &self.change.new) {
            (Some(old), Some(new)) => format!("{} -> {}", shown(old), shown(new)),
            (None, Some(new)) => format!("-> {}", shown(new)),
            _ => String::new(),
        }
    }
}
