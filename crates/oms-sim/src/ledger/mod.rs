//! The requests that the simulator received, with what became of each: the truth against which a
//! client's outcome is checked.
//!
//! It keeps no secret: credentials and the secrets among the parameters are masked before an entry
//! is made.

mod entry;

use std::collections::VecDeque;
use std::sync::atomic::{AtomicU64, Ordering};

pub use entry::{Commit, Delivery, LedgerEntry};
pub(crate) use entry::{Decided, Sent};

use crate::engine::World;

/// The requests since the start, the oldest dropped when there are too many.
#[derive(Debug)]
pub(crate) struct Ledger {
    entries: VecDeque<LedgerEntry>,
    commits: VecDeque<Commit>,
    received: u64,
    committed: u64,
    kept_bytes: usize,
    limit: LedgerLimit,
    /// Apart from that of every other ledger of the process.
    id: u64,
}

/// The limits of a ledger. A simulator that runs for weeks must not fill the memory of its host.
#[derive(Debug, Clone, Copy)]
pub(crate) struct LedgerLimit {
    pub(crate) entries: usize,
    pub(crate) bytes: usize,
}

impl Default for LedgerLimit {
    fn default() -> Self {
        Self {
            entries: 10_000,
            bytes: 64 << 20,
        }
    }
}

impl Ledger {
    pub(crate) fn new(limit: LedgerLimit) -> Self {
        static LEDGERS: AtomicU64 = AtomicU64::new(0);
        Self {
            id: LEDGERS.fetch_add(1, Ordering::Relaxed),
            entries: VecDeque::new(),
            commits: VecDeque::new(),
            received: 0,
            committed: 0,
            kept_bytes: 0,
            limit,
        }
    }

    /// The ledger's own number: another one takes its place on a reset, and counts from 1 again.
    pub(crate) const fn id(&self) -> u64 {
        self.id
    }

    /// Records a request that has arrived, and returns its number.
    pub(crate) fn arrive(&mut self, mut entry: LedgerEntry) -> u64 {
        self.received = self.received.saturating_add(1);
        entry.number = self.received;
        self.kept_bytes = self.kept_bytes.saturating_add(entry.size());
        self.entries.push_back(entry);
        self.drop_oldest();
        self.received
    }

    /// Records the decision on a request. One that is no longer kept is counted all the same.
    pub(crate) fn decide(&mut self, number: u64, decided: Decided) {
        if decided.committed {
            self.committed = self.committed.saturating_add(1);
        }
        let (committed, at) = (self.committed, decided.at);
        let Some(entry) = self.entry(number) else {
            return;
        };
        entry.decide(decided);
        if entry.committed {
            let commit = Commit {
                number: committed,
                request: number,
                at,
                action: entry.action.clone(),
                task: entry.task.clone(),
                ticket: entry.ticket,
            };
            self.commits.push_back(commit);
        }
        self.drop_oldest();
    }

    /// Records the part of an answer that was sent, in the place of an earlier record.
    pub(crate) fn send(&mut self, number: u64, sent: Sent) {
        let Some(entry) = self.entry(number) else {
            return;
        };
        let before = entry.size();
        entry.send(sent);
        let after = entry.size();
        self.kept_bytes = self.kept_bytes.saturating_sub(before).saturating_add(after);
        self.drop_oldest();
    }

    /// Records that an answer broke off: some of it was sent, or nothing.
    pub(crate) fn break_off(&mut self, number: u64, begun: bool) {
        let Some(entry) = self.entry(number).filter(|_| begun) else {
            return self.send(number, Sent::nothing());
        };
        entry.delivery = Delivery::Cut;
    }

    fn entry(&mut self, number: u64) -> Option<&mut LedgerEntry> {
        let place = self.place(number)?;
        self.entries.get_mut(place)
    }

    /// The place of a request that is kept: their numbers follow each other.
    fn place(&self, number: u64) -> Option<usize> {
        let first = self.entries.front()?.number;
        usize::try_from(number.checked_sub(first)?).ok()
    }

    /// The request of this number, if it is kept.
    pub(crate) fn get(&self, number: u64) -> Option<&LedgerEntry> {
        self.entries.get(self.place(number)?)
    }

    /// The requests that are kept, oldest first.
    pub(crate) fn entries(&self) -> impl DoubleEndedIterator<Item = &LedgerEntry> {
        self.entries.iter()
    }

    /// Keeps the movements of tickets that are not in the world for which theirs is left.
    pub(crate) fn change_world(&mut self, before: &World, after: &World) {
        for entry in &mut self.entries {
            entry.move_on(before, after);
        }
    }

    /// The effects that are kept, oldest first.
    pub(crate) fn commits(&self) -> impl Iterator<Item = &Commit> {
        self.commits.iter()
    }

    /// Number of requests that were received, dropped entries included.
    pub(crate) fn received(&self) -> u64 {
        self.received
    }

    /// Number of requests that took effect, dropped entries included.
    pub(crate) fn committed(&self) -> u64 {
        self.committed
    }

    fn drop_oldest(&mut self) {
        while self.entries.len() > self.limit.entries || self.kept_bytes > self.limit.bytes {
            let Some(oldest) = self.entries.pop_front() else {
                break;
            };
            self.kept_bytes = self.kept_bytes.saturating_sub(oldest.size());
        }
        while self.commits.len() > self.limit.entries {
            self.commits.pop_front();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::Moment;

    fn arrival() -> LedgerEntry {
        LedgerEntry {
            body: "four".to_owned(),
            ..LedgerEntry::arrived(Moment::default())
        }
    }

    fn decided() -> Decided {
        Decided {
            committed: true,
            ..Decided::default()
        }
    }

    fn whole() -> Sent {
        Sent {
            delivery: Delivery::Whole,
            status: Some(200),
            answer: "answer".to_owned(),
            envelope: true,
        }
    }

    #[test]
    fn the_oldest_entries_go_first_and_are_still_counted() {
        for (entries, bytes, kept) in [(2, 100, vec![2, 3]), (9, 11, vec![3]), (9, 2, vec![])] {
            let limit = LedgerLimit { entries, bytes };
            let mut ledger = Ledger::new(limit);
            for _ in 0..3 {
                let number = ledger.arrive(arrival());
                ledger.decide(number, decided());
                ledger.send(number, whole());
            }
            let numbers: Vec<u64> = ledger.entries().map(|entry| entry.number).collect();
            assert_eq!(numbers, kept, "{limit:?}");
            assert_eq!((ledger.received(), ledger.committed()), (3, 3));
        }
    }

    #[test]
    fn p210_a_request_is_pending_until_its_answer_is_sent_or_lost() {
        let mut ledger = Ledger::new(LedgerLimit::default());
        let number = ledger.arrive(arrival());
        let seen = |ledger: &Ledger| {
            let entry = ledger.entries().next().unwrap();
            (entry.delivery, entry.status, entry.answer.len())
        };
        ledger.decide(number, decided());
        assert_eq!(ledger.commits().count(), 1);
        assert_eq!(seen(&ledger), (Delivery::Pending, None, 0));
        ledger.send(number, whole());
        assert_eq!(seen(&ledger), (Delivery::Whole, Some(200), 6));
        ledger.break_off(number, true);
        assert_eq!(seen(&ledger), (Delivery::Cut, Some(200), 6));
        ledger.break_off(number, false);
        assert_eq!(seen(&ledger), (Delivery::Lost, None, 0));
        assert_eq!(ledger.commits().count(), 1);
        assert_eq!(ledger.kept_bytes, 4);
    }
}
