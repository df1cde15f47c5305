//! Patterns: regular expressions without alternatives and groups, which the client can match
//! without a library.

use std::ops::Range;

use oms_text::{PatternPiece, matches_pattern};

use crate::ir::{Pattern, Piece};
use crate::report::Flaw;

/// Most repetitions that a pattern may name; the longest text of the vendor has a fraction of it.
const MAX_REPETITIONS: u32 = 100_000;

/// Reads a pattern.
pub(crate) fn parse(text: &str) -> Result<Pattern, Flaw> {
    let mut reader = PatternReader { text, next: 0 };
    let mut pieces = Vec::new();
    while let Some(first) = reader.take() {
        let (ranges, negated) = reader.class(first)?;
        let (min, max) = reader.repetition()?;
        pieces.push(Piece {
            ranges,
            negated,
            min,
            max,
        });
    }
    if pieces.is_empty() {
        return Err(Flaw::new(0..0, "nothing would match it but an empty text"));
    }
    Ok(Pattern {
        source: text.to_owned(),
        pieces,
    })
}

/// Characters as ranges, and whether they are the ones that may not be there.
type Class = (Vec<(char, char)>, bool);

struct PatternReader<'a> {
    text: &'a str,
    next: usize,
}

impl PatternReader<'_> {
    fn peek(&self) -> Option<char> {
        self.text.get(self.next..)?.chars().next()
    }

    fn take(&mut self) -> Option<char> {
        let character = self.peek()?;
        self.next += character.len_utf8();
        Some(character)
    }

    fn take_if(&mut self, expected: char) -> bool {
        let found = self.peek() == Some(expected);
        if found {
            self.take();
        }
        found
    }

    /// From `start` to where the reader is.
    fn since(&self, start: usize) -> Range<usize> {
        start..self.next
    }

    fn class(&mut self, first: char) -> Result<Class, Flaw> {
        let start = self.next - first.len_utf8();
        let flaw = |reason: &str| Err(Flaw::new(self.since(start), reason));
        match first {
            '.' => Ok((Vec::new(), true)),
            '[' => self.set(start),
            '\\' => Ok((self.escape(start)?, false)),
            '(' | ')' => flaw("there are no groups; write a backslash before the character itself"),
            '|' => flaw("there are no alternatives; write a backslash before the character itself"),
            '^' | '$' => flaw("the whole text must match, so this goes without saying"),
            '*' | '+' | '?' | '{' => flaw("nothing that could be repeated is before this"),
            ']' | '}' => flaw("nothing opens this; write a backslash before the character itself"),
            literal => Ok((vec![(literal, literal)], false)),
        }
    }

    /// The character behind a backslash, which is at `start`.
    fn escape(&mut self, start: usize) -> Result<Vec<(char, char)>, Flaw> {
        match self.take() {
            Some('d') => Ok(vec![('0', '9')]),
            Some('w') => Ok(vec![('A', 'Z'), ('a', 'z'), ('0', '9'), ('_', '_')]),
            Some('s') => Ok(vec![('\t', '\r'), (' ', ' ')]),
            Some(other) if other.is_ascii_punctuation() => Ok(vec![(other, other)]),
            Some(_) => Err(Flaw::new(
                self.since(start),
                "there are `\\d`, `\\w` and `\\s`, and a backslash before a sign",
            )),
            None => Err(Flaw::new(
                self.since(start),
                "nothing is behind the backslash",
            )),
        }
    }

    /// A set of characters, whose bracket is at `start`.
    fn set(&mut self, start: usize) -> Result<Class, Flaw> {
        let negated = self.take_if('^');
        let mut ranges = Vec::new();
        loop {
            let from = self.next;
            let low = match self.take() {
                None => return Err(Flaw::new(start..self.next, "`]` is missing for this `[`")),
                Some(']') if ranges.is_empty() => {
                    return Err(Flaw::new(self.since(start), "no character is in the set"));
                }
                Some(']') => return Ok((ranges, negated)),
                Some('[') => {
                    return Err(Flaw::new(
                        self.since(from),
                        "write a backslash before the character itself",
                    ));
                }
                Some('\\') => match self.escape(from)?.as_slice() {
                    [(single, same)] if single == same => *single,
                    several => {
                        ranges.extend(several);
                        continue;
                    }
                },
                Some(low) => low,
            };
            let high = self.range_end(low)?;
            if low > high {
                return Err(Flaw::new(self.since(from), "the range runs backwards"));
            }
            ranges.push((low, high));
        }
    }

    /// The last character of a range that starts with `low`: itself, where no range follows.
    fn range_end(&mut self, low: char) -> Result<char, Flaw> {
        let dash = self.next;
        if !self.take_if('-') {
            return Ok(low);
        }
        match self.peek() {
            // A dash before the end of the set means itself.
            None | Some(']') => {
                self.next = dash;
                Ok(low)
            }
            Some('\\') => {
                let start = self.next;
                self.take();
                match self.escape(start)?.as_slice() {
                    [(single, same)] if single == same => Ok(*single),
                    _ => Err(Flaw::new(
                        self.since(dash),
                        "a range ends with one character",
                    )),
                }
            }
            Some(high) => {
                self.take();
                Ok(high)
            }
        }
    }

    fn repetition(&mut self) -> Result<(u32, Option<u32>), Flaw> {
        let start = self.next;
        let Some(mark @ ('?' | '*' | '+' | '{')) = self.peek() else {
            return Ok((1, Some(1)));
        };
        self.take();
        match mark {
            '?' => Ok((0, Some(1))),
            '*' => Ok((0, None)),
            '+' => Ok((1, None)),
            _ => self.braces(start),
        }
    }

    /// A number of repetitions, whose brace is at `start`.
    fn braces(&mut self, start: usize) -> Result<(u32, Option<u32>), Flaw> {
        let from = self.next;
        while self.peek().is_some_and(|next| next != '}') {
            self.take();
        }
        let inner = self.text.get(from..self.next).unwrap_or_default();
        if !self.take_if('}') {
            return Err(Flaw::new(self.since(start), "`}` is missing for this `{`"));
        }
        let flaw = |reason: String| Flaw::new(self.since(start), reason);
        let number = |digits: &str| {
            let plain = digits.chars().all(|digit| digit.is_ascii_digit());
            let number = digits.parse::<u32>().ok().filter(|_| plain);
            let number =
                number.ok_or_else(|| flaw("`{n}`, `{m,}` or `{m,n}` is expected".to_owned()))?;
            if number > MAX_REPETITIONS {
                return Err(flaw(format!("at most {MAX_REPETITIONS} repetitions")));
            }
            Ok(number)
        };
        match inner.split_once(',') {
            None => number(inner).map(|count| (count, Some(count))),
            Some((min, "")) => Ok((number(min)?, None)),
            Some((min, max)) => {
                let (min, max) = (number(min)?, number(max)?);
                if min > max {
                    return Err(flaw("the least number is above the greatest".to_owned()));
                }
                Ok((min, Some(max)))
            }
        }
    }
}

