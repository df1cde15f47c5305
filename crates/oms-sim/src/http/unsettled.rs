//! The entry of a call in the ledger, as long as its answer is on its way.

use std::sync::Arc;

use super::Shared;
use crate::ledger::Sent;

/// A call whose answer is on its way. Dropped before the answer is sent, it records that the answer
/// broke off: the peer has gone, or the simulator stops.
pub(super) struct Unsettled {
    shared: Arc<Shared>,
    /// The number of the ledger; `None` once nothing can break off any more.
    ledger: Option<u64>,
    number: u64,
    sent: Option<Sent>,
    begun: bool,
}

impl Unsettled {
    /// The call of this number in the ledger of this number. `sent` is recorded once it is true.
    pub(super) fn new(shared: &Arc<Shared>, ledger: u64, number: u64, sent: Sent) -> Self {
        Self {
            shared: shared.clone(),
            ledger: Some(ledger),
            number,
            sent: Some(sent),
            begun: false,
        }
    }

    /// Records the answer as sent, right before the last of it is written: afterwards, whoever has
    /// read it could look at the ledger first.
    pub(super) fn last_is_written(&mut self) {
        let sent = self.sent.take();
        let mut state = self.shared.lock();
        if let Some(sent) = sent.filter(|_| Some(state.ledger.id()) == self.ledger) {
            state.ledger.send(self.number, sent);
        }
    }

    /// Notes that some of it was written.
    pub(super) const fn begins(&mut self) {
        self.begun = true;
    }

    /// Returns whether some of it was written.
    pub(super) const fn has_begun(&self) -> bool {
        self.begun
    }

    /// Ends it: everything was written.
    pub(super) fn settle(mut self) {
        self.ledger = None;
    }
}

impl Drop for Unsettled {
    fn drop(&mut self) {
        let Some(ledger) = self.ledger else {
            return;
        };
        let mut state = self.shared.lock();
        if state.ledger.id() != ledger {
            return;
        }
        if let Some(sent) = self.sent.take().filter(|_| self.begun) {
            state.ledger.send(self.number, sent);
        }
        state.ledger.break_off(self.number, self.begun);
    }
}
