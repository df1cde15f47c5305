//! The accept loop: one task for each connection, all of which end when the loop does.
//!
//! The loop is written here and not left to a framework, because a fault below HTTP needs the socket.

use std::io;
use std::net::SocketAddr;
use std::pin::pin;
use std::time::Duration;

use axum::Router;
use hyper::server::conn::http1;
use hyper::service::{Service as _, service_fn};
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio::task::JoinSet;
use tokio::time::{sleep, timeout};

/// How long connections may finish what they have begun after a stop.
const GRACE: Duration = Duration::from_millis(500);

/// How long the head of a request may take: a peer that sends nothing must not hold its connection for ever.
const HEAD_TIMEOUT: Duration = Duration::from_secs(30);

/// Pause after a failed accept. Out of file descriptors, the next one would fail at once, and the loop would spin.
const ACCEPT_PAUSE: Duration = Duration::from_millis(20);

/// Who is at the other end of a connection.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Peer {
    pub(crate) address: SocketAddr,
}

/// Serves connections until `stop` becomes true. Where the loop is dropped, its connections are aborted with it.
pub(crate) async fn accept(listener: TcpListener, router: Router, mut stop: watch::Receiver<bool>) {
    let mut connections = JoinSet::new();
    loop {
        tokio::select! {
            accepted = listener.accept() => match accepted {
                Ok((stream, address)) => {
                    connections.spawn(serve(stream, Peer { address }, router.clone(), stop.clone()));
                }
                Err(_) => sleep(ACCEPT_PAUSE).await,
            },
            Some(_) = connections.join_next() => {}
            () = stopped(&mut stop) => break,
        }
    }
    drop(listener);
    let finish = async { while connections.join_next().await.is_some() {} };
    // Whoever is not done within the grace is aborted when the set is dropped.
    let _ = timeout(GRACE, finish).await;
}

/// Serves one connection. A connection that fails is its peer's affair: the ledger shows what was received of it.
async fn serve(
    stream: TcpStream,
    peer: Peer,
    router: Router,
    mut stop: watch::Receiver<bool>,
) -> io::Result<()> {
    stream.set_nodelay(true)?;
    let router = TowerToHyperService::new(router);
    let service = service_fn(move |mut request| {
        let extensions: &mut hyper::http::Extensions = hyper::Request::extensions_mut(&mut request);
        extensions.insert(peer);
        router.call(request)
    });
    let mut connection = pin!(
        http1::Builder::new()
            .timer(TokioTimer::new())
            .header_read_timeout(HEAD_TIMEOUT)
            .serve_connection(TokioIo::new(stream), service)
    );
    let finished = tokio::select! {
        finished = connection.as_mut() => finished,
        () = stopped(&mut stop) => {
            connection.as_mut().graceful_shutdown();
            connection.await
        }
    };
    finished.map_err(io::Error::other)
}

/// Waits for the stop. An owner that is gone without one has dropped the loop, and stopping is right then, too.
async fn stopped(stop: &mut watch::Receiver<bool>) {
    let _ = stop.wait_for(|stopped| *stopped).await;
}
