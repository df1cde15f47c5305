//! The progress of the world with its clock: tasks work, and due events happen at their moment and
//! in their order.

use std::time::Duration;

use super::World;
use crate::engine::Moment;

impl World {
    /// Moves the clock on.
    pub(crate) fn advance(&mut self, by: Duration) {
        self.advance_to(self.now.after(by));
    }

    /// Moves the clock on to a moment, and no farther than to its end; a moment that has passed
    /// changes nothing.
    pub(crate) fn advance_to(&mut self, target: Moment) {
        let target = target.min(Moment::LAST);
        while let Some(due) = self.next_due(target) {
            self.work_until(due);
            self.settle_due();
        }
        self.work_until(target);
        self.run_due_tickets();
    }

    /// The next moment, up to `target`, at which something is due.
    fn next_due(&self, target: Moment) -> Option<Moment> {
        let tasks = self.tasks.values().filter_map(super::Task::due);
        let tickets = self.tickets.open().filter_map(super::Ticket::due);
        tasks.chain(tickets).min().filter(|due| *due <= target)
    }

    fn work_until(&mut self, end: Moment) {
        if end <= self.now {
            return;
        }
        for task in self.tasks.values_mut() {
            task.work(self.now, end);
        }
        self.now = end;
    }

    /// States change before tickets run: a ticket that is due when its task has ended finds it
    /// ended.
    fn settle_due(&mut self) {
        let now = self.now;
        for task in self.tasks.values_mut() {
            task.settle_due(now);
        }
        self.run_due_tickets();
    }
}
