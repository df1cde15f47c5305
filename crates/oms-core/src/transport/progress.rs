//! How far one attempt has come, known even when its future is gone.
//!
//! A timeout and a dropped call leave no error behind to look at. Both read here whether a byte may have left this machine.

use std::sync::atomic::{AtomicU8, AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};

use bytes::Bytes;

use super::Headers;

/// The transport offers no proof: a byte may have left at any time.
const UNPROVEN: u8 = 0;
/// The transport proves that no byte has left yet.
const HELD: u8 = 1;
/// A byte may have left.
const RELEASED: u8 = 2;
/// The attempt was given up while it was held; the transport must not send any more.
const CANCELLED: u8 = 3;

/// How far one attempt has come.
#[derive(Default)]
pub(crate) struct Progress {
    stage: AtomicU8,
    bytes_read: AtomicU64,
    partial: Mutex<Option<Partial>>,
}

/// An answer whose body is still coming.
pub(crate) struct Partial {
    pub(crate) status: u16,
    pub(crate) headers: Headers,
    pub(crate) body: Bytes,
}

impl Progress {
    /// The transport will call [`Progress::release`] before the first byte can leave.
    pub(crate) fn hold(&self) {
        self.stage.store(HELD, Ordering::SeqCst);
    }

    /// Asks to let the first byte leave; `false` where the attempt was given up in the meantime.
    pub(crate) fn release(&self) -> bool {
        match self
            .stage
            .compare_exchange(HELD, RELEASED, Ordering::SeqCst, Ordering::SeqCst)
        {
            Ok(_) => true,
            Err(stage) => stage != CANCELLED,
        }
    }

    /// Gives the attempt up; `true` where that proves that no byte has left and none will.
    pub(crate) fn cancel(&self) -> bool {
        match self
            .stage
            .compare_exchange(HELD, CANCELLED, Ordering::SeqCst, Ordering::SeqCst)
        {
            Ok(_) => true,
            Err(stage) => stage == CANCELLED,
        }
    }

    /// Keeps the head of an answer while its body is being read.
    pub(crate) fn keep(&self, partial: Partial) {
        *self.partial.lock().unwrap_or_else(PoisonError::into_inner) = Some(partial);
    }

    /// Counts bytes of the answer's body.
    pub(crate) fn read(&self, bytes: usize) {
        self.bytes_read
            .fetch_add(u64::try_from(bytes).unwrap_or(u64::MAX), Ordering::Relaxed);
    }

    /// How many bytes of the answer's body were read.
    pub(crate) fn bytes_read(&self) -> u64 {
        self.bytes_read.load(Ordering::Relaxed)
    }

    /// Takes back what was kept.
    pub(crate) fn take(&self) -> Option<Partial> {
        self.partial
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .take()
    }
}
