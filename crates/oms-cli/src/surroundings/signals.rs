//! The signals by which a person or a system asks this process to end, and the one that would end
//! it in the middle of a write.

use std::io;

/// The signals, once they are caught: from there on, none of them ends the process by itself.
pub(crate) struct Signals {
    #[cfg(unix)]
    interrupt: tokio::signal::unix::Signal,
    /// A supervisor or `timeout` sends it.
    #[cfg(unix)]
    terminate: tokio::signal::unix::Signal,
    /// The end of the terminal; `None` if it does not count, or has come.
    #[cfg(unix)]
    hangup: Option<tokio::signal::unix::Signal>,
    #[cfg(windows)]
    interrupt: tokio::signal::windows::CtrlC,
}

#[cfg(unix)]
impl Signals {
    /// Catches them.
    pub(crate) fn new() -> io::Result<Self> {
        use tokio::signal::unix::{SignalKind, signal};

        // Catching it would undo what `nohup` has done.
        let hangup = (!ignores_hangup()).then(|| signal(SignalKind::hangup()));
        Ok(Self {
            interrupt: signal(SignalKind::interrupt())?,
            terminate: signal(SignalKind::terminate())?,
            hangup: hangup.transpose()?,
        })
    }

    /// Waits for the next one; `false` if none can come any more.
    pub(crate) async fn next(&mut self) -> bool {
        let next = tokio::select! {
            next = self.interrupt.recv() => next,
            next = self.terminate.recv() => next,
            next = first(&mut self.hangup) => next,
        };
        next.is_some()
    }
}

#[cfg(windows)]
impl Signals {
    /// Catches them.
    pub(crate) fn new() -> io::Result<Self> {
        Ok(Self {
            interrupt: tokio::signal::windows::ctrl_c()?,
        })
    }

    /// Waits for the next one; `false` if none can come any more.
    pub(crate) async fn next(&mut self) -> bool {
        self.interrupt.recv().await.is_some()
    }
}

/// Catches the signal about a file that grows beyond the limit of this process (`ulimit -f`). By
/// itself it ends the process without a word, perhaps between two steps of a change; once it is
/// caught, the write fails, as on a full disk.
///
/// It is caught and not ignored, because the programs that this process starts would ignore it,
/// too. It is caught without a runtime, which has not been started yet.
#[cfg(unix)]
pub(crate) fn let_long_writes_fail() {
    use signal_hook::{consts::SIGXFSZ, flag};

    // Nobody reads the flag: the error of the write says it all. If the signal cannot be caught, a
    // write within the limit is as good as before.
    let _: io::Result<_> = flag::register(SIGXFSZ, std::sync::Arc::default());
}

/// Another system has no such signal.
#[cfg(not(unix))]
pub(crate) fn let_long_writes_fail() {}

/// Waits for a signal once. The end of a terminal is told twice, by the shell and by the kernel,
/// and is no second request of a person.
#[cfg(unix)]
async fn first(source: &mut Option<tokio::signal::unix::Signal>) -> Option<()> {
    let Some(open) = source else {
        return std::future::pending().await;
    };
    let signal = open.recv().await;
    *source = None;
    signal
}

/// Returns whether this process was started to outlive its terminal, as by `nohup`. If the system
/// does not say which signals it ignores, it is one that prints no error to a terminal.
#[cfg(unix)]
fn ignores_hangup() -> bool {
    use std::io::IsTerminal as _;

    let status = std::fs::read_to_string("/proc/self/status");
    let mask = status.ok().and_then(|status| ignored(&status));
    mask.map_or_else(|| !io::stderr().is_terminal(), |mask| mask & 1 == 1)
}

/// Returns the set of ignored signals from what Linux says of a process. The lowest bit is that of
/// the signal 1, the hangup.
#[cfg(unix)]
fn ignored(status: &str) -> Option<u64> {
    let mut lines = status.lines();
    let mask = lines.find_map(|line| line.strip_prefix("SigIgn:"))?;
    u64::from_str_radix(mask.trim(), 16).ok()
}

#[cfg(all(test, unix))]
mod tests {
    use super::ignored;

    #[test]
    fn the_ignored_signals_are_read_from_what_the_system_says() {
        for (status, mask) in [
            ("Name:\toms\nSigBlk:\t0001\nSigIgn:\t1000\n", Some(0x1000)),
            ("SigIgn:\t0000000000000001\nSigCgt:\t0000\n", Some(1)),
            ("SigIgn:\tnone\n", None),
            ("Name:\tSigIgn:\n", None),
        ] {
            assert_eq!(ignored(status), mask, "{status}");
        }
    }
}
