//! What the actions do that have a behaviour of their own.
//!
//! It names no wire word: the generated trait has a method for each action, and the request comes decoded.

use oms_client::actions::ResetIncrStartTimestampRequest;
use oms_client::shapes::TicketId;

use super::{Change, Direction, Reaction, Refusal, World};
use crate::generated::Behaviour;

impl Behaviour for World {
    /// Opens a ticket that moves the position at once. That a ticket is opened is documented; that it runs at once, and the
    /// refusal where the task has no such direction, are invented.
    fn reset_incr_start_timestamp(
        &self,
        request: &ResetIncrStartTimestampRequest,
    ) -> Reaction<TicketId> {
        let direction = if request.reverse {
            Direction::Reverse
        } else {
            Direction::Forward
        };
        let Some(task) = self.task(request.id.as_ref()) else {
            return Reaction::Refuse(Refusal::unknown_task(request.id.as_ref()));
        };
        let Some(from) = task.position(direction) else {
            return Reaction::Refuse(Refusal::operation(format!(
                "The task {} has no {direction} incremental synchronization",
                task.id
            )));
        };
        let ticket = self.next_ticket(
            &task.id,
            direction,
            from.clone(),
            request.start_timestamp.clone(),
        );
        Reaction::Accept {
            payload: ticket.id,
            change: Some(Change::OpenTicket(ticket)),
        }
    }
}
