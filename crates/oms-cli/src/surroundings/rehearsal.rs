//! Clock, network and faults of a command, for a program that plays it through in its own process.

use std::io;
use std::time::Duration;

use oms_client::Transport;
use tokio::runtime::Runtime;

use super::clock::Moment;
use super::runtime::new_runtime;
use super::{Boundary, Rule};

/// The clock, the network and the faults that a command meets. The default methods behave as in a
/// real process.
///
/// A test can inject faults and deaths at every boundary of a command, at a speed that no real
/// network and clock allow:
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
/// let now = SystemTime::now();
/// let mut surroundings = Surroundings::detached(&b""[..], Vec::new(), Vec::new(), now);
/// surroundings.rehearsal = Box::new(Counting(&passed));
/// run(["oms", "--version"], surroundings);
/// assert_eq!(passed.get(), 0, "a command that changes nothing has no boundary");
/// ```
pub trait Rehearsal {
    /// Runs at each boundary. If it unwinds, nothing after the boundary happens, as in a process
    /// that is killed there.
    fn at(&self, boundary: Boundary) {
        let _ = boundary;
    }

    /// Returns the time since the command started.
    fn elapsed(&self) -> Duration;

    /// Returns `true` if the command keeps this rule of its protocol. A test that answers `false`
    /// finds out whether it would notice.
    fn keeps(&self, rule: Rule) -> bool {
        let _ = rule;
        true
    }

    /// Returns a mark by which another command of this machine can tell whether this process still
    /// lives; `None` if nothing tells it.
    fn process_mark(&self) -> Option<String> {
        super::process::mark()
    }

    /// Returns the transport that carries requests in place of the network. It is called once for
    /// each client.
    fn transport(&self) -> Option<Box<dyn Transport>> {
        None
    }

    /// Returns the shortest and the longest wait before a read is sent again; `None` for those of
    /// the client.
    fn between_reads(&self) -> Option<(Duration, Duration)> {
        None
    }

    /// Returns the longest time for an answer of a team's journal; `None` for that of the command.
    fn patience_with_journal(&self) -> Option<Duration> {
        None
    }

    /// Returns the runtime of the command, such as one whose clock is paused.
    ///
    /// # Errors
    ///
    /// The runtime could not be created.
    fn runtime(&self) -> io::Result<Runtime> {
        new_runtime()
    }
}

/// A network in a test of this crate, with a clock that stands still.
#[cfg(test)]
pub(crate) struct Network(pub(crate) oms_client::FakeTransport);

#[cfg(test)]
impl Rehearsal for Network {
    fn elapsed(&self) -> Duration {
        Duration::ZERO
    }

    fn transport(&self) -> Option<Box<dyn Transport>> {
        Some(Box::new(self.0.clone()))
    }
}

/// The surroundings of a real process.
pub(super) struct Real {
    /// The time when the command started.
    started: Moment,
}

impl Default for Real {
    fn default() -> Self {
        Self {
            started: Moment::now(),
        }
    }
}

impl Rehearsal for Real {
    fn elapsed(&self) -> Duration {
        Moment::now().since(self.started)
    }
}
