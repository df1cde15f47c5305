//! Which texts have a form, held against a slow matcher that tries everything.

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
