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
    TooLate {
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
    Never {
        /// The reason, as the middle of a sentence.
        why: String,
        /// The answer that says so.
        last: Box<Reply<D>>,
    },
    /// A look failed in a way that another look does not mend. The outcome of the look may be
    /// unknown, as behind a redirect.
    Failed(Error),
}

impl<D> WaitError<D> {
    pub(super) fn never(why: String, last: Reply<D>) -> Self {
        Self::Never {
            why,
            last: Box::new(last),
        }
    }

    pub(super) fn too_late(
        (looks, elapsed): (u32, Duration),
        last: Option<Reply<D>>,
        error: Option<Error>,
    ) -> Self {
        Self::TooLate {
            looks,
            elapsed,
            last: last.map(Box::new),
            error,
        }
    }

    /// The last answer, where there is one.
    #[must_use]
    pub fn last(&self) -> Option<&Reply<D>> {
        match self {
            Self::TooLate { last, .. } => last.as_deref(),
            Self::Never { last, .. } => Some(last),
            Self::Failed(_) => None,
        }
    }

    /// The failure of the last look, where it failed.
    #[must_use]
    pub fn error(&self) -> Option<&Error> {
        match self {
            Self::TooLate { error, .. } => error.as_ref(),
            Self::Never { .. } => None,
            Self::Failed(error) => Some(error),
        }
    }
}

impl<D> fmt::Display for WaitError<D> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooLate { looks, elapsed, .. } => {
                let seconds = elapsed.as_secs();
                write!(f, "it was not reached within {seconds} s and {looks} looks")?;
                match self.error() {
                    Some(_) => f.write_str("; the last look failed"),
                    None => Ok(()),
                }
            }
            Self::Never { why, .. } => {
                write!(f, "it cannot be reached by waiting: {}", Shown(why))
            }
            Self::Failed(_) => f.write_str("a look failed"),
        }
    }
}

impl<D: fmt::Debug> StdError for WaitError<D> {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.error().map(|error| error as _)
    }
}
