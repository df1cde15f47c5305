//! A run: several requests that belong together, such as a rewind or a batch.
//!
//! A run is written to the journal with its whole plan before its first request, so that it is
//! found again if its process dies. It records what was planned and how it ended; the result of
//! each request is recorded with that request.

use oms_client::StartPosition;
use serde::{Deserialize, Serialize};

/// The plan of a run: who started it and where, and the positions that it moves.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct RunPlan {
    pub(crate) who: String,
    pub(crate) host: String,
    pub(crate) pid: u32,
    pub(crate) profile: Option<String>,
    pub(crate) endpoint: String,
    pub(crate) command: RunKind,
    /// Digest of the contents of a batch file: the same file resumes the same run.
    pub(crate) file: Option<String>,
    /// True if each running task is paused for its move and resumed after it.
    pub(crate) pauses: bool,
    /// The way in which it takes its steps.
    #[serde(default, skip_serializing_if = "RunOptions::is_usual")]
    pub(crate) options: RunOptions,
    /// The moves, in their order.
    pub(crate) moves: Vec<PlannedMove>,
    /// Number of the shared plan that approved the run, if there was one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) plan: Option<u64>,
}

/// The way in which a run takes its steps, so that it goes on in the same way. An earlier version
/// wrote none down.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct RunOptions {
    /// True if a task that was paused for its move stays paused where the move has no effect.
    pub(crate) leave_paused: bool,
    /// The state that is waited for after a move, as the command line names it.
    pub(crate) wait: Option<String>,
    /// The time from one line of a batch to the next.
    pub(crate) interval_ms: Option<u64>,
    /// True if the lines behind one that was refused are sent.
    pub(crate) keep_going: bool,
    /// The number of lines of a batch that are sent before a person is asked about the rest.
    pub(crate) canary: Option<usize>,
}

impl RunOptions {
    fn is_usual(&self) -> bool {
        *self == Self::default()
    }
}

/// The command that started a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum RunKind {
    Rewind,
    Batch,
}

impl RunKind {
    /// Returns the name of the command.
    pub(crate) const fn as_str(self) -> &'static str {
        match self {
            Self::Rewind => "rewind",
            Self::Batch => "batch",
        }
    }
}

/// One move of a run, with the state of the task before it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct PlannedMove {
    /// Its number in a batch, from 1; 0 for a rewind, which has one move.
    pub(crate) line: usize,
    /// The number of its line in the file of a batch, by which a person finds it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) row: Option<usize>,
    pub(crate) task: String,
    pub(crate) reverse: bool,
    #[serde(with = "crate::time::position")]
    pub(crate) old: Option<StartPosition>,
    #[serde(with = "crate::time::position")]
    pub(crate) new: Option<StartPosition>,
    /// The new position as it was typed.
    pub(crate) given: Option<String>,
    /// Set where the position was computed from the clock of the machine that planned it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub(crate) relative: bool,
    /// The state of the task before the run.
    pub(crate) status: Option<String>,
}

/// One step of a move.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum StepKind {
    Stop,
    Move,
    Resume,
}

impl StepKind {
    /// Returns the step in a list.
    pub(crate) const fn as_str(self) -> &'static str {
        match self {
            Self::Stop => "stop",
            Self::Move => "move",
            Self::Resume => "resume",
        }
    }
}

/// The place of a request in a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Place {
    /// Number of the run.
    pub(crate) run: u64,
    /// The number of the line of its move.
    pub(crate) line: usize,
    pub(crate) step: StepKind,
}

/// The end of a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "how", rename_all = "snake_case")]
pub(crate) enum RunEnd {
    /// All steps were done.
    Done,
    /// The run provably changed nothing.
    NoEffect,
    /// A person abandoned the run.
    Abandoned,
    /// Another run of the same task replaced it.
    Replaced {
        /// Number of the other run.
        by: u64,
    },
}

impl RunEnd {
    /// Returns the end in a list.
    pub(crate) fn as_text(self) -> String {
        match self {
            Self::Done => "done".to_owned(),
            Self::NoEffect => "no effect".to_owned(),
            Self::Abandoned => "abandoned".to_owned(),
            Self::Replaced { by } => format!("replaced by run {by}"),
        }
    }
}
