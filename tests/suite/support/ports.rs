//! Ports for programs that cannot be given a socket.
//!
//! A port is found free by listening on it, and then given up again for the program. It lies below
//! the range from which the kernel serves everybody else, so that no connection of another test
//! takes it in between; another run of the suite might, which is why a gateway that ends at once is
//! started again on other ports.

use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::sync::atomic::{AtomicU16, Ordering};

const FIRST: u16 = 20_000;
const COUNT: u16 = 12_000;

/// A port of 127.0.0.1 that nobody listens on.
pub(crate) fn free() -> SocketAddr {
    static NEXT: AtomicU16 = AtomicU16::new(0);
    // Two runs at the same time begin at different places.
    let begin = (std::process::id() % u32::from(COUNT)).saturating_mul(7919) % u32::from(COUNT);
    for _ in 0..COUNT {
        let step = u32::from(NEXT.fetch_add(1, Ordering::Relaxed));
        let offset = u16::try_from((begin + step) % u32::from(COUNT)).expect("below the count");
        let address = SocketAddr::from((Ipv4Addr::LOCALHOST, FIRST + offset));
        if TcpListener::bind(address).is_ok() {
            return address;
        }
    }
    panic!("none of {COUNT} ports is free");
}
