//! A connection below HTTP: over TCP or over a Unix socket.

use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpStream;
#[cfg(unix)]
use tokio::net::UnixStream;

/// A connection below HTTP.
pub(super) type Stream = Box<dyn Connection>;

/// A connection of a kind.
pub(super) trait Connection: AsyncRead + AsyncWrite + Send + Unpin {
    /// Has the peer see a reset, and not an end, when the connection is dropped. A Unix socket
    /// knows only the end.
    fn will_reset(&self) {}
}

impl Connection for TcpStream {
    fn will_reset(&self) {
        // If the option cannot be set, the peer sees an end, which a client has to withstand as
        // well.
        let _ = self.set_zero_linger();
    }
}

#[cfg(unix)]
impl Connection for UnixStream {}
