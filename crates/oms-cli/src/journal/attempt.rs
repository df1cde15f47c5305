//! One request in the journal, from its intent to its end.

use oms_client::Shown;
use serde_json::Value;

use super::entry::{Aftermath, Intent, Resolution, Verdict};
use crate::plan::Plan;
use crate::session::Address;
use crate::time::shown;

/// The resource over which two commands can conflict: one ID at one service, whatever the action
/// is.
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
    /// The number and the time of the entry with the resolution.
    pub(crate) resolved: Option<(u64, String)>,
}

/// The status of a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Status {
    /// It is not known whether the request took effect.
    Open,
    /// The request was accepted, or it was found out that it took effect.
    Accepted,
    /// The request had no effect.
    NoEffect,
}

impl Target {
    /// Returns the target for an ID. Different spellings of the service's address give the same
    /// target.
    pub(crate) fn new(endpoint: &str, id: &str) -> Self {
        Self {
            address: Address::of(endpoint),
            id: id.to_owned(),
        }
    }

    pub(crate) fn of_plan(plan: &Plan) -> Self {
        Self::new(&plan.endpoint, &plan.explanation.subject)
    }

    pub(crate) fn of(intent: &Intent) -> Self {
        Self::new(&intent.endpoint, &intent.id)
    }

    pub(crate) fn id(&self) -> &str {
        &self.id
    }

    pub(crate) fn address(&self) -> &Address {
        &self.address
    }
}

impl Status {
    /// Returns the status of a request with this result and this resolution.
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
    /// Returns a request of which nothing but its intent is written down.
    pub(crate) const fn begun(seq: u64, time: String, intent: Intent) -> Self {
        Self {
            seq,
            time,
            intent,
            result: None,
            result_time: None,
            resolution: None,
            resolved: None,
        }
    }

    /// The outcome of a request without a result.
    pub(crate) const UNANSWERED: &'static str = "open";

    pub(crate) fn status(&self) -> Status {
        Status::of(self.result.as_ref(), self.resolution.as_ref())
    }

    /// Returns whether the service refused it.
    pub(crate) fn was_rejected(&self) -> bool {
        let result = self.result.as_ref();
        self.resolution.is_none() && result.is_some_and(Aftermath::was_rejected)
    }

    /// Returns the time of the result, or that of the intent if there is none.
    pub(crate) fn latest_time(&self) -> &str {
        self.result_time.as_deref().unwrap_or(&self.time)
    }

    /// Returns the ticket, if the answer had one.
    pub(crate) fn ticket(&self) -> Option<&Value> {
        self.result.as_ref()?.ticket.as_ref()
    }

    /// Returns the outcome in a word or two, for a list.
    pub(crate) fn outcome(&self) -> String {
        match (&self.resolution, &self.result) {
            (Some(resolution), _) => resolution.verdict.as_str().to_owned(),
            (None, Some(result)) => result.outcome.clone(),
            (None, None) => Self::UNANSWERED.to_owned(),
        }
    }
}

impl Intent {
    /// Returns whether two requests are the same: they have the same parameters, or the same text
    /// on the command line.
    pub(crate) fn is_same(&self, other: &Self) -> bool {
        self.action == other.action
            && (self.request == other.request || self.given.is_some() && self.given == other.given)
    }

    /// Returns the action and the ID for a person.
    pub(crate) fn about(&self) -> String {
        format!("{} for {}", Shown(&self.action), Shown(&self.id))
    }

    /// Returns whether it changes the reverse side of its subject.
    pub(crate) fn is_reverse(&self) -> bool {
        self.direction.as_deref() == Some("reverse")
    }

    /// Returns the change of the position for a person, with moments as times.
    pub(crate) fn change_text(&self) -> String {
        match (&self.change.old, &self.change.new) {
            (Some(old), Some(new)) => format!("{} -> {}", shown(old), shown(new)),
            (None, Some(new)) => format!("-> {}", shown(new)),
            _ => String::new(),
        }
    }
}
