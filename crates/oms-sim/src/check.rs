//! `oms-sim --check`: asks a running simulator whether it answers, for the health check of a
//! container whose image has no other program that speaks HTTP.

use std::io::{self, Read as _, Write as _};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, TcpStream};
use std::time::Duration;

/// The longest wait for a connection, and for each part of the answer.
const PATIENCE: Duration = Duration::from_secs(3);

/// The longest answer that is read.
const LIMIT: u64 = 64 << 10;

/// The path that is asked for. It is no request to the service: no fault strikes it, and no ledger
/// has it.
const PATH: &str = "/_sim/clock";

/// Succeeds if a simulator answers at this address.
pub(crate) fn run(address: SocketAddr) -> io::Result<()> {
    if address.port() == 0 {
        let message = "--check needs the --port of the simulator that is asked";
        return Err(io::Error::new(io::ErrorKind::InvalidInput, message));
    }
    let address = reachable(address);
    let status = ask(address).map_err(|error| {
        io::Error::new(
            error.kind(),
            format!("no simulator answers at {address}: {error}"),
        )
    })?;
    if status == "200" {
        return Ok(());
    }
    Err(io::Error::other(format!(
        "{address} answers {PATH} with the status {status:?}: it is no simulator, or its control \
         interface is elsewhere (--admin-port) or switched off"
    )))
}

/// Sends the request, and returns the status of the answer.
fn ask(address: SocketAddr) -> io::Result<String> {
    let mut stream = TcpStream::connect_timeout(&address, PATIENCE)?;
    stream.set_read_timeout(Some(PATIENCE))?;
    stream.set_write_timeout(Some(PATIENCE))?;
    write!(
        stream,
        "GET {PATH} HTTP/1.1\r\nhost: {address}\r\nconnection: close\r\n\r\n"
    )?;
    let mut answer = Vec::new();
    stream.take(LIMIT).read_to_end(&mut answer)?;
    let answer = String::from_utf8_lossy(&answer);
    let status = answer.split(' ').nth(1).unwrap_or_default();
    Ok(status.chars().take(3).collect())
}

/// The address under which this machine reaches what listens at `address`. Nothing can connect to
/// the address that stands for all of them.
fn reachable(address: SocketAddr) -> SocketAddr {
    let ip = match address.ip() {
        IpAddr::V4(ip) if ip.is_unspecified() => Ipv4Addr::LOCALHOST.into(),
        IpAddr::V6(ip) if ip.is_unspecified() => Ipv6Addr::LOCALHOST.into(),
        ip => ip,
    };
    SocketAddr::new(ip, address.port())
}
