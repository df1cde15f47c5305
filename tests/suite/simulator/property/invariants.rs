//! The invariants of the world: how states follow each other, where positions may go, what tickets
//! may become.

use oms_client::StartPosition;
use oms_sim::{Direction, LedgerEntry, Simulator, Status, Task, Ticket, TicketState, World};

/// Watches a world from step to step.
pub(super) struct Watch {
    before: World,
    calls: usize,
    commits: usize,
}

impl Watch {
    pub(super) fn new(before: World) -> Self {
        Self {
            before,
            calls: 0,
            commits: 0,
        }
    }

    /// Holds what has become of the world after a step, and the ledger with it.
    pub(super) fn see(&mut self, simulator: &Simulator, entry: Option<&LedgerEntry>) {
        let after = simulator.world();
        self.calls += usize::from(entry.is_some());
        self.commits += usize::from(entry.is_some_and(|entry| entry.committed));
        assert_eq!(simulator.requests().len(), self.calls);
        assert_eq!(simulator.commits().len(), self.commits);
        assert!(
            after.now() >= self.before.now(),
            "the clock never goes back"
        );
        if entry.is_some_and(|entry| !entry.committed) {
            assert_eq!(
                states(&self.before),
                states(&after),
                "{entry:?}: no effect, and yet a state has changed"
            );
            assert_eq!(
                self.before.tickets().len(),
                after.tickets().len(),
                "{entry:?}: no effect, and yet a ticket"
            );
        }
        for (before, after) in self.before.tasks().zip(after.tasks()) {
            assert!(
                follows(before.status, after.status),
                "{}: {} to {}",
                before.id,
                before.status,
                after.status
            );
        }
        for task in after.tasks() {
            self.see_task(task, &after);
        }
        for (before, after) in self.before.tickets().iter().zip(after.tickets()) {
            see_ticket(before, after);
        }
        for (ticket, number) in after.tickets().iter().zip(1..) {
            assert_eq!(ticket.id.get(), number, "tickets count up");
        }
        self.before = after;
    }

    fn see_task(&self, task: &Task, world: &World) {
        let before = self
            .before
            .task(task.id.as_str())
            .expect("no task comes or goes");
        for direction in [Direction::Forward, Direction::Reverse] {
            let (Some(from), Some(to)) = (seconds(before, direction), seconds(task, direction))
            else {
                continue;
            };
            assert!(
                to <= world.now().seconds(),
                "{}: no position lies after the clock",
                task.id
            );
            let moved = world.tickets().iter().any(|ticket| {
                ticket.task == task.id
                    && ticket.direction == direction
                    && ticket.state == TicketState::Successful
                    && self.before.ticket(ticket.id).is_none_or(Ticket::is_open)
            });
            assert!(
                to >= from || moved,
                "{}: {from} to {to}, and no ticket has moved it",
                task.id
            );
            let stands = [before, task].iter().all(|task| !task.status.is_running());
            assert!(
                to == from || moved || !stands,
                "{}: a task that rests goes nowhere",
                task.id
            );
        }
        let begun = |task: &Task| {
            task.steps
                .iter()
                .filter(|step| step.started_at.is_some())
                .count()
        };
        assert!(
            begun(task) >= begun(before),
            "{}: a step that has begun has begun",
            task.id
        );
    }
}

fn states(world: &World) -> Vec<Status> {
    world.tasks().map(|task| task.status).collect()
}

fn seconds(task: &Task, direction: Direction) -> Option<i64> {
    match task.position(direction)? {
        StartPosition::EpochSeconds(seconds) => Some(seconds.get()),
        _ => None,
    }
}

/// Returns whether a state can follow another one in a single step, which may be an hour of the
/// clock.
fn follows(before: Status, after: Status) -> bool {
    use Status::{Deleted, Failed, Finished, Init, Released, Releasing, Running, Suspend};
    let next: &[Status] = match before {
        Init => &[Running, Finished, Deleted],
        Running => &[Suspend, Finished],
        Suspend | Failed => &[Running, Finished, Releasing, Released],
        Finished => &[Releasing, Released],
        Releasing => &[Released],
        Released => &[Deleted],
        _ => &[],
    };
    before == after || next.contains(&after)
}

fn see_ticket(before: &Ticket, after: &Ticket) {
    let rank = |state: TicketState| match state {
        TicketState::Initializing => 0,
        TicketState::Ready => 1,
        TicketState::InProgress => 2,
        _ => 3,
    };
    assert!(
        rank(before.state) <= rank(after.state),
        "{before:?}\n{after:?}"
    );
    if !before.is_open() {
        assert_eq!(before, after, "a ticket that is done stays as it is");
    }
    let done = after.state == TicketState::Successful;
    assert_eq!(after.movement.is_some(), done, "{after:?}");
    assert_eq!(
        after.failure.is_some(),
        after.state == TicketState::Failed,
        "{after:?}"
    );
    assert_eq!(after.is_open(), rank(after.state) < 3, "{after:?}");
}
