//! A number of things in words.

use std::fmt::Display;

/// Returns a count with its noun, which is given in the singular: `1 file`, `2 files`.
///
/// # Examples
///
/// ```
/// assert_eq!(oms_text::counted(1, "entry"), "1 entry");
/// assert_eq!(oms_text::counted(0, "entry"), "0 entries");
/// assert_eq!(oms_text::counted(2, "breach"), "2 breaches");
/// assert_eq!(oms_text::counted(3, "further line"), "3 further lines");
/// ```
#[must_use]
pub fn counted<N: Copy + Display + PartialEq + From<u8>>(count: N, noun: &str) -> String {
    match noun.strip_suffix('y') {
        _ if count == N::from(1) => format!("{count} {noun}"),
        Some(stem) => format!("{count} {stem}ies"),
        None if noun.ends_with("ch") => format!("{count} {noun}es"),
        None => format!("{count} {noun}s"),
    }
}

#[cfg(test)]
mod tests {
    use super::counted;

    #[test]
    fn a_count_of_one_alone_is_in_the_singular() {
        assert_eq!(counted(1, "line"), "1 line");
        assert_eq!(counted(0, "line"), "0 lines");
    }
}
