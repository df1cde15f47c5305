//! Programs as whole processes, and what the benchmarks of the command share: a simulator on the
//! loopback, the command as it is installed, and curl, which does the same.

pub(crate) mod curl;
pub(crate) mod filled;
pub(crate) mod oms;
pub(crate) mod process;

use std::error::Error;

use oms_sim::{Simulator, SimulatorBuilder};
use tokio::runtime::{Builder, Runtime};

pub(crate) type Outcome<T> = Result<T, Box<dyn Error>>;

/// The task of the requests that are measured.
pub(crate) const TASK: &str = "np_4w3a0001";

/// The password of the simulator's user `admin`.
pub(crate) const PASSWORD: &str = "secret";

/// Returns whether `cargo test --benches` asks for a quick look, which shows that a benchmark
/// works: one round, and short journals.
pub(crate) fn is_quick() -> bool {
    std::env::args().any(|argument| argument == "--test")
}

/// Returns the number of rounds, of which a quick look has one.
pub(crate) fn rounds(usually: usize) -> usize {
    if is_quick() { 1 } else { usually }
}

/// Starts a simulator, whose one thread is not that of the benchmark. It serves for as long as the
/// runtime is kept.
pub(crate) fn serve(simulator: SimulatorBuilder) -> Outcome<(Runtime, Simulator)> {
    let runtime = Builder::new_multi_thread()
        .worker_threads(1)
        .enable_all()
        .build()?;
    let simulator = runtime.block_on(simulator.start())?;
    Ok((runtime, simulator))
}
