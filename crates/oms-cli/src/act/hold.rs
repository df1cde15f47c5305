//! The resources that are held from the first look of a write to its last request.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use crate::failure::Failure;
use crate::journal::{Journal, Resolution, Target, TargetLock, Verdict};

/// The locks, and the journal behind them. Both are held until the last request was sent.
#[derive(Debug)]
pub(super) struct Hold {
    pub(super) journal: Journal,
    /// The reason for which a result could not be written down, by the target of its request.
    unwritten: RefCell<BTreeMap<Target, Failure>>,
    _locks: Vec<TargetLock>,
}

impl Hold {
    pub(super) fn new(journal: Journal, locks: Vec<TargetLock>) -> Rc<Self> {
        Rc::new(Self {
            journal,
            unwritten: RefCell::default(),
            _locks: locks,
        })
    }

    /// Keeps the reason for which the result of a request about a target could not be written down.
    pub(super) fn keep_unwritten(&self, target: Target, why: Failure) {
        self.unwritten.borrow_mut().insert(target, why);
    }

    /// Refuses a further request about a target of which a result could not be written down. The
    /// journal calls its request open, but this process knows its outcome.
    pub(super) fn refuse_unwritten(&self, target: &Target) -> Result<(), Failure> {
        let unwritten = self.unwritten.borrow();
        unwritten.get(target).cloned().map_or(Ok(()), Err)
    }
}

/// Returns the entry for a request that a look has settled.
pub(super) fn resolution(intent: u64) -> Resolution {
    Resolution {
        intent,
        verdict: Verdict::TookEffect,
        who: "the command that resumed the run, by the state of the task".to_owned(),
        host: None,
        note: None,
    }
}
