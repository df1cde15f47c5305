//! Opens tickets, waits for their moment, and does their work.

use std::collections::BTreeMap;

use oms_client::shapes::{TaskId, TicketId};
use oms_client::{EpochSeconds, StartPosition};

use super::World;
use crate::basis;
use crate::engine::ticket::{Movement, Target, TicketState};
use crate::engine::{Direction, Moment, Status, Task, Ticket, TicketFailure};

impl World {
    /// The ticket that would move a synchronization: the next number, and the task's position now.
    pub(in crate::engine) fn next_ticket(
        &self,
        task: &Task,
        direction: Direction,
        from: StartPosition,
        target: Target,
    ) -> Ticket {
        Ticket {
            id: self.next_ticket_id(),
            task: task.id.clone(),
            direction,
            from,
            asked: target.to_string(),
            state: TicketState::Initializing,
            opened_at: self.now,
            finished_at: None,
            movement: None,
            failure: None,
            target,
            pace: task.course.as_ref().unwrap_or(&self.course).pace(),
            doomed: false,
            polls: 0,
        }
    }

    /// The ID of the next ticket of any kind.
    pub(in crate::engine) fn next_ticket_id(&self) -> TicketId {
        let moves = i64::try_from(self.tickets.all().len()).unwrap_or(i64::MAX);
        let opened = moves.saturating_add(self.registry.tickets());
        TicketId::new(opened.saturating_add(1))
    }

    /// Opens a ticket, and works on it if that is due at once.
    pub(super) fn open(&mut self, mut ticket: Ticket) {
        let course = self
            .task(ticket.task.as_ref())
            .and_then(|task| task.course.as_ref())
            .unwrap_or(&self.course);
        let probability = course.probability_of_failure();
        ticket.doomed = self.random.chance(probability);
        self.tickets.push(ticket);
        self.run_due_tickets();
    }

    /// Counts a read of a task for the tickets that wait for it.
    pub(super) fn look(&mut self, task: &str) {
        self.run(|ticket| ticket.task.as_ref() == task && ticket.poll());
    }

    /// Does the work of the tickets that are due by now.
    pub(super) fn run_due_tickets(&mut self) {
        let now = self.now;
        self.run(|ticket| ticket.due().is_some_and(|due| due <= now));
    }

    /// Does the work of the open tickets that are due, and shows how far the others have come.
    fn run(&mut self, is_due: impl Fn(&mut Ticket) -> bool) {
        let (now, tasks) = (self.now, &mut self.tasks);
        self.tickets.for_each_open(|ticket| {
            if is_due(ticket) {
                work(ticket, tasks, now);
            }
            ticket.show_progress(now);
        });
    }
}

/// Does the work of a ticket.
fn work(ticket: &mut Ticket, tasks: &mut BTreeMap<String, Task>, now: Moment) {
    let task = tasks.get_mut(ticket.task.as_ref());
    match task.ok_or_else(task_ended).and_then(|task| {
        let movement = movement(ticket, task, now.seconds())?;
        task.move_to(ticket.direction, movement.to.clone(), now);
        Ok(movement)
    }) {
        Ok(movement) => ticket.succeed(movement, now),
        Err(failure) => ticket.fail(failure, now),
    }
}

/// The movement that the work of a ticket makes.
fn movement(ticket: &Ticket, task: &Task, now: i64) -> Result<Movement, TicketFailure> {
    if ticket.doomed {
        return Err(TicketFailure::new(
            "The work failed, as the scenario has it",
            basis::TICKET_DOOMED,
        ));
    }
    if matches!(
        task.status,
        Status::Releasing | Status::Released | Status::Deleted
    ) {
        return Err(task_ended());
    }
    let from = task
        .position(ticket.direction)
        .cloned()
        .ok_or_else(task_ended)?;
    let to = match &ticket.target {
        Target::Raw(text) => StartPosition::raw(text.clone()),
        Target::Number(number) => {
            // No log holds what has not happened yet, so whatever lies after the clock is the end
            // of the log.
            let seconds = (*number).min(now);
            let kept_since =
                now.saturating_sub(i64::from(task.log_kept_hours).saturating_mul(3600));
            if seconds < kept_since {
                return Err(logs_gone(&task.id, kept_since));
            }
            EpochSeconds::new(seconds)
                .map_err(|_| logs_gone(&task.id, kept_since))?
                .into()
        }
    };
    Ok(Movement::new(from, to))
}

fn task_ended() -> TicketFailure {
    TicketFailure::new(
        "The task was ended before the work was done",
        basis::TICKET_TASK_ENDED,
    )
}

fn logs_gone(task: &TaskId, kept_since: i64) -> TicketFailure {
    let kept_since = Moment::from_seconds(kept_since);
    TicketFailure::new(
        format!("The logs of the task {task} are kept since {kept_since}, and no longer"),
        basis::TICKET_LOGS_GONE,
    )
}
