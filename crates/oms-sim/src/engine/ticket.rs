//! A ticket: the record that a change was asked for.

use oms_client::StartPosition;
use oms_client::shapes::{TaskId, TicketId};
use serde::Serialize;

use super::Direction;

/// What one accepted call opened.
///
/// A ticket runs at once: its position has moved when the call is answered. A real service takes its time.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Ticket {
    /// Its ID; the first is 1, and they count up.
    pub id: TicketId,
    /// The task that was moved.
    pub task: TaskId,
    /// Which of its synchronizations.
    pub direction: Direction,
    /// Where it stood.
    pub from: StartPosition,
    /// Where it was moved to.
    pub to: StartPosition,
    /// When, by the virtual clock, in seconds since 1970.
    pub opened_at: i64,
}
