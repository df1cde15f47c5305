//! A CONNECT proxy that tunnels, and counts what it was asked for.
//!
//! Proxies that misbehave are scripts of a fault server.

use std::net::{Ipv4Addr, SocketAddr};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinSet;

use super::http;
use super::ledger::Ledger;

/// A proxy on a free port of the loopback.
#[derive(Debug)]
pub(crate) struct TunnelProxy {
    address: SocketAddr,
    ledger: Ledger,
    _accepting: JoinSet<()>,
}

impl TunnelProxy {
    /// Tunnels every connection to `target`, whatever host it asks for.
    pub(crate) async fn start(target: SocketAddr) -> Self {
        Self::start_after(0, target).await
    }

    /// As [`TunnelProxy::start`], but closes the first connections without an answer.
    pub(crate) async fn start_after(cuts: usize, target: SocketAddr) -> Self {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))
            .await
            .expect("the loopback has a free port");
        let address = listener
            .local_addr()
            .expect("a bound listener has an address");
        let ledger = Ledger::new();
        let mut accepting = JoinSet::new();
        accepting.spawn(accept_all(listener, cuts, target, ledger.clone()));
        Self {
            address,
            ledger,
            _accepting: accepting,
        }
    }

    /// The URL by which a client names the proxy.
    pub(crate) fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// The heads that the proxy was sent; what goes through the tunnel is not in it.
    pub(crate) fn ledger(&self) -> &Ledger {
        &self.ledger
    }
}

async fn accept_all(listener: TcpListener, cuts: usize, target: SocketAddr, ledger: Ledger) {
    let mut tunnels = JoinSet::new();
    while let Ok((stream, _)) = listener.accept().await {
        let number = ledger.accepted();
        let ledger = ledger.clone();
        tunnels.spawn(async move {
            // A tunnel that breaks shows in the ledgers of both ends.
            let target = (number >= cuts).then_some(target);
            let _ended = tunnel(stream, target, &ledger, number).await;
        });
    }
}

async fn tunnel(
    mut client: TcpStream,
    target: Option<SocketAddr>,
    ledger: &Ledger,
    number: usize,
) -> std::io::Result<()> {
    let mut head = Vec::new();
    while http::requests(&head).is_empty() {
        head.push(client.read_u8().await?);
    }
    ledger.note(number, |connection| connection.received = head);
    let Some(target) = target else {
        return Ok(());
    };
    let mut server = TcpStream::connect(target).await?;
    client
        .write_all(b"HTTP/1.1 200 Connection established\r\n\r\n")
        .await?;
    tokio::io::copy_bidirectional(&mut client, &mut server)
        .await
        .map(drop)
}
