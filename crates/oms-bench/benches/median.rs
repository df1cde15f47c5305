//! The middle of times that were measured.

use std::time::Duration;

/// Returns the median of times, which it sorts.
pub(crate) fn median(times: &mut [Duration]) -> Duration {
    times.sort_unstable();
    times.get(times.len() / 2).copied().unwrap_or_default()
}
