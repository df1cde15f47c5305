//! A mistake in a part of a text.

use std::ops::Range;

/// A part of a text, in bytes, and what is wrong with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Flaw {
    pub(crate) range: Range<usize>,
    pub(crate) reason: String,
}

impl Flaw {
    pub(crate) fn new(range: Range<usize>, reason: impl Into<String>) -> Self {
        Self {
            range,
            reason: reason.into(),
        }
    }

    /// The first character of a text that is none of those that may be in it.
    pub(crate) fn of_character(
        text: &str,
        allowed: impl Fn(char) -> bool,
        reason: &str,
    ) -> Option<Self> {
        let (start, character) = text
            .char_indices()
            .find(|(_, character)| !allowed(*character))?;
        Some(Self::new(start..start + character.len_utf8(), reason))
    }
}
