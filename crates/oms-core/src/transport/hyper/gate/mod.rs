//! The proof that nothing was sent: a gate between the HTTP library and the stream.
//!
//! Every byte of a request goes through it, and it opens for one request at a time. Right before
//! the first byte it asks the progress of the attempt. If that refuses, or if the connection has no
//! request, the write fails and no byte passes. The proof therefore needs no knowledge of the order
//! in which the HTTP library encodes, asks and flushes.
//!
//! The gate lies above TLS and above the tunnel of a proxy, whose own words are no part of a
//! request: handshakes come before it, and an end of TLS is no write.

use std::io::{self, IoSlice};
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll};

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};

use crate::transport::Progress;

/// The gate of one connection. Its clones are the same gate.
#[derive(Clone, Default)]
pub(super) struct Gate(Arc<Mutex<Passage>>);

/// The request for which a gate stands, and whether its bytes may pass.
#[derive(Default)]
enum Passage {
    /// The connection has no request.
    #[default]
    Closed,
    /// No byte of the request has passed, and the first one asks its progress.
    Held(Arc<Progress>),
    /// A byte of the request may have passed, and the others follow.
    Open,
    /// The progress of the request has refused the first byte.
    Refused,
}

impl Gate {
    /// Lets the bytes of this request pass next, once its progress allows the first one.
    pub(super) fn hold(&self, progress: &Arc<Progress>) {
        *self.passage() = Passage::Held(Arc::clone(progress));
    }

    /// Lets nothing pass before the next request.
    pub(super) fn close(&self) {
        *self.passage() = Passage::Closed;
    }

    /// Returns `true` if the request was refused. No byte of it has passed or ever will.
    pub(super) fn has_refused(&self) -> bool {
        matches!(*self.passage(), Passage::Refused)
    }

    /// Lets a write pass, or fails.
    fn pass(&self) -> io::Result<()> {
        let mut passage = self.passage();
        if let Passage::Held(progress) = &*passage {
            *passage = if progress.release() {
                Passage::Open
            } else {
                Passage::Refused
            };
        }
        let refusal = match *passage {
            Passage::Open => return Ok(()),
            Passage::Refused => "the call was given up before it was sent",
            _ => "the connection has no request to send",
        };
        Err(io::Error::new(io::ErrorKind::ConnectionAborted, refusal))
    }

    fn passage(&self) -> MutexGuard<'_, Passage> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A stream whose writes go through a gate.
pub(super) struct Gated<S> {
    stream: S,
    gate: Gate,
}

impl<S> Gated<S> {
    /// A stream behind a gate that is closed.
    pub(super) fn new(stream: S) -> Self {
        Self {
            stream,
            gate: Gate::default(),
        }
    }

    pub(super) fn gate(&self) -> Gate {
        self.gate.clone()
    }

    pub(super) const fn stream(&self) -> &S {
        &self.stream
    }
}

impl<S: AsyncRead + Unpin> AsyncRead for Gated<S> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_read(cx, buffer)
    }
}

impl<S: AsyncWrite + Unpin> AsyncWrite for Gated<S> {
    fn poll_write(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        self.gate.pass()?;
        Pin::new(&mut self.stream).poll_write(cx, bytes)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        pieces: &[IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        self.gate.pass()?;
        Pin::new(&mut self.stream).poll_write_vectored(cx, pieces)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(cx)
    }
}

#[cfg(test)]
mod tests;
