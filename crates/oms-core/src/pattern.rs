//! The form that a text must have, compiled from a small regular expression when code is generated.
//!
//! Nothing is parsed here and no alternative is tried: a pattern is a row of pieces, so that no crate for regular expressions is
//! linked and no text takes longer than its length times the number of pieces.

use std::fmt;

use crate::Invalid;

/// The form that a text must have, from its first character to its last.
///
/// ```
/// use oms_core::{Pattern, Piece};
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
/// assert_eq!(LABEL.check("l_4").unwrap_err().message(), "must match the pattern `^l_[a-z0-9]{4,}$`");
/// ```
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Pattern {
    source: &'static str,
    pieces: &'static [Piece],
}

/// One piece of a [`Pattern`]: which characters stand there, and how often. Alone, it stands for one character.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Piece {
    characters: &'static [(char, char)],
    negated: bool,
    min: u32,
    max: Option<u32>,
}

impl Piece {
    /// One of these characters, given as ranges with both ends included.
    #[must_use]
    pub const fn new(ranges: &'static [(char, char)]) -> Self {
        Self {
            characters: ranges,
            negated: false,
            min: 1,
            max: Some(1),
        }
    }

    /// One character that is in none of these ranges. Without a range, it is any character.
    #[must_use]
    pub const fn none_of(ranges: &'static [(char, char)]) -> Self {
        Self {
            negated: true,
            ..Self::new(ranges)
        }
    }

    /// Repeats the piece at least `min` and at most `max` times.
    #[must_use]
    pub const fn times(mut self, min: u32, max: u32) -> Self {
        self.min = min;
        self.max = Some(max);
        self
    }

    /// Repeats the piece at least `min` times.
    #[must_use]
    pub const fn at_least(mut self, min: u32) -> Self {
        self.min = min;
        self.max = None;
        self
    }

    fn allows(&self, c: char) -> bool {
        let listed = self
            .characters
            .iter()
            .any(|&(first, last)| (first..=last).contains(&c));
        listed != self.negated
    }

    /// The places of a text that this piece can end at, where it starts at one of the `reached` ones. Place n stands before
    /// character n.
    fn step(&self, text: &str, reached: &[bool]) -> Vec<bool> {
        // How many characters before this place the piece allows without a gap, and the last start that is far enough back: if it
        // is too far, so is every other.
        let (mut run, mut start) = (0, None);
        let (min, max) = (self.min as usize, self.max.map(|max| max as usize));
        let before = std::iter::once(None).chain(text.chars().map(Some));
        before
            .enumerate()
            .map(|(place, before)| {
                run = match before {
                    Some(c) if self.allows(c) => run + 1,
                    _ => 0,
                };
                let candidate = place.checked_sub(min);
                start = candidate
                    .filter(|&start| reached.get(start) == Some(&true))
                    .or(start);
                let longest = max.map_or(run, |max| run.min(max));
                start.is_some_and(|start| place - start <= longest)
            })
            .collect()
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
        let mut reached = vec![true];
        for piece in self.pieces {
            reached = piece.step(text, &reached);
        }
        let length = text.chars().count();
        if reached.get(length) == Some(&true) {
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
mod tests;
