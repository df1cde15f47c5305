//! Instructions, counted by callgrind: `cargo bench -p oms-bench --bench instructions`.
//!
//! The program runs itself under callgrind, and the server runs outside of what is counted.

#![expect(
    clippy::expect_used,
    clippy::panic,
    reason = "a benchmark that cannot run says why and ends"
)]

mod alone;
mod callgrind;
mod peers;

use std::hint::black_box;

use callgrind::{counted, each};
use peers::{Caller, Connection, Hyper, Ours, READERS, Thin, Tuned, for_each_peer};

/// Makes a number of calls to a server.
type Run = fn(&str, Connection, u64);

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match arguments[..] {
        ["call", name, connection, count, origin] => call(name, connection, count, origin),
        ["read", name, count] => read(name, count),
        _ => print(),
    }
}

/// Prints the tables, or why there are none.
fn print() {
    if !callgrind::is_there() {
        println!("valgrind is not installed, so no instructions were counted.");
        return;
    }
    let origin = format!("http://{}", peers::serve());
    println!("\n### Instructions of a call\n");
    println!("| caller | kept connection | fresh connection |");
    println!("|---|---|---|");
    for (name, _) in runs() {
        let [kept, fresh] = [Connection::Kept, Connection::Fresh].map(|connection| {
            each(|count| counted(&["call", name, connection.name(), count, &origin]))
        });
        println!("| {name} | {kept} | {fresh} |");
    }
    println!("\n### Instructions of reading the answer of the vendor's page\n");
    println!("| work | instructions |");
    println!("|---|---|");
    for (name, _) in READERS {
        println!(
            "| {name} | {} |",
            each(|count| counted(&["read", name, count]))
        );
    }
}

/// Makes some calls and nothing else: what callgrind looks at.
fn call(name: &str, connection: &str, count: &str, origin: &str) {
    let connection = [Connection::Kept, Connection::Fresh]
        .into_iter()
        .find(|known| known.name() == connection)
        .expect("the connection is one of the table");
    let run = named(runs(), name);
    run(origin, connection, number(count));
}

/// Reads the answer some times and does nothing else.
fn read(name: &str, count: &str) {
    let read = named(READERS, name);
    for _ in 0..number(count) {
        black_box(read());
    }
}

fn named<T>(table: impl IntoIterator<Item = (&'static str, T)>, name: &str) -> T {
    let (_, found) = table
        .into_iter()
        .find(|&(known, _)| known == name)
        .expect("the name is one of the table");
    found
}

fn number(count: &str) -> u64 {
    count.parse().expect("the count is a number")
}

fn runs() -> Vec<(&'static str, Run)> {
    for_each_peer!(run_of,)
}

fn run_of<C: Caller>() -> Run {
    |origin, connection, count| {
        let caller = C::new(origin, connection);
        alone::runtime().block_on(async {
            for _ in 0..count {
                caller.call().await;
            }
        });
    }
}
