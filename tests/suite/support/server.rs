//! A TCP or TLS server on a free port of the loopback that plays scripts.
//!
//! The server ends with its value: dropping it stops every connection, so that no test leaves a
//! socket behind.

use std::io;
use std::net::{Ipv4Addr, Ipv6Addr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt, Interest};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinSet;
use tokio_rustls::TlsAcceptor;

use super::http;
use super::ledger::Ledger;
use super::script::{Script, Step};

/// Longer than any test waits. It ends all the same, so that a client that bounds nothing fails its
/// test instead of hanging.
const FOR_EVER: Duration = Duration::from_secs(20);

/// A server that does on each connection what a script says.
#[derive(Debug)]
pub(crate) struct FaultServer {
    address: SocketAddr,
    ledger: Ledger,
    tls: bool,
    _accepting: JoinSet<()>,
}

impl FaultServer {
    /// Plays `script` on every connection.
    pub(crate) async fn start(script: Script) -> Self {
        Self::start_each([script]).await
    }

    /// Plays the nth script on the nth connection, and the last one on all that follow.
    pub(crate) async fn start_each(scripts: impl IntoIterator<Item = Script>) -> Self {
        Self::listen(bind_v4().await, scripts, None)
    }

    /// As [`FaultServer::start`], behind TLS.
    pub(crate) async fn start_tls(acceptor: TlsAcceptor, script: Script) -> Self {
        Self::listen(bind_v4().await, [script], Some(acceptor))
    }

    /// As [`FaultServer::start`], on `::1`; `None` if the machine has no such address.
    pub(crate) async fn start_v6(script: Script) -> Option<Self> {
        let listener = TcpListener::bind((Ipv6Addr::LOCALHOST, 0)).await.ok()?;
        Some(Self::listen(listener, [script], None))
    }

    /// Plays `script` on every connection to a listener that the test made.
    pub(crate) fn start_on(listener: TcpListener, script: Script) -> Self {
        Self::listen(listener, [script], None)
    }

    fn listen(
        listener: TcpListener,
        scripts: impl IntoIterator<Item = Script>,
        acceptor: Option<TlsAcceptor>,
    ) -> Self {
        let address = listener
            .local_addr()
            .expect("a bound listener has an address");
        let ledger = Ledger::new();
        let scripts: Arc<[Script]> = scripts.into_iter().collect();
        let tls = acceptor.is_some();
        let mut accepting = JoinSet::new();
        accepting.spawn(accept_all(listener, scripts, acceptor, ledger.clone()));
        Self {
            address,
            ledger,
            tls,
            _accepting: accepting,
        }
    }

    /// The address on which the server listens.
    pub(crate) fn address(&self) -> SocketAddr {
        self.address
    }

    /// The base URL of the server.
    pub(crate) fn url(&self) -> String {
        let scheme = if self.tls { "https" } else { "http" };
        format!("{scheme}://{}", self.address)
    }

    /// The observations of the server.
    pub(crate) fn ledger(&self) -> &Ledger {
        &self.ledger
    }
}

async fn bind_v4() -> TcpListener {
    TcpListener::bind((Ipv4Addr::LOCALHOST, 0))
        .await
        .expect("the loopback has a free port")
}

async fn accept_all(
    listener: TcpListener,
    scripts: Arc<[Script]>,
    acceptor: Option<TlsAcceptor>,
    ledger: Ledger,
) {
    let mut connections = JoinSet::new();
    while let Ok((stream, _)) = listener.accept().await {
        let number = ledger.accepted();
        let script = scripts
            .get(number)
            .or(scripts.last())
            .cloned()
            .unwrap_or_default();
        let (ledger, acceptor) = (ledger.clone(), acceptor.clone());
        connections.spawn(async move {
            // A fault of the connection is what the scripts are about: the ledger shows it, and
            // nothing else has to.
            let _ended = serve(stream, &script, acceptor, &ledger, number).await;
        });
    }
}

