//! What the journal knows: which intents are open, and which requests were accepted a short while ago.
//!
//! It goes by the numbers of the lines. Times are compared only to tell how long ago something was, and a time in the future,
//! as a clock that stepped back leaves it, counts as just now.

use std::collections::BTreeMap;
use std::time::{Duration, SystemTime};

use serde_json::Value;
use serde_json::value::RawValue;

use crate::session::Address;
use crate::time;

use super::{Aftermath, Entry, Event, Intent, Resolution, Verdict};

/// Within this time, the same command once more is taken for a slip.
pub(crate) const SHORT_WHILE: Duration = Duration::from_secs(600);

/// What two commands collide over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Target {
    pub(crate) address: Address,
    pub(crate) id: String,
    pub(crate) direction: Option<String>,
}

/// Everything that the journal knows.
#[derive(Debug, Default)]
pub(crate) struct Known {
    entries: Vec<Entry>,
    attempts: BTreeMap<u64, Attempt>,
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
    /// Whether the command of which it was a step came to its end.
    pub(crate) ended: bool,
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
    /// What an intent is about.
    pub(crate) fn of(intent: &Intent) -> Self {
        Self {
            address: Address::of(&intent.endpoint),
            id: intent.id.clone(),
            direction: intent.direction.clone(),
        }
    }

    pub(crate) fn parts(&self) -> [&str; 3] {
        [
            self.address.as_str(),
            &self.id,
            self.direction.as_deref().unwrap_or_default(),
        ]
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
        let mut attempts: BTreeMap<u64, Attempt> = BTreeMap::new();
        for entry in &entries {
            match &entry.event {
                Event::Intent(intent) => {
                    attempts.insert(
                        entry.seq,
                        Attempt {
                            seq: entry.seq,
                            time: entry.time.clone(),
                            intent: (**intent).clone(),
                            result: None,
                            result_time: None,
                            resolution: None,
                            ended: false,
                        },
                    );
                }
                Event::Result(result) => {
                    if let Some(attempt) = attempts.get_mut(&result.intent) {
                        attempt.result = Some((**result).clone());
                        attempt.result_time = Some(entry.time.clone());
                    }
                }
                Event::Resolution(resolution) => {
                    if let Some(attempt) = attempts.get_mut(&resolution.intent) {
                        attempt.resolution = Some(resolution.clone());
                    }
                }
                Event::Ended { intent } => {
                    if let Some(attempt) = attempts.get_mut(intent) {
                        attempt.ended = true;
                    }
                }
                Event::Pruned { .. } | Event::Repaired { .. } => {}
            }
        }
        Self { entries, attempts }
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
        self
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

    /// The oldest open request for a target.
    pub(crate) fn open(&self, target: &Target) -> Option<&Attempt> {
        self.attempts().find(|attempt| {
            attempt.status() == Status::Open && Target::of(&attempt.intent) == *target
        })
    }

    /// The oldest open request for the same thing at an address with another host, which may be another name of the same service.
    pub(crate) fn open_elsewhere(&self, target: &Target) -> Option<&Attempt> {
        self.attempts().find(|attempt| {
            let earlier = Target::of(&attempt.intent);
            attempt.status() == Status::Open
                && (&earlier.id, &earlier.direction) == (&target.id, &target.direction)
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
    /// What the intent says, for a person: the value that it changes.
    pub(crate) fn change_text(&self) -> String {
        match (&self.change.old, &self.change.new) {
            (Some(old), Some(new)) => format!("{old} -> {new}"),
            (None, Some(new)) => format!("-> {new}"),
            _ => String::new(),
        }
    }
}

/// The payload of an answer, where it fits into a line.
pub(crate) fn ticket(data: Option<&RawValue>) -> Option<Value> {
    let data: Value = serde_json::from_str(data?.get()).ok()?;
    (data.is_number() || data.is_string()).then_some(data)
}
