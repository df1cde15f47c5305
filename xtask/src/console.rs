//! The streams of a command: results on standard output, everything else on standard error.
//!
//! It is handed in, so that a test can read what a command said. A reader who has left is no reason
//! to fail, so errors of writing are ignored: the exit code tells the result.

use std::fmt;
use std::io::{self, Write};

use anstream::{AutoStream, ColorChoice};

use crate::failure::Failure;

/// The streams of a command.
pub struct Console<'a> {
    stdout: Box<dyn Write + 'a>,
    stderr: Box<dyn Write + 'a>,
    colour: bool,
}

impl<'a> Console<'a> {
    /// The streams of this process, in colour where standard error is a terminal that wants it
    /// (`NO_COLOR`, `CLICOLOR_FORCE`, `TERM`).
    #[must_use]
    pub fn of_process() -> Console<'static> {
        Console {
            stdout: Box::new(io::stdout()),
            stderr: Box::new(io::stderr()),
            colour: AutoStream::choice(&io::stderr()) != ColorChoice::Never,
        }
    }

    /// Streams of one's own, without colour.
    pub fn plain(stdout: impl Write + 'a, stderr: impl Write + 'a) -> Self {
        Self {
            stdout: Box::new(stdout),
            stderr: Box::new(stderr),
            colour: false,
        }
    }

    /// Prints a result.
    pub(crate) fn result(&mut self, text: impl fmt::Display) {
        let _ = writeln!(self.stdout, "{text}");
    }

    /// Passes on what a program printed.
    pub(crate) fn pass_on(&mut self, bytes: &[u8]) {
        let _ = self.stdout.write_all(bytes);
        let _ = self.stdout.flush();
    }

    /// Says something that is no result.
    pub(crate) fn note(&mut self, text: impl fmt::Display) {
        let _ = writeln!(self.stderr, "{text}");
    }

    /// Says why a command failed.
    pub(crate) fn failure(&mut self, failure: &Failure) {
        let text = failure.render(self.colour);
        self.note(text.trim_end());
    }

    /// Prints help where it was asked for, and says what is wrong with the arguments otherwise.
    pub(crate) fn usage(&mut self, error: &clap::Error) -> u8 {
        let text = error.render();
        let text = if self.colour {
            text.ansi().to_string()
        } else {
            text.to_string()
        };
        if error.use_stderr() {
            self.note(text.trim_end());
            2
        } else {
            self.result(text.trim_end());
            0
        }
    }
}

impl fmt::Debug for Console<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Console")
            .field("colour", &self.colour)
            .finish_non_exhaustive()
    }
}
