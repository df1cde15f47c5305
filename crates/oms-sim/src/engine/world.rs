//! Everything that the simulated service knows: its tasks, its tickets and its clock.

use std::collections::BTreeMap;

use oms_client::shapes::{TaskId, TicketId};
use oms_client::{EpochSeconds, StartPosition};
use serde::Serialize;
use serde::ser::{SerializeStruct, Serializer};

use super::{Direction, Task, Ticket, VirtualClock};

/// Everything that the simulated service knows.
#[derive(Debug, Clone, PartialEq)]
pub struct World {
    clock: VirtualClock,
    tasks: BTreeMap<String, Task>,
    tickets: Vec<Ticket>,
}

/// What an accepted call changes, before it is committed.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Change {
    /// A ticket that moves a position.
    OpenTicket(Ticket),
}

impl World {
    /// The tasks, by ID.
    pub fn tasks(&self) -> impl Iterator<Item = &Task> {
        self.tasks.values()
    }

    /// The task of this ID.
    #[must_use]
    pub fn task(&self, id: &str) -> Option<&Task> {
        self.tasks.get(id)
    }

    /// The tickets, oldest first.
    #[must_use]
    pub fn tickets(&self) -> &[Ticket] {
        &self.tickets
    }

    /// What the virtual clock shows, in seconds since 1970.
    #[must_use]
    pub const fn now(&self) -> i64 {
        self.clock.epoch_seconds()
    }

    /// A world without tasks whose clock stands an hour and more after the position of the vendor's example.
    pub(crate) fn empty() -> Self {
        Self {
            clock: VirtualClock::at(1_742_369_000),
            tasks: BTreeMap::new(),
            tickets: Vec::new(),
        }
    }

    /// The tasks that a simulator knows when it is told of none: two with both directions, and one without the reverse.
    pub(crate) fn example() -> Self {
        let mut world = Self::empty();
        let (Ok(forward), Ok(reverse)) = (
            EpochSeconds::new(1_742_368_800),
            EpochSeconds::new(1_742_368_500),
        ) else {
            // Ten digits name a second, so this is not reached; a world without tasks would be seen at the first call.
            return world;
        };
        for task in [
            Task::new("np_4w3a0001", forward)
                .named("orders")
                .with_reverse(reverse),
            Task::new("np_4w3a0002", forward)
                .named("billing")
                .in_status("SUSPEND")
                .with_reverse(reverse),
            Task::new("np_4w3a0003", forward).named("archive, forward only"),
        ] {
            world.insert(task);
        }
        world
    }

    /// Adds a task; one of the same ID is replaced.
    pub(crate) fn insert(&mut self, task: Task) {
        self.tasks.insert(task.id.to_string(), task);
    }

    pub(crate) fn clock_mut(&mut self) -> &mut VirtualClock {
        &mut self.clock
    }

    /// The ticket that would move a position: the next number, and where the task stands now.
    pub(crate) fn next_ticket(
        &self,
        task: &TaskId,
        direction: Direction,
        from: StartPosition,
        to: StartPosition,
    ) -> Ticket {
        let opened = i64::try_from(self.tickets.len()).unwrap_or(i64::MAX);
        Ticket {
            id: TicketId::new(opened.saturating_add(1)),
            task: task.clone(),
            direction,
            from,
            to,
            opened_at: self.now(),
        }
    }

    /// Makes a decided change real.
    pub(crate) fn commit(&mut self, change: Change) {
        match change {
            Change::OpenTicket(ticket) => {
                if let Some(task) = self.tasks.get_mut(ticket.task.as_ref()) {
                    task.move_to(ticket.direction, ticket.to.clone());
                }
                self.tickets.push(ticket);
            }
        }
    }
}

impl Serialize for World {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut world = serializer.serialize_struct("World", 3)?;
        world.serialize_field("now", &self.now())?;
        world.serialize_field("tasks", &self.tasks().collect::<Vec<_>>())?;
        world.serialize_field("tickets", &self.tickets)?;
        world.end()
    }
}
