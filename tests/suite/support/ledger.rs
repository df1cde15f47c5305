//! The knowledge of a fault server: the connections, the bytes that arrived, and which requests
//! took effect.
//!
//! The promises compare what the client says with this, and never with what the client believes.

use std::sync::Arc;

use tokio::sync::watch;

use super::http::{self, Request};

/// One accepted connection.
#[derive(Debug, Clone, Default)]
pub(crate) struct Connection {
    /// The bytes that were read, after TLS.
    pub(crate) received: Vec<u8>,
    /// Number of requests that took effect.
    pub(crate) commits: usize,
    /// True if the peer closed its side while the server was reading.
    pub(crate) closed_by_peer: bool,
    /// The reason why the TLS handshake failed.
    pub(crate) handshake_failure: Option<String>,
}

/// The shared record of a server.
#[derive(Debug, Clone)]
pub(crate) struct Ledger {
    connections: Arc<watch::Sender<Vec<Connection>>>,
}

impl Ledger {
    /// A record without an entry.
    pub(crate) fn new() -> Self {
        Self {
            connections: Arc::new(watch::Sender::new(Vec::new())),
        }
    }

    /// Number of connections that were accepted.
    pub(crate) fn connections(&self) -> usize {
        self.connections.borrow().len()
    }

    /// The accepted connections, in order.
    pub(crate) fn entries(&self) -> Vec<Connection> {
        self.connections.borrow().clone()
    }

    /// The whole requests that arrived, in the order of their connections.
    pub(crate) fn requests(&self) -> Vec<Request> {
        self.connections
            .borrow()
            .iter()
            .flat_map(|connection| http::requests(&connection.received))
            .collect()
    }

    /// Number of requests that began to arrive, whole or not.
    pub(crate) fn sends(&self) -> usize {
        self.connections
            .borrow()
            .iter()
            .map(|connection| http::sends(&connection.received))
            .sum()
    }

    /// Number of requests that took effect.
    pub(crate) fn commits(&self) -> usize {
        self.connections
            .borrow()
            .iter()
            .map(|connection| connection.commits)
            .sum()
    }

    /// Every byte that arrived on any connection.
    pub(crate) fn bytes(&self) -> Vec<u8> {
        self.connections
            .borrow()
            .iter()
            .flat_map(|connection| connection.received.clone())
            .collect()
    }

    /// Returns as soon as `holds` is true of the connections.
    pub(crate) async fn until(&self, mut holds: impl FnMut(&[Connection]) -> bool) {
        let mut connections = self.connections.subscribe();
        connections
            .wait_for(|connections| holds(connections))
            .await
            .expect("the ledger holds its own sender");
    }

    /// Returns as soon as `count` whole requests have arrived.
    pub(crate) async fn until_requests(&self, count: usize) {
        self.until(|connections| {
            let arrived: usize = connections
                .iter()
                .map(|connection| http::requests(&connection.received).len())
                .sum();
            arrived >= count
        })
        .await;
    }

    /// Opens the entry of a new connection and returns its number.
    pub(super) fn accepted(&self) -> usize {
        let mut number = 0;
        self.connections.send_modify(|connections| {
            number = connections.len();
            connections.push(Connection::default());
        });
        number
    }

    /// Changes the entry of a connection.
    pub(super) fn note(&self, number: usize, change: impl FnOnce(&mut Connection)) {
        self.connections
            .send_modify(|connections| change(&mut connections[number]));
    }
}
