//! Scripts for a connection that HTTP has been taken off.

use std::io;
use std::time::Duration;

use tokio::io::AsyncWriteExt as _;
use tokio::time::sleep;

use super::stream::Stream;
use super::unsettled::Unsettled;

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

    /// Plays it to its end, or until the peer has gone, and records how much of it was sent.
    pub(super) async fn play(self, mut stream: Stream, mut unsettled: Option<Unsettled>) {
        let is_write = |act: &Act| matches!(act, Act::Write(bytes) if !bytes.is_empty());
        let last = self.0.iter().rposition(is_write);
        for (at, act) in self.0.into_iter().enumerate() {
            match act {
                Act::Write(bytes) => {
                    if let Some(unsettled) = unsettled.as_mut().filter(|_| Some(at) == last) {
                        unsettled.last_is_written();
                    }
                    if write(&bytes, &mut stream, unsettled.as_mut())
                        .await
                        .is_err()
                    {
                        return;
                    }
                    if let Some(unsettled) = unsettled.take_if(|_| Some(at) == last) {
                        unsettled.settle();
                    }
                }
                Act::Wait(span) => sleep(span).await,
                Act::Reset => return stream.will_reset(),
            }
        }
        // A peer that has gone already needs no end.
        let _ = stream.shutdown().await;
    }
}

/// Writes all the bytes, and notes that some of them were written as soon as it is so.
async fn write(
    mut bytes: &[u8],
    stream: &mut Stream,
    mut unsettled: Option<&mut Unsettled>,
) -> io::Result<()> {
    while !bytes.is_empty() {
        let written = stream.write(bytes).await?;
        if written == 0 {
            return Err(io::ErrorKind::WriteZero.into());
        }
        if let Some(unsettled) = unsettled.as_deref_mut() {
            unsettled.begins();
        }
        bytes = bytes.get(written..).unwrap_or_default();
    }
    Ok(())
}
