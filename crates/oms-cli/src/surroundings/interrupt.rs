//! Interrupts: Ctrl-C, and the other signals by which a process is asked to end. Their effect
//! depends on whether anything may have been sent.
//!
//! Until a request may leave, an interrupt ends the command at once. Afterwards it is only counted,
//! and the code that waits for the answer decides. Signals are not caught before somebody asks for
//! that, because most commands only read and may die like any other process.

use std::fmt;
use std::io::{self, Write};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use tokio::sync::watch;

use super::runtime::new_runtime;
use super::signals::Signals;
use crate::exit::Exit;

/// The way in which an interrupt ends the process: the last act, the last words and the exit code.
pub(crate) struct Leaving {
    farewell: Box<dyn FnOnce() + Send>,
    words: &'static str,
    exit: Exit,
}

impl Leaving {
    /// Ends the process before anything was sent.
    pub(crate) fn unsent(farewell: impl FnOnce() + Send + 'static) -> Self {
        Self::new(farewell, "nothing was sent", Exit::Interrupted)
    }

    /// Ends a server that has no change on the way.
    #[cfg(feature = "mcp")]
    pub(crate) fn serving() -> Self {
        Self::new(|| {}, "no change was on the way", Exit::Success)
    }

    /// Ends the process between requests, some of which were sent.
    pub(crate) fn between(words: &'static str) -> Self {
        Self::new(|| {}, words, Exit::PartlyDone)
    }

    fn new(farewell: impl FnOnce() + Send + 'static, words: &'static str, exit: Exit) -> Self {
        Self {
            farewell: Box::new(farewell),
            words,
            exit,
        }
    }
}

/// The interrupts of the command.
#[derive(Clone)]
pub struct Interrupts {
    count: watch::Receiver<u32>,
    /// Set as long as an interrupt ends the process.
    leaving: Arc<Mutex<Option<Leaving>>>,
    /// Counts the interrupts. It is also kept so that waiting for an interrupt that never comes
    /// does not end.
    sender: Arc<watch::Sender<u32>>,
    of_process: bool,
    watched: Arc<AtomicBool>,
}

impl Interrupts {
    /// Returns the interrupts of this process. They are not caught before [`Interrupts::watch`].
    pub(crate) fn of_process() -> Self {
        Self {
            of_process: true,
            ..Self::none()
        }
    }

    /// Returns a value that is never interrupted.
    #[must_use]
    pub fn none() -> Self {
        let (sender, count) = watch::channel(0);
        Self {
            count,
            leaving: Arc::default(),
            sender: Arc::new(sender),
            of_process: false,
            watched: Arc::default(),
        }
    }

    /// Counts one interrupt, as a test does that plays the person at the keyboard.
    pub fn interrupt(&self) {
        self.sender
            .send_modify(|count| *count = count.saturating_add(1));
    }

    /// Starts to catch the signals, in a thread of its own so that a read from the terminal can be
    /// interrupted as well.
    pub(crate) fn watch(&self) -> io::Result<()> {
        if !self.of_process || self.watched.swap(true, Ordering::SeqCst) {
            return Ok(());
        }
        let watched = self.clone();
        let runtime = new_runtime()?;
        // The first message says that the signal is caught, so that from here on it no longer ends
        // the process by itself.
        let (ready, caught) = std::sync::mpsc::sync_channel(1);
        std::thread::Builder::new()
            .name("interrupts".to_owned())
            .spawn(move || {
                runtime.block_on(async move {
                    let mut signals = match Signals::new() {
                        Ok(signals) => signals,
                        Err(error) => {
                            let _ = ready.send(Err(error));
                            return;
                        }
                    };
                    let _ = ready.send(Ok(()));
                    while signals.next().await {
                        watched.received();
                    }
                });
            })?;
        caught
            .recv()
            .unwrap_or_else(|_| Err(io::Error::other("the thread ended")))
    }

    /// Lets an interrupt end the process from now on, after its farewell.
    pub(crate) fn end_process_after(&self, leaving: Leaving) {
        *self.lock() = Some(leaving);
    }

    /// Lets an interrupt only be counted from now on.
    pub(crate) fn only_count(&self) {
        *self.lock() = None;
    }

    pub(crate) async fn next(&mut self) {
        if self.count.changed().await.is_err() {
            std::future::pending::<()>().await;
        }
    }

    /// Forgets the interrupts so far, so that [`Interrupts::next`] waits for a further one.
    pub(crate) fn forget(&mut self) {
        self.count.mark_unchanged();
    }

    /// Returns whether an interrupt was counted that nobody has waited for yet.
    pub(crate) fn is_pending(&self) -> bool {
        self.count.has_changed().unwrap_or(false)
    }

    fn received(&self) {
        let mut leaving = self.lock();
        if let Some(leaving) = leaving.take() {
            // The lock is held until the process has ended, so that nobody sends anything in the
            // meantime.
            (leaving.farewell)();
            let _ = writeln!(io::stderr(), "\ninterrupted; {}", leaving.words);
            std::process::exit(leaving.exit.code().into());
        }
        drop(leaving);
        self.interrupt();
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Option<Leaving>> {
        self.leaving.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl fmt::Debug for Interrupts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Interrupts")
            .field("count", &*self.count.borrow())
            .finish_non_exhaustive()
    }
}
