//! Places in the files of a spec, and words that know theirs.

use std::ops::Range;

/// A part of a file, in bytes. Files are small enough for 32 bits, and every word of the spec keeps
/// one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub(crate) struct Span {
    file: u32,
    start: u32,
    end: u32,
}

impl Span {
    pub(crate) fn new(file: usize, range: Range<usize>) -> Self {
        let small = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
        Self {
            file: small(file),
            start: small(range.start),
            end: small(range.end.max(range.start)),
        }
    }

    /// The place to point to when a file is missing.
    pub(crate) fn nowhere() -> Self {
        Self::new(usize::MAX, 0..0)
    }

    /// The place to point to when a whole file is meant.
    pub(crate) fn start_of(file: usize) -> Self {
        Self::new(file, 0..0)
    }

    pub(crate) fn file(self) -> usize {
        usize::try_from(self.file).unwrap_or(usize::MAX)
    }

    pub(crate) fn start(self) -> usize {
        usize::try_from(self.start).unwrap_or(usize::MAX)
    }

    pub(crate) fn end(self) -> usize {
        usize::try_from(self.end).unwrap_or(usize::MAX)
    }

    /// The first byte of it.
    pub(crate) fn first(self) -> Self {
        Self {
            end: self.start.saturating_add(1),
            ..self
        }
    }
}

/// A word and where it is.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Text {
    pub(crate) value: String,
    pub(crate) span: Span,
    /// The number of quotes before its characters, if they are in the file as they are, without
    /// escapes.
    pub(crate) verbatim: Option<u8>,
}

impl Text {
    /// The place of a part of the text, which is the whole of it where escapes keep the part from
    /// being found.
    pub(crate) fn part(&self, range: Range<usize>) -> Span {
        let Some(quotes) = self.verbatim else {
            return self.span;
        };
        let start = self.span.start() + usize::from(quotes);
        Span::new(self.span.file(), start + range.start..start + range.end)
    }
}
