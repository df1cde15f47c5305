//! Scripts for a connection that HTTP has been taken off.

use std::time::Duration;

use tokio::io::AsyncWriteExt as _;
use tokio::time::sleep;

use super::stream::Stream;

/// The acts on the bare connection, from the first to the last; then it is closed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Script(Vec<Act>);

#[derive(Debug, Clone, PartialEq, Eq)]
enum Act {
    Write(Vec<u8>),
    Wait(Duration),
    Reset,
}

impl Script {
    /// Closes and does nothing else.
    pub(crate) fn close() -> Self {
        Self::default()
    }

    /// Resets and does nothing else.
    pub(crate) fn reset() -> Self {
        Self::close().then_reset()
    }

    pub(crate) fn then_write(mut self, bytes: impl Into<Vec<u8>>) -> Self {
        self.0.push(Act::Write(bytes.into()));
        self
    }

    pub(crate) fn then_wait(mut self, span: Duration) -> Self {
        self.0.push(Act::Wait(span));
        self
    }

    pub(crate) fn then_reset(mut self) -> Self {
        self.0.push(Act::Reset);
        self
    }

    /// Plays it to its end, or until the peer has gone.
    pub(super) async fn play(self, mut stream: Stream) {
        for act in self.0 {
            match act {
                Act::Write(bytes) => {
                    if stream.write_all(&bytes).await.is_err() {
                        return;
                    }
                }
                Act::Wait(span) => sleep(span).await,
                Act::Reset => return stream.reset(),
            }
        }
        // A peer that has gone already needs no end.
        let _ = stream.shutdown().await;
    }
}
