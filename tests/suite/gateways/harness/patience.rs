//! Waiting for what only looking tells: a process that ends, a ledger that another thread fills.

use std::time::{Duration, Instant};

/// Longest time to wait for anything.
pub(crate) const PATIENCE: Duration = Duration::from_secs(30);

/// The pause between two looks.
const PAUSE: Duration = Duration::from_millis(3);

/// Looks until there is something to be seen, and returns it.
///
/// # Panics
///
/// If that takes too long, with what `what` says then.
pub(crate) async fn until<T>(
    mut look: impl FnMut() -> Option<T>,
    what: impl FnOnce() -> String,
) -> T {
    let begin = Instant::now();
    loop {
        if let Some(seen) = look() {
            return seen;
        }
        assert!(begin.elapsed() < PATIENCE, "waited in vain: {}", what());
        tokio::time::sleep(PAUSE).await;
    }
}
