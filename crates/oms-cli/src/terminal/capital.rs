//! The beginning of a sentence.

/// Returns a text with a capital letter at its beginning.
pub(crate) fn capital(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters.next().map(|first| first.to_ascii_uppercase());
    first.into_iter().chain(letters).collect()
}

#[cfg(test)]
mod tests {
    use super::capital;

    #[test]
    fn the_first_letter_alone_becomes_a_capital_one() {
        for (text, expected) in [("", ""), ("a task", "A task"), ("ID", "ID"), ("订a", "订a")] {
            assert_eq!(capital(text), expected);
        }
    }
}
