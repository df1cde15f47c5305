//! Words in messages: quoted and listed.
//!
//! Whatever comes from a file is quoted here before it is in a message, so that it neither moves a
//! terminal's cursor nor fills the screen. Guessing is bounded: a word that is like nothing gets no
//! suggestion.

use oms_text::is_hidden;

/// Most characters of a file's text that a message repeats.
const MAX_QUOTED: usize = 60;

/// A text as messages show it: between backticks, what cannot be seen escaped, and cut where it is
/// long.
pub(crate) fn quoted(text: &str) -> String {
    format!("`{}`", escaped(text))
}

/// A text without what a terminal would obey, and cut where it is long.
pub(crate) fn escaped(text: &str) -> String {
    let mut escaped = String::new();
    for (count, character) in text.chars().enumerate() {
        if count == MAX_QUOTED {
            escaped.push_str("...");
            break;
        }
        if is_hidden(character) {
            escaped.extend(character.escape_default());
        } else {
            escaped.push(character);
        }
    }
    escaped
}

/// Words as alternatives in a sentence: `a`, `b` or `c`.
pub(crate) fn any_of<'a>(words: impl IntoIterator<Item = &'a str>) -> String {
    joined(words, "or")
}

/// Words as parts of a whole in a sentence: `a`, `b` and `c`.
pub(crate) fn all_of<'a>(words: impl IntoIterator<Item = &'a str>) -> String {
    joined(words, "and")
}

fn joined<'a>(words: impl IntoIterator<Item = &'a str>, last_word: &str) -> String {
    let quoted: Vec<String> = words.into_iter().map(quoted).collect();
    match quoted.as_slice() {
        [] => "nothing".to_owned(),
        [only] => only.clone(),
        [first @ .., last] => format!("{} {last_word} {last}", first.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_of_a_file_is_shown_without_what_a_terminal_obeys() {
        for (text, expected) in [
            ("größe", "größe"),
            ("\u{1b}[31m", "\\u{1b}[31m"),
            ("a\nb\tc", "a\\nb\\tc"),
            ("a\u{202e}b", "a\\u{202e}b"),
            ("\u{9b}1m", "\\u{9b}1m"),
            (&"x".repeat(61), &format!("{}...", "x".repeat(60))),
        ] {
            assert_eq!(escaped(text), expected, "{text:?}");
        }
    }

    #[test]
    fn words_are_listed_as_a_sentence_has_them() {
        assert_eq!(any_of([]), "nothing");
        assert_eq!(any_of(["a"]), "`a`");
        assert_eq!(any_of(["a", "b"]), "`a` or `b`");
        assert_eq!(all_of(["a", "b", "c"]), "`a`, `b` and `c`");
    }
}
