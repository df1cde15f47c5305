//! The runtime of a thread that waits.

use std::io;

use tokio::runtime::{Builder, Runtime};

/// Makes a runtime for the thread that calls. The error says what the system refuses.
pub(crate) fn new_runtime() -> io::Result<Runtime> {
    #[cfg(unix)]
    has_room()?;
    Builder::new_current_thread().enable_all().build()
}

/// Fails if this process may not open as many files as its first runtime does: one of them is
/// opened where tokio cannot return an error, and panics.
#[cfg(unix)]
fn has_room() -> io::Result<()> {
    use std::os::unix::net::UnixStream;

    /// Six files: a poll and a copy of it, its waker, both ends of the stream by which a signal is
    /// told, and a copy of one of them.
    const PAIRS: usize = 3;
    let pairs: io::Result<Vec<_>> = (0..PAIRS).map(|_| UnixStream::pair()).collect();
    pairs.map(drop)
}
