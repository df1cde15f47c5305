//! What the simulator received and what it made of it: the truth that a client's outcome is held against.
//!
//! It keeps no secret: credentials are masked before an entry is made.

use std::collections::VecDeque;

use serde::Serialize;

/// One request that reached the simulator.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct LedgerEntry {
    /// Number of the request; the first is 1.
    pub number: u64,
    /// HTTP method.
    pub method: String,
    /// Path with the query, as it came.
    pub path: String,
    /// Headers in their order, with lower-case names; the credentials of `authorization` are masked.
    pub headers: Vec<(String, String)>,
    /// The body as text, as far as it was read; bytes that are no UTF-8 are replaced.
    pub body: String,
    /// The action that the query names.
    pub action: Option<String>,
    /// Whether the request changed anything.
    pub committed: bool,
    /// HTTP status of the answer.
    pub status: u16,
    /// Body of the answer.
    pub answer: String,
}

/// The requests since the start, the oldest dropped when there are too many.
#[derive(Debug)]
pub(crate) struct Ledger {
    entries: VecDeque<LedgerEntry>,
    received: u64,
    kept_bytes: usize,
    limit: LedgerLimit,
}

/// How much a ledger keeps. A simulator that runs for weeks must not fill the memory of its host.
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
            received: 0,
            kept_bytes: 0,
            limit,
        }
    }

    /// The number of the request that comes next.
    pub(crate) fn next_number(&mut self) -> u64 {
        self.received = self.received.saturating_add(1);
        self.received
    }

    pub(crate) fn push(&mut self, entry: LedgerEntry) {
        self.kept_bytes = self.kept_bytes.saturating_add(size_of(&entry));
        self.entries.push_back(entry);
        while self.entries.len() > self.limit.entries || self.kept_bytes > self.limit.bytes {
            let Some(oldest) = self.entries.pop_front() else {
                break;
            };
            self.kept_bytes = self.kept_bytes.saturating_sub(size_of(&oldest));
        }
    }

    pub(crate) fn entries(&self) -> Vec<LedgerEntry> {
        self.entries.iter().cloned().collect()
    }

    /// How many requests were received, dropped entries included.
    pub(crate) fn received(&self) -> u64 {
        self.received
    }
}

fn size_of(entry: &LedgerEntry) -> usize {
    let headers: usize = entry
        .headers
        .iter()
        .map(|(name, value)| name.len() + value.len())
        .sum();
    entry.path.len() + entry.body.len() + entry.answer.len() + headers
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(number: u64, body: &str) -> LedgerEntry {
        LedgerEntry {
            number,
            method: String::new(),
            path: String::new(),
            headers: Vec::new(),
            body: body.to_owned(),
            action: None,
            committed: false,
            status: 200,
            answer: String::new(),
        }
    }

    #[test]
    fn the_oldest_entries_go_first_and_are_still_counted() {
        for (limit, kept) in [
            (
                LedgerLimit {
                    entries: 2,
                    bytes: 100,
                },
                vec![2, 3],
            ),
            (
                LedgerLimit {
                    entries: 9,
                    bytes: 5,
                },
                vec![3],
            ),
            (
                LedgerLimit {
                    entries: 9,
                    bytes: 2,
                },
                vec![],
            ),
        ] {
            let mut ledger = Ledger::new(limit);
            for _ in 0..3 {
                let number = ledger.next_number();
                ledger.push(entry(number, "four"));
            }
            let numbers: Vec<u64> = ledger.entries().iter().map(|entry| entry.number).collect();
            assert_eq!(numbers, kept, "{limit:?}");
            assert_eq!(ledger.received(), 3);
        }
    }
}
