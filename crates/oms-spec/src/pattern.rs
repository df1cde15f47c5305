//! Patterns: regular expressions without alternatives and groups, which the client can match without a library.

use crate::ir::{Pattern, Piece};

/// Most repetitions that a pattern may name; the longest text of the vendor has a fraction of it.
const MAX_REPETITIONS: u32 = 100_000;

/// Reads a pattern; `None` where it is none.
pub(crate) fn parse(text: &str) -> Option<Pattern> {
    let mut rest = text.chars().collect::<Vec<_>>();
    rest.reverse();
    let mut pieces = Vec::new();
    while let Some(first) = rest.pop() {
        let (ranges, negated) = class(first, &mut rest)?;
        let (min, max) = repetition(&mut rest)?;
        pieces.push(Piece {
            ranges,
            negated,
            min,
            max,
        });
    }
    (!pieces.is_empty()).then(|| Pattern {
        source: text.to_owned(),
        pieces,
    })
}

/// Characters as ranges, and whether they are the ones that may not stand there.
type Class = (Vec<(char, char)>, bool);

fn class(first: char, rest: &mut Vec<char>) -> Option<Class> {
    match first {
        '.' => Some((Vec::new(), true)),
        '[' => bracket(rest),
        '\\' => escape(rest.pop()?),
        '(' | ')' | '|' | '*' | '+' | '?' | '{' | '}' | ']' | '^' | '$' => None,
        literal => Some((vec![(literal, literal)], false)),
    }
}

fn escape(escaped: char) -> Option<Class> {
    match escaped {
        'd' => Some((vec![('0', '9')], false)),
        'w' => Some((vec![('A', 'Z'), ('a', 'z'), ('0', '9'), ('_', '_')], false)),
        's' => Some((vec![('\t', '\r'), (' ', ' ')], false)),
        other if other.is_ascii_punctuation() => Some((vec![(other, other)], false)),
        _ => None,
    }
}

fn bracket(rest: &mut Vec<char>) -> Option<Class> {
    let negated = rest.pop_if(|next| *next == '^').is_some();
    let mut ranges = Vec::new();
    loop {
        let low = match rest.pop()? {
            ']' if ranges.is_empty() => return None,
            ']' => return Some((ranges, negated)),
            '\\' => match escape(rest.pop()?)? {
                (single, _)
                    if single.len() == 1 && single.iter().all(|(low, high)| low == high) =>
                {
                    single.first()?.0
                }
                (several, _) => {
                    ranges.extend(several);
                    continue;
                }
            },
            '[' => return None,
            low => low,
        };
        let high = match rest.as_slice() {
            [.., high, '-'] if *high != ']' => {
                let high = *high;
                rest.truncate(rest.len().saturating_sub(2));
                if high == '\\' { rest.pop()? } else { high }
            }
            _ => low,
        };
        if low > high {
            return None;
        }
        ranges.push((low, high));
    }
}

fn repetition(rest: &mut Vec<char>) -> Option<(u32, Option<u32>)> {
    Some(match rest.last() {
        Some('?') => (rest.pop().map(|_| 0)?, Some(1)),
        Some('*') => (rest.pop().map(|_| 0)?, None),
        Some('+') => (rest.pop().map(|_| 1)?, None),
        Some('{') => {
            rest.pop();
            return braces(rest);
        }
        _ => (1, Some(1)),
    })
}

fn braces(rest: &mut Vec<char>) -> Option<(u32, Option<u32>)> {
    let mut inner = String::new();
    loop {
        match rest.pop()? {
            '}' => break,
            other => inner.push(other),
        }
    }
    let number = |digits: &str| {
        let plain = digits.chars().all(|digit| digit.is_ascii_digit());
        digits
            .parse::<u32>()
            .ok()
            .filter(|number| plain && *number <= MAX_REPETITIONS)
    };
    match inner.split_once(',') {
        None => number(&inner).map(|count| (count, Some(count))),
        Some((min, "")) => number(min).map(|min| (min, None)),
        Some((min, max)) => {
            let (min, max) = (number(min)?, number(max)?);
            (min <= max).then_some((min, Some(max)))
        }
    }
}

/// Whether a whole text matches. The client has a matcher of its own; this one judges the examples of the spec.
pub(crate) fn matches(pattern: &Pattern, text: &str) -> bool {
    let text: Vec<char> = text.chars().collect();
    // After each piece, every place that it can end at; a place counts once, however it was reached.
    let mut places = vec![false; text.len() + 1];
    if let Some(start) = places.first_mut() {
        *start = true;
    }
    for piece in &pattern.pieces {
        let mut next = vec![false; text.len() + 1];
        for (start, _) in places.iter().enumerate().filter(|(_, reached)| **reached) {
            ends(piece, &text, start, &mut next);
        }
        places = next;
    }
    places.last().copied().unwrap_or_default()
}

fn ends(piece: &Piece, text: &[char], start: usize, places: &mut [bool]) {
    let most = piece
        .max
        .map_or(usize::MAX, |max| usize::try_from(max).unwrap_or(usize::MAX));
    let least = usize::try_from(piece.min).unwrap_or(usize::MAX);
    let run = text
        .iter()
        .skip(start)
        .take_while(|character| takes(piece, **character))
        .count();
    for count in least..=run.min(most) {
        if let Some(place) = places.get_mut(start + count) {
            *place = true;
        }
    }
}

fn takes(piece: &Piece, character: char) -> bool {
    let listed = piece
        .ranges
        .iter()
        .any(|(low, high)| (*low..=*high).contains(&character));
    listed != piece.negated
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
            ("a*ab", "aaab", true),
            ("e_[a-z0-9]*", "e_", true),
            (".", "x", true),
            (".?", "", true),
            ("[\\]a-]+", "]-a", true),
            ("ä{2,}", "äää", true),
        ] {
            let parsed = parse(pattern).unwrap_or_else(|| panic!("{pattern}"));
            assert_eq!(matches(&parsed, text), expected, "{pattern} {text}");
        }
    }

    #[test]
    fn what_is_no_pattern_is_refused() {
        for pattern in [
            "",
            "a|b",
            "(a)",
            "[a",
            "[]",
            "a**",
            "a{2,1}",
            "a{x}",
            "^a$",
            "[z-a]",
            "\\",
            "{3}",
            "a{999999}",
        ] {
            assert_eq!(parse(pattern), None, "{pattern}");
        }
    }
}
