//! How the outcome is printed: the format, the part of it, and the colours of both streams.

use super::{ColorChoice, Format, Painter};
use crate::surroundings::Surroundings;

/// How the outcome is printed.
#[derive(Debug, Clone)]
pub(crate) struct Printer {
    pub(crate) format: Format,
    /// The part of the JSON that is printed, where not all of it is.
    pub(crate) query: Option<String>,
    pub(crate) stdout: Painter,
    pub(crate) stderr: Painter,
}

impl Printer {
    /// Whether what is printed is for programs, so that nobody is there to be asked beside it.
    pub(crate) const fn is_for_programs(&self) -> bool {
        !matches!(self.format, Format::Table) || self.query.is_some()
    }

    /// The printer for a format, a query and a choice of colours.
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
