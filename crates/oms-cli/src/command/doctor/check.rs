//! One check of `oms doctor`.

use serde::Serialize;

use crate::exit::Exit;

/// The result of a check.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Verdict {
    Good,
    Bad,
    Unknown,
}

/// One check.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Check {
    #[serde(rename = "check")]
    pub(super) name: &'static str,
    pub(super) verdict: Verdict,
    pub(super) detail: String,
    /// The exit code of the command if this is the first check that is bad.
    #[serde(skip)]
    pub(super) exit: Exit,
}

impl Check {
    /// Makes a check that is good, or whose end is unknown.
    pub(super) fn new(name: &'static str, verdict: Verdict, detail: impl Into<String>) -> Self {
        Self {
            name,
            verdict,
            detail: detail.into(),
            exit: Exit::Success,
        }
    }

    /// Makes a check that is bad, with the exit code of the command.
    pub(super) fn bad(name: &'static str, exit: Exit, detail: impl Into<String>) -> Self {
        Self {
            exit,
            ..Self::new(name, Verdict::Bad, detail)
        }
    }

    /// Makes the check of a result, and returns the value of the result beside it.
    pub(super) fn of<T>(
        name: &'static str,
        result: Result<T, (Exit, String)>,
        good: impl FnOnce(&T) -> String,
    ) -> (Self, Option<T>) {
        match result {
            Ok(value) => (Self::new(name, Verdict::Good, good(&value)), Some(value)),
            Err((exit, problem)) => (Self::bad(name, exit, problem), None),
        }
    }
}
