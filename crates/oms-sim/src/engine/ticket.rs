//! A ticket: the record that a change was asked for, with its result.

use std::fmt;

use oms_client::StartPosition;
use oms_client::shapes::{TaskId, TicketId};
use serde::{Deserialize, Serialize};

use super::course::Pace;
use super::{Direction, Moment};
use crate::basis::Basis;

/// The ticket that one accepted call opened. Its existence does not mean that its work is done.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Ticket {
    /// Its ID; the first is 1, and they count up.
    pub id: TicketId,
    /// The task that is to be moved.
    pub task: TaskId,
    /// The direction of its synchronization.
    pub direction: Direction,
    /// The position when the ticket was opened.
    pub from: StartPosition,
    /// The position that is asked for, as the request spelled it.
    pub asked: String,
    /// The progress of the work.
    pub state: TicketState,
    /// When it was opened, on the virtual clock.
    pub opened_at: Moment,
    /// When it was done or failed, on the virtual clock.
    pub finished_at: Option<Moment>,
    /// The movement that it made, once it was done.
    pub movement: Option<Movement>,
    /// The reason why it failed.
    pub failure: Option<TicketFailure>,
    pub(super) target: Target,
    pub(super) pace: Pace,
    pub(super) doomed: bool,
    pub(super) polls: u32,
}

/// The progress of the work of a ticket.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum TicketState {
    /// It was opened.
    Initializing,
    /// It waits for its turn.
    Ready,
    /// It is worked on.
    InProgress,
    /// It is done.
    Successful,
    /// It failed, and nothing was moved.
    Failed,
}

/// The reason why a ticket failed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct TicketFailure {
    /// The reason, in words.
    pub message: String,
    /// The behaviour of the simulator that made it fail, by its ID.
    pub because: String,
}

/// The movement that a ticket made.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Movement {
    /// The old position of the synchronization.
    pub from: StartPosition,
    /// The new position of the synchronization.
    pub to: StartPosition,
    /// Its effect on the changes between the two.
    pub effect: MovementEffect,
}

/// The effect of a movement on the changes between the old and the new position.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum MovementEffect {
    /// They are applied again.
    Replayed,
    /// They are never applied.
    Skipped,
    /// There are none: the position was the same before.
    None,
    /// Nobody can say, because a position is not a time.
    Unknown,
}

/// The position from which a request wants a synchronization to continue.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Target {
    /// At a number. The service counts seconds, so a number of milliseconds lies far in the future.
    Number(i64),
    /// At a position in the source's own words.
    Raw(String),
}

impl fmt::Display for Target {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Number(number) => fmt::Display::fmt(number, f),
            Self::Raw(text) => f.write_str(text),
        }
    }
}

impl Ticket {
    /// Returns whether its work is neither done nor failed.
    #[must_use]
    pub const fn is_open(&self) -> bool {
        self.finished_at.is_none()
    }

    /// Returns whether another one is this ticket at another moment, and not one that has got its
    /// number in another world.
    pub(crate) fn is(&self, other: &Self) -> bool {
        self.id == other.id
            && self.task == other.task
            && self.direction == other.direction
            && self.from == other.from
            && self.asked == other.asked
            && self.opened_at == other.opened_at
    }

    /// When its work is due, if the clock decides that.
    pub(super) fn due(&self) -> Option<Moment> {
        match self.pace {
            Pace::After(span) if self.is_open() => Some(self.opened_at.after(span)),
            _ => None,
        }
    }

    /// Counts a read of its task, and says whether its work is due now.
    pub(super) fn poll(&mut self) -> bool {
        match self.pace {
            Pace::AfterPolls(needed) if self.is_open() => {
                self.polls = self.polls.saturating_add(1);
                self.polls >= needed
            }
            _ => false,
        }
    }

    /// Shows how far it has come while it is open: the three states before the end share the way
    /// evenly.
    pub(super) fn show_progress(&mut self, now: Moment) {
        if !self.is_open() {
            return;
        }
        let (done, all) = match self.pace {
            Pace::After(span) => (self.opened_at.until(now).as_millis(), span.as_millis()),
            Pace::AfterPolls(needed) => (self.polls.into(), needed.into()),
        };
        self.state = match (done * 3).checked_div(all) {
            Some(0) => TicketState::Initializing,
            Some(1) => TicketState::Ready,
            _ => TicketState::InProgress,
        };
    }

    pub(super) fn succeed(&mut self, movement: Movement, at: Moment) {
        self.state = TicketState::Successful;
        self.movement = Some(movement);
        self.finished_at = Some(at);
    }

    pub(super) fn fail(&mut self, failure: TicketFailure, at: Moment) {
        self.state = TicketState::Failed;
        self.failure = Some(failure);
        self.finished_at = Some(at);
    }
}

impl TicketFailure {
    pub(super) fn new(message: impl Into<String>, because: Basis) -> Self {
        Self {
            message: message.into(),
            because: because.id().to_owned(),
        }
    }
}

impl Movement {
    pub(super) fn new(from: StartPosition, to: StartPosition) -> Self {
        let effect = match (&from, &to) {
            (StartPosition::EpochSeconds(from), StartPosition::EpochSeconds(to)) => {
                match to.cmp(from) {
                    std::cmp::Ordering::Less => MovementEffect::Replayed,
                    std::cmp::Ordering::Equal => MovementEffect::None,
                    std::cmp::Ordering::Greater => MovementEffect::Skipped,
                }
            }
            _ => MovementEffect::Unknown,
        };
        Self { from, to, effect }
    }
}
