//! Connects to the first of several addresses that answers.

use std::future::poll_fn;
use std::io;
use std::net::SocketAddr;
use std::pin::Pin;
use std::task::Poll;
use std::time::Duration;

use tokio::net::TcpStream;

/// The time for which an address is tried alone before the next one is tried beside it (RFC 8305
/// recommends 250 ms).
const HEAD_START: Duration = Duration::from_millis(250);

type Attempt = Pin<Box<dyn Future<Output = io::Result<TcpStream>> + Send>>;

/// Tries the addresses in their order, the families taking turns, and drops the rest when one of
/// them has connected.
pub(super) async fn connect(addresses: &[SocketAddr]) -> io::Result<TcpStream> {
    if let [only] = addresses {
        return TcpStream::connect(only).await;
    }
    let mut waiting = in_turn(addresses).into_iter();
    let mut running: Vec<Attempt> = Vec::new();
    let mut fault = None;
    loop {
        let next = waiting.next();
        running.extend(next.map(|address| Box::pin(TcpStream::connect(address)) as Attempt));
        if running.is_empty() {
            return Err(fault.unwrap_or_else(|| io::Error::other("there is no address to try")));
        }
        // Behind the last address nobody waits for a turn.
        let patience = if waiting.len() == 0 {
            Duration::MAX
        } else {
            HEAD_START
        };
        match tokio::time::timeout(patience, first(&mut running)).await {
            Ok(Ok(stream)) => return Ok(stream),
            Ok(Err(error)) => fault = Some(error),
            Err(_) => {}
        }
    }
}

/// The first attempt that ends; it is taken out.
async fn first(running: &mut Vec<Attempt>) -> io::Result<TcpStream> {
    poll_fn(|cx| {
        for place in 0..running.len() {
            let Some(attempt) = running.get_mut(place) else {
                break;
            };
            if let Poll::Ready(ended) = attempt.as_mut().poll(cx) {
                drop(running.swap_remove(place));
                return Poll::Ready(ended);
            }
        }
        Poll::Pending
    })
    .await
}

/// The family of the first address goes first, and then they take turns: a family without a route
/// is left behind early.
fn in_turn(addresses: &[SocketAddr]) -> Vec<SocketAddr> {
    let leading = addresses.first().is_some_and(SocketAddr::is_ipv6);
    let (first, second): (Vec<_>, Vec<_>) = addresses
        .iter()
        .copied()
        .partition(|address| address.is_ipv6() == leading);
    let mut order = Vec::with_capacity(addresses.len());
    let (mut first, mut second) = (first.into_iter(), second.into_iter());
    loop {
        let turn = [first.next(), second.next()];
        if turn == [None, None] {
            return order;
        }
        order.extend(turn.into_iter().flatten());
    }
}
