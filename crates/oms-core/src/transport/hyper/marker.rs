//! The proof that nothing was sent: a request body that notices when the HTTP stack first asks for
//! it.
//!
//! hyper's HTTP/1 dispatcher takes a request in one pass of its write loop: it encodes the head
//! into a buffer, then asks the body for its first frame as long as that buffer has room (400 KiB),
//! and flushes the buffer to the socket only after the loop has ended. The limits on the endpoint
//! and on the headers keep a head of ours far below that; the body is never empty and never waits,
//! and its length is known. So the body is asked before the first byte of the head can reach the
//! socket, and a body that was not asked proves that none did. The connection that `exchange`
//! drives is given the body itself, and nobody has a copy of it to send it twice.
//!
//! A body that is asked after the call was given up answers with an error. hyper then drops the
//! connection without flushing, so that what was reported as not sent stays so. The tests beside
//! this file hold both against real sockets.

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
        if self.bytes.is_some() && !self.progress.release() {
            return Poll::Ready(Some(Err(GivenUp)));
        }
        Poll::Ready(self.bytes.take().map(|bytes| Ok(Frame::data(bytes))))
    }

    fn is_end_stream(&self) -> bool {
        // A body without a byte would not be asked at all, so only one that was handed over is at
        // its end.
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
mod tests {
    use std::future::poll_fn;
    use std::sync::Arc;
    use std::task::Poll;

    use bytes::Bytes;
    use http::HeaderMap;
    use http::header::HeaderValue;
    use tokio::io::AsyncReadExt;
    use tokio::net::TcpListener;

    use crate::transport::endpoint::Endpoint;
    use crate::transport::hyper::HttpTransport;
    use crate::transport::{ConnectOptions, Progress, Route, Transport, WireRequest};
    use crate::{ActionInfo, Effect};

    static STORE: ActionInfo = ActionInfo::new("Store", Effect::Write);

    async fn transport() -> (HttpTransport, WireRequest, TcpListener) {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        let endpoint = Endpoint::new(&address, false).unwrap();
        let transport = HttpTransport::new(&endpoint, &ConnectOptions::default()).unwrap();
        let mut headers = HeaderMap::new();
        // As long as headers may be: hyper must still hold the whole head back until the body was
        // asked.
        headers.insert(
            "x-long",
            HeaderValue::from_str(&"x".repeat(64 << 10)).unwrap(),
        );
        let request = WireRequest {
            route: Arc::new(Route::new(
                &STORE,
                http::Method::POST,
                endpoint.route("/api/v2", "Action", "Store"),
            )),
            headers: Arc::new(headers),
            body: Bytes::from_static(b"{}"),
            limit: 1024,
            progress: Arc::new(Progress::default()),
        };
        (transport, request, listener)
    }

    /// Everything that a server receives on its first connection until that ends.
    async fn everything(listener: TcpListener) -> Vec<u8> {
        let (mut stream, _) = listener.accept().await.unwrap();
        let mut bytes = Vec::new();
        drop(stream.read_to_end(&mut bytes).await);
        bytes
    }

    #[tokio::test]
    async fn promise_9_a_call_that_was_given_up_as_unsent_sends_nothing_later() {
        let mut given_up = 0;
        for polls in 1..20 {
            let (transport, request, listener) = transport().await;
            let received = tokio::spawn(everything(listener));
            let mut sending = transport.send(&request);
            let mut left = polls;
            poll_fn(|cx| {
                if left == 0 {
                    return Poll::Ready(());
                }
                left -= 1;
                cx.waker().wake_by_ref();
                sending.as_mut().poll(cx).map(drop)
            })
            .await;
            if request.progress.cancel() {
                given_up += 1;
                // The transport goes on as if nobody had given up, and must still send nothing.
                assert!(sending.await.is_err());
                drop(transport);
                let bytes = received.await.unwrap();
                assert!(
                    bytes.is_empty(),
                    "{} bytes after {polls} polls",
                    bytes.len()
                );
            }
        }
        assert!(given_up > 0, "no poll came early enough to prove anything");
    }

    #[tokio::test]
    async fn promise_8_the_first_byte_never_leaves_before_the_body_was_asked() {
        let (transport, request, listener) = transport().await;
        let server = async {
            let (mut stream, _) = listener.accept().await.unwrap();
            let mut first = [0; 1];
            stream.read_exact(&mut first).await.unwrap();
            // A byte is here: it must be too late to prove the opposite.
            assert!(!request.progress.cancel());
        };
        let (sent, ()) = tokio::join!(transport.send(&request), server);
        assert!(sent.is_err());
    }
}
