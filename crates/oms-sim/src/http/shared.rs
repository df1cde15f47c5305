//! The state that all connections share: one world, one ledger, the armed faults, and the settings.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock};

use axum::http::HeaderMap;
use tokio::sync::Semaphore;

use super::script::Script;
use super::target::Target;
use super::{Admission, Credentials};
use crate::engine::World;
use crate::fault::FaultBoard;
use crate::generated::PATH;
use crate::ledger::{Decided, Ledger, LedgerEntry, Sent};
use crate::pace::Pace;
use crate::recording::Replay;
use crate::request_ids::RequestIds;
use crate::start::Start;

/// The state that all connections share.
pub(crate) struct Shared {
    state: Mutex<State>,
    /// The start, to which everything goes back on a reset.
    pub(crate) start: Start,
    /// The credentials of the one who may call the API at the start.
    first_credentials: Credentials,
    /// The credentials of the one who may call the API now.
    credentials: RwLock<Credentials>,
    /// The clients that may use the interface of the simulator itself.
    pub(crate) admission: Admission,
    /// The longest body that is read, in bytes.
    pub(crate) body_limit: usize,
    /// The calls of the API that are answered at a time. Requests under `/_sim/` need no permit, so
    /// that they are answered however many calls there are.
    pub(super) places: Arc<Semaphore>,
}

/// The parts that change together: an entry of the ledger says what happened to the world beside
/// it.
pub(crate) struct State {
    pub(crate) world: World,
    pub(crate) ledger: Ledger,
    pub(crate) faults: FaultBoard,
    pub(crate) pace: Pace,
    /// The recording that answers calls instead of the world.
    pub(crate) replay: Option<Replay>,
    pub(crate) request_ids: RequestIds,
    /// How often another world has taken the place of the first, beside the same ledger.
    pub(crate) restored: u64,
}

/// The age of a world: it ends when another one takes its place, by a reset or by a snapshot.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Age {
    /// The number of the ledger beside it.
    pub(super) ledger: u64,
    restored: u64,
}

/// The reason for which the head of a call is enough to refuse it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Barred {
    /// A page of another site has sent it.
    OtherSite,
    /// Nothing is served at its path.
    NotFound,
    /// Its credentials are missing or wrong.
    Unauthorized,
}

impl Shared {
    pub(crate) fn new(
        start: Start,
        credentials: Credentials,
        admission: Admission,
        body_limit: usize,
        most_calls: usize,
    ) -> Self {
        Self {
            state: Mutex::new(start.state()),
            start,
            first_credentials: credentials.clone(),
            credentials: RwLock::new(credentials),
            admission,
            body_limit,
            places: Arc::new(Semaphore::new(most_calls.min(Semaphore::MAX_PERMITS))),
        }
    }

    /// Locks the state, with its clock moved on to the present.
    ///
    /// Nothing is awaited under the lock, and a panic elsewhere leaves a state that can still be
    /// read.
    pub(crate) fn lock(&self) -> MutexGuard<'_, State> {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        state.keep_pace();
        state
    }

    /// Puts everything back to its state at the start.
    pub(crate) fn reset(&self) {
        *self.state.lock().unwrap_or_else(PoisonError::into_inner) = self.start.state();
        self.set_credentials(self.first_credentials.clone());
    }

    /// Returns the reason for which a call with this head may not reach an action, if there is one.
    pub(super) fn bars(&self, headers: &HeaderMap, target: &Target) -> Option<Barred> {
        if !self.admission.admits_page(headers) {
            return Some(Barred::OtherSite);
        }
        if target.path != PATH {
            return Some(Barred::NotFound);
        }
        let credentials = self.credentials.read();
        let credentials = credentials.unwrap_or_else(PoisonError::into_inner);
        (!credentials.admit(headers)).then_some(Barred::Unauthorized)
    }

    pub(crate) fn set_credentials(&self, credentials: Credentials) {
        *self
            .credentials
            .write()
            .unwrap_or_else(PoisonError::into_inner) = credentials;
    }

    /// The script for a request of which nothing but the target is looked at, if a fault strikes it
    /// then.
    pub(super) fn strike_unread(&self, target: &Target) -> Option<Script> {
        let mut state = self.lock();
        let struck = state.faults.strike_unread(target.action.as_deref())?;
        let at = state.world.now();
        let number = state.ledger.arrive(LedgerEntry {
            action: target.action.clone(),
            faults: struck.names,
            ..LedgerEntry::arrived(at)
        });
        let decided = Decided {
            at,
            ..Decided::default()
        };
        state.ledger.decide(number, decided);
        state.ledger.send(number, Sent::nothing());
        Some(Script::reset())
    }
}

impl State {
    /// The requests that are kept, oldest first, with the movements of their tickets by now.
    pub(crate) fn requests(&self) -> impl DoubleEndedIterator<Item = LedgerEntry> {
        let entries = self.ledger.entries();
        entries.map(|entry| entry.by_now(&self.world))
    }

    /// The request of this number, if it is kept.
    pub(crate) fn request(&self, number: u64) -> Option<LedgerEntry> {
        let entry = self.ledger.get(number);
        entry.map(|entry| entry.by_now(&self.world))
    }

    /// Which answers of the recording were played; none without a recording.
    pub(crate) fn played(&self) -> Vec<bool> {
        self.replay.as_ref().map(Replay::played).unwrap_or_default()
    }

    /// The age of the present world.
    pub(super) fn age(&self) -> Age {
        Age {
            ledger: self.ledger.id(),
            restored: self.restored,
        }
    }

    fn keep_pace(&mut self) {
        if let Some(due) = self.pace.due() {
            self.world.advance_to(due);
        }
    }

    /// Moves the clock on, in either pace.
    pub(crate) fn advance(&mut self, by: std::time::Duration) {
        self.world.advance(by);
        self.pace.rebase(self.world.now());
    }
}
