//! The progress of one attempt, known even when its future is gone.
//!
//! A timeout and a dropped call leave no error behind to look at. Both read here whether a byte may
//! have left this machine.

use std::fmt;
use std::panic::AssertUnwindSafe;
use std::sync::atomic::{AtomicBool, AtomicU8, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

use bytes::Bytes;

use super::{Answer, BodyEnd, Failure, Headers};
use crate::{Effect, NotSentCause, UnknownCause};

/// The initial state of every attempt: the transport offers no proof, and a byte may have left at
/// any time.
const UNPROVED: u8 = 0;
/// The transport proves that no byte has left yet.
const HELD: u8 = 1;
/// A byte may have left.
const RELEASED: u8 = 2;
/// The attempt was given up while it was held; the transport must not send any more.
const CANCELLED: u8 = 3;

/// The progress of one attempt, by which a transport proves that nothing of it was sent.
///
/// The proof is a contract. A transport that keeps it calls [`hold`](Self::hold) before anything
/// else and [`release`](Self::release) right before the first byte can leave, and sends nothing
/// where either says no. A call that times out or is dropped in between is then
/// [`NotSent`](crate::Outcome::NotSent), and a write that something sends twice is refused the
/// second time. A transport that calls neither offers no proof: what is given up is
/// [`Unknown`](crate::Outcome::Unknown), and nobody notices what is sent twice.
///
/// A layer calls neither: the transport below it does. All clones of a request share one progress,
/// which ends with the attempt: a clone that a layer has left behind is refused once the attempt
/// has an answer or a failure.
///
/// ```
/// # use oms_core as oms_client;
/// use oms_client::{Answer, Sending, Transport, WireRequest};
///
/// struct Mine;
/// # async fn connect() {}
/// # async fn exchange(_: &[u8]) -> Answer { Answer::json(200, "{}") }
///
/// impl Transport for Mine {
///     fn send<'a>(&'a self, request: &'a WireRequest) -> Sending<'a> {
///         Box::pin(async move {
///             let progress = request.progress();
///             progress.hold()?;
///             connect().await;
///             if !progress.release() {
///                 return Err(progress.refusal());
///             }
///             Ok(exchange(request.body()).await)
///         })
///     }
/// }
/// ```
#[derive(Default)]
pub struct Progress {
    stage: AtomicU8,
    /// `true` if it may be let out once only.
    once: bool,
    /// `true` if something tried to let it out once more.
    again: AtomicBool,
    /// `true` if the layers of tower have handed it to a transport.
    #[cfg(feature = "tower")]
    handed_over: AtomicBool,
    /// Tells that it is too late to let it out.
    is_over: Option<AssertUnwindSafe<Box<dyn Fn() -> bool + Send + Sync>>>,
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
    pub(crate) fn append(&mut self, piece: Bytes, limit: usize) -> bool {
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
    /// The progress of a call with this effect. A write is let out once.
    pub(crate) fn of(effect: Effect) -> Self {
        Self {
            once: effect == Effect::Write,
            ..Self::default()
        }
    }

    /// The same of a call that is not let out any more once this is `true`.
    pub(crate) fn unless(self, is_over: impl Fn() -> bool + Send + Sync + 'static) -> Self {
        Self {
            is_over: Some(AssertUnwindSafe(Box::new(is_over))),
            ..self
        }
    }

    /// Says that no byte of the request leaves before [`release`](Self::release). Call it before
    /// anything else, and at each try.
    ///
    /// # Errors
    ///
    /// The request must not be sent: the call was given up, or it changes something and a byte of
    /// it may have left before, so that something around the transport sends it a second time. The
    /// failure says which; return it.
    pub fn hold(&self) -> Result<(), Failure> {
        match self.swap(UNPROVED, HELD) {
            Ok(_) | Err(HELD) => Ok(()),
            Err(stage) if self.may_leave_again(stage) => Ok(()),
            Err(_) => Err(self.refusal()),
        }
    }

    /// Asks to let the first byte leave, right before it can. From then on it may have left.
    ///
    /// It is `false` where the call was given up or its time is over, and for a write that may have
    /// left before. No byte may follow then: close what was opened, and return
    /// [`refusal`](Self::refusal).
    #[must_use = "nothing may be sent where it is `false`"]
    pub fn release(&self) -> bool {
        if self.is_over.as_ref().is_some_and(|is_over| (is_over.0)()) {
            self.close();
        }
        match self.swap(HELD, RELEASED).or_else(|stage| match stage {
            UNPROVED => self.swap(UNPROVED, RELEASED),
            stage => Err(stage),
        }) {
            Ok(_) => true,
            Err(stage) => self.may_leave_again(stage),
        }
    }

    /// Returns `true` in a stage in which a byte has left and others may follow. Of a write that
    /// was let out before, it notes that something tries to send it once more.
    fn may_leave_again(&self, stage: u8) -> bool {
        let released = stage == RELEASED;
        if released && self.once {
            self.again.store(true, Ordering::SeqCst);
        }
        released && !self.once
    }

    /// The failure of a request that must not be sent.
    #[must_use]
    pub fn refusal(&self) -> Failure {
        if self.was_sent_again() {
            return Failure::unknown(UnknownCause::Other).detail(
                "a layer of the transport sent it a second time, which was refused: the first time may have taken effect",
            );
        }
        Failure::not_sent(NotSentCause::Timeout)
    }

    /// Returns `true` if something tried to send a write once more.
    pub(crate) fn was_sent_again(&self) -> bool {
        self.again.load(Ordering::SeqCst)
    }

    /// Returns `true` if a byte may have left, by the word of the transport.
    pub(crate) fn was_released(&self) -> bool {
        self.stage.load(Ordering::SeqCst) == RELEASED
    }

    fn swap(&self, from: u8, to: u8) -> Result<u8, u8> {
        self.stage
            .compare_exchange(from, to, Ordering::SeqCst, Ordering::SeqCst)
    }

    /// Lets nothing out any more; a byte that left before stays let out.
    ///
    /// The attempt has come to its result by then. A copy that a layer has left behind must not
    /// leave after that was told.
    pub(crate) fn close(&self) {
        // In one step: a layer may hand a copy over at the same time.
        let closed = |stage| (stage != RELEASED).then_some(CANCELLED);
        let _: Result<u8, u8> = self
            .stage
            .fetch_update(Ordering::SeqCst, Ordering::SeqCst, closed);
    }

    /// Gives the attempt up; `true` where that proves that no byte has left and none will.
    pub(crate) fn cancel(&self) -> bool {
        match self.swap(HELD, CANCELLED) {
            Ok(_) => true,
            Err(stage) => stage == CANCELLED,
        }
    }

    /// Says that no byte of the request leaves before [`hand_over`](Self::hand_over), unless it was
    /// handed over before.
    #[cfg(feature = "tower")]
    pub(crate) fn hold_until_handed_over(&self) -> Result<(), Failure> {
        if self.was_handed_over() {
            return Ok(());
        }
        self.hold()
    }

    /// Leaves the proof to the transport that is given the request next, which may offer none.
    /// If it returns `false`, the transport must not be given it.
    #[cfg(feature = "tower")]
    pub(crate) fn hand_over(&self) -> bool {
        self.handed_over.store(true, Ordering::SeqCst);
        match self.swap(HELD, UNPROVED) {
            Ok(_) | Err(UNPROVED) => true,
            Err(stage) => self.may_leave_again(stage),
        }
    }

    /// Says that a byte may have left by a transport that offers no proof.
    #[cfg(feature = "tower")]
    pub(crate) fn may_have_left(&self) {
        // Any other stage is the transport's own word.
        let _: Result<u8, u8> = self.swap(UNPROVED, RELEASED);
    }

    /// Returns `true` if the request was handed over, once at least.
    #[cfg(feature = "tower")]
    pub(crate) fn was_handed_over(&self) -> bool {
        self.handed_over.load(Ordering::SeqCst)
    }

    /// Keeps the head of an answer while its body is being read.
    pub(crate) fn keep(&self, partial: Partial) {
        *self.partial() = Some(partial);
    }

    /// Adds a piece of the body to the head that is kept; `false` where it passes the limit.
    pub(crate) fn append(&self, piece: Bytes, limit: usize) -> bool {
        self.partial()
            .as_mut()
            .is_some_and(|partial| partial.append(piece, limit))
    }

    /// Takes back what was kept.
    pub(crate) fn take(&self) -> Option<Partial> {
        self.partial().take()
    }

    fn partial(&self) -> MutexGuard<'_, Option<Partial>> {
        self.partial.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl fmt::Debug for Progress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let stage = match self.stage.load(Ordering::SeqCst) {
            HELD => "held",
            RELEASED => "released",
            CANCELLED => "given up",
            _ => "not proved",
        };
        f.debug_struct("Progress")
            .field("stage", &stage)
            .finish_non_exhaustive()
    }
}