async fn serve(
    stream: TcpStream,
    script: &Script,
    acceptor: Option<TlsAcceptor>,
    ledger: &Ledger,
    number: usize,
) -> io::Result<()> {
    stream.set_nodelay(true)?;
    let Some(acceptor) = acceptor else {
        return play(&mut Wire::Plain(stream), script, ledger, number).await;
    };
    match acceptor.accept(stream).await {
        Ok(stream) => play(&mut Wire::Tls(Box::new(stream)), script, ledger, number).await,
        Err(failure) => {
            ledger.note(number, |connection| {
                connection.handshake_failure = Some(failure.to_string());
            });
            Ok(())
        }
    }
}

enum Wire {
    Plain(TcpStream),
    Tls(Box<tokio_rustls::server::TlsStream<TcpStream>>),
}

impl Wire {
    fn socket(&self) -> &TcpStream {
        match self {
            Self::Plain(stream) => stream,
            Self::Tls(stream) => stream.get_ref().0,
        }
    }

    fn socket_mut(&mut self) -> &mut TcpStream {
        match self {
            Self::Plain(stream) => stream,
            Self::Tls(stream) => stream.get_mut().0,
        }
    }

    fn stream(&mut self) -> &mut dyn Duplex {
        match self {
            Self::Plain(stream) => stream,
            Self::Tls(stream) => stream,
        }
    }
}

trait Duplex: AsyncRead + AsyncWrite + Send + Unpin {}

impl<T: AsyncRead + AsyncWrite + Send + Unpin> Duplex for T {}

async fn play(wire: &mut Wire, script: &Script, ledger: &Ledger, number: usize) -> io::Result<()> {
    let mut taken = 0;
    let mut next = 0;
    while let Some(step) = script.steps().get(next) {
        next += 1;
        match step {
            Step::AwaitBytes => drop(wire.socket().ready(Interest::READABLE).await?),
            Step::ReadSome => drop(read(wire, ledger, number).await?),
            Step::ReadHead => {
                read_until(wire, ledger, number, |received| {
                    http::heads(received) > taken
                })
                .await?;
            }
            Step::ReadRequest => {
                taken += 1;
                read_until(wire, ledger, number, |received| {
                    http::requests(received).len() >= taken
                })
                .await?;
            }
            Step::Commit => ledger.note(number, |connection| connection.commits += 1),
            Step::Write(bytes) => wire.stream().write_all(bytes).await?,
            Step::WriteUnderTls(bytes) => wire.socket_mut().write_all(bytes).await?,
            Step::Drip { bytes, every } => {
                for byte in bytes {
                    tokio::time::sleep(*every).await;
                    wire.stream().write_all(&[*byte]).await?;
                }
            }
            Step::Pause(time) => tokio::time::sleep(*time).await,
            Step::Wait(gate) => gate.passed().await,
            Step::HalfClose => wire.stream().shutdown().await?,
            Step::Reset => return wire.socket().set_zero_linger(),
            Step::Hold => {
                let reading = read_until(wire, ledger, number, |_| false);
                if let Ok(ended) = tokio::time::timeout(FOR_EVER, reading).await {
                    ended?;
                }
            }
            Step::Stall => tokio::time::sleep(FOR_EVER).await,
            Step::Again => next = 0,
        }
    }
    wire.stream().flush().await
}

/// Reads until `enough` says so of everything received; that the peer closed first is an error, and
/// ends the script.
async fn read_until(
    wire: &mut Wire,
    ledger: &Ledger,
    number: usize,
    enough: impl Fn(&[u8]) -> bool,
) -> io::Result<()> {
    while !enough(&ledger.entries()[number].received) {
        if read(wire, ledger, number).await? == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
    }
    Ok(())
}

async fn read(wire: &mut Wire, ledger: &Ledger, number: usize) -> io::Result<usize> {
    let mut buffer = [0; 8192];
    let read = wire.stream().read(&mut buffer).await;
    if read.is_err() {
        // A reset: the peer has given up, and wants to send nothing of what it still holds.
        ledger.note(number, |connection| connection.closed_by_peer = true);
    }
    let count = read?;
    ledger.note(number, |connection| {
        connection.received.extend_from_slice(&buffer[..count]);
        connection.closed_by_peer |= count == 0;
    });
    Ok(count)
}
