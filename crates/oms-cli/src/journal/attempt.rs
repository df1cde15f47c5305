//! One request as the journal tells of it, from its intent to its end.

use serde_json::Value;

use super::entry::{Aftermath, Intent, Resolution, Verdict};
use crate::session::Address;
use crate::time::shown;

/// What two commands collide over: one thing at one service, whatever is done to it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Target {
    address: Address,
    id: String,
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

    /// The address of the service.
    pub(crate) fn address(&self) -> &Address {
        &self.address
    }
}

impl Status {
    /// How a request stands of which this is known.
    pub(crate) fn of(result: Option<&Aftermath>, resolution: Option<&Resolution>) -> Self {
        match (resolution, result) {
            (Some(resolution), _) => match resolution.verdict {
                Verdict::TookEffect => Self::Accepted,
                Verdict::NoEffect => Self::NoEffect,
            },
            (None, Some(result)) if result.was_accepted() => Self::Accepted,
            (None, Some(result)) if result.had_no_effect() => Self::NoEffect,
            (None, _) => Self::Open,
        }
    }
}

impl Attempt {
    /// The outcome of a request of which no result is known.
    pub(crate) const UNANSWERED: &'static str = "open";

    /// How it stands.
    pub(crate) fn status(&self) -> Status {
        Status::of(self.result.as_ref(), self.resolution.as_ref())
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
            (None, None) => Self::UNANSWERED.to_owned(),
        }
    }
}

impl Intent {
    /// Whether the other is the same request: the same parameters, or the same words for them.
    pub(crate) fn is_same(&self, other: &Self) -> bool {
        self.action == other.action
            && (self.request == other.request || self.given.is_some() && self.given == other.given)
    }

    /// What the intent says, for a person: the position that it changes, as a moment where it is
    /// one.
    pub(crate) fn change_text(&self) -> String {
        match (&self.change.old, &self.change.new) {
            (Some(old), Some(new)) => format!("{} -> {}", shown(old), shown(new)),
            (None, Some(new)) => format!("-> {}", shown(new)),
            _ => String::new(),
        }
    }
}
