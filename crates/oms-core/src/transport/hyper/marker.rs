//! The proof that nothing was sent: a request body that notices when the HTTP stack first asks for it.
//!
//! hyper's HTTP/1 dispatcher takes a request in one pass of its write loop: it encodes the head into a buffer, then asks the body
//! for its first frame as long as that buffer has room (400 KiB), and flushes the buffer to the socket only after the loop has
//! ended. The limits on the endpoint and on the headers keep a head of ours far below that; the body is never empty and never
//! waits, and its length is known. So the body is asked before the first byte of the head can reach the socket, and a body that
//! was not asked proves that none did. The connection that `exchange` drives is given the body itself, and nobody has a
//! copy of it to send it twice.
//!
//! A body that is asked after the call was given up answers with an error. hyper then drops the connection without flushing, so
//! that what was reported as not sent stays so. The tests beside this file hold both against real sockets.

use std::fmt;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use bytes::Bytes;
use http_body::{Body, Frame, SizeHint};

use crate::transport::{Progress, WireRequest};

/// A request body that reports to the progress of its attempt before its first byte can leave.
pub(super) struct MarkerBody {
    bytes: Option<Bytes>,
    progress: Arc<Progress>,
}

/// The attempt was given up before its first byte could leave.
#[derive(Debug)]
pub(super) struct GivenUp;

impl MarkerBody {
    pub(super) fn of(request: &WireRequest) -> Self {
        Self {
            bytes: Some(request.body.clone()),
            progress: Arc::clone(&request.progress),
        }
    }
}

impl Body for MarkerBody {
    type Data = Bytes;
    type Error = GivenUp;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, GivenUp>>> {
        if !self.progress.release() {
            return Poll::Ready(Some(Err(GivenUp)));
        }
        Poll::Ready(self.bytes.take().map(|bytes| Ok(Frame::data(bytes))))
    }

    fn is_end_stream(&self) -> bool {
        // A body without a byte would not be asked at all, so only one that was handed over is at its end.
        self.bytes.is_none()
    }

    fn size_hint(&self) -> SizeHint {
        let left = self.bytes.as_ref().map_or(0, Bytes::len);
        SizeHint::with_exact(u64::try_from(left).unwrap_or(u64::MAX))
    }
}

impl fmt::Display for GivenUp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the call was given up before it was sent")
    }
}

impl std::error::Error for GivenUp {}

#[cfg(test)]
mod tests;
