//! The requests that the simulator received, with what became of each: the truth against which a
//! client's outcome is checked.
//!
//! It keeps no secret: credentials and the secrets among the parameters are masked before an entry
//! is made.

mod entry;

use std::collections::VecDeque;

pub(crate) use entry::{Arrival, Ending};
pub use entry::{Commit, Delivery, LedgerEntry};

/// The requests since the start, the oldest dropped when there are too many.
#[derive(Debug)]
pub(crate) struct Ledger {
    entries: VecDeque<LedgerEntry>,
    commits: VecDeque<Commit>,
    received: u64,
    committed: u64,
    kept_bytes: usize,
    limit: LedgerLimit,
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
        Self {
            entries: VecDeque::new(),
            commits: VecDeque::new(),
            received: 0,
            committed: 0,
            kept_bytes: 0,
            limit,
        }
    }

    /// Records a request that has arrived, and returns its number.
    pub(crate) fn arrive(&mut self, arrival: Arrival) -> u64 {
        self.received = self.received.saturating_add(1);
        let entry = LedgerEntry::arrived(self.received, arrival);
        self.kept_bytes = self.kept_bytes.saturating_add(entry.size());
        self.entries.push_back(entry);
        self.drop_oldest();
        self.received
    }

    /// Records the end of a request. One that is no longer kept is counted all the same.
    pub(crate) fn end(&mut self, number: u64, ending: Ending) {
        if ending.committed {
            self.committed = self.committed.saturating_add(1);
        }
        let Some(entry) = self
            .entries
            .iter_mut()
            .rfind(|entry| entry.number == number)
        else {
            return;
        };
        let (before, at) = (entry.size(), ending.at);
        entry.end(ending);
        self.kept_bytes = self
            .kept_bytes
            .saturating_sub(before)
            .saturating_add(entry.size());
        if entry.committed {
            self.commits.push_back(Commit {
                number: self.committed,
                request: number,
                at,
                action: entry.action.clone(),
                task: entry.task.clone(),
                ticket: entry.ticket,
            });
        }
        self.drop_oldest();
    }

    /// The requests that are kept, oldest first.
    pub(crate) fn entries(&self) -> impl DoubleEndedIterator<Item = &LedgerEntry> {
        self.entries.iter()
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

    fn arrival() -> Arrival {
        Arrival {
            body: "four".to_owned(),
            ..Arrival::default()
        }
    }

    fn ending() -> Ending {
        Ending {
            at: crate::Moment::default(),
            committed: true,
            ticket: None,
            status: Some(200),
            answer: String::new(),
            delivery: Delivery::Whole,
            because: Vec::new(),
        }
    }

    #[test]
    fn the_oldest_entries_go_first_and_are_still_counted() {
        for (entries, bytes, kept) in [(2, 100, vec![2, 3]), (9, 5, vec![3]), (9, 2, vec![])] {
            let limit = LedgerLimit { entries, bytes };
            let mut ledger = Ledger::new(limit);
            for _ in 0..3 {
                let number = ledger.arrive(arrival());
                ledger.end(number, ending());
            }
            let numbers: Vec<u64> = ledger.entries().map(|entry| entry.number).collect();
            assert_eq!(numbers, kept, "{limit:?}");
            assert_eq!((ledger.received(), ledger.committed()), (3, 3));
        }
    }

    #[test]
    fn a_request_is_seen_before_anything_became_of_it() {
        let mut ledger = Ledger::new(LedgerLimit::default());
        let number = ledger.arrive(arrival());
        let delivery = |ledger: &Ledger| ledger.entries().map(|entry| entry.delivery).next();
        assert_eq!(delivery(&ledger), Some(Delivery::Pending));
        ledger.end(number, ending());
        assert_eq!(delivery(&ledger), Some(Delivery::Whole));
        assert_eq!(ledger.commits().count(), 1);
    }
}
