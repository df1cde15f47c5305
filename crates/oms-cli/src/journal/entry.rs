//! The entries of the journal.
//!
//! An entry never contains a secret: parameters are written without their secrets, and credentials
//! are not written at all.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::run::{Place, RunEnd, RunPlan};
use crate::plan::Change;

/// One entry of the journal.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Entry {
    /// Version of the format of an entry.
    pub(crate) schema_version: u32,
    /// Number of the entry. Entries are ordered by number and never by time, because a clock can go
    /// back.
    pub(crate) seq: u64,
    /// The time when it was written, in UTC, by this machine's clock.
    pub(crate) time: String,
    #[serde(flatten)]
    pub(crate) event: Event,
}

/// An event.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub(crate) enum Event {
    /// A request is about to be sent.
    Intent(Box<Intent>),
    /// The result of a request.
    Result(Box<Aftermath>),
    /// A person, or a look of a resumed run, found out the result of a request.
    Resolution(Resolution),
    /// A run begins. It consists of several requests that belong together.
    Run(Box<RunPlan>),
    /// The new position of one move of a run was seen.
    Seen {
        /// Number of the run.
        run: u64,
        /// The line of the move.
        line: usize,
    },
    /// A run ended.
    RunEnded {
        /// Number of the run.
        run: u64,
        #[serde(flatten)]
        end: RunEnd,
    },
    /// The command that sent a request as one of its steps ended. Earlier versions wrote this
    /// event; runs have replaced it.
    Ended {
        /// Number of the intent.
        intent: u64,
    },
    /// The entries up to and including this number were removed.
    Pruned {
        /// Number of the last entry that was removed.
        through: u64,
    },
    /// An incomplete line was removed: a process died while it wrote the line.
    Repaired {
        /// The length of the line in bytes.
        bytes: u64,
    },
    /// A plan was shared, so that another person can send it.
    Plan(Box<SharedPlan>),
    /// The entries of another journal were copied to the end of this one.
    Copied {
        /// The place of the other journal.
        from: String,
        /// Number of its last entry.
        through: u64,
        /// Hash of that entry.
        hash: String,
    },
    /// A result that could not be delivered to a team's journal.
    Undelivered(Box<Undelivered>),
    /// A result that was delivered to a team's journal since.
    Delivered {
        /// Number of the entry with the result.
        entry: u64,
    },
}

/// A plan that was shared.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct SharedPlan {
    pub(crate) who: String,
    pub(crate) host: String,
    /// The number of people that the plan needs.
    pub(crate) people: u8,
    /// The plan in the form in which `oms plan` saves it.
    pub(crate) saved: Value,
}

/// A result that could not be delivered to a team's journal.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Undelivered {
    /// The place of the team's journal.
    pub(crate) journal: String,
    /// The moment at which that journal was made, which is the same over every address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) origin: Option<String>,
    /// Hash of the intent. Its number alone is not enough, because another database may have
    /// replaced the one that assigned it.
    pub(crate) hash: String,
    pub(crate) result: Aftermath,
}

/// A request that is about to be sent: who sends it, from which machine, to which service, and what
/// it changes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Intent {
    pub(crate) who: String,
    pub(crate) host: String,
    pub(crate) pid: u32,
    /// The mark by which another process of the same machine can tell whether this one still lives,
    /// in a journal whose locks do not tell it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) process_mark: Option<String>,
    pub(crate) profile: Option<String>,
    pub(crate) endpoint: String,
    pub(crate) action: String,
    /// The place of the request in a run, if it is part of one.
    #[serde(default)]
    pub(crate) place: Option<Place>,
    /// The ID of the subject that is changed, such as a task.
    pub(crate) id: String,
    /// The name of the subject, if a look has shown one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) name: Option<String>,
    /// The side of the subject that is changed, if it has two.
    pub(crate) direction: Option<String>,
    #[serde(flatten)]
    pub(crate) change: Change,
    /// The new value as it was typed on the command line.
    #[serde(default)]
    pub(crate) given: Option<String>,
    /// The parameters, without secrets.
    pub(crate) request: Value,
    /// The time that its call had, in milliseconds. Earlier versions wrote none down.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) timeout_ms: Option<u64>,
    /// True if plain http to another machine was allowed.
    pub(crate) allow_plaintext: bool,
    /// True if a bare status of refusal counted as a rejection, because somebody declared that
    /// nothing answers in the service's place.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub(crate) assume_no_intermediary: bool,
    /// Version of this command.
    pub(crate) client: String,
    /// Digest of the spec that it was generated from.
    pub(crate) spec: String,
    /// Number of the shared plan that approved the request, if there was one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) plan: Option<u64>,
}

/// The result of a request.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct Aftermath {
    /// Number of the intent.
    pub(crate) intent: u64,
    pub(crate) outcome: String,
    pub(crate) exit_code: u8,
    pub(crate) status: Option<u16>,
    /// The payload, if it is a single number or text.
    pub(crate) ticket: Option<Value>,
    pub(crate) request_id: Option<String>,
    /// The ID that this side gave the call, if the profile asks for one.
    #[serde(default)]
    pub(crate) client_request_id: Option<String>,
    pub(crate) code: Option<String>,
    pub(crate) message: Option<String>,
}

/// The finding of a person, or of a resumed run, about a request whose outcome was unknown.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Resolution {
    /// Number of the intent.
    pub(crate) intent: u64,
    pub(crate) verdict: Verdict,
    pub(crate) who: String,
    /// The machine of the person. A look of a run states none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) host: Option<String>,
    pub(crate) note: Option<String>,
}

/// The effect of a request, as it was found out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Verdict {
    /// The request took effect.
    TookEffect,
    /// The request did not take effect and will not.
    NoEffect,
}

impl Verdict {
    /// Returns the verdict in a list.
    pub(crate) const fn as_str(self) -> &'static str {
        match self {
            Self::TookEffect => "resolved: took effect",
            Self::NoEffect => "resolved: no effect",
        }
    }
}

impl Aftermath {
    /// The request was interrupted before anything was sent.
    pub(crate) const ABORTED: &'static str = "aborted-before-send";

    /// Returns whether the request certainly had no effect.
    pub(crate) fn had_no_effect(&self) -> bool {
        matches!(
            self.outcome.as_str(),
            "not_sent" | "rejected" | Self::ABORTED
        )
    }

    /// Returns whether the service refused the request.
    pub(crate) fn was_rejected(&self) -> bool {
        self.outcome == "rejected"
    }

    /// Returns whether the request was certainly accepted.
    pub(crate) fn was_accepted(&self) -> bool {
        self.outcome == "accepted"
    }
}
