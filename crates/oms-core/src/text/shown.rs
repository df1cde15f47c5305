//! The form in which text from outside is shown: nothing in it can move a cursor, turn the reading
//! direction or flood a log.

use std::fmt::{self, Write};

/// The most bytes of one field that are shown.
const LIMIT: usize = 2048;

/// Shows a text with its control, direction and invisible characters escaped, cut at 2 KiB.
///
/// The text itself is kept whole by whoever holds it; only what is printed is changed.
pub struct Shown<'a>(pub &'a str);

impl Shown<'_> {
    /// Returns `true` if a character is escaped: a terminal acts upon it, or shows nothing.
    ///
    /// ```
    /// # use oms_core as oms_client;
    /// use oms_client::Shown;
    ///
    /// assert!(Shown::escapes('\u{202e}') && Shown::escapes('\u{9b}') && Shown::escapes('\n'));
    /// assert!(!Shown::escapes('订'));
    /// ```
    #[must_use]
    pub fn escapes(character: char) -> bool {
        needs_escape(character)
    }
}

impl fmt::Display for Shown<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut written = 0;
        for c in self.0.chars() {
            let width = if needs_escape(c) {
                c.escape_unicode().len()
            } else {
                c.len_utf8()
            };
            written += width;
            if written > LIMIT {
                return write!(f, "… ({} bytes in all)", self.0.len());
            }
            if needs_escape(c) {
                write!(f, "{}", c.escape_unicode())?;
            } else {
                f.write_char(c)?;
            }
        }
        Ok(())
    }
}

impl fmt::Debug for Shown<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "\"{self}\"")
    }
}

/// Returns `true` if a terminal, an editor or a log viewer acts upon a character instead of showing
/// it, or shows nothing.
fn needs_escape(c: char) -> bool {
    // Nearly all text is plain ASCII.
    !(' '..='~').contains(&c) && (c.is_control() || is_listed(c))
}

fn is_listed(c: char) -> bool {
    HIDDEN
        .binary_search_by(|&(first, last)| {
            if last < c {
                std::cmp::Ordering::Less
            } else if first > c {
                std::cmp::Ordering::Greater
            } else {
                std::cmp::Ordering::Equal
            }
        })
        .is_ok()
}

/// Characters beside the control characters that cannot be seen, or that turn the direction of
/// others: first and last of each range.
///
/// They are the characters that Unicode calls ignorable by default, the marks of direction, the
/// line and paragraph separators, the annotation marks, and the blank pattern of Braille. A test
/// holds them against the data of Unicode, and against the list in `oms-spec`, which this crate may
/// not import.
const HIDDEN: &[(char, char)] = &[
    ('\u{ad}', '\u{ad}'),
    ('\u{34f}', '\u{34f}'),
    ('\u{61c}', '\u{61c}'),
    ('\u{115f}', '\u{1160}'),
    ('\u{17b4}', '\u{17b5}'),
    ('\u{180b}', '\u{180f}'),
    ('\u{200b}', '\u{200f}'),
    ('\u{2028}', '\u{202e}'),
    ('\u{2060}', '\u{206f}'),
    ('\u{2800}', '\u{2800}'),
    ('\u{3164}', '\u{3164}'),
    ('\u{fe00}', '\u{fe0f}'),
    ('\u{feff}', '\u{feff}'),
    ('\u{ffa0}', '\u{ffa0}'),
    ('\u{fff0}', '\u{fffb}'),
    ('\u{1bca0}', '\u{1bca3}'),
    ('\u{1d173}', '\u{1d17a}'),
    ('\u{e0000}', '\u{e0fff}'),
];

#[cfg(test)]
mod tests {
    use super::Shown;

    #[test]
    fn promise_126_control_direction_and_invisible_characters_are_escaped() {
        let table = [
            (
                "plain text, \u{4e2d}\u{6587}, \u{1f600}",
                "plain text, \u{4e2d}\u{6587}, \u{1f600}",
            ),
            ("\u{1b}[31mred", "\\u{1b}[31mred"),
            ("\u{1b}]8;;http://x\u{7}", "\\u{1b}]8;;http://x\\u{7}"),
            ("a\rb\nc\td", "a\\u{d}b\\u{a}c\\u{9}d"),
            ("\u{9b}31m", "\\u{9b}31m"),
            ("\u{202e}evil\u{2066}", "\\u{202e}evil\\u{2066}"),
            ("zero\u{200b}width\u{feff}", "zero\\u{200b}width\\u{feff}"),
            ("tag\u{e0041}", "tag\\u{e0041}"),
        ];
        for (text, expected) in table {
            assert_eq!(Shown(text).to_string(), expected);
        }
    }

    #[test]
    fn promise_126_a_field_is_cut_at_two_kibibytes_whatever_it_holds() {
        for unit in ["x", "\u{1b}", "\u{4e2d}", "\u{e0041}"] {
            let shown = Shown(&unit.repeat(10 << 20)).to_string();
            assert!(shown.len() <= 2048 + 40, "{}", shown.len());
            assert!(shown.contains("bytes in all"));
        }
        assert_eq!(Shown(&"x".repeat(2048)).to_string().len(), 2048);
    }
}
