//! One request that reached the simulator, and one effect that a request had.

use oms_client::shapes::TicketId;
use serde::Serialize;

use crate::basis::Basis;
use crate::engine::{Moment, Movement, World};

/// One request that reached the simulator.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct LedgerEntry {
    /// Number of the request; the first is 1.
    pub number: u64,
    /// When it came, on the virtual clock.
    pub at: Moment,
    /// HTTP method; empty if nothing was read.
    pub method: String,
    /// Path with the query, as it came but for secrets in it.
    pub path: String,
    /// Headers in their order, with lower-case names; credentials, cookies, keys and tokens are
    /// masked.
    pub headers: Vec<(String, String)>,
    /// The body as text, as far as it was read; bytes that are not UTF-8 are replaced, and secrets
    /// are masked: those that the spec declares, and values with the name of a secret. It is `***`
    /// where a page of another site has sent it, where path or credentials are wrong, and where it
    /// is too much to be searched: no JSON, and longer than 64 KiB or with more than 64 secrets.
    pub body: String,
    /// Bytes of the request that were read, its head included.
    pub received_bytes: u64,
    /// True if the request was read to its end.
    pub whole: bool,
    /// The action that the query names.
    pub action: Option<String>,
    /// The task that the parameters name, if there is one of this ID.
    pub task: Option<String>,
    /// The faults that struck, by their names.
    pub faults: Vec<&'static str>,
    /// True if the request took effect.
    pub committed: bool,
    /// The ticket that it opened. After a simulator went back to a snapshot, another request may
    /// open one of the same number.
    pub ticket: Option<TicketId>,
    /// The movement that the ticket has made so far: `None` until its work is done, and where it
    /// moves nothing, as one of a component.
    pub movement: Option<Movement>,
    /// HTTP status of the answer; `None` as long as none was sent.
    pub status: Option<u16>,
    /// Body of the answer, without what it repeats of the secrets of the request; empty as long as
    /// none was sent, and `***` where the request or the answer is too much to be searched.
    pub answer: String,
    /// True if that is an envelope, as the service writes it: no fault has replaced or changed it.
    pub envelope: bool,
    /// The part of the answer that was sent.
    pub delivery: Delivery,
    /// The behaviours that had a part in the answer; see [`behaviours`](crate::behaviours).
    pub because: Vec<Basis>,
    /// The ticket of the present world that tells the movement: `None` once another world has taken
    /// its place, in which another ticket may get the number.
    #[serde(skip)]
    pub(crate) followed: Option<TicketId>,
}

/// The part of an answer that was sent: handed to the connection, as far as the peer was still
/// there to be seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Delivery {
    /// Nothing yet, or not all of it.
    Pending,
    /// All of it.
    Whole,
    /// A part of it: by a fault, or because the peer was gone before the rest.
    Cut,
    /// Something other than an answer.
    Garbled,
    /// Nothing, and nothing will be: by a fault, or because the peer was gone.
    Lost,
}

/// One effect that a request had.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Commit {
    /// Number of the effect; the first is 1.
    pub number: u64,
    /// Number of the request.
    pub request: u64,
    /// When, on the virtual clock.
    pub at: Moment,
    /// The action.
    pub action: Option<String>,
    /// The task that the parameters name.
    pub task: Option<String>,
    /// The ticket that was opened.
    pub ticket: Option<TicketId>,
}

/// The decision on a request, before anything of its answer is sent.
#[derive(Debug, Clone, Default)]
pub(crate) struct Decided {
    pub(crate) at: Moment,
    pub(crate) committed: bool,
    pub(crate) ticket: Option<TicketId>,
    pub(crate) because: Vec<Basis>,
}

/// The part of an answer that was sent, and what was in it.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Sent {
    pub(crate) delivery: Delivery,
    pub(crate) status: Option<u16>,
    pub(crate) answer: String,
    pub(crate) envelope: bool,
}

impl Sent {
    /// Nothing, and nothing will be.
    pub(crate) const fn nothing() -> Self {
        Self {
            delivery: Delivery::Lost,
            status: None,
            answer: String::new(),
            envelope: false,
        }
    }
}

impl LedgerEntry {
    /// A request of which nothing is known but the time. The ledger gives it its number.
    pub(crate) const fn arrived(at: Moment) -> Self {
        Self {
            number: 0,
            at,
            method: String::new(),
            path: String::new(),
            headers: Vec::new(),
            body: String::new(),
            received_bytes: 0,
            whole: false,
            action: None,
            task: None,
            faults: Vec::new(),
            committed: false,
            ticket: None,
            movement: None,
            status: None,
            answer: String::new(),
            envelope: false,
            delivery: Delivery::Pending,
            because: Vec::new(),
            followed: None,
        }
    }

    /// The entry with the movement that its ticket has made in this world by now.
    pub(crate) fn by_now(&self, world: &World) -> Self {
        let mut entry = self.clone();
        if let Some(ticket) = self.followed.and_then(|id| world.ticket(id)) {
            entry.movement.clone_from(&ticket.movement);
        }
        entry
    }

    /// Keeps the movement that its ticket has made, if the next world does not have the ticket. The
    /// number alone does not tell: the next world may have given it to another one.
    pub(super) fn move_on(&mut self, before: &World, after: &World) {
        let Some(id) = self.followed else {
            return;
        };
        let ticket = before.ticket(id);
        let both = ticket.zip(after.ticket(id));
        if !both.is_some_and(|(ticket, other)| ticket.is(other)) {
            self.movement = ticket.and_then(|ticket| ticket.movement.clone());
            self.followed = None;
        }
    }

    pub(super) fn decide(&mut self, decided: Decided) {
        self.committed = decided.committed;
        self.ticket = decided.ticket;
        self.followed = decided.ticket;
        self.because = decided.because;
    }

    pub(super) fn send(&mut self, sent: Sent) {
        self.delivery = sent.delivery;
        self.status = sent.status;
        self.answer = sent.answer;
        self.envelope = sent.envelope;
    }

    /// Its approximate size in memory, in bytes.
    pub(super) fn size(&self) -> usize {
        let headers: usize = self
            .headers
            .iter()
            .map(|(name, value)| name.len() + value.len())
            .sum();
        self.path.len() + self.body.len() + self.answer.len() + headers
    }
}
