//! Everything outside of the command that it uses: streams, environment, clock, zone and
//! interrupts.
//!
//! They are passed in, so that a test can run the whole command in its own process and at a moment
//! of its choice.

use std::cell::RefCell;
use std::ffi::OsString;
use std::fmt;
use std::io::{self, BufRead, IsTerminal, Write};
use std::time::SystemTime;

use jiff::tz::TimeZone;
use oms_client::ReadRetry;
use terminal_size::{Height, Width, terminal_size_of};

mod boundary;
mod clock;
mod interrupt;
mod process;
mod rehearsal;
mod runtime;
mod signals;
mod zone;

pub use boundary::{Act, Boundary, Rule};
pub(crate) use clock::Clock;
pub use interrupt::Interrupts;
pub(crate) use interrupt::Leaving;
pub(crate) use process::Fate;
#[cfg(test)]
pub(crate) use rehearsal::Network;
pub use rehearsal::Rehearsal;
#[cfg(any(feature = "mcp", feature = "postgres"))]
pub(crate) use runtime::new_runtime;
#[cfg(feature = "watch")]
pub(crate) use signals::Signals;

/// A function that returns the value of a variable.
pub type Environment<'a> = Box<dyn Fn(&str) -> Option<OsString> + 'a>;

/// Everything outside of the command that it uses.
#[expect(
    clippy::struct_excessive_bools,
    reason = "each says whether one stream is a terminal, and any combination of them occurs"
)]
#[non_exhaustive]
pub struct Surroundings<'a> {
    /// Standard input.
    pub stdin: Box<dyn BufRead + 'a>,
    /// Standard output.
    pub stdout: Box<dyn Write + 'a>,
    /// Standard error.
    pub stderr: Box<dyn Write + 'a>,
    /// True if standard input and standard error are a terminal, so that there is a person to ask.
    pub interactive: bool,
    /// True if standard input is a terminal, which echoes what is typed.
    pub stdin_is_terminal: bool,
    /// True if standard output is a terminal, which can show colours.
    pub stdout_is_terminal: bool,
    /// The number of columns of standard output if it is a terminal; with `None` nothing is cut or
    /// wrapped.
    pub width: Option<usize>,
    /// The number of columns of standard error if it is a terminal; with `None` nothing is wrapped.
    pub stderr_width: Option<usize>,
    /// True if standard error is a terminal, which can show colours and progress.
    pub stderr_is_terminal: bool,
    /// The environment.
    pub environment: Environment<'a>,
    /// The time when the command started.
    pub now: SystemTime,
    /// The zone in which local times are shown.
    pub zone: TimeZone,
    /// The interrupts of the command.
    pub interrupts: Interrupts,
    /// The clock, the network and the faults that the command meets.
    pub rehearsal: Box<dyn Rehearsal + 'a>,
    unreadable: RefCell<Option<String>>,
}

impl<'a> Surroundings<'a> {
    /// Returns the surroundings of this process. From here on, a write beyond the limit on the size
    /// of a file is an error and does not end it.
    #[must_use]
    pub fn of_process() -> Surroundings<'static> {
        signals::let_long_writes_fail();
        let stdin_is_terminal = io::stdin().is_terminal();
        let stderr_is_terminal = io::stderr().is_terminal();
        let (stdin, now) = (io::stdin().lock(), SystemTime::now());
        Surroundings {
            interactive: stdin_is_terminal && stderr_is_terminal,
            stdin_is_terminal,
            stdout_is_terminal: io::stdout().is_terminal(),
            width: columns(terminal_size_of(io::stdout())),
            stderr_width: columns(terminal_size_of(io::stderr())),
            stderr_is_terminal,
            environment: Box::new(|name| std::env::var_os(name)),
            zone: zone::of_machine(),
            interrupts: Interrupts::of_process(),
            ..Surroundings::detached(stdin, io::stdout(), io::stderr(), now)
        }
    }

    /// Returns surroundings with the given streams, without a person to ask, variables or
    /// interrupts, and in UTC.
    #[must_use]
    pub fn detached(
        stdin: impl BufRead + 'a,
        stdout: impl Write + 'a,
        stderr: impl Write + 'a,
        now: SystemTime,
    ) -> Self {
        Self {
            stdin: Box::new(stdin),
            stdout: Box::new(stdout),
            stderr: Box::new(stderr),
            interactive: false,
            stdin_is_terminal: false,
            stdout_is_terminal: false,
            width: None,
            stderr_width: None,
            stderr_is_terminal: false,
            environment: Box::new(|_| None),
            now,
            zone: TimeZone::UTC,
            interrupts: Interrupts::none(),
            rehearsal: Box::new(rehearsal::Real::default()),
            unreadable: RefCell::default(),
        }
    }

    /// Returns the value of a variable if it is set, not empty, and UTF-8.
    pub(crate) fn variable(&self, name: &str) -> Option<String> {
        let value = (self.environment)(name)?.into_string();
        if value.is_err() && name.starts_with("OMS_") {
            self.unreadable.replace(Some(name.to_owned()));
        }
        value.ok().filter(|value| !value.is_empty())
    }

    /// Returns whether the terminal is one that acts on no sequence, as in an editor or a job.
    pub(crate) fn is_dumb(&self) -> bool {
        self.variable("TERM").is_some_and(|term| term == "dumb")
    }

    /// Returns the name of a variable of the command's that was asked for and is not UTF-8. It
    /// counts as unset, which would aim the command at another target.
    pub(crate) fn unreadable_variable(&self) -> Option<String> {
        self.unreadable.borrow().clone()
    }

    /// Returns the present time: the time when the command started plus what has elapsed since.
    pub(crate) fn time(&self) -> SystemTime {
        let elapsed = self.rehearsal.elapsed();
        self.now.checked_add(elapsed).unwrap_or(self.now)
    }

    /// Returns a clock that shows the present time without them.
    pub(crate) fn clock(&self) -> Clock {
        Clock::set_to(self.time())
    }

    /// Returns whether the process with this number and mark has ended, as far as it can be seen.
    pub(crate) fn fate_of(&self, pid: u32, mark: Option<&str>) -> Fate {
        process::fate(pid, mark, self.rehearsal.process_mark().as_deref())
    }

    /// Writes something that must outlive this process, and reports the boundaries before and after
    /// it.
    pub(crate) fn durably<T>(&self, act: Act, write: impl FnOnce() -> T) -> T {
        self.rehearsal.at(Boundary::Before(act));
        let written = write();
        self.rehearsal.at(Boundary::After(act));
        written
    }

    /// Returns whether a rule of the protocol is kept, as it is by every real process.
    pub(crate) fn keeps(&self, rule: Rule) -> bool {
        self.rehearsal.keeps(rule)
    }

    /// Returns the policy of sending a read again.
    pub(crate) fn read_retry(&self) -> ReadRetry {
        let waits = self.rehearsal.between_reads();
        waits.map_or_else(ReadRetry::new, |(shortest, longest)| {
            ReadRetry::new().backoff(shortest, longest)
        })
    }
}

/// Returns the number of columns of a terminal, if its size is known.
fn columns(size: Option<(Width, Height)>) -> Option<usize> {
    let (width, _) = size?;
    Some(usize::from(width.0)).filter(|width| *width > 0)
}

impl fmt::Debug for Surroundings<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Surroundings")
            .field("interactive", &self.interactive)
            .field("now", &self.now)
            .finish_non_exhaustive()
    }
}
