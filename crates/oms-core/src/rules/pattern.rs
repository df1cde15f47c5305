//! The form that a text must have, compiled from a small regular expression when code is generated.
//!
//! Nothing is parsed here and no alternative is tried: a pattern is a row of pieces, so that no
//! crate for regular expressions is linked.

use std::fmt;

use oms_text::{PatternPiece, matches_pattern};

use crate::Invalid;

/// The form that a text must have, from its first character to its last.
///
/// ```
/// # use oms_core as oms_client;
/// use oms_client::{Pattern, Piece};
///
/// const LABEL: Pattern = Pattern::new(
///     "^l_[a-z0-9]{4,}$",
///     &[
///         Piece::new(&[('l', 'l')]),
///         Piece::new(&[('_', '_')]),
///         Piece::new(&[('a', 'z'), ('0', '9')]).at_least(4),
///     ],
/// );
/// assert!(LABEL.check("l_4w3a").is_ok());
///
/// let refused = LABEL.check("l_4").unwrap_err();
/// assert_eq!(refused.message(), "must match the pattern `^l_[a-z0-9]{4,}$`");
/// ```
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Pattern {
    source: &'static str,
    pieces: &'static [Piece],
}

/// One piece of a [`Pattern`]: the characters that are allowed there, and how often. Alone, it is
/// one character.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Piece(PatternPiece<'static>);

impl Piece {
    /// One of these characters, given as ranges with both ends included.
    #[must_use]
    pub const fn new(ranges: &'static [(char, char)]) -> Self {
        Self(PatternPiece {
            ranges,
            negated: false,
            min: 1,
            max: Some(1),
        })
    }

    /// One character that is in none of these ranges. Without a range, it is any character.
    #[must_use]
    pub const fn none_of(ranges: &'static [(char, char)]) -> Self {
        let mut piece = Self::new(ranges);
        piece.0.negated = true;
        piece
    }

    /// Repeats the piece at least `min` and at most `max` times.
    #[must_use]
    pub const fn times(mut self, min: u32, max: u32) -> Self {
        self.0.min = min;
        self.0.max = Some(max);
        self
    }

    /// Repeats the piece at least `min` times.
    #[must_use]
    pub const fn at_least(mut self, min: u32) -> Self {
        self.0.min = min;
        self.0.max = None;
        self
    }
}

impl Pattern {
    /// A pattern, with the regular expression that it was compiled from.
    #[must_use]
    pub const fn new(source: &'static str, pieces: &'static [Piece]) -> Self {
        Self { source, pieces }
    }

    /// The regular expression that it was compiled from.
    #[must_use]
    pub const fn source(&self) -> &'static str {
        self.source
    }

    /// Checks a text.
    ///
    /// # Errors
    ///
    /// The text does not have the form.
    pub fn check(&self, text: &str) -> Result<(), Invalid> {
        if matches_pattern(text, self.pieces.iter().map(|piece| piece.0)) {
            return Ok(());
        }
        Err(Invalid::new(format!(
            "must match the pattern `{}`",
            self.source
        )))
    }
}

impl fmt::Debug for Pattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Pattern({})", self.source)
    }
}

#[cfg(test)]
mod tests {
    use super::{Pattern, Piece};

    #[test]
    fn a_pattern_takes_what_its_pieces_say() {
        const PIECES: [Piece; 4] = [
            Piece::new(&[('a', 'b')]),
            Piece::none_of(&[('-', '-')]).times(0, 1),
            Piece::new(&[('-', '-')]),
            Piece::none_of(&[]).at_least(2),
        ];
        let pattern = Pattern::new("[ab][^-]?-.{2,}", &PIECES);
        for text in ["a-xy", "b\u{e9}-xyz", "a----"] {
            assert!(pattern.check(text).is_ok(), "{text}");
        }
        for text in ["", "c-xy", "axx-yz", "a-x", "-xy"] {
            let refusal = pattern.check(text).unwrap_err();
            let message = "must match the pattern `[ab][^-]?-.{2,}`";
            assert_eq!(refusal.message(), message, "{text}");
        }
        assert_eq!(format!("{pattern:?}"), "Pattern([ab][^-]?-.{2,})");
    }
}
