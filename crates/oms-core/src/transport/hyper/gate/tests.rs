//! No byte of a request passes before its progress has let it out: over a stream that records,
//! below the HTTP library, and over real sockets.

use std::future::poll_fn;
use std::io::{self, IoSlice};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, Waker};

use bytes::Bytes;
use http::HeaderMap;
use http::header::{HOST, HeaderValue};
use hyper::client::conn::http1;
use hyper_util::rt::TokioIo;
use tokio::io::{AsyncReadExt, AsyncWrite, AsyncWriteExt, DuplexStream};
use tokio::net::TcpListener;

use super::Gated;
use crate::transport::endpoint::Endpoint;
use crate::transport::hyper::HttpTransport;
use crate::transport::hyper::body::RequestBody;
use crate::transport::{ConnectOptions, Progress, Route, Transport, WireRequest};
use crate::{ActionInfo, Effect};

static STORE: ActionInfo = ActionInfo::new("Store", Effect::Write);

async fn transport() -> (HttpTransport, WireRequest, TcpListener) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    let endpoint = Endpoint::new(&address, false).unwrap();
    let transport = HttpTransport::new(&endpoint, &ConnectOptions::default()).unwrap();
    let mut headers = HeaderMap::new();
    // Longer than what is written at once.
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
async fn promise_8_the_first_byte_never_leaves_before_it_was_let_out() {
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

/// A stream that keeps what is written, and the progress that has to be released by then.
#[derive(Default)]
struct Recorder {
    progress: Arc<Progress>,
    written: Vec<u8>,
}

impl AsyncWrite for Recorder {
    fn poll_write(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        assert!(self.progress.was_released());
        self.written.extend(bytes);
        Poll::Ready(Ok(bytes.len()))
    }

    fn poll_write_vectored(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        pieces: &[IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let bytes: Vec<u8> = pieces
            .iter()
            .flat_map(|piece| piece.iter().copied())
            .collect();
        self.poll_write(cx, &bytes)
    }

    fn poll_flush(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(Ok(()))
    }

    fn poll_shutdown(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(Ok(()))
    }
}

/// A progress of which no byte has left.
fn held() -> Arc<Progress> {
    let progress = Arc::new(Progress::of(Effect::Write));
    progress.hold().unwrap();
    progress
}

#[test]
fn a_byte_passes_only_once_the_request_of_the_moment_is_let_out() {
    for is_vectored in [false, true] {
        let mut stream = Gated::new(Recorder::default());
        let write = |stream: &mut Gated<Recorder>, bytes: &[u8]| {
            let mut cx = Context::from_waker(Waker::noop());
            let written = if is_vectored {
                Pin::new(stream).poll_write_vectored(&mut cx, &[IoSlice::new(bytes)])
            } else {
                Pin::new(stream).poll_write(&mut cx, bytes)
            };
            matches!(written, Poll::Ready(Ok(_)))
        };
        let gate = stream.gate();
        assert!(!write(&mut stream, b"before any request"));

        // A kept connection: each request asks for its own.
        for bytes in ["first", "second"] {
            let progress = held();
            stream.stream.progress = Arc::clone(&progress);
            gate.hold(&progress);
            assert!(!progress.was_released());
            assert!(write(&mut stream, bytes.as_bytes()) && write(&mut stream, b"+"));
            assert!(progress.was_released() && !gate.has_refused());
            gate.close();
            assert!(!write(&mut stream, b"between two requests"));
        }

        let progress = held();
        assert!(progress.cancel());
        gate.hold(&progress);
        for _ in 0..2 {
            assert!(!write(&mut stream, b"given up"));
            assert!(gate.has_refused());
        }
        assert!(progress.refusal().is_not_sent());
        assert_eq!(stream.stream.written, b"first+second+");
    }
}

/// Reads one request, whose body has a known number of bytes, and answers it.
async fn answer_one(server: &mut DuplexStream, body: usize) {
    let mut received = Vec::new();
    while !received.ends_with(b"\r\n\r\n") {
        received.push(server.read_u8().await.unwrap());
    }
    server.read_exact(&mut vec![0; body]).await.unwrap();
    let answer = b"HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n";
    server.write_all(answer).await.unwrap();
}

#[tokio::test]
async fn the_http_library_writes_nothing_past_a_gate_that_refuses() {
    for body in [0, 2, 1 << 20] {
        let (client, mut server) = tokio::io::duplex(16 << 10);
        let stream = Gated::new(client);
        let gate = stream.gate();
        let (mut requests, bytes) = http1::handshake(TokioIo::new(stream)).await.unwrap();
        let driven = tokio::spawn(bytes);
        let request = || {
            let mut request = http::Request::new(RequestBody::new(vec![b'x'; body].into()));
            *request.method_mut() = http::Method::POST;
            let host = HeaderValue::from_static("depot");
            request.headers_mut().insert(HOST, host);
            request
        };
        for _ in 0..2 {
            let progress = held();
            gate.hold(&progress);
            requests.ready().await.unwrap();
            assert!(!progress.was_released());
            let sending = requests.send_request(request());
            let (answer, ()) = tokio::join!(sending, answer_one(&mut server, body));
            assert_eq!(answer.unwrap().status(), 200);
            assert!(progress.was_released());
        }
        let progress = held();
        assert!(progress.cancel());
        gate.hold(&progress);
        requests.ready().await.unwrap();
        assert!(requests.send_request(request()).await.is_err());
        assert!(gate.has_refused());
        drop(driven.await);
        let mut rest = Vec::new();
        server.read_to_end(&mut rest).await.unwrap();
        assert!(rest.is_empty(), "{} bytes", rest.len());
    }
}
