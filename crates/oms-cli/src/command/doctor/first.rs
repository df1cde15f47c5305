//! The machine that a connection is made to first: the service, or the proxy on the way to it.

use std::net::{SocketAddr, TcpStream, ToSocketAddrs};
use std::time::Duration;

use url::Url;

use crate::exit::Exit;
use crate::session::{Session, connect};

/// The longest time that a connection may take.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(3);

/// The machine that is connected to, and its addresses.
pub(super) struct First {
    addresses: Vec<SocketAddr>,
    is_proxy: bool,
}

impl First {
    /// Looks up the machine that the client connects to. Behind a proxy, the name of the service is
    /// the proxy's to look up: this machine need not know it.
    pub(super) fn of(
        endpoint: &str,
        session: &mut Session<'_, '_>,
    ) -> Result<Self, (Exit, String)> {
        // Settings that are refused are the finding of another check.
        if let Ok(Some((host, port))) = connect::proxy(session) {
            let addresses = addresses_of(&host, port)
                .map_err(|(exit, problem)| (exit, format!("the proxy {problem}")))?;
            return Ok(Self {
                addresses,
                is_proxy: true,
            });
        }
        let url = Url::parse(endpoint).map_err(|error| {
            let problem = format!("the endpoint is not an address: {error}");
            (Exit::Usage, problem)
        })?;
        let host = url.host_str().unwrap_or_default().trim_matches(['[', ']']);
        Ok(Self {
            addresses: addresses_of(host, url.port_or_known_default().unwrap_or(443))?,
            is_proxy: false,
        })
    }

    /// Returns what was found, as the detail of a check.
    pub(super) fn found(&self) -> String {
        let addresses: Vec<String> = self.addresses.iter().map(ToString::to_string).collect();
        let addresses = addresses.join(", ");
        if self.is_proxy {
            format!("the proxy is {addresses}; it looks up the endpoint")
        } else {
            addresses
        }
    }

    /// Returns the words before an address.
    pub(super) const fn role(&self) -> &'static str {
        if self.is_proxy { "the proxy " } else { "" }
    }

    /// Connects to the first address that accepts.
    pub(super) fn connect(&self) -> Result<SocketAddr, (Exit, String)> {
        let mut problem = String::new();
        for address in &self.addresses {
            match TcpStream::connect_timeout(address, CONNECT_TIMEOUT) {
                Ok(_) => return Ok(*address),
                Err(error) => problem = format!("{}{address}: {error}", self.role()),
            }
        }
        Err((Exit::NotSent, problem))
    }
}

fn addresses_of(host: &str, port: u16) -> Result<Vec<SocketAddr>, (Exit, String)> {
    let not_sent = |problem: String| (Exit::NotSent, problem);
    let addresses: Vec<_> = (host, port)
        .to_socket_addrs()
        .map_err(|error| not_sent(format!("{host} has no address: {error}")))?
        .collect();
    if addresses.is_empty() {
        return Err(not_sent(format!("{host} has no address")));
    }
    Ok(addresses)
}
