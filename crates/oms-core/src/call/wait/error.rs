//! The end of a wait that did not reach its goal.

use std::error::Error as StdError;
use std::fmt;
use std::time::Duration;

use crate::text::shown::Shown;
use crate::{Error, Reply};

/// The end of a wait that did not reach its goal. A wait only reads, so nothing was changed by it.
#[derive(Debug)]
#[non_exhaustive]
pub enum WaitError<D> {
    /// The goal was not reached in time.
    #[non_exhaustive]
    TooLate {
        /// The action that was looked by.
        action: &'static str,
        /// The number of looks.
        looks: u32,
        /// The time from the first look to the end.
        elapsed: Duration,
        /// The last answer, where one came.
        last: Option<Box<Reply<D>>>,
        /// The failure of the last look, where it failed.
        error: Option<Error>,
    },
    /// The goal cannot be reached by waiting.
    #[non_exhaustive]
    Never {
        /// The action that was looked by.
        action: &'static str,
        /// The reason, as the middle of a sentence.
        why: String,
        /// The answer that says so.
        last: Box<Reply<D>>,
    },
    /// A look failed in a way that another look does not mend, or would have been a write, which is
    /// never sent. The outcome of the look may be unknown, as behind a redirect.
    #[non_exhaustive]
    Failed {
        /// The action that was looked by.
        action: &'static str,
        /// The failure of the look.
        error: Error,
    },
}

impl<D> WaitError<D> {
    pub(super) fn never(action: &'static str, why: String, last: Reply<D>) -> Self {
        Self::Never {
            action,
            why,
            last: Box::new(last),
        }
    }

    pub(super) fn too_late(
        action: &'static str,
        (looks, elapsed): (u32, Duration),
        last: Option<Reply<D>>,
        error: Option<Error>,
    ) -> Self {
        Self::TooLate {
            action,
            looks,
            elapsed,
            last: last.map(Box::new),
            error,
        }
    }

    /// The action that was looked by.
    #[must_use]
    pub const fn action(&self) -> &'static str {
        match self {
            Self::TooLate { action, .. }
            | Self::Never { action, .. }
            | Self::Failed { action, .. } => action,
        }
    }

    /// The last answer, where there is one.
    #[must_use]
    pub fn last(&self) -> Option<&Reply<D>> {
        match self {
            Self::TooLate { last, .. } => last.as_deref(),
            Self::Never { last, .. } => Some(last),
            Self::Failed { .. } => None,
        }
    }

    /// The failure of the last look, where it failed.
    #[must_use]
    pub fn error(&self) -> Option<&Error> {
        match self {
            Self::TooLate { error, .. } => error.as_ref(),
            Self::Never { .. } => None,
            Self::Failed { error, .. } => Some(error),
        }
    }
}

impl<D> fmt::Display for WaitError<D> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let action = self.action();
        match self {
            Self::TooLate {
                looks,
                elapsed,
                error,
                ..
            } => {
                let seconds = elapsed.as_secs();
                let last = error.as_ref().map_or("", |_| ", the last of which failed");
                write!(
                    f,
                    "{action} did not show it within {seconds} s ({looks} looks{last})"
                )
            }
            Self::Never { why, .. } => {
                write!(f, "{action} will not show it by waiting: {}", Shown(why))
            }
            Self::Failed { .. } => write!(f, "a look by {action} failed"),
        }
    }
}

impl<D: fmt::Debug> StdError for WaitError<D> {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.error().map(|error| error as _)
    }
}
