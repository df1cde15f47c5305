//! Bytes to lines: every later place in a page is the number of one of these lines.

use oms_text::is_hidden;

/// Longest page that is read, in bytes. The vendor's longest page needs a hundredth of it.
pub(crate) const MAX_BYTES: usize = 4 << 20;

/// The lines of a page, without their ends.
///
/// CRLF, LF and a lone CR all end a line, so that a page is the same under any of them. Characters
/// that nobody sees are dropped: they separate what the reader takes for one word.
pub(crate) fn lines(bytes: &[u8]) -> Vec<String> {
    let text = String::from_utf8_lossy(bytes);
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    text.split('\n').map(visible).collect()
}

fn visible(line: &str) -> String {
    let seen = line.chars().filter_map(|character| match character {
        // These are what editors of pages leave between letters. Other hidden characters stay, so
        // that the report of a page shows them, as escapes.
        '\u{feff}' | '\u{200b}'..='\u{200f}' | '\u{2060}' => None,
        '\u{a0}' | '\u{3000}' | '\t' => Some(' '),
        other if other.is_control() => None,
        other => Some(other),
    });
    seen.collect::<String>().trim_end().to_owned()
}

/// The text behind the first of these beginnings that it has.
pub(crate) fn behind_any<'a>(text: &'a str, beginnings: &[&str]) -> Option<&'a str> {
    let mut beginnings = beginnings.iter();
    beginnings.find_map(|beginning| text.strip_prefix(beginning))
}

/// The text before the first of these endings that it has.
pub(crate) fn before_any<'a>(text: &'a str, endings: &[&str]) -> Option<&'a str> {
    let mut endings = endings.iter();
    endings.find_map(|ending| text.strip_suffix(ending))
}

/// A text without characters that act on a terminal, cut where it is longer than a message should
/// be.
pub(crate) fn shown(text: &str) -> String {
    const LONGEST: usize = 60;
    let mut plain: String = text
        .chars()
        .filter(|c| !c.is_control())
        .take(LONGEST)
        .collect();
    if text.chars().count() > LONGEST {
        plain.push('…');
    }
    plain
}

/// A text whose characters that act on a terminal, or that nobody sees, are written as escapes.
pub(crate) fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for character in text.chars() {
        if is_hidden(character) {
            safe.extend(character.escape_unicode());
        } else {
            safe.push(character);
        }
    }
    safe
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_acts_on_a_terminal_is_escaped() {
        assert_eq!(
            escaped("a\u{1b}[2Jb\u{202e}包\u{ad}"),
            "a\\u{1b}[2Jb\\u{202e}包\\u{ad}"
        );
    }

    #[test]
    fn every_line_end_and_hidden_character_gives_the_same_lines() {
        for page in ["a\nb\n", "a\r\nb\r\n", "a\rb\r", "\u{feff}a\n\u{200b}b \n"] {
            assert_eq!(lines(page.as_bytes()), ["a", "b", ""], "{page:?}");
        }
    }
}
