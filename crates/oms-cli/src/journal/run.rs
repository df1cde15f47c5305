//! A run: several requests that belong together, as a rewind or a batch.
//!
//! It is written down before its first request, with everything that it plans, so that one whose process died is found again. It
//! says what was planned and what was seen; what became of each request stands with the request.

use std::collections::BTreeMap;

use oms_client::StartPosition;
use serde::{Deserialize, Serialize};

use super::{Attempt, Status};

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

/// One run, from its plan to its end.
#[derive(Debug, Clone)]
pub(crate) struct Run {
    pub(crate) seq: u64,
    pub(crate) time: String,
    pub(crate) plan: RunPlan,
    /// The lines whose new position was seen in place.
    pub(crate) seen: Vec<usize>,
    pub(crate) end: Option<RunEnd>,
    /// Its requests, the oldest first.
    pub(crate) attempts: Vec<Attempt>,
    /// The last request that let a task go on, whoever sent it, by the task.
    pub(crate) resumed: BTreeMap<String, u64>,
}

/// In what state a run has left a task, as far as the journal tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Left {
    /// As it was before the run.
    AsItWas,
    /// The run has paused it.
    Paused,
    /// It may be paused: what became of the stop or of the resume is not known.
    PerhapsPaused,
    /// The run has paused it, and it was resumed since.
    Resumed,
}

impl Left {
    /// The state in words.
    pub(crate) const fn as_str(self) -> &'static str {
        match self {
            Self::AsItWas => "not paused by this run",
            Self::Paused => "paused by this run",
            Self::PerhapsPaused => "may be paused by this run",
            Self::Resumed => "paused by this run, and resumed since",
        }
    }
}

impl Run {
    /// The requests of one step of a line, the oldest first.
    pub(crate) fn of(&self, line: usize, step: StepKind) -> impl Iterator<Item = &Attempt> {
        self.attempts.iter().filter(move |attempt| {
            let place = attempt.intent.place;
            place.is_some_and(|place| place.line == line && place.step == step)
        })
    }

    /// The accepted move of a line.
    pub(crate) fn moved(&self, line: usize) -> Option<&Attempt> {
        self.of(line, StepKind::Move)
            .find(|attempt| attempt.status() == Status::Accepted)
    }

    /// The request that paused the task of a line and was not followed by one that let it go on.
    pub(crate) fn paused(&self, line: usize) -> Option<&Attempt> {
        let resumed = |task: &str| self.resumed.get(task).copied().unwrap_or_default();
        self.of(line, StepKind::Stop).find(|attempt| {
            attempt.status() == Status::Accepted && attempt.seq > resumed(&attempt.intent.id)
        })
    }

    /// In what state it has left the task of a line.
    pub(crate) fn left(&self, line: usize) -> Left {
        let is_open = |step| {
            self.of(line, step)
                .any(|attempt| attempt.status() == Status::Open)
        };
        if is_open(StepKind::Stop) || is_open(StepKind::Resume) {
            Left::PerhapsPaused
        } else if self.paused(line).is_some() {
            Left::Paused
        } else if self
            .of(line, StepKind::Stop)
            .any(|stop| stop.status() == Status::Accepted)
        {
            Left::Resumed
        } else {
            Left::AsItWas
        }
    }

    /// Whether it is about this task.
    pub(crate) fn is_about(&self, task: &str) -> bool {
        self.plan.moves.iter().any(|planned| planned.task == task)
    }

    /// The requests of which nobody knows what became.
    pub(crate) fn open(&self) -> impl Iterator<Item = &Attempt> {
        self.attempts
            .iter()
            .filter(|attempt| attempt.status() == Status::Open)
    }
}
