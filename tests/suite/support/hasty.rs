//! A command that waits milliseconds where a person's would wait seconds.

use std::time::{Duration, Instant};

use oms_cli::Rehearsal;

/// The clock and the network of this machine, and reads that are sent again at once.
pub(crate) struct Hasty {
    began: Instant,
}

impl Hasty {
    /// The command starts now.
    pub(crate) fn new() -> Self {
        Self {
            began: Instant::now(),
        }
    }
}

impl Rehearsal for Hasty {
    fn elapsed(&self) -> Duration {
        self.began.elapsed()
    }

    fn between_reads(&self) -> Option<(Duration, Duration)> {
        Some((Duration::from_millis(1), Duration::from_millis(20)))
    }
}
