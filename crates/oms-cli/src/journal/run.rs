//! A run: several requests that belong together, as a rewind or a batch.
//!
//! It is written down before its first request, with everything that it plans, so that one whose
//! process died is found again. It says what was planned and how it ended; what became of each
//! request stands with the request.

use oms_client::StartPosition;
use serde::{Deserialize, Serialize};

/// What a run plans to do: who, from where, and which positions it moves.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct RunPlan {
    pub(crate) who: String,
    pub(crate) host: String,
    pub(crate) pid: u32,
    pub(crate) profile: Option<String>,
    pub(crate) endpoint: String,
    pub(crate) command: RunKind,
    /// Digest of what a file says, for a batch: the same file goes on with the same run.
    pub(crate) file: Option<String>,
    /// Whether each task that is at work is paused for its move and resumed behind it.
    pub(crate) pauses: bool,
    /// The moves, in their order.
    pub(crate) moves: Vec<PlannedMove>,
    /// The shared plan that it was approved by, where it was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) plan: Option<u64>,
}

/// Which command a run is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum RunKind {
    Rewind,
    Batch,
}

impl RunKind {
    /// The name of the command.
    pub(crate) const fn as_str(self) -> &'static str {
        match self {
            Self::Rewind => "rewind",
            Self::Batch => "batch",
        }
    }
}

/// One move of a run, with what was seen of the task before it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct PlannedMove {
    /// Its number in a batch, from 1; 0 for a rewind, which has one move.
    pub(crate) line: usize,
    pub(crate) task: String,
    pub(crate) reverse: bool,
    #[serde(with = "crate::time::position")]
    pub(crate) old: Option<StartPosition>,
    #[serde(with = "crate::time::position")]
    pub(crate) new: Option<StartPosition>,
    /// The new position as it was written.
    pub(crate) given: Option<String>,
    /// The state of the task before the run.
    pub(crate) status: Option<String>,
}

/// One step of a move.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum StepKind {
    Stop,
    Move,
    Resume,
}

impl StepKind {
    /// The step in a list.
    pub(crate) const fn as_str(self) -> &'static str {
        match self {
            Self::Stop => "stop",
            Self::Move => "move",
            Self::Resume => "resume",
        }
    }
}

/// Where in a run a request belongs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Place {
    /// Number of the run.
    pub(crate) run: u64,
    /// The line of its move.
    pub(crate) line: usize,
    pub(crate) step: StepKind,
}

/// How a run ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "how", rename_all = "snake_case")]
pub(crate) enum RunEnd {
    /// All of it was done.
    Done,
    /// It is proved to have left everything as it was.
    NoEffect,
    /// A person gave it up.
    Abandoned,
    /// Another run of the same task took its place.
    Replaced {
        /// Number of the other run.
        by: u64,
    },
}

impl RunEnd {
    /// The end in a list.
    pub(crate) fn as_text(self) -> String {
        match self {
            Self::Done => "done".to_owned(),
            Self::NoEffect => "no effect".to_owned(),
            Self::Abandoned => "abandoned".to_owned(),
            Self::Replaced { by } => format!("replaced by run {by}"),
        }
    }
}
