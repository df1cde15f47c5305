//! One answer for every request, from a thread of its own, so that its work is not counted as the
//! caller's.

use std::convert::Infallible;
use std::net::{Ipv4Addr, SocketAddr};

use bytes::Bytes;
use http_body_util::{BodyExt, Full};
use hyper::body::Incoming;
use hyper::service::service_fn;
use hyper::{Request, Response};
use hyper_util::rt::TokioIo;
use tokio::net::TcpListener;
use tokio::sync::oneshot;

use crate::alone::runtime;

/// Starts the server and returns where it listens; it serves until the process ends.
pub(crate) fn serve() -> SocketAddr {
    let (tell, told) = oneshot::channel();
    std::thread::spawn(move || {
        let runtime = runtime();
        runtime.block_on(async {
            let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))
                .await
                .expect("the loopback has a free port");
            tell.send(
                listener
                    .local_addr()
                    .expect("a bound listener has an address"),
            )
            .expect("the starter waits for the address");
            accept_all(listener).await;
        });
    });
    told.blocking_recv().expect("the server tells its address")
}

async fn accept_all(listener: TcpListener) {
    while let Ok((stream, _)) = listener.accept().await {
        stream
            .set_nodelay(true)
            .expect("a TCP socket takes this option");
        tokio::spawn(
            hyper::server::conn::http1::Builder::new()
                .serve_connection(TokioIo::new(stream), service_fn(answer)),
        );
    }
}

async fn answer(request: Request<Incoming>) -> Result<Response<Full<Bytes>>, Infallible> {
    let body = request
        .into_body()
        .collect()
        .await
        .expect("the callers send whole requests");
    drop(body);
    let response = Response::builder()
        .header("content-type", "application/json")
        .body(Full::from(super::ANSWER))
        .expect("the answer is well-formed");
    Ok(response)
}
