//! What a line of the journal says.
//!
//! It never holds a secret: parameters are written without the secrets among them, and credentials
//! not at all.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::run::{Place, RunEnd, RunPlan};
use crate::plan::Change;

/// One line of the journal.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Entry {
    /// Version of the line's shape.
    pub(crate) schema_version: u32,
    /// Number of the line. Lines are ordered by it and never by time, because a clock can step
    /// back.
    pub(crate) seq: u64,
    /// When it was written, in UTC, by this machine's clock.
    pub(crate) time: String,
    #[serde(flatten)]
    pub(crate) event: Event,
}

/// What happened.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub(crate) enum Event {
    /// A request is about to be sent.
    Intent(Box<Intent>),
    /// What came of it.
    Result(Box<Aftermath>),
    /// A person found out what came of it.
    Resolution(Resolution),
    /// A run begins: several requests that belong together.
    Run(Box<RunPlan>),
    /// The new position of a move of a run was seen in place.
    Seen {
        /// Number of the run.
        run: u64,
        /// The line of the move.
        line: usize,
    },
    /// A run came to its end.
    RunEnded {
        /// Number of the run.
        run: u64,
        #[serde(flatten)]
        end: RunEnd,
    },
    /// The command of which a request was a step came to its end. Earlier versions wrote it; runs
    /// have taken its place.
    Ended {
        /// Number of the intent.
        intent: u64,
    },
    /// Lines were removed, up to and including this number.
    Pruned {
        /// Number of the last line that was removed.
        through: u64,
    },
    /// A line that was only half written was removed: a process ended while it wrote.
    Repaired {
        /// How many bytes of it there were.
        bytes: u64,
    },
    /// A plan was shared, to be sent by somebody else.
    Plan(Box<SharedPlan>),
    /// The entries of another journal were copied behind those that were here.
    Copied {
        /// The place of the other journal.
        from: String,
        /// Number of its last entry.
        through: u64,
        /// Hash of that entry.
        hash: String,
    },
    /// A result that a team's journal could not be told yet.
    Undelivered(Box<Undelivered>),
    /// A result that a team's journal was told since.
    Delivered {
        /// Number of the entry that kept it.
        entry: u64,
    },
}

/// A plan that was shared.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct SharedPlan {
    pub(crate) who: String,
    pub(crate) host: String,
    /// How many people it needs.
    pub(crate) people: u8,
    /// The plan, as `oms plan` saves it.
    pub(crate) saved: Value,
}

/// A result that a team's journal could not be told yet.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Undelivered {
    /// The place of the team's journal.
    pub(crate) journal: String,
    /// Hash of the intent, which may have got its number from another database that was put in the
    /// place of this one.
    pub(crate) hash: String,
    pub(crate) result: Aftermath,
}

/// A request that is about to be sent: who, from where, what and to what end.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Intent {
    pub(crate) who: String,
    pub(crate) host: String,
    pub(crate) pid: u32,
    pub(crate) profile: Option<String>,
    pub(crate) endpoint: String,
    pub(crate) action: String,
    /// The run that it is a step of, where it is one.
    #[serde(default)]
    pub(crate) place: Option<Place>,
    /// What is changed, such as the ID of a task.
    pub(crate) id: String,
    /// Its name, where a look has shown one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) name: Option<String>,
    /// Which side of it, where it has two.
    pub(crate) direction: Option<String>,
    #[serde(flatten)]
    pub(crate) change: Change,
    /// The new value as it was written on the command line.
    #[serde(default)]
    pub(crate) given: Option<String>,
    /// The parameters, without secrets.
    pub(crate) request: Value,
    /// Whether plain http to another machine was allowed.
    pub(crate) allow_plaintext: bool,
    /// Whether a bare status of refusal counted, because somebody said that nothing answers in the
    /// service's place.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub(crate) assume_no_intermediary: bool,
    /// Version of this command.
    pub(crate) client: String,
    /// Digest of the spec that it was generated from.
    pub(crate) spec: String,
    /// The shared plan that it was approved by, where it was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) plan: Option<u64>,
}

/// What came of a request.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct Aftermath {
    /// Number of the intent.
    pub(crate) intent: u64,
    pub(crate) outcome: String,
    pub(crate) exit_code: u8,
    pub(crate) status: Option<u16>,
    /// The payload, where it is one number or text.
    pub(crate) ticket: Option<Value>,
    pub(crate) request_id: Option<String>,
    /// The ID that this side gave the call, where the profile asks for one.
    #[serde(default)]
    pub(crate) client_request_id: Option<String>,
    pub(crate) code: Option<String>,
    pub(crate) message: Option<String>,
}

/// What a person found out about a request whose outcome was unknown.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Resolution {
    /// Number of the intent.
    pub(crate) intent: u64,
    pub(crate) verdict: Verdict,
    pub(crate) who: String,
    pub(crate) note: Option<String>,
}

/// Whether a request took effect.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Verdict {
    /// It did.
    TookEffect,
    /// It did not, and will not.
    NoEffect,
}

impl Verdict {
    /// The verdict in a list.
    pub(crate) const fn as_str(self) -> &'static str {
        match self {
            Self::TookEffect => "resolved: took effect",
            Self::NoEffect => "resolved: no effect",
        }
    }
}

impl Aftermath {
    /// Interrupted before anything was sent.
    pub(crate) const ABORTED: &'static str = "aborted-before-send";

    /// Whether it is certain that the request had no effect.
    pub(crate) fn had_no_effect(&self) -> bool {
        matches!(
            self.outcome.as_str(),
            "not_sent" | "rejected" | Self::ABORTED
        )
    }

    /// Whether it is certain that the request was accepted.
    pub(crate) fn was_accepted(&self) -> bool {
        self.outcome == "accepted"
    }
}
