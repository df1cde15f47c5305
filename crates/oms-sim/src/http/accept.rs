//! The accept loop: one task for each connection, all of which end when the loop does.
//!
//! The loop is written here and not left to a framework, because a fault below HTTP needs the socket.

use std::io;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use tokio::net::TcpListener;
#[cfg(unix)]
use tokio::net::UnixListener;
use tokio::sync::{Semaphore, watch};
use tokio::task::JoinSet;
use tokio::time::{sleep, timeout};

use super::connection::serve;
use super::stream::Stream;
use super::{Peer, Shared};

/// How long connections may finish what they have begun after a stop.
const GRACE: Duration = Duration::from_millis(500);

/// Pause after a failed accept. Out of file descriptors, the next one would fail at once, and the loop would spin.
const ACCEPT_PAUSE: Duration = Duration::from_millis(20);

/// Where connections come from.
pub(crate) enum Listener {
    Tcp(TcpListener),
    #[cfg(unix)]
    Unix(UnixListener),
}

/// What is served to the connections of one listener.
#[derive(Clone)]
pub(crate) struct Service {
    pub(crate) router: Router,
    pub(crate) shared: Arc<Shared>,
    pub(crate) stop: watch::Receiver<bool>,
}

impl Listener {
    async fn accept(&self) -> io::Result<(Stream, Peer)> {
        match self {
            Self::Tcp(listener) => {
                let (stream, address) = listener.accept().await?;
                stream.set_nodelay(true)?;
                Ok((Stream::Tcp(stream), Peer::Tcp(address)))
            }
            #[cfg(unix)]
            Self::Unix(listener) => {
                let (stream, _) = listener.accept().await?;
                Ok((Stream::Unix(stream), Peer::Unix))
            }
        }
    }
}

/// Serves connections until the stop. Where the loop is dropped, its connections are aborted with it.
///
/// No more than `most` are served at a time; the rest wait to be accepted.
pub(crate) async fn accept(listener: Listener, mut service: Service, most: usize) {
    let room = Arc::new(Semaphore::new(most));
    let mut connections = JoinSet::new();
    loop {
        let accepted = async {
            let place = room.clone().acquire_owned().await;
            (place, listener.accept().await)
        };
        tokio::select! {
            accepted = accepted => match accepted {
                (Ok(place), Ok((stream, peer))) => {
                    let service = service.clone();
                    connections.spawn(async move {
                        serve(stream, peer, service).await;
                        drop(place);
                    });
                }
                _ => sleep(ACCEPT_PAUSE).await,
            },
            Some(_) = connections.join_next() => {}
            () = stopped(&mut service.stop) => break,
        }
    }
    drop(listener);
    let finish = async { while connections.join_next().await.is_some() {} };
    // Whoever is not done within the grace is aborted when the set is dropped.
    let _ = timeout(GRACE, finish).await;
}

/// Waits for the stop. An owner that is gone without one has dropped the loop, and stopping is right then, too.
pub(super) async fn stopped(stop: &mut watch::Receiver<bool>) {
    let _ = stop.wait_for(|stopped| *stopped).await;
}
