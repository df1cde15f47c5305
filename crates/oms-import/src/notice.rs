//! Notices: the importer's remarks about a page besides its facts.

use std::fmt;

/// The part of the page that is lost by the problem of a notice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Nothing is lost; the vendor's text is odd.
    Odd,
    /// A part of the page could not be read, so the facts are incomplete.
    Cut,
    /// Nothing could be read.
    Refused,
}

/// Something about a page that a person should know.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// The part of the page that is lost.
    pub severity: Severity,
    /// Number of the line, from 1.
    pub line: usize,
    /// The finding.
    pub what: String,
    /// The next step for the reader.
    pub help: &'static str,
}

impl Notice {
    pub(crate) fn odd(line: usize, what: impl Into<String>, help: &'static str) -> Self {
        Self::new(Severity::Odd, line, what, help)
    }

    pub(crate) fn cut(line: usize, what: impl Into<String>, help: &'static str) -> Self {
        Self::new(Severity::Cut, line, what, help)
    }

    pub(crate) fn refused(line: usize, what: impl Into<String>, help: &'static str) -> Self {
        Self::new(Severity::Refused, line, what, help)
    }

    fn new(severity: Severity, line: usize, what: impl Into<String>, help: &'static str) -> Self {
        let what = what.into();
        Self {
            severity,
            line,
            what,
            help,
        }
    }
}

impl fmt::Display for Notice {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let word = match self.severity {
            Severity::Odd => "odd",
            Severity::Cut => "cut",
            Severity::Refused => "refused",
        };
        write!(formatter, "{word}: {}; {}", self.what, self.help)
    }
}