/// Returns whether a whole text matches.
pub(crate) fn matches(pattern: &Pattern, text: &str) -> bool {
    let pieces = pattern.pieces.iter().map(|piece| PatternPiece {
        ranges: &piece.ranges,
        negated: piece.negated,
        min: piece.min,
        max: piece.max,
    });
    matches_pattern(text, pieces)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_match_whole_texts() {
        for (pattern, text, expected) in [
            ("[^ ]+", "a-b", true),
            ("[^ ]+", "a b", false),
            ("[^ ]+", "", false),
            ("[0-9.]+:[0-9]{1,5}", "10.0.0.1:2883", true),
            ("[0-9.]+:[0-9]{1,5}", "10.0.0.1:288345", false),
            ("\\d{3}", "123", true),
            ("\\d{3}", "1234", false),
            ("\\d{3}", "12", false),
            ("a*ab", "aaab", true),
            ("a*ab", "aaa", false),
            ("a{2}a{2,}b?", "aaaa", true),
            ("a{2}a{2,}b?", "aaa", false),
            ("e_[a-z0-9]*", "e_", true),
            (".", "x", true),
            (".?", "", true),
            (".*.*.*", "xyz", true),
            ("[\\]a-]+", "]-a", true),
            ("[a\\-z]+", "-", true),
            ("[a\\-z]+", "b", false),
            ("[+-\\-]+", ",", true),
            ("[\\d_]+", "1_", true),
            ("ä{2,}", "äää", true),
            ("a{0}b", "b", true),
        ] {
            let parsed = parse(pattern).unwrap_or_else(|flaw| panic!("{pattern}: {flaw:?}"));
            assert_eq!(matches(&parsed, text), expected, "{pattern} {text}");
        }
    }

    #[test]
    fn what_is_no_pattern_is_refused_where_it_is_wrong() {
        for (pattern, wrong) in [
            ("", ""),
            ("a|b", "|"),
            ("x(a)", "("),
            ("y[a", "[a"),
            ("[]", "[]"),
            ("[^]", "[^]"),
            ("a**", "*"),
            ("a{2,1}", "{2,1}"),
            ("a{x}", "{x}"),
            ("a{2", "{2"),
            ("a{-1}", "{-1}"),
            ("a{}", "{}"),
            ("^a$", "^"),
            ("ä$", "$"),
            ("[z-a]", "z-a"),
            ("[a-\\d]", "-\\d"),
            ("[[]", "["),
            ("a\\", "\\"),
            ("a\\ä", "\\ä"),
            ("\\b", "\\b"),
            ("{3}", "{"),
            ("a]", "]"),
            ("a{999999}", "{999999}"),
        ] {
            let flaw = parse(pattern).expect_err(pattern);
            assert_eq!(&pattern[flaw.range], wrong, "{pattern}");
        }
    }
}
