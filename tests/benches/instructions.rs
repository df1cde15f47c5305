//! Instructions, counted by callgrind: `cargo bench -p oms-tests --bench instructions`.
//!
//! Those of 600 runs less those of 100, over 500: that takes away what starting a program and
//! building a client cost. The program runs itself under callgrind, and the server runs outside of
//! what is counted.

#![expect(
    clippy::expect_used,
    clippy::panic,
    reason = "a benchmark that cannot run says why and ends"
)]

mod peers;

use std::hint::black_box;
use std::process::Command;

use peers::{Caller, Connection, Hyper, Ours, READERS, Thin, Tuned, for_each_peer};

/// Makes a number of calls to a server.
type Run = fn(&str, Connection, u64);

const FEW: u64 = 100;
const MANY: u64 = 600;

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
    if Command::new("valgrind").arg("--version").output().is_err() {
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

/// The instructions of one run.
fn each(counted: impl Fn(&str) -> u64) -> u64 {
    let (few, many) = (counted(&FEW.to_string()), counted(&MANY.to_string()));
    many.saturating_sub(few) / (MANY - FEW)
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
        peers::runtime().block_on(async {
            for _ in 0..count {
                caller.call().await;
            }
        });
    }
}

/// Runs this program under callgrind and reads the number that it reports.
fn counted(arguments: &[&str]) -> u64 {
    let program = std::env::current_exe().expect("this program has a path");
    let output = Command::new("valgrind")
        .args(["--tool=callgrind", "--callgrind-out-file=/dev/null"])
        .arg(program)
        .args(arguments)
        .output()
        .expect("valgrind runs");
    let said = String::from_utf8_lossy(&output.stderr);
    let collected = said.lines().find_map(|line| line.split_once("Collected :"));
    collected
        .and_then(|(_, number)| number.trim().parse().ok())
        .unwrap_or_else(|| panic!("callgrind counted nothing:\n{said}"))
}
