//! Clock, network and death, for whoever plays a command through in one process.

use std::io;
use std::time::{Duration, Instant};

use oms_client::Transport;
use tokio::runtime::{Builder, Runtime};

use super::{Boundary, Rule};

/// Where a command meets clock, network and death. What is left as it is here is what a real
/// process meets.
///
/// A test draws faults and deaths at every boundary of a command, at a speed that no real network
/// and clock allow:
///
/// ```
/// use std::cell::Cell;
/// use std::time::{Duration, SystemTime};
///
/// use oms_cli::{Boundary, Rehearsal, Surroundings, run};
///
/// struct Counting<'c>(&'c Cell<u32>);
///
/// impl Rehearsal for Counting<'_> {
///     fn at(&self, _: Boundary) {
///         self.0.set(self.0.get() + 1);
///     }
///
///     fn elapsed(&self) -> Duration {
///         Duration::ZERO
///     }
/// }
///
/// let passed = Cell::new(0);
/// let mut surroundings = Surroundings::detached(&b""[..], Vec::new(), Vec::new(), SystemTime::now());
/// surroundings.rehearsal = Box::new(Counting(&passed));
/// run(["oms", "--version"], surroundings);
/// assert_eq!(passed.get(), 0, "a command that changes nothing has no boundary");
/// ```
pub trait Rehearsal {
    /// The command has come to a boundary. Where this unwinds, nothing behind it happens, as in a
    /// process that is killed there.
    fn at(&self, boundary: Boundary) {
        let _ = boundary;
    }

    /// The time since the command started.
    fn elapsed(&self) -> Duration;

    /// Whether the command keeps a rule of its protocol. A test that answers no finds out whether it
    /// would notice.
    fn keeps(&self, rule: Rule) -> bool {
        let _ = rule;
        true
    }

    /// What carries requests in place of the network. It is asked for once for each client.
    fn transport(&self) -> Option<Box<dyn Transport>> {
        None
    }

    /// The runtime in which the command waits, such as one whose clock is paused.
    ///
    /// # Errors
    ///
    /// The system has no means for one.
    fn runtime(&self) -> io::Result<Runtime> {
        Builder::new_current_thread().enable_all().build()
    }
}

/// What a real process meets.
pub(super) struct Real {
    /// When the clock was read, by the clock that never steps back.
    started: Instant,
}

impl Default for Real {
    fn default() -> Self {
        Self {
            started: Instant::now(),
        }
    }
}

impl Rehearsal for Real {
    fn elapsed(&self) -> Duration {
        self.started.elapsed()
    }
}
