//! Time and allocations of a call, of what is left of it without a network, and of building a
//! client.

use std::hint::black_box;
use std::time::{Duration, Instant};

use allocation_counter::AllocationInfo;
use oms_client::{Auth, Client};
use rcgen::{BasicConstraints, CertificateParams, IsCa, KeyPair};
use tokio::runtime::Runtime;

use crate::caller;
use crate::median;
use crate::peers::{Connection, Hyper, Ours, READERS, Thin, Tuned, for_each_peer};

const ROUNDS: usize = 7;
const CALLS: u32 = 1000;

/// The measurements of one caller.
struct Row {
    name: &'static str,
    p50: Duration,
    allocations: f64,
    bytes: f64,
}

/// Prints a table for kept and one for fresh connections.
pub(crate) fn print_calls(runtime: &Runtime, origin: &str) {
    for connection in [Connection::Kept, Connection::Fresh] {
        let rows = measure(runtime, origin, connection);
        let base = rows
            .iter()
            .find(|row| row.name.ends_with("by hand"))
            .map_or(1.0, |row| row.p50.as_secs_f64());
        println!("\n### A call over a {} connection\n", connection.name());
        println!("| caller | p50 | ratio | allocations | bytes allocated |");
        println!("|---|---|---|---|---|");
        for row in rows {
            println!(
                "| {} | {:.1} µs | {:.2} | {:.1} | {:.0} |",
                row.name,
                row.p50.as_secs_f64() * 1e6,
                row.p50.as_secs_f64() / base,
                row.allocations,
                row.bytes,
            );
        }
    }
}

fn measure(runtime: &Runtime, origin: &str, connection: Connection) -> Vec<Row> {
    let callers = for_each_peer!(caller, runtime, origin, connection);
    let medians = median::in_turn(ROUNDS, &callers, |(_, call)| {
        median::of_runs(0..CALLS, || {
            black_box(call());
        })
    });
    let rows = callers.iter().zip(medians);
    rows.map(|((name, call), p50)| {
        let counted = allocations(call);
        Row {
            name,
            p50,
            allocations: per_call(counted.count_total),
            bytes: per_call(counted.bytes_total),
        }
    })
    .collect()
}

fn allocations<T>(call: impl Fn() -> T) -> AllocationInfo {
    allocation_counter::measure(|| {
        for _ in 0..CALLS {
            black_box(call());
        }
    })
}

/// Prints what it takes to read the answer of the vendor's page: by a derived type, and with our
/// strict verdict.
pub(crate) fn print_decoding() {
    let medians = median::in_turn(201, &READERS, |(_, read)| time_of(read));
    let base = medians.first().map_or(1.0, Duration::as_secs_f64);
    println!("\n### Reading the answer of the vendor's page\n");
    println!("| work | time | ratio | allocations | bytes allocated |");
    println!("|---|---|---|---|---|");
    for ((name, read), time) in READERS.iter().zip(medians) {
        let counted = allocations(read);
        println!(
            "| {name} | {} ns | {:.2} | {:.1} | {:.0} |",
            time.as_nanos(),
            time.as_secs_f64() / base,
            per_call(counted.count_total),
            per_call(counted.bytes_total),
        );
    }
}

/// The time of one run, over a short batch.
fn time_of<T>(run: impl Fn() -> T) -> Duration {
    let begun = Instant::now();
    for _ in 0..CALLS {
        black_box(run());
    }
    begun.elapsed() / CALLS
}

/// Prints what it costs to build a client.
pub(crate) fn print_building() {
    println!("\n### Building a client\n");
    println!("| client | time |");
    println!("|---|---|");
    let by_hand = || reqwest::Client::builder().build().is_ok();
    let ours = |endpoint: &str| Client::builder(endpoint).auth(Auth::basic("admin", "secret"));
    let authority = authority();
    print_build_time("reqwest with its defaults", by_hand);
    print_build_time("ours, https", || {
        ours("https://oms.example.com:8089").build().is_ok()
    });
    print_build_time(
        "ours, https, one authority instead of the platform's",
        || {
            ours("https://oms.example.com:8089")
                .ca_certificate(authority.clone())
                .ca_certificates_only(true)
                .build()
                .is_ok()
        },
    );
    print_build_time("ours, http to the loopback", || {
        ours("http://127.0.0.1:8089").build().is_ok()
    });
}

/// The certificate of an authority that signed nothing.
fn authority() -> String {
    let mut params = CertificateParams::default();
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    let key = KeyPair::generate().expect("a key can be generated");
    let certificate = params
        .self_signed(&key)
        .expect("the authority can sign itself");
    certificate.pem()
}

fn print_build_time(name: &str, build: impl Fn() -> bool) {
    let time = median::of_runs(0..51, || {
        assert!(black_box(build()), "the options are valid");
    });
    println!("| {name} | {:.0} µs |", time.as_secs_f64() * 1e6);
}

fn per_call(total: u64) -> f64 {
    f64::from(u32::try_from(total).unwrap_or(u32::MAX)) / f64::from(CALLS)
}
