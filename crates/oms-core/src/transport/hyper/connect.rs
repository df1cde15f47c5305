//! Makes a connection to the service: name, socket, tunnel, TLS. Nothing of a request has been
//! written by then.

use std::io;
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use tokio::net::TcpSocket;

use super::idle::Idle;
use super::proxy::Proxy;
use super::resolve::{Peer, Resolver};
use super::socket::Stream;
use super::{happy_eyeballs, tunnel};
use crate::transport::ConnectOptions;
use crate::transport::endpoint::Endpoint;
use crate::{Effect, Failure, Invalid, NotSentCause};

/// Makes the connections to one service.
pub(super) struct Connector {
    service: Peer,
    proxy: Option<Proxy>,
    timeout: Duration,
    resolver: Arc<dyn Resolver>,
    #[cfg(feature = "rustls-no-provider")]
    tls: Option<super::tls::TlsClient>,
}

/// The codes of the system for too many open files, of the process and of the whole system.
const TOO_MANY_FILES: &[i32] = if cfg!(windows) { &[10_024] } else { &[24, 23] };

/// The next step where this machine is at fault, and not whoever is connected to.
const CLOSE_FILES: &str = "this process may open no more files: close some, or raise its limit";
const FREE_PORTS: &str = "this machine has no address or no free port to connect from: check its network, and how many connections it has open";
const ASK_NAME_SERVERS: &str = "check the name servers of this machine";

/// The step that a connection has reached, for the message of one that was not made in time.
#[derive(Clone, Copy)]
enum ConnectStep {
    Lookup,
    Socket,
    Tunnel,
    Handshake,
}

impl ConnectStep {
    /// Returns `true` if the step opens a file, so that it fails where no more may be opened.
    const fn opens_files(self) -> bool {
        matches!(self, Self::Lookup | Self::Socket)
    }
}

impl Connector {
    pub(super) fn new(
        endpoint: &Endpoint,
        options: &ConnectOptions,
        resolver: Arc<dyn Resolver>,
    ) -> Result<Self, Invalid> {
        if endpoint.is_https() && !cfg!(feature = "rustls-no-provider") {
            return Err(Invalid::new(
                "this build has no TLS: switch on the feature `rustls`, or `rustls-no-provider`",
            )
            .at("endpoint"));
        }
        Ok(Self {
            proxy: Proxy::new(endpoint, options.proxy.as_deref())?,
            timeout: options.connect_timeout(),
            resolver,
            #[cfg(feature = "rustls-no-provider")]
            tls: super::tls::TlsClient::new(endpoint, options)?,
            service: Peer {
                host: endpoint.host().to_owned(),
                port: endpoint.port(),
            },
        })
    }

    /// The address of the proxy on the way, where there is one.
    pub(super) fn proxy(&self) -> Option<&Peer> {
        self.proxy.as_ref().map(Proxy::peer)
    }

    /// Connects within the connect timeout. That of a write is reset when it is dropped before its
    /// answer was read whole. Idle connections are closed where they leave no room for another.
    ///
    /// Every failure is a proof that nothing was sent.
    pub(super) async fn connect(&self, effect: Effect, idle: &Idle) -> Result<Stream, Failure> {
        let mut step = ConnectStep::Lookup;
        let connecting = self.with_room(effect, idle, &mut step);
        match tokio::time::timeout(self.timeout, connecting).await {
            Ok(connected) => connected,
            Err(_) => Err(self.too_late(step)),
        }
    }

    /// Takes the steps, and again as long as there are idle connections to close for them.
    async fn with_room(
        &self,
        effect: Effect,
        idle: &Idle,
        step: &mut ConnectStep,
    ) -> Result<Stream, Failure> {
        loop {
            match self.steps(effect, step).await {
                Err(failure) if step.opens_files() && is_out_of_files() => {
                    if !idle.close_all() {
                        return Err(advised(failure, CLOSE_FILES));
                    }
                    *step = ConnectStep::Lookup;
                }
                ended => return ended,
            }
        }
    }

