//! All tickets, with those that are open found at once: the others never change again, and after
//! weeks they are many.

use std::collections::HashSet;

use oms_client::shapes::TicketId;
use serde::{Deserialize, Serialize, Serializer};

use crate::engine::Ticket;

/// All tickets. They are written as a list.
#[derive(Debug, Clone, PartialEq, Default, Deserialize)]
#[serde(from = "Vec<Ticket>")]
pub(super) struct TicketList {
    /// By their IDs, which count up.
    all: Vec<Ticket>,
    /// The places of those that are open, ascending.
    open: Vec<usize>,
}

impl TicketList {
    /// All of them, oldest first.
    pub(super) fn all(&self) -> &[Ticket] {
        &self.all
    }

    /// The one of this ID.
    pub(super) fn get(&self, id: TicketId) -> Option<&Ticket> {
        let place = self.all.binary_search_by_key(&id, |ticket| ticket.id);
        place.ok().and_then(|place| self.all.get(place))
    }

    /// The last ones, so many of them, and the last one of each direction of a task.
    pub(super) fn last(&self, count: usize) -> Self {
        let mut seen = HashSet::new();
        let newest = self.all.iter().rev().enumerate();
        let chosen = newest.filter(|(place, ticket)| {
            let is_last = seen.insert((&ticket.task, ticket.direction));
            is_last || *place < count
        });
        let chosen: Vec<Ticket> = chosen.map(|(_, ticket)| ticket.clone()).collect();
        chosen.into()
    }

    /// Adds one that is newer than the others, and open.
    pub(super) fn push(&mut self, ticket: Ticket) {
        self.open.push(self.all.len());
        self.all.push(ticket);
    }

    /// Those that are open, oldest first.
    pub(super) fn open(&self) -> impl Iterator<Item = &Ticket> {
        self.open.iter().filter_map(|place| self.all.get(*place))
    }

    /// Acts on those that are open, oldest first.
    pub(super) fn for_each_open(&mut self, mut act: impl FnMut(&mut Ticket)) {
        let all = &mut self.all;
        self.open.retain(|place| {
            all.get_mut(*place).is_some_and(|ticket| {
                act(ticket);
                ticket.is_open()
            })
        });
    }
}

impl From<Vec<Ticket>> for TicketList {
    /// A list that somebody else wrote may be in any order.
    fn from(mut all: Vec<Ticket>) -> Self {
        all.sort_by_key(|ticket| ticket.id);
        let open = all.iter().enumerate();
        let open = open.filter(|(_, ticket)| ticket.is_open());
        let open = open.map(|(place, _)| place).collect();
        Self { all, open }
    }
}

impl Serialize for TicketList {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.all.serialize(serializer)
    }
}
