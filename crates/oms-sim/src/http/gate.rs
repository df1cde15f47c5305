//! A gate before HTTP: it counts the incoming bytes, and notes when an answer reaches the socket.

use std::io;
use std::pin::Pin;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll};

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::sync::{OwnedSemaphorePermit, Semaphore, mpsc};
use tokio::time::Instant;

use super::script::Script;
use super::stream::Stream;
use super::unsettled::Unsettled;

/// The state that the gate of a connection and its requests share.
#[derive(Clone)]
pub(crate) struct Passage {
    received: Arc<AtomicU64>,
    take_over: mpsc::Sender<Scripted>,
    turn: Arc<Mutex<Turn>>,
    /// The answers that HTTP has and the socket not yet.
    sending: Arc<Mutex<Vec<Unsettled>>>,
}

/// A script for the bare connection, and the entry that tells whether it was played.
pub(super) struct Scripted {
    pub(super) script: Script,
    pub(super) unsettled: Option<Unsettled>,
}

/// The side whose turn it is on a connection.
enum Turn {
    /// The peer's, since then: it has not sent a whole request, or it waits for a place.
    Peer(Instant),
    /// The service's: a call is answered, and holds its place until it is.
    Service {
        _place: Option<OwnedSemaphorePermit>,
    },
}

/// A connection with its gate.
pub(super) struct Gate {
    stream: Stream,
    passage: Passage,
    _breaks_off: BreaksOff,
}

/// Ends with the connection, and with it the answers that were not sent.
struct BreaksOff(Arc<Mutex<Vec<Unsettled>>>);

impl Drop for BreaksOff {
    fn drop(&mut self) {
        locked(&self.0).clear();
    }
}

impl Passage {
    pub(super) fn new() -> (Self, mpsc::Receiver<Scripted>) {
        let (take_over, scripts) = mpsc::channel(1);
        let passage = Self {
            received: Arc::default(),
            take_over,
            turn: Arc::new(Mutex::new(Turn::Peer(Instant::now()))),
            sending: Arc::default(),
        };
        (passage, scripts)
    }

    /// Waits for a place among the calls that are answered at a time, and holds it until the call
    /// is answered.
    pub(super) async fn take_place(&self, places: &Arc<Semaphore>) {
        // The places are never closed; a call that had none would be answered all the same.
        let place = places.clone().acquire_owned().await.ok();
        *self.turn() = Turn::Service { _place: place };
    }

    /// Notes that the peer has sent its whole request, and that a service without places works on
    /// it.
    pub(super) fn serves(&self) {
        *self.turn() = Turn::Service { _place: None };
    }

    /// The instant since which the peer owes the rest of a request, if it does.
    pub(super) fn owing_since(&self) -> Option<Instant> {
        match *self.turn() {
            Turn::Peer(since) => Some(since),
            Turn::Service { .. } => None,
        }
    }

    fn turn(&self) -> MutexGuard<'_, Turn> {
        locked(&self.turn)
    }

    /// Takes HTTP off the connection and plays a script on it. It never returns, because nothing is
    /// left to be answered.
    pub(super) async fn take_over(
        &self,
        script: Script,
        unsettled: Option<Unsettled>,
    ) -> std::convert::Infallible {
        // The other end is dropped with the connection, and this future with it.
        let _ = self.take_over.send(Scripted { script, unsettled }).await;
        std::future::pending().await
    }

    /// Keeps the entry of an answer until HTTP has written it.
    pub(super) fn sends(&self, unsettled: Unsettled) {
        locked(&self.sending).push(unsettled);
    }

    /// Notes whether a write has reached the socket.
    fn written(&self, written: &Poll<io::Result<usize>>) {
        match written {
            Poll::Ready(Ok(_)) => locked(&self.sending).iter_mut().for_each(Unsettled::begins),
            // They break off.
            Poll::Ready(Err(_)) => locked(&self.sending).clear(),
            Poll::Pending => {}
        }
    }

    /// Notes that everything that HTTP has given was written: it flushes when it has no more.
    fn flushed(&self) {
        let mut sending = locked(&self.sending);
        let (begun, waiting) = std::mem::take(&mut *sending)
            .into_iter()
            .partition(Unsettled::has_begun);
        *sending = waiting;
        begun.into_iter().for_each(Unsettled::settle);
    }

    /// The bytes that came since the last time that this was asked.
    pub(super) fn take_received(&self) -> u64 {
        self.received.swap(0, Ordering::Relaxed)
    }

    /// Notes that the request was answered: the peer may send the next one.
    pub(super) fn answered(&self) {
        *self.turn() = Turn::Peer(Instant::now());
    }
}

impl Gate {
    pub(super) fn new(stream: Stream, passage: Passage) -> Self {
        Self {
            stream,
            _breaks_off: BreaksOff(passage.sending.clone()),
            passage,
        }
    }

    pub(super) fn into_stream(self) -> Stream {
        self.stream
    }
}

impl AsyncRead for Gate {
    fn poll_read(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let gate = self.get_mut();
        let before = buffer.filled().len();
        let polled = Pin::new(&mut gate.stream).poll_read(context, buffer);
        let read = buffer.filled().len().saturating_sub(before);
        let read = u64::try_from(read).unwrap_or(u64::MAX);
        gate.passage.received.fetch_add(read, Ordering::Relaxed);
        polled
    }
}

impl AsyncWrite for Gate {
    fn poll_write(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        let gate = self.get_mut();
        let written = Pin::new(&mut gate.stream).poll_write(context, bytes);
        gate.passage.written(&written);
        written
    }

    fn poll_flush(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        let gate = self.get_mut();
        let flushed = Pin::new(&mut gate.stream).poll_flush(context);
        if matches!(flushed, Poll::Ready(Ok(()))) {
            gate.passage.flushed();
        }
        flushed
    }

    fn poll_shutdown(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.get_mut().stream).poll_shutdown(context)
    }
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
