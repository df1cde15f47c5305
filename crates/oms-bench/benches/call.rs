//! Our call beside hand-written ones, in one process against one server:
//! `cargo bench -p oms-bench --bench call`.
//!
//! It prints tables of time and allocations, and then runs criterion over the same callers.

#![expect(
    clippy::expect_used,
    reason = "a benchmark that cannot run says why and ends"
)]

mod alone;
mod cost;
mod median;
mod peers;

use std::time::Duration;

use criterion::Criterion;
use peers::{Caller, Connection, Hyper, Ours, Thin, Tuned, for_each_peer};
use tokio::runtime::Runtime;

fn main() {
    let address = peers::serve();
    let origin = format!("http://{address}");
    let runtime = alone::runtime();
    cost::print_calls(&runtime, &origin);
    cost::print_decoding();
    cost::print_building();
    let mut criterion = Criterion::default()
        .warm_up_time(Duration::from_millis(500))
        .measurement_time(Duration::from_secs(2))
        .sample_size(30);
    for connection in [Connection::Kept, Connection::Fresh] {
        bench_calls(&mut criterion, &runtime, &origin, connection);
    }
    criterion.final_summary();
}

fn bench_calls(criterion: &mut Criterion, runtime: &Runtime, origin: &str, connection: Connection) {
    let mut group = criterion.benchmark_group(connection.name());
    let peers = for_each_peer!(caller, runtime, origin, connection);
    for (name, call) in peers {
        group.bench_function(name, |bencher| bencher.iter(&call));
    }
    group.finish();
}

/// One call of a peer, as a function without a type of its own.
pub(crate) fn caller<'a, C: Caller + 'a>(
    runtime: &'a Runtime,
    origin: &str,
    connection: Connection,
) -> Box<dyn Fn() -> i64 + 'a> {
    let caller = C::new(origin, connection);
    Box::new(move || runtime.block_on(caller.call()))
}
