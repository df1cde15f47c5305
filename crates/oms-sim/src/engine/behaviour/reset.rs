//! Moving the position of a synchronization.

use oms_client::StartPosition;
use oms_client::actions::ResetIncrStartTimestampRequest;
use oms_client::shapes::TicketId;

use super::known;
use crate::basis;
use crate::engine::ticket::Target;
use crate::engine::{
    Acceptance, BeyondTheEnd, Change, Direction, Reaction, Refusal, Repeats, Task, Ticket, World,
};
use crate::rules::carried;

/// Opens a ticket that moves the position when its time has come.
pub(super) fn reset(
    world: &World,
    request: &ResetIncrStartTimestampRequest,
) -> Result<Acceptance<TicketId>, Refusal> {
    let direction = if request.reverse {
        Direction::Reverse
    } else {
        Direction::Forward
    };
    let task = known(world, &request.id)?;
    let from = movable(task, direction)?;
    let target = target(&request.start_timestamp);
    let beyond = is_beyond_the_end(&target, world.now().seconds());
    if beyond && world.settings().beyond_the_end == BeyondTheEnd::Refuse {
        return Err(Refusal::beyond_the_end(target));
    }
    let ticket = world.next_ticket(task, direction, from.clone(), target);
    if world.settings().repeats == Repeats::Conflict
        && let Some(earlier) = earlier(world, &ticket)
    {
        return Err(Refusal::conflict(earlier.id));
    }
    let accepted = Reaction::accept(ticket.id, basis::RESET)
        .also(beyond.then_some(basis::RESET_JUMP))
        .also(Some(basis::TICKET_STATES))
        .also(Some(basis::TICKET_PACE));
    Ok(accepted.changing(Change::OpenTicket(Box::new(ticket))))
}

/// The position of the synchronization, if the state of the task allows it to be moved.
fn movable(task: &Task, direction: Direction) -> Result<&StartPosition, Refusal> {
    if !task.status.can_be_moved() {
        return Err(Refusal::not_to_be_moved(task.id.as_str(), task.status));
    }
    task.position(direction)
        .ok_or_else(|| Refusal::no_leg(task.id.as_str(), direction))
}

fn target(position: &StartPosition) -> Target {
    match position {
        StartPosition::EpochSeconds(seconds) => Target::Number(seconds.get()),
        StartPosition::Raw(text) => {
            carried(text).map_or_else(|| Target::Raw(text.clone()), Target::Number)
        }
        // A kind of position that a later client may know is taken as the text that it is.
        other => Target::Raw(other.to_string()),
    }
}

fn is_beyond_the_end(target: &Target, now: i64) -> bool {
    matches!(target, Target::Number(number) if *number > now)
}

/// The last ticket of the same synchronization, if it asks for the same move, or is not done and so
/// excludes another one.
fn earlier<'a>(world: &'a World, ticket: &Ticket) -> Option<&'a Ticket> {
    world
        .tickets()
        .iter()
        .rfind(|other| other.task == ticket.task && other.direction == ticket.direction)
        .filter(|other| other.is_open() || other.asked == ticket.asked)
}
