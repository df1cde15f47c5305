//! What is held from the first look of a write to its last request.

use std::rc::Rc;

use crate::journal::{Journal, Resolution, TargetLock, Verdict};

/// What is held until the last request was sent: the locks, and the journal behind them.
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

/// What is written of a request that a look has settled.
pub(super) fn resolution(intent: u64) -> Resolution {
    Resolution {
        intent,
        verdict: Verdict::TookEffect,
        who: "the command that took the run up, which saw it of the task".to_owned(),
        note: None,
    }
}
