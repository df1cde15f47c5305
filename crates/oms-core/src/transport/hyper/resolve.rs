//! Looks host names up by the platform, on threads that keep nothing alive.
//!
//! `getaddrinfo` blocks until the name servers have answered or were given up, which takes ten
//! seconds and more. On a thread of the runtime's it would hold up the end of the runtime, and with
//! it the end of the process, long after the call has returned. A thread of its own is left behind
//! instead: nobody waits for it, and the process ends without it.

use std::collections::BTreeMap;
use std::io;
use std::net::{IpAddr, SocketAddr, ToSocketAddrs};
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::oneshot;

/// The most names that are looked up at once, each by a thread.
const MOST_AT_ONCE: usize = 64;

/// A host and a port to connect to.
pub(super) struct Peer {
    pub(super) host: String,
    pub(super) port: u16,
}

/// The result of a lookup, shared by everybody who asked for it meanwhile.
type LookupResult = Result<Arc<[IpAddr]>, Arc<str>>;

/// A future of the addresses of a host.
pub(super) type Resolving<'a> = Pin<Box<dyn Future<Output = LookupResult> + Send + 'a>>;

/// Finds the addresses of a host.
pub(super) trait Resolver: Send + Sync {
    /// The addresses, or why there are none.
    fn resolve<'a>(&'a self, host: &'a str) -> Resolving<'a>;
}

/// The platform's resolver.
pub(super) struct PlatformResolver;

/// The calls that wait for a name, by that name. A name is looked up once at a time: however many
/// calls ask, they cost one thread.
static LOOKUPS: Mutex<BTreeMap<Arc<str>, Vec<oneshot::Sender<LookupResult>>>> =
    Mutex::new(BTreeMap::new());

impl Resolver for PlatformResolver {
    fn resolve<'a>(&'a self, host: &'a str) -> Resolving<'a> {
        Box::pin(async move {
            let found = ask(host)?.await;
            found.unwrap_or_else(|_| Err("the lookup broke off".into()))
        })
    }
}

/// Asks for a name: joins the lookup that is under way, or starts one.
fn ask(host: &str) -> Result<oneshot::Receiver<LookupResult>, Arc<str>> {
    let (sender, answer) = oneshot::channel();
    let mut lookups = lookups();
    if let Some(waiting) = lookups.get_mut(host) {
        waiting.push(sender);
        return Ok(answer);
    }
    if lookups.len() >= MOST_AT_ONCE {
        return Err(format!("{MOST_AT_ONCE} other names are being looked up already").into());
    }
    let host: Arc<str> = host.into();
    lookups.insert(Arc::clone(&host), vec![sender]);
    drop(lookups);
    let lookup = Lookup { host, found: None };
    std::thread::Builder::new()
        .name("lookup".to_owned())
        .spawn(move || lookup.run())
        .map_err(|error| Arc::from(format!("no thread could be started: {error}")))?;
    Ok(answer)
}

/// A lookup under way. Whoever waits for it is let go with it, however it ends.
struct Lookup {
    host: Arc<str>,
    found: Option<LookupResult>,
}

impl Lookup {
    fn run(mut self) {
        self.found = Some(look_up(&self.host));
    }
}

impl Drop for Lookup {
    fn drop(&mut self) {
        let waiting = lookups().remove(&self.host).unwrap_or_default();
        if let Some(found) = &self.found {
            for sender in waiting {
                // A call that was given up does not wait any more.
                drop(sender.send(found.clone()));
            }
        }
    }
}

fn lookups() -> MutexGuard<'static, BTreeMap<Arc<str>, Vec<oneshot::Sender<LookupResult>>>> {
    LOOKUPS.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Blocks until the platform has an answer.
fn look_up(host: &str) -> LookupResult {
    let found: io::Result<Vec<IpAddr>> = (host, 0)
        .to_socket_addrs()
        .map(|addresses| addresses.map(|address: SocketAddr| address.ip()).collect());
    match found {
        Ok(addresses) if addresses.is_empty() => Err("the name has no address".into()),
        Ok(addresses) => Ok(addresses.into()),
        Err(error) => Err(error.to_string().into()),
    }
}

#[cfg(test)]
mod tests {
    use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
    use std::sync::Arc;
    use std::time::{Duration, Instant};

    use tokio::net::{TcpListener, TcpSocket, TcpStream};

    use super::{Resolver, Resolving};
    use crate::testing::{ACCEPTED, Depot, RawServer, Reaction, http};
    use crate::transport::endpoint::Endpoint;
    use crate::transport::hyper::HttpTransport;
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
        let transport =
            HttpTransport::with_resolver(&endpoint, &builder().options.connect, resolver);
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
    async fn p096_a_dead_address_of_a_name_does_not_use_up_the_connect_timeout() {
        let live = IpAddr::V4(Ipv4Addr::LOCALHOST);
        for dead in [
            IpAddr::V6(Ipv6Addr::LOCALHOST),
            IpAddr::V4(Ipv4Addr::new(127, 0, 0, 2)),
        ] {
            let server = RawServer::start(|_| Reaction::Write(http(200, "", ACCEPTED))).await;
            let port: u16 = server.address.rsplit(':').next().unwrap().parse().unwrap();
            for order in [vec![dead, live], vec![live, dead]] {
                // A port that is bound and not listened on refuses, and nobody else can be given
                // it.
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
}
