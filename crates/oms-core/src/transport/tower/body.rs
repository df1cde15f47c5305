//! The bodies of a request and of an answer between layers.

use std::fmt;
use std::io;
use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::Bytes;
use http::Uri;
use http_body::{Body, Frame, SizeHint};

use crate::transport::BodyEnd;
use crate::{ActionInfo, Answer, WireRequest};

/// The body of a request between layers of tower: it can be passed on and copied, and only
/// [`TowerService`](crate::TowerService) can send it.
///
/// Whoever reads it as an [`http_body::Body`] is told its length and given an error, so that no
/// other client sends it. It has no default: a layer that follows redirects does not compile.
#[derive(Clone)]
pub struct SealedBody {
    request: WireRequest,
    /// The address that the request was made for.
    uri: Uri,
}

impl SealedBody {
    pub(super) fn new(request: WireRequest, uri: Uri) -> Self {
        Self { request, uri }
    }

    /// The action that is called.
    #[must_use]
    pub fn action(&self) -> &'static ActionInfo {
        self.request.action()
    }

    pub(super) fn uri(&self) -> &Uri {
        &self.uri
    }

    pub(super) fn request(&self) -> &WireRequest {
        &self.request
    }

    pub(super) fn into_request(self) -> WireRequest {
        self.request
    }
}

impl Body for SealedBody {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(
        self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, io::Error>>> {
        let sealed = "the body of a request is sealed: only `TowerService` can send it";
        let error = io::Error::new(io::ErrorKind::PermissionDenied, sealed);
        Poll::Ready(Some(Err(error)))
    }

    fn size_hint(&self) -> SizeHint {
        exactly(&self.request.body)
    }
}

impl fmt::Debug for SealedBody {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SealedBody")
            .field("action", &self.action().name())
            .finish_non_exhaustive()
    }
}

/// The body of an answer between layers of tower. One that was cut off ends with an error.
pub struct AnswerBody {
    bytes: Bytes,
    whole: bool,
}

/// The end of an answer and its length on the wire, which travel beside the body: a layer that
/// makes another body of it does not make a whole answer of one that was cut off.
#[derive(Clone)]
pub(super) struct AnswerEnd {
    pub(super) end: BodyEnd,
    pub(super) bytes_read: u64,
}

impl AnswerBody {
    /// Takes an answer apart: its body, and what is to travel beside it.
    pub(super) fn of(answer: Answer) -> (Self, AnswerEnd) {
        let Answer {
            body,
            bytes_read,
            end,
            ..
        } = answer;
        let whole = matches!(end, BodyEnd::Whole);
        (Self { bytes: body, whole }, AnswerEnd { end, bytes_read })
    }
}

impl Body for AnswerBody {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, io::Error>>> {
        if !self.bytes.is_empty() {
            let bytes = std::mem::take(&mut self.bytes);
            return Poll::Ready(Some(Ok(Frame::data(bytes))));
        }
        if !self.whole {
            self.whole = true;
            let cut = io::Error::new(io::ErrorKind::UnexpectedEof, "the answer is incomplete");
            return Poll::Ready(Some(Err(cut)));
        }
        Poll::Ready(None)
    }

    fn is_end_stream(&self) -> bool {
        self.bytes.is_empty() && self.whole
    }

    fn size_hint(&self) -> SizeHint {
        exactly(&self.bytes)
    }
}

fn exactly(bytes: &Bytes) -> SizeHint {
    SizeHint::with_exact(u64::try_from(bytes.len()).unwrap_or(u64::MAX))
}

impl fmt::Debug for AnswerBody {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("AnswerBody")
            .field("bytes", &self.bytes.len())
            .finish_non_exhaustive()
    }
}
