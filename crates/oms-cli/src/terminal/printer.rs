//! The printer of a command: its format, the part of the output that is printed, and the colours of
//! both streams.

use super::{ColorChoice, Format, Painter};
use crate::surroundings::Surroundings;

/// The settings for printing a report.
#[derive(Debug, Clone)]
pub(crate) struct Printer {
    pub(crate) format: Format,
    /// The JSON pointer of the part that is printed, if not all of it is.
    pub(crate) query: Option<String>,
    pub(crate) stdout: Painter,
    pub(crate) stderr: Painter,
}

impl Printer {
    /// Makes the printer for a format, a query and a choice of colours.
    pub(crate) fn new(
        format: Format,
        query: Option<String>,
        color: ColorChoice,
        surroundings: &Surroundings<'_>,
    ) -> Self {
        Self {
            format,
            query,
            stdout: Painter::new(color, surroundings.stdout_is_terminal, surroundings),
            stderr: Painter::new(color, surroundings.stderr_is_terminal, surroundings),
        }
    }
}
