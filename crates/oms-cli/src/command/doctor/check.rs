//! One check of `oms doctor`.

use oms_client::Error;
use serde::Serialize;

use crate::act::skew::Skew;
use crate::exit::Exit;
use crate::failure::Said;

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
    /// The answer to the call that failed, with its chain of causes.
    #[serde(skip)]
    pub(super) said: Option<Box<Said>>,
    /// The exit code of the command if this is the first check that is bad.
    #[serde(skip)]
    pub(super) exit: Exit,
}

impl Check {
    /// Makes a check of what a write needs. If it is bad, the command ends with the code of a
    /// guard.
    pub(super) fn new(name: &'static str, verdict: Verdict, detail: impl Into<String>) -> Self {
        Self {
            name,
            verdict,
            detail: detail.into(),
            said: None,
            exit: match verdict {
                Verdict::Bad => Exit::Guard,
                Verdict::Good | Verdict::Unknown => Exit::Success,
            },
        }
    }

    /// Makes a check of two clocks.
    pub(super) fn of_clocks(name: &'static str, skew: Skew, other: &str) -> Self {
        let verdict = if skew.is_wrong() {
            Verdict::Bad
        } else {
            Verdict::Good
        };
        Self::new(name, verdict, format!("{skew} from the {other}'s"))
    }

    /// Makes a check that is bad, with the exit code of the command.
    pub(super) fn bad(name: &'static str, exit: Exit, detail: impl Into<String>) -> Self {
        Self {
            exit,
            ..Self::new(name, Verdict::Bad, detail)
        }
    }

    /// Makes the check of a call that failed. Of the causes, the last one tells the most: the
    /// others name layers of libraries.
    pub(super) fn failed(name: &'static str, error: &Error) -> Self {
        let (message, said) = (error.to_string(), Said::in_error(error));
        let last = said.causes.last();
        let detail = match last.filter(|cause| !message.contains(cause.as_str())) {
            Some(cause) => format!("{message}; cause: {cause}"),
            None => message,
        };
        Self {
            said: Some(Box::new(said)),
            ..Self::bad(name, Exit::of(error), detail)
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
