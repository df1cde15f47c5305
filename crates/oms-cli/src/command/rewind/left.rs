//! The state in which a move leaves its task.

use oms_client::StartPosition;

use crate::act::look::Seen;
use crate::plan::Move;

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

/// The position at which a move leaves its task that was not accepted.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) enum PositionLeft {
    /// Nobody has asked: the move was accepted or not sent, or its outcome is unknown.
    #[default]
    Unasked,
    /// As it was, as a look shows behind a move that was refused.
    AsItWas,
    /// The move was refused, and no look has shown that the position is as it was.
    Unseen,
    /// The move was refused, and a look shows another position than the one before it.
    Elsewhere {
        before: StartPosition,
        after: StartPosition,
    },
}

impl PositionLeft {
    /// Returns the position behind a move that was refused. `before` is the one that was seen last
    /// before the move, and `seen` the look behind it.
    ///
    /// A service also refuses a move that it has carried out before, as where something in between
    /// has sent it twice. The position of a paused task stands still, and that of none goes back by
    /// itself. A task at work that has not gone back proves nothing: it may have caught up since.
    pub(super) fn behind_a_refusal(
        moves: &Move,
        before: Option<StartPosition>,
        seen: Option<&Seen>,
    ) -> Self {
        let (Some(before), Some(seen)) = (before, seen) else {
            return Self::Unseen;
        };
        let Some(after) = seen.leg(moves.reverse).position.clone() else {
            return Self::Unseen;
        };
        let moment = before.epoch_seconds();
        let went_back = after.epoch_seconds().zip(moment);
        let went_back = went_back.is_some_and(|(after, before)| after < before);
        let leads_back = moves.moment().zip(moment);
        let leads_back = leads_back.is_some_and(|(new, before)| new <= before);
        let leads_on = moment.is_some() && moves.moment().is_some();
        // The checkpoint of a task that has just stopped may be told a little later.
        let is_elsewhere = if leads_back || seen.is_running() {
            went_back
        } else if leads_on && after.epoch_seconds().is_some() {
            went_back || moves.is_reached(Some(&after), moment)
        } else {
            after != before
        };
        match (is_elsewhere, seen.is_running()) {
            (true, _) => Self::Elsewhere { before, after },
            (false, true) => Self::Unseen,
            (false, false) => Self::AsItWas,
        }
    }

    /// Returns whether the task contradicts the refusal of its move.
    pub(crate) const fn is_elsewhere(&self) -> bool {
        matches!(self, Self::Elsewhere { .. })
    }
}
