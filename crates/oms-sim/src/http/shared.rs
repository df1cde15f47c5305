//! What all connections share: one world, one ledger, and the settings.

use std::sync::{Mutex, MutexGuard, PoisonError};

use super::Credentials;
use crate::engine::World;
use crate::ledger::Ledger;

/// What all connections share.
pub(crate) struct Shared {
    state: Mutex<State>,
    /// Who may call the API.
    pub(crate) credentials: Credentials,
    /// The longest body that is read, in bytes.
    pub(crate) body_limit: usize,
}

/// The world and the ledger, which change together: an entry says what happened to the world that it stands beside.
pub(crate) struct State {
    pub(crate) world: World,
    pub(crate) ledger: Ledger,
}

impl Shared {
    pub(crate) fn new(state: State, credentials: Credentials, body_limit: usize) -> Self {
        Self {
            state: Mutex::new(state),
            credentials,
            body_limit,
        }
    }

    /// Locks the state. Nothing is awaited under the lock, and a panic elsewhere leaves a state that can still be read.
    pub(crate) fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