    async fn steps(&self, effect: Effect, step: &mut ConnectStep) -> Result<Stream, Failure> {
        let peer = self.proxy.as_ref().map_or(&self.service, Proxy::peer);
        let addresses = self.addresses(peer).await?;
        *step = ConnectStep::Socket;
        let stream = happy_eyeballs::connect(&addresses)
            .await
            .map_err(|error| self.unconnected(&error))?;
        // The head and the body leave in one piece, which must not wait for the acknowledgement of
        // a handshake.
        let prepared = stream.set_nodelay(true);
        let stream = Stream::bare(stream);
        let armed = match effect {
            Effect::Write => stream.socket().arm(),
            Effect::Read => Ok(()),
        };
        prepared
            .and(armed)
            .map_err(|error| self.unconnected(&error))?;
        let stream = match &self.proxy {
            Some(proxy) => self.through(proxy, stream, step).await?,
            None => stream,
        };
        *step = ConnectStep::Handshake;
        #[cfg(feature = "rustls-no-provider")]
        let stream = self.secured(stream).await?;
        Ok(stream)
    }

    async fn addresses(&self, peer: &Peer) -> Result<Vec<SocketAddr>, Failure> {
        if let Ok(address) = peer.host.parse::<IpAddr>() {
            return Ok(vec![SocketAddr::new(address, peer.port)]);
        }
        match self.resolver.resolve(&peer.host).await {
            Ok(found) => Ok(found
                .iter()
                .map(|&address| SocketAddr::new(address, peer.port))
                .collect()),
            Err(text) => {
                let cause = self.proxy_or(NotSentCause::Dns);
                let detail = format!("no address for {}", peer.host);
                Err(Failure::not_sent(cause)
                    .detail(detail)
                    .source(&io::Error::other(&*text)))
            }
        }
    }

    /// Opens a tunnel through the proxy.
    async fn through(
        &self,
        proxy: &Proxy,
        stream: Stream,
        step: &mut ConnectStep,
    ) -> Result<Stream, Failure> {
        #[cfg(feature = "rustls-no-provider")]
        let stream = match (&self.tls, proxy.server_name()) {
            (Some(tls), Some(name)) => {
                let secured = tls.handshake_with_a_proxy(name.clone(), stream).await;
                secured.map_err(|error| super::fault::of_the_proxys_handshake(&error))?
            }
            _ => stream,
        };
        *step = ConnectStep::Tunnel;
        tunnel::open(stream, &self.service, proxy.credentials()).await
    }

    #[cfg(feature = "rustls-no-provider")]
    async fn secured(&self, stream: Stream) -> Result<Stream, Failure> {
        match &self.tls {
            Some(tls) => {
                let secured = tls.handshake(stream).await;
                secured
                    .map_err(|error| super::fault::of_the_handshake(&error, self.proxy.is_some()))
            }
            None => Ok(stream),
        }
    }

    /// A socket that was not connected, or that broke before anything was done with it.
    fn unconnected(&self, error: &io::Error) -> Failure {
        let failure = Failure::not_sent(self.proxy_or(NotSentCause::Connect))
            .detail(error.to_string())
            .source(error);
        match error.kind() {
            io::ErrorKind::AddrNotAvailable => advised(failure, FREE_PORTS),
            _ => failure,
        }
    }

    /// A connection that was not there in time.
    fn too_late(&self, step: ConnectStep) -> Failure {
        let late = |cause| Failure::not_sent(self.proxy_or(cause));
        let failure = late(NotSentCause::ConnectTimeout);
        match step {
            ConnectStep::Lookup => advised(
                late(NotSentCause::Dns)
                    .detail("the name servers had not answered within the connect timeout"),
                ASK_NAME_SERVERS,
            ),
            ConnectStep::Socket => failure,
            ConnectStep::Tunnel => failure.detail("the proxy had not answered"),
            ConnectStep::Handshake => failure.detail("the TLS handshake had not ended"),
        }
    }

    /// The cause of what fails on the way to the service: the proxy's, where there is one in
    /// between.
    fn proxy_or(&self, cause: NotSentCause) -> NotSentCause {
        if self.proxy.is_some() {
            NotSentCause::Proxy
        } else {
            cause
        }
    }
}

/// The same with another next step than that of its cause.
fn advised(failure: Failure, advice: &'static str) -> Failure {
    Failure {
        advice: Some(advice),
        ..failure
    }
}

/// Returns `true` if no socket can be opened now. Whoever looked a name up without one was told
/// another fault.
fn is_out_of_files() -> bool {
    let Err(error) = TcpSocket::new_v4() else {
        return false;
    };
    let code = error.raw_os_error();
    code.is_some_and(|code| TOO_MANY_FILES.contains(&code))
}
