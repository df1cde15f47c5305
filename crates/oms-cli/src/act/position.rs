//! The position at which a refused move leaves its task. A service also refuses a move that it has
//! carried out before, as where something in between has sent it twice; the task shows it.

use oms_client::StartPosition;

use super::look::Seen;
use crate::plan::Move;
use crate::time;

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
    pub(crate) fn behind_a_refusal(
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

    /// Describes what a look has shown of a refusal, behind the sentence about it.
    pub(crate) fn told(&self) -> String {
        match self {
            Self::Unasked | Self::AsItWas => String::new(),
            Self::Unseen => {
                "; no look has shown that the position is where it was before".to_owned()
            }
            Self::Elsewhere { before, after } => format!(
                "; the task contradicts that: its position was {} before, and was seen at {} afterwards",
                time::shown(before),
                time::shown(after)
            ),
        }
    }
}
