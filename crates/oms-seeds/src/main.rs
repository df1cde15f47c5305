//! The command against the model, for as long as it takes to trust it:
//! `cargo xtask soak --seeds 1000000`.
//!
//! It plays the histories of this crate, prints how many a second, and stops at the first that is
//! wrong.

use std::process::ExitCode;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use oms_seeds::{Bend, Store, many};

/// The time between two lines of progress.
const EVERY: Duration = Duration::from_secs(10);

struct Options {
    from: u64,
    count: u64,
    store: Store,
    jobs: usize,
}

fn main() -> ExitCode {
    let options = match options(std::env::args().skip(1)) {
        Ok(options) => options,
        Err(problem) => {
            eprintln!("{problem}");
            return ExitCode::from(2);
        }
    };
    let Options {
        from,
        count,
        store,
        jobs,
    } = options;
    let seeds = from..from.saturating_add(count);
    let started = Instant::now();
    let told = Mutex::new(started);
    let played = many(seeds, store, Bend::Nothing, jobs, |played| {
        let mut told = told.lock().unwrap_or_else(PoisonError::into_inner);
        if told.elapsed() >= EVERY {
            *told = Instant::now();
            println!("{played} of {count} seeds, {}", rate(played, started));
        }
    });
    match played {
        Ok(passed) => {
            println!(
                "{count} seeds from {from} without a violation, {}",
                rate(count, started)
            );
            println!("exit codes: {:?}", passed.exits);
            if passed.losses > 0 {
                println!("the database was killed {} times", passed.losses);
            }
            for (name, (times, deaths)) in &passed.boundaries {
                println!("{times:>12} times {name}, where {deaths} processes died");
            }
            ExitCode::SUCCESS
        }
        Err(found) => {
            eprintln!("{found}");
            ExitCode::FAILURE
        }
    }
}

fn rate(played: u64, started: Instant) -> String {
    let seconds = started.elapsed().as_secs_f64();
    #[expect(
        clippy::cast_precision_loss,
        reason = "it is printed without its fraction"
    )]
    let rate = played as f64 / seconds;
    format!("{rate:.0} a second, {seconds:.0} s")
}

/// Reads what `cargo xtask soak` passes on.
fn options(arguments: impl Iterator<Item = String>) -> Result<Options, String> {
    let mut options = Options {
        from: 0,
        count: 10_000,
        store: Store::Embedded,
        jobs: 2,
    };
    let mut arguments = arguments;
    while let Some(name) = arguments.next() {
        let mut number = || {
            let value = arguments.next().unwrap_or_default();
            value
                .parse::<u64>()
                .map_err(|_| format!("{name} takes a number"))
        };
        match name.as_str() {
            "--from" => options.from = number()?,
            "--seeds" => options.count = number()?,
            "--seed" => (options.from, options.count) = (number()?, 1),
            "--jobs" => options.jobs = usize::try_from(number()?).unwrap_or(1).max(1),
            #[cfg(feature = "postgres")]
            "--postgres" => options.store = Store::Team,
            _ => {
                return Err(format!(
                    "{name} is not known; --seeds, --from, --seed, --jobs and, where it is built in, --postgres are"
                ));
            }
        }
    }
    Ok(options)
}

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;
