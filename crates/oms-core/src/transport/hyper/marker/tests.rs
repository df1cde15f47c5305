//! The proof that nothing was sent, held against real sockets.

use std::future::poll_fn;
use std::sync::Arc;
use std::task::Poll;

use bytes::Bytes;
use http::HeaderMap;
use http::header::HeaderValue;
use tokio::io::AsyncReadExt;
use tokio::net::TcpListener;

use crate::endpoint::Endpoint;
use crate::testing::Depot;
use crate::transport::hyper::HyperTransport;
use crate::transport::{Progress, Route, Transport, WireRequest};
use crate::{ActionInfo, Effect};

static STORE: ActionInfo = ActionInfo::new("Store", Effect::Write);

async fn transport() -> (HyperTransport, WireRequest, TcpListener) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    let endpoint = Endpoint::new(&address, false).unwrap();
    let transport = HyperTransport::new(&endpoint, &Depot::builder(address).options).unwrap();
    let mut headers = HeaderMap::new();
    // As long as headers may be: hyper must still hold the whole head back until the body was asked.
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
