//! Names with more than one address, of which the first is dead in one way or another.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::sync::Arc;
use std::time::{Duration, Instant};

use tokio::net::{TcpListener, TcpSocket, TcpStream};

use super::{Resolver, Resolving};
use crate::endpoint::Endpoint;
use crate::testing::{ACCEPTED, Depot, RawServer, Reaction, http};
use crate::transport::hyper::HyperTransport;
use crate::{Error, NotSentCause, WriteRetry};

/// Knows the same addresses of every name.
struct Fixed(Vec<IpAddr>);

impl Resolver for Fixed {
    fn resolve<'a>(&'a self, _: &'a str) -> Resolving<'a> {
        Box::pin(async { Ok(self.0.clone().into()) })
    }
}

const TIMEOUT: Duration = Duration::from_secs(2);

/// A client of a name that has these addresses, whose server listens on this port.
fn client(port: u16, addresses: Vec<IpAddr>) -> Depot {
    let address = format!("http://depot.example.com:{port}");
    let builder = || {
        Depot::builder(&*address)
            .allow_plaintext(true)
            .connect_timeout(TIMEOUT)
            .retry_writes(WriteRetry::never())
    };
    let endpoint = Endpoint::new(&address, true).unwrap();
    let resolver = Arc::new(Fixed(addresses));
    let transport = HyperTransport::with_resolver(&endpoint, &builder().options, resolver);
    builder().transport(transport.unwrap()).build().unwrap()
}

fn socket(address: SocketAddr) -> TcpSocket {
    let socket = match address {
        SocketAddr::V4(_) => TcpSocket::new_v4(),
        SocketAddr::V6(_) => TcpSocket::new_v6(),
    };
    let socket = socket.unwrap();
    socket.bind(address).unwrap();
    socket
}

/// A listener whose queue is full, so that the kernel drops every further attempt to connect.
async fn hang(address: SocketAddr) -> (TcpListener, Vec<TcpStream>) {
    let listener = socket(address).listen(0).unwrap();
    let mut queued = Vec::new();
    let wait = Duration::from_millis(150);
    while let Ok(Ok(stream)) = tokio::time::timeout(wait, TcpStream::connect(address)).await {
        queued.push(stream);
    }
    (listener, queued)
}

#[tokio::test]
async fn promise_96_a_dead_address_of_a_name_does_not_use_up_the_connect_timeout() {
    let live = IpAddr::V4(Ipv4Addr::LOCALHOST);
    for dead in [
        IpAddr::V6(Ipv6Addr::LOCALHOST),
        IpAddr::V4(Ipv4Addr::new(127, 0, 0, 2)),
    ] {
        let server = RawServer::start(|_| Reaction::Write(http(200, "", ACCEPTED))).await;
        let port: u16 = server.address.rsplit(':').next().unwrap().parse().unwrap();
        for order in [vec![dead, live], vec![live, dead]] {
            // A port that is bound and not listened on refuses, and nobody else can be given it.
            let refusing = socket(SocketAddr::new(dead, port));
            client(port, order.clone()).store().await.unwrap();
            drop(refusing);

            let _hanging = hang(SocketAddr::new(dead, port)).await;
            let begun = Instant::now();
            client(port, order).store().await.unwrap();
            assert!(begun.elapsed() < TIMEOUT, "{dead}: {:?}", begun.elapsed());
        }
        assert_eq!(server.received(), 4);
    }
}

#[tokio::test]
async fn promise_1_a_name_all_of_whose_addresses_refuse_is_not_sent() {
    let refusing = socket(SocketAddr::from((Ipv4Addr::LOCALHOST, 0)));
    let port = refusing.local_addr().unwrap().port();
    let both = vec![
        IpAddr::V6(Ipv6Addr::LOCALHOST),
        IpAddr::V4(Ipv4Addr::LOCALHOST),
    ];
    let Err(Error::NotSent(error)) = client(port, both).store().await else {
        panic!("the port is not listened on");
    };
    assert_eq!(error.cause(), NotSentCause::Connect);
}
