//! The middle of times that were measured.

use std::time::{Duration, Instant};

/// Measures all of them in turn, round by round, so that a slow moment of the machine hits all of
/// them. Returns the median of each.
pub(crate) fn in_turn<T>(
    rounds: usize,
    all: &[T],
    measure: impl Fn(&T) -> Duration,
) -> Vec<Duration> {
    let mut times: Vec<Vec<Duration>> = all.iter().map(|_| Vec::new()).collect();
    for _ in 0..rounds {
        for (one, times) in all.iter().zip(&mut times) {
            times.push(measure(one));
        }
    }
    times.into_iter().map(median).collect()
}

/// The median time of one run, over so many.
pub(crate) fn of_runs<I>(runs: impl IntoIterator<Item = I>, run: impl Fn()) -> Duration {
    let times = runs.into_iter().map(|_| {
        let begun = Instant::now();
        run();
        begun.elapsed()
    });
    median(times.collect())
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    times.get(times.len() / 2).copied().unwrap_or_default()
}
