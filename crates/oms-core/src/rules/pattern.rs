//! The form that a text must have, compiled from a small regular expression when code is generated.
//!
//! Nothing is parsed here and no alternative is tried: a pattern is a row of pieces, so that no
//! crate for regular expressions is linked and no text takes longer than its length times the
//! number of pieces.

use std::fmt;

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

    /// The places of a text that this piece can end at, where it starts at one of the `reached`
    /// ones. Place n is before character n.
    fn step(&self, text: &str, reached: &[bool]) -> Vec<bool> {
        // The number of characters before this place that the piece allows without a gap, and the
        // last start that is far enough back: if it is too far, so is every other.
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
mod tests {
    use super::{Pattern, Piece};

    const LETTER: &[(char, char)] = &[('a', 'b')];

    const TABLE: [&[Piece]; 12] = [
        &[],
        &[Piece::new(LETTER)],
        &[Piece::new(LETTER).at_least(0)],
        &[Piece::new(LETTER).times(2, 3)],
        &[Piece::none_of(LETTER).at_least(1)],
        &[Piece::none_of(&[]).at_least(2)],
        &[Piece::new(&[])],
        // Greed alone would leave nothing for what follows.
        &[
            Piece::new(LETTER).at_least(0),
            Piece::new(&[('a', 'a')]),
            Piece::new(LETTER).times(1, 2),
        ],
        &[
            Piece::none_of(&[]).at_least(0),
            Piece::new(&[('-', '-')]),
            Piece::none_of(&[]).at_least(0),
        ],
        &[
            Piece::new(&[('a', 'a')]).times(0, 1),
            Piece::new(&[('a', 'a')]).times(0, 1),
            Piece::new(&[('a', 'a')]).times(2, 2),
        ],
        &[
            Piece::new(LETTER).times(0, 2),
            Piece::new(&[('-', '-')]).times(0, 1),
            Piece::none_of(&[('b', 'b')]).times(1, 3),
        ],
        &[Piece::new(LETTER).times(0, 0), Piece::new(LETTER)],
    ];

    /// Tries every length of every piece.
    fn matches_slowly(pieces: &[Piece], text: &[char]) -> bool {
        let Some((piece, rest)) = pieces.split_first() else {
            return text.is_empty();
        };
        (0..=text.len()).any(|taken| {
            taken >= piece.min as usize
                && piece.max.is_none_or(|max| taken <= max as usize)
                && text[..taken].iter().all(|&c| piece.allows(c))
                && matches_slowly(rest, &text[taken..])
        })
    }

    /// Every text of up to `length` characters of an alphabet.
    fn texts(alphabet: &[char], length: usize) -> Vec<String> {
        let mut all = vec![String::new()];
        let mut longest = all.clone();
        for _ in 0..length {
            longest = longest
                .iter()
                .flat_map(|text| alphabet.iter().map(move |c| format!("{text}{c}")))
                .collect();
            all.extend(longest.iter().cloned());
        }
        all
    }

    #[test]
    fn a_text_matches_where_trying_everything_finds_a_way() {
        for pieces in TABLE {
            let (pattern, mut matched) = (Pattern::new("…", pieces), 0);
            for text in texts(&['a', 'b', '-', '\u{e9}'], 5) {
                let characters: Vec<char> = text.chars().collect();
                let expected = matches_slowly(pieces, &characters);
                assert_eq!(pattern.check(&text).is_ok(), expected, "{pieces:?} {text}");
                matched += usize::from(expected);
            }
            assert_eq!(matched == 0, pieces == [Piece::new(&[])], "{pieces:?}");
        }
    }

    #[test]
    fn no_text_takes_longer_than_its_length_times_the_pieces() {
        // A matcher that goes back would try about 10^40 ways here.
        const GREEDY: [Piece; 20] = [Piece::new(LETTER).at_least(1); 20];
        let text = "a".repeat(20_000);
        let pattern = Pattern::new("(?:[ab]+){20}", &GREEDY);
        assert!(pattern.check(&text).is_ok());
        let refusal = pattern.check(&(text + "c")).unwrap_err();
        assert_eq!(refusal.message(), "must match the pattern `(?:[ab]+){20}`");
        assert_eq!(format!("{pattern:?}"), "Pattern((?:[ab]+){20})");
    }
}
