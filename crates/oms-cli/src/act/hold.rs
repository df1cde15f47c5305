//! The resources that are held from the first look of a write to its last request.

use std::rc::Rc;

use crate::journal::{Journal, Resolution, TargetLock, Verdict};

/// The locks, and the journal behind them. Both are held until the last request was sent.
#[derive(Debug)]
pub(super) struct Hold {
    pub(super) journal: Journal,
    _locks: Vec<TargetLock>,
}

impl Hold {
    pub(super) fn new(journal: Journal, locks: Vec<TargetLock>) -> Rc<Self> {
        Rc::new(Self {
            journal,
            _locks: locks,
        })
    }
}

/// Returns the entry for a request that a look has settled.
pub(super) fn resolution(intent: u64) -> Resolution {
    Resolution {
        intent,
        verdict: Verdict::TookEffect,
        who: "the command that resumed the run, by the state of the task".to_owned(),
        note: None,
    }
}
