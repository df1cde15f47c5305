//! The quotes of bash and zsh, in whose words a line to complete is handed over.

/// A word without its quotes.
pub(super) struct Unquoted {
    pub(super) text: String,
    /// The quote that is open at its end.
    pub(super) quote: Option<char>,
    /// The length of the text before the last quote that was opened.
    begun: usize,
}

impl Unquoted {
    /// Reads a word as it was typed, as bash and zsh do. Nothing in it is expanded.
    pub(super) fn read(word: &str) -> Self {
        let (mut text, mut quote, mut begun) = (String::new(), None, 0);
        let mut letters = word.chars();
        while let Some(letter) = letters.next() {
            match (quote, letter) {
                (Some(open), _) if letter == open => quote = None,
                (None, '\'' | '"') => {
                    quote = Some(letter);
                    begun = text.len();
                }
                (None, '\\') => text.extend(letters.next()),
                (Some('"'), '\\') => {
                    let next = letters.next();
                    let is_escape = next.is_some_and(|next| "\"\\$`".contains(next));
                    text.extend(Some('\\').filter(|_| !is_escape));
                    text.extend(next);
                }
                _ => text.push(letter),
            }
        }
        Self { text, quote, begun }
    }

    /// Returns the text before the last quote that was opened.
    pub(super) fn before_quote(&self) -> &str {
        self.text.get(..self.begun).unwrap_or_default()
    }
}

/// Returns a text as bash reads it behind a quote that is open, or as one word.
pub(super) fn quoted(text: &str, quote: Option<char>) -> String {
    let mut word = String::new();
    for letter in text.chars() {
        match (quote, letter) {
            (Some('\''), '\'') => word.push_str("'\\''"),
            // A backslash does not protect it from the history between these quotes.
            (Some('"'), '!') => word.push_str("\"\\!\""),
            (Some('"'), '"' | '$' | '`' | '\\') => word.extend(['\\', letter]),
            (Some(_), _) => word.push(letter),
            (None, _) if letter.is_alphanumeric() || "-_./=:@,+%".contains(letter) => {
                word.push(letter);
            }
            (None, _) => word.extend(['\\', letter]),
        }
    }
    // bash closes its quote unless it sees one at the end.
    word.extend(quote.filter(|quote| word.ends_with(*quote)));
    word
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_are_taken_off_every_word_and_an_open_one_ends_with_it() {
        for (word, text, quote) in [
            ("pay\\ r", "pay r", None),
            ("\"pay r\"", "pay r", None),
            ("'a\\'b\\c\\", "a\\bc", None),
            ("\"\\\"\\\\\\$\\`\\n", "\"\\$`\\n", Some('"')),
            ("\"it's", "it's", Some('"')),
            ("'\"订", "\"订", Some('\'')),
        ] {
            let unquoted = Unquoted::read(word);
            assert_eq!(
                (unquoted.text.as_str(), unquoted.quote),
                (text, quote),
                "{word}"
            );
        }
    }

    #[test]
    fn a_name_is_one_word_of_bash() {
        assert_eq!(quoted("a b'c", None), "a\\ b\\'c");
        assert_eq!(quoted("订单-1", None), "订单-1");
        assert_eq!(quoted("a 'b' $c!", Some('\'')), "a '\\''b'\\'' $c!");
        assert_eq!(
            quoted("a 'b' \"$c`\\!", Some('"')),
            "a 'b' \\\"\\$c\\`\\\\\"\\!\"\""
        );
        assert_eq!(quoted("'", Some('\'')), "'\\'''");
    }
}
