//! The state in which a move leaves its task.

use crate::act::look::Seen;

/// The words for a task that is left paused, and for one that may be.
pub(crate) const LEFT_PAUSED: &str = "LEFT PAUSED";
pub(crate) const PERHAPS_PAUSED: &str = "PERHAPS LEFT PAUSED";

/// The state in which the task is left.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) enum TaskLeft {
    /// As it was before.
    #[default]
    AsItWas,
    /// This run has paused it, and it was resumed: by this run, or by something else, as a look has
    /// shown.
    Resumed,
    /// This run has paused it, and it was seen at work behind a resume whose outcome is unknown.
    AtWork,
    /// Paused by this run, as a look has shown.
    Paused,
    /// Its stop was accepted, and it is not known whether it is paused: it was not seen to stop, or
    /// no look has shown what state it is in behind a step that was not accepted or not seen. Or
    /// its stop was refused, and it is paused all the same. Or the outcome of its resume is
    /// unknown, and it was not seen at work. The value is the state that was seen last.
    PerhapsPaused(Option<String>),
    /// It is not known whether the stop took effect.
    PerhapsStopped,
}

impl TaskLeft {
    /// Returns the state of a task that this run has paused, as the last look behind it shows it:
    /// something else may have resumed it since.
    pub(super) fn behind_a_stop(seen: Option<&Seen>) -> Self {
        match seen {
            Some(seen) if seen.is_running() => Self::Resumed,
            Some(seen) if seen.is_paused() => Self::Paused,
            seen => Self::perhaps_paused(seen),
        }
    }

    /// Returns the state of a task that is paused behind a stop that was refused, as the last look
    /// shows it: something else may have resumed it since.
    pub(super) fn behind_a_refusal(seen: Option<&Seen>) -> Self {
        match seen {
            Some(seen) if !seen.is_paused() => Self::AsItWas,
            seen => Self::perhaps_paused(seen),
        }
    }

    /// Returns the state of a task whose resume has an unknown outcome. A late resume changes
    /// nothing about a task at work, and may yet let a paused one go on.
    pub(super) fn behind_a_lost_resume(seen: Option<&Seen>) -> Self {
        match seen {
            Some(seen) if seen.is_running() => Self::AtWork,
            seen => Self::perhaps_paused(seen),
        }
    }

    /// Returns the state of a task of which the last look proves nothing.
    pub(super) fn perhaps_paused(seen: Option<&Seen>) -> Self {
        Self::PerhapsPaused(seen.map(|seen| seen.status.as_str().to_owned()))
    }

    /// Returns the words that a person must see first; `None` if the task needs no attention.
    pub(crate) const fn alarm(&self) -> Option<&'static str> {
        match self {
            Self::Paused => Some(LEFT_PAUSED),
            Self::PerhapsPaused(_) | Self::PerhapsStopped => Some(PERHAPS_PAUSED),
            Self::AsItWas | Self::Resumed | Self::AtWork => None,
        }
    }

    /// Returns the word for programs.
    pub(crate) const fn as_str(&self) -> &'static str {
        match self {
            Self::AsItWas => "as_it_was",
            Self::Resumed | Self::AtWork => "resumed",
            Self::Paused => "left_paused",
            Self::PerhapsPaused(_) | Self::PerhapsStopped => "perhaps_paused",
        }
    }
}
