//! Words of a command line.

use std::borrow::Cow;

/// Returns a word that a shell takes as it is.
#[must_use]
pub fn in_a_shell(word: &str) -> Cow<'_, str> {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "%+,-./:=@_".contains(c);
    if !word.is_empty() && word.chars().all(is_plain) {
        return Cow::Borrowed(word);
    }
    Cow::Owned(format!("'{}'", word.replace('\'', r"'\''")))
}

#[cfg(test)]
mod tests {
    use super::in_a_shell;

    #[test]
    fn a_shell_takes_every_word_as_it_is() {
        for (word, quoted) in [
            ("/var/plans/p.json", "/var/plans/p.json"),
            ("http://127.0.0.1:1", "http://127.0.0.1:1"),
            ("a b", "'a b'"),
            ("", "''"),
            ("$HOME;`x`", "'$HOME;`x`'"),
            ("it's", r"'it'\''s'"),
            ("~", "'~'"),
        ] {
            assert_eq!(in_a_shell(word), quoted);
        }
    }
}
