//! A command that waits milliseconds where a person's would wait seconds.

use std::time::{Duration, Instant};

use oms_cli::Rehearsal;

/// The clock and the network of this machine, and reads that are sent again at once.
pub(crate) struct Hasty {
    began: Instant,
    /// The longest time for an answer of a team's journal, if it is another than the command's.
    pub(crate) with_journal: Option<Duration>,
}

impl Hasty {
    /// The command starts now.
    pub(crate) fn new() -> Self {
        Self {
            began: Instant::now(),
            with_journal: None,
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

    fn patience_with_journal(&self) -> Option<Duration> {
        self.with_journal
    }
}
