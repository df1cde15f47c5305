//! The progress of one attempt, known even when its future is gone.
//!
//! A timeout and a dropped call leave no error behind to look at. Both read here whether a byte may
//! have left this machine.

use std::sync::atomic::{AtomicU8, Ordering};
use std::sync::{Mutex, PoisonError};

use bytes::Bytes;

use super::{Answer, BodyEnd, Headers};

// A stage of zero, where every attempt starts: the transport offers no proof, and a byte may have
// left at any time.
/// The transport proves that no byte has left yet.
const HELD: u8 = 1;
/// A byte may have left.
const RELEASED: u8 = 2;
/// The attempt was given up while it was held; the transport must not send any more.
const CANCELLED: u8 = 3;

/// The progress of one attempt.
#[derive(Default)]
pub(crate) struct Progress {
    stage: AtomicU8,
    partial: Mutex<Option<Partial>>,
}

/// An answer whose body is still coming.
pub(crate) struct Partial {
    status: u16,
    headers: Headers,
    /// The first piece as it came: most answers come in one, which is then never copied.
    first: Bytes,
    rest: Vec<u8>,
    bytes_read: u64,
}

impl Partial {
    pub(crate) fn new(status: u16, headers: Headers) -> Self {
        Self {
            status,
            headers,
            first: Bytes::new(),
            rest: Vec::new(),
            bytes_read: 0,
        }
    }

    /// Adds a piece; `false` where it passes the limit, and is then counted and not kept.
    fn append(&mut self, piece: Bytes, limit: usize) -> bool {
        self.bytes_read = self
            .bytes_read
            .saturating_add(piece.len().try_into().unwrap_or(u64::MAX));
        if self.bytes_read > limit.try_into().unwrap_or(u64::MAX) {
            return false;
        }
        if self.first.is_empty() {
            self.first = piece;
        } else {
            if self.rest.is_empty() {
                self.rest.extend_from_slice(&self.first);
            }
            self.rest.extend_from_slice(&piece);
        }
        true
    }

    pub(crate) fn into_answer(self, end: BodyEnd) -> Answer {
        let body = if self.rest.is_empty() {
            self.first
        } else {
            self.rest.into()
        };
        let mut answer = Answer::from_parts(self.status, self.headers, body, end);
        answer.bytes_read = self.bytes_read;
        answer
    }
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

    /// Adds a piece of the body to the head that is kept; `false` where it passes the limit.
    pub(crate) fn append(&self, piece: Bytes, limit: usize) -> bool {
        let mut partial = self.partial.lock().unwrap_or_else(PoisonError::into_inner);
        partial
            .as_mut()
            .is_some_and(|partial| partial.append(piece, limit))
    }

    /// Takes back what was kept.
    pub(crate) fn take(&self) -> Option<Partial> {
        self.partial
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .take()
    }
}
