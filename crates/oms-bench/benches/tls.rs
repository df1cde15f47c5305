//! A write over TLS that resumes the session of the write before it, beside one with a full
//! handshake: `cargo bench -p oms-bench --bench tls`.
//!
//! Each write has a connection of its own. The two servers differ in whether they keep sessions,
//! and their account of the handshakes is held against what a row says.

#![expect(
    clippy::expect_used,
    clippy::panic,
    reason = "a benchmark that cannot run says why and ends"
)]

mod alone;
mod callgrind;
mod median;
mod secured;

use std::time::Duration;

use alone::runtime;
use oms_client::{Auth, Client, EpochSeconds};
use secured::Server;
use tokio::runtime::Runtime;
use tokio_rustls::rustls::HandshakeKind::{self, Full, Resumed};
use tokio_rustls::rustls::version::{TLS12, TLS13};

const ROUNDS: usize = 21;
const WRITES: usize = 100;

/// One way to write: a server, and a client of it.
struct Way {
    name: &'static str,
    expected: HandshakeKind,
    server: Server,
    client: Client,
}

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match arguments[..] {
        ["write", origin, authority, count] => {
            let client = client(origin, authority);
            let runtime = runtime();
            for _ in 0..count.parse::<u64>().expect("the count is a number") {
                write(&runtime, &client);
            }
        }
        _ => print(),
    }
}

fn print() {
    if !callgrind::is_there() {
        println!("valgrind is not installed, so no instructions are counted.");
    }
    println!("\n### A write over TLS, which has a connection of its own\n");
    println!("| TLS | handshake | p50 | ratio | instructions | ratio |");
    println!("|---|---|---|---|---|---|");
    for (name, version) in [("1.2", &TLS12), ("1.3", &TLS13)] {
        let ways = [("full", false), ("resumed", true)].map(|(name, resumes)| {
            let server = Server::start(version, resumes);
            let client = client(&server.origin, &server.authority);
            Way {
                name,
                expected: if resumes { Resumed } else { Full },
                server,
                client,
            }
        });
        let times = times(&ways);
        let counts = ways.each_ref().map(instructions);
        let full_time = times.first().map_or(1.0, Duration::as_secs_f64);
        let full_count = count(counts[0]);
        for ((way, time), counted) in ways.iter().zip(times).zip(counts) {
            println!(
                "| {name} | {} | {:.0} µs | {:.2} | {counted} | {:.2} |",
                way.name,
                time.as_secs_f64() * 1e6,
                time.as_secs_f64() / full_time,
                count(counted) / full_count,
            );
        }
    }
}

/// The median time of one write, in each way.
fn times(ways: &[Way]) -> Vec<Duration> {
    let runtime = runtime();
    for way in ways {
        write(&runtime, &way.client);
        // The first handshake is a full one.
        assert_eq!(way.server.handshakes(), [Full]);
    }
    median::in_turn(ROUNDS, ways, |way| {
        let time = median::of_runs(0..WRITES, || write(&runtime, &way.client));
        let handshakes = way.server.handshakes();
        assert_eq!(handshakes, [way.expected; WRITES], "{}", way.name);
        time
    })
}

/// The instructions of one write; none without valgrind.
fn instructions(way: &Way) -> u64 {
    if !callgrind::is_there() {
        return 0;
    }
    let counted = callgrind::each(|count| {
        let (origin, authority) = (&way.server.origin, &way.server.authority);
        callgrind::counted(&["write", origin, authority, count])
    });
    let handshakes = way.server.handshakes();
    let others = handshakes.iter().filter(|&&kind| kind != way.expected);
    // The first of each of the two runs is a full one.
    assert!(others.count() <= 2, "{} is not what it says", way.name);
    counted
}

fn client(origin: &str, authority: &str) -> Client {
    Client::builder(origin)
        .auth(Auth::basic("admin", "secret"))
        .ca_certificate(authority)
        .ca_certificates_only(true)
        // Under callgrind, on a machine that is busy, the first handshake takes its time; one that
        // is given up would be counted twice.
        .connect_timeout(Duration::from_secs(30))
        .build()
        .expect("the options are valid")
}

fn write(runtime: &Runtime, client: &Client) {
    let moment = EpochSeconds::new(1_742_365_118).expect("it is a moment");
    let call = client
        .reset_incr_start_timestamp()
        .id("np_4w3a0001")
        .reverse(false)
        .start_timestamp(moment);
    runtime
        .block_on(call.into_future())
        .expect("the server accepts");
}

fn count(instructions: u64) -> f64 {
    f64::from(u32::try_from(instructions).unwrap_or(u32::MAX))
}
