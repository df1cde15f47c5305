//! The printer of a command: its format, the part of the output that is printed, and the colours of
//! both streams.

use super::{ColorChoice, Format, Ordered, Painter, jq};
use crate::surroundings::Surroundings;

/// The part of the JSON that is printed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Part {
    /// The value that a JSON pointer names.
    Pointer(String),
    /// The values that a filter of jq gives.
    Jq(String),
}

impl Part {
    /// Returns the values that it names; none if there is nothing.
    pub(crate) fn of(&self, value: &Ordered) -> Result<Vec<Ordered>, String> {
        match self {
            Self::Pointer(pointer) => Ok(value.at(pointer).cloned().into_iter().collect()),
            Self::Jq(filter) => jq::run(filter, value),
        }
    }

    /// Returns the flag with which it was given.
    pub(crate) const fn flag(&self) -> &'static str {
        match self {
            Self::Pointer(_) => "--query",
            Self::Jq(_) => "--jq",
        }
    }

    /// Returns the text as it was written.
    pub(crate) fn text(&self) -> &str {
        let (Self::Pointer(text) | Self::Jq(text)) = self;
        text
    }
}

/// The settings for printing a report.
#[derive(Debug, Clone)]
pub(crate) struct Printer {
    pub(crate) format: Format,
    /// The part of the JSON that is printed, if not all of it is.
    pub(crate) part: Option<Part>,
    pub(crate) stdout: Painter,
    pub(crate) stderr: Painter,
}

impl Printer {
    /// Returns whether the output is for programs, so that nobody is there to be asked beside it.
    pub(crate) const fn is_for_programs(&self) -> bool {
        !matches!(self.format, Format::Table) || self.part.is_some()
    }

    /// Returns whether each record is a line by itself, so that it can be printed before the next
    /// one is known.
    pub(crate) const fn is_line_by_line(&self) -> bool {
        matches!(self.format, Format::JsonLines | Format::Csv) && self.part.is_none()
    }

    /// Makes the printer for a format, a part and a choice of colours.
    pub(crate) fn new(
        format: Format,
        part: Option<Part>,
        color: ColorChoice,
        surroundings: &Surroundings<'_>,
    ) -> Self {
        Self {
            format,
            part,
            stdout: Painter::new(color, surroundings.stdout_is_terminal, surroundings),
            stderr: Painter::new(color, surroundings.stderr_is_terminal, surroundings),
        }
    }
}
