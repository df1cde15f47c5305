//! The accept loop: one task for each connection, all of which end when the loop does.
//!
//! The loop is written here and not left to a framework, because a fault below HTTP needs the
//! socket.

use std::io;
use std::time::Duration;

use axum::Router;
use tokio::net::TcpListener;
#[cfg(unix)]
use tokio::net::UnixListener;
use tokio::sync::watch;
use tokio::task::{AbortHandle, JoinSet};
use tokio::time::{Instant, timeout};

use super::Peer;
use super::connection::serve;
use super::gate::Passage;
use super::stream::Stream;

/// Time after a stop in which connections may finish what they have begun.
const GRACE: Duration = Duration::from_millis(500);

/// Time that a peer may owe the rest of a request while somebody else waits for its connection.
const PATIENCE: Duration = Duration::from_secs(1);

/// Pause after a failed accept. Out of file descriptors, the next one would fail at once, and the
/// loop would spin.
const ACCEPT_PAUSE: Duration = Duration::from_millis(20);

/// The source of connections.
pub(crate) enum Listener {
    Tcp(TcpListener),
    #[cfg(unix)]
    Unix(UnixListener),
}

/// The service behind one listener.
#[derive(Clone)]
pub(crate) struct Service {
    pub(crate) router: Router,
    pub(crate) stop: watch::Receiver<bool>,
}

impl Listener {
    async fn accept(&self) -> io::Result<(Stream, Peer)> {
        match self {
            Self::Tcp(listener) => {
                let (stream, address) = listener.accept().await?;
                // If the option cannot be set, the peer has gone, or its answers come a little
                // later.
                let _ = stream.set_nodelay(true);
                Ok((Box::new(stream), Peer::Tcp(address)))
            }
            #[cfg(unix)]
            Self::Unix(listener) => {
                let (stream, _) = listener.accept().await?;
                Ok((Box::new(stream), Peer::Unix))
            }
        }
    }
}

/// Serves connections until the stop. If the loop is dropped, its connections are aborted with it.
///
/// `room` connections are open at a time. If there is no more room, or the process may open no more
/// of them, that one is closed that has gone for the longest time without a whole request, or
/// without a place for it, once that is a second.
pub(crate) async fn accept(listener: Listener, mut service: Service, room: usize) {
    let mut open = Open::default();
    loop {
        open.forget_ended();
        let accepted = async {
            if open.count() >= room {
                return None;
            }
            loop {
                match listener.accept().await {
                    Ok(accepted) => return Some(accepted),
                    // A peer that has gone by now takes no room.
                    Err(error) if error.kind() == io::ErrorKind::ConnectionAborted => {}
                    Err(_) => return None,
                }
            }
        };
        tokio::select! {
            accepted = accepted => match accepted {
                Some((stream, peer)) => open.serve(stream, peer, service.clone()),
                None => open.make_room().await,
            },
            () = stopped(&mut service.stop) => break,
        }
    }
    drop(listener);
    // A connection that is not done within the grace is aborted when the set is dropped.
    let _ = timeout(GRACE, open.all_ended()).await;
}

/// The connections that are open.
#[derive(Default)]
struct Open {
    tasks: JoinSet<()>,
    connections: Vec<(Passage, AbortHandle)>,
}

impl Open {
    fn count(&self) -> usize {
        self.tasks.len()
    }

    fn serve(&mut self, stream: Stream, peer: Peer, service: Service) {
        let (passage, scripts) = Passage::new();
        let serving = serve(stream, peer, service, passage.clone(), scripts);
        let task = self.tasks.spawn(serving);
        self.connections.push((passage, task));
    }

    fn forget_ended(&mut self) {
        let mut ended = false;
        while self.tasks.try_join_next().is_some() {
            ended = true;
        }
        if ended {
            self.connections.retain(|(_, task)| !task.is_finished());
        }
    }

    /// Closes the connection whose peer has kept it waiting for the longest time, or waits a little
    /// for one to end.
    async fn make_room(&mut self) {
        let late = Instant::now().checked_sub(PATIENCE);
        let oldest = self
            .connections
            .iter()
            .filter_map(|(passage, task)| Some((passage.owing_since()?, task)))
            .filter(|(since, task)| !task.is_finished() && late.is_some_and(|late| *since <= late))
            .min_by_key(|(since, _)| *since);
        if let Some((_, task)) = oldest {
            task.abort();
        }
        // An end comes soon if one was aborted; otherwise the loop must not spin.
        let ended = timeout(ACCEPT_PAUSE, self.tasks.join_next()).await;
        if ended.is_ok() {
            self.connections.retain(|(_, task)| !task.is_finished());
        }
    }

    async fn all_ended(&mut self) {
        while self.tasks.join_next().await.is_some() {}
    }
}

/// Waits for the stop. If the owner has gone without one, it has dropped the loop, and stopping is
/// right then, too.
pub(super) async fn stopped(stop: &mut watch::Receiver<bool>) {
    let _ = stop.wait_for(|stopped| *stopped).await;
}
