//! The form in which text from outside is shown: nothing in it can move a cursor, turn the reading
//! direction or flood a log.

use std::fmt::{self, Write};

use oms_text::is_hidden;

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
        is_hidden(character)
    }
}

impl fmt::Display for Shown<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut written = 0;
        for c in self.0.chars() {
            let width = if is_hidden(c) {
                c.escape_unicode().len()
            } else {
                c.len_utf8()
            };
            written += width;
            if written > LIMIT {
                return write!(f, "… ({} bytes in all)", self.0.len());
            }
            if is_hidden(c) {
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
