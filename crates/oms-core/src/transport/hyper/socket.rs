//! A stream of bytes over a socket that is reset when a call is given up.
//!
//! A socket that is closed keeps what the other side has not acknowledged, and the kernel goes on
//! sending it for minutes, long after the call and even the process is gone: a write that was
//! reported as lost would arrive later. With a linger of zero the kernel throws away what it holds
//! and sends a reset, whether the socket is closed by a drop, an exit or a kill. A timeout for
//! unacknowledged bytes (`TCP_USER_TIMEOUT`) does not do it: it goes on counting after the process
//! is gone, and what it would have to be is known only when the call is given up.

use std::io::{self, IoSlice};
use std::mem::MaybeUninit;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll};

use socket2::SockRef;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;
use tokio::task::coop;

/// The bytes that are read for one unit of what a task may do before others get their turn.
const BYTES_OF_A_UNIT: usize = 4 << 10;

/// A connection to the service: bare, or with TLS around it. An https proxy adds another TLS around
/// that.
pub(super) enum Stream {
    Plain(TcpStream, Look),
    #[cfg(feature = "rustls-no-provider")]
    Tls(Box<tokio_rustls::client::TlsStream<Stream>>),
}

/// Switches a stream over to looking: a read takes nothing, and fails if there is anything to read.
///
/// It asks the system itself. A runtime hears of a socket when it asks the system, which a runtime
/// of one thread may not have done since the call before, and it answers for a socket without
/// looking where a task has done much already.
#[derive(Clone, Default)]
pub(super) struct Look(Arc<AtomicBool>);

impl Look {
    /// Runs something during which the stream looks.
    pub(super) fn during(&self, act: impl FnOnce()) {
        self.0.store(true, Ordering::Relaxed);
        act();
        self.0.store(false, Ordering::Relaxed);
    }

    fn is_on(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}

/// The socket below a stream.
pub(super) struct Socket<'a>(&'a TcpStream);

impl Stream {
    /// A stream over a socket without anything around it.
    pub(super) fn bare(socket: TcpStream) -> Self {
        Self::Plain(socket, Look::default())
    }

    pub(super) fn socket(&self) -> Socket<'_> {
        self.bottom().0
    }

    /// The switch of the stream's reads.
    pub(super) fn look(&self) -> Look {
        self.bottom().1.clone()
    }

    fn bottom(&self) -> (Socket<'_>, &Look) {
        match self {
            Self::Plain(stream, look) => (Socket(stream), look),
            #[cfg(feature = "rustls-no-provider")]
            Self::Tls(stream) => stream.get_ref().0.bottom(),
        }
    }
}

impl Socket<'_> {
    /// From now on, closing it throws away what the kernel holds, and resets the connection.
    pub(super) fn arm(&self) -> io::Result<()> {
        self.0.set_zero_linger()
    }

    /// From now on, closing it is a goodbye.
    ///
    /// If this fails, the other side sees a reset after an answer that was read whole, which
    /// harms nobody.
    pub(super) fn settle(&self) {
        #[expect(
            deprecated,
            reason = "a linger with a time blocks, which is what is deprecated; taking it away does not"
        )]
        drop(self.0.set_linger(None));
    }

    /// Fails if anything has come that was not read, be it the end; pending if nothing has.
    fn look(&self) -> Poll<io::Result<()>> {
        match SockRef::from(self.0).peek(&mut [MaybeUninit::uninit()]) {
            Err(error) if error.kind() == io::ErrorKind::WouldBlock => Poll::Pending,
            Err(error) => Poll::Ready(Err(error)),
            Ok(_) => Poll::Ready(Err(io::ErrorKind::ConnectionAborted.into())),
        }
    }
}

/// Runs an expression on whatever is inside.
macro_rules! inside {
    ($stream:expr, $inner:ident => $use_it:expr) => {
        match $stream {
            Stream::Plain($inner, _) => $use_it,
            #[cfg(feature = "rustls-no-provider")]
            Stream::Tls($inner) => $use_it,
        }
    };
}

impl AsyncRead for Stream {
    fn poll_read(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let stream = self.get_mut();
        if let Self::Plain(socket, look) = stream
            && look.is_on()
        {
            return Socket(socket).look();
        }
        let before = buffer.filled().len();
        let read = inside!(stream, inner => Pin::new(inner).poll_read(cx, buffer));
        charge(buffer.filled().len() - before, cx);
        read
    }
}

/// Takes the bytes of a read off what the task may do before others get their turn.
///
/// tokio counts each read once, and hyper reads as much as it has room for, again and again while
/// interim answers come. A server that sends them without end would hold up the timeout of its
/// call, and a signal, for as long as tens of megabytes take.
fn charge(bytes: usize, cx: &mut Context<'_>) {
    for _ in 0..bytes / BYTES_OF_A_UNIT {
        let Poll::Ready(unit) = coop::poll_proceed(cx) else {
            break;
        };
        unit.made_progress();
    }
}

impl AsyncWrite for Stream {
    fn poll_write(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        inside!(self.get_mut(), inner => Pin::new(inner).poll_write(cx, bytes))
    }

    fn poll_write_vectored(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        pieces: &[IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        inside!(self.get_mut(), inner => Pin::new(inner).poll_write_vectored(cx, pieces))
    }

    fn is_write_vectored(&self) -> bool {
        inside!(self, inner => inner.is_write_vectored())
    }

    fn poll_flush(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        inside!(self.get_mut(), inner => Pin::new(inner).poll_flush(cx))
    }

    fn poll_shutdown(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        inside!(self.get_mut(), inner => Pin::new(inner).poll_shutdown(cx))
    }
}
