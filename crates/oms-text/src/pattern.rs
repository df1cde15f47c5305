//! The match of a whole text with a pattern, which is a row of pieces without alternatives.
//!
//! The examples of the spec are judged by it, and so are the values that a client is to send. With
//! two matchers, the spec could accept an example that the client refuses.

/// One piece of a pattern: the characters that may be there, and how often.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PatternPiece<'a> {
    /// The characters as ranges, both ends included.
    pub ranges: &'a [(char, char)],
    /// Says whether the ranges are those that may not be there.
    pub negated: bool,
    /// Least number.
    pub min: u32,
    /// Greatest number; `None` for any.
    pub max: Option<u32>,
}

/// Returns whether a whole text matches the pieces, from its first character to its last.
///
/// No text takes longer than its length times the number of pieces.
///
/// # Examples
///
/// ```
/// use oms_text::{PatternPiece, matches_pattern};
///
/// let digits = PatternPiece { ranges: &[('0', '9')], negated: false, min: 1, max: Some(3) };
/// assert!(matches_pattern("12", [digits]));
/// assert!(!matches_pattern("1234", [digits]));
/// ```
#[must_use]
pub fn matches_pattern<'a>(text: &str, pieces: impl IntoIterator<Item = PatternPiece<'a>>) -> bool {
    // The places that the pieces so far can end at, however they were reached. Place n is before
    // character n.
    let mut reached = vec![true];
    for piece in pieces {
        reached = piece.step(text, &reached);
    }
    reached.get(text.chars().count()) == Some(&true)
}

impl PatternPiece<'_> {
    fn allows(&self, c: char) -> bool {
        let mut ranges = self.ranges.iter();
        let listed = ranges.any(|&(first, last)| (first..=last).contains(&c));
        listed != self.negated
    }

    /// The places of a text that this piece can end at, where it starts at one of the `reached`
    /// ones.
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

#[cfg(test)]
mod tests {
    use super::{PatternPiece, matches_pattern};

    const LETTER: &[(char, char)] = &[('a', 'b')];

    const TABLE: [&[PatternPiece<'_>]; 12] = [
        &[],
        &[of(LETTER, 1, Some(1))],
        &[of(LETTER, 0, None)],
        &[of(LETTER, 2, Some(3))],
        &[none_of(LETTER, 1, None)],
        &[none_of(&[], 2, None)],
        &[of(&[], 1, Some(1))],
        // Greed alone would leave nothing for what follows.
        &[
            of(LETTER, 0, None),
            of(&[('a', 'a')], 1, Some(1)),
            of(LETTER, 1, Some(2)),
        ],
        &[
            none_of(&[], 0, None),
            of(&[('-', '-')], 1, Some(1)),
            none_of(&[], 0, None),
        ],
        &[
            of(&[('a', 'a')], 0, Some(1)),
            of(&[('a', 'a')], 0, Some(1)),
            of(&[('a', 'a')], 2, Some(2)),
        ],
        &[
            of(LETTER, 0, Some(2)),
            of(&[('-', '-')], 0, Some(1)),
            none_of(&[('b', 'b')], 1, Some(3)),
        ],
        &[of(LETTER, 0, Some(0)), of(LETTER, 1, Some(1))],
    ];

    const fn of(
        ranges: &'static [(char, char)],
        min: u32,
        max: Option<u32>,
    ) -> PatternPiece<'static> {
        PatternPiece {
            ranges,
            negated: false,
            min,
            max,
        }
    }

    const fn none_of(
        ranges: &'static [(char, char)],
        min: u32,
        max: Option<u32>,
    ) -> PatternPiece<'static> {
        PatternPiece {
            negated: true,
            ..of(ranges, min, max)
        }
    }

    /// Tries every length of every piece.
    fn matches_slowly(pieces: &[PatternPiece<'_>], text: &[char]) -> bool {
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
            let mut matched = 0;
            for text in texts(&['a', 'b', '-', '\u{e9}'], 5) {
                let characters: Vec<char> = text.chars().collect();
                let expected = matches_slowly(pieces, &characters);
                let found = matches_pattern(&text, pieces.iter().copied());
                assert_eq!(found, expected, "{pieces:?} {text}");
                matched += usize::from(expected);
            }
            let nothing = [of(&[], 1, Some(1))];
            assert_eq!(matched == 0, pieces == nothing, "{pieces:?}");
        }
    }

    #[test]
    fn no_text_takes_longer_than_its_length_times_the_pieces() {
        // A matcher that goes back would try about 10^40 ways here.
        let greedy = [of(LETTER, 1, None); 20];
        let text = "a".repeat(20_000);
        assert!(matches_pattern(&text, greedy));
        assert!(!matches_pattern(&(text + "c"), greedy));
    }
}
