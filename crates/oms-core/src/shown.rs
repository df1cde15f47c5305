//! How text from outside is shown: nothing in it can move a cursor, turn the reading direction or flood a log.

use std::fmt::{self, Write};

use oms_text::is_hidden;

/// The most bytes of one field that are shown.
const LIMIT: usize = 2048;

/// Shows a text with its control, direction and invisible characters escaped, cut at 2 KiB.
///
/// The text itself is kept whole by whoever holds it; only what is printed is changed.
pub struct Shown<'a>(pub &'a str);

impl Shown<'_> {
    /// Whether a character is escaped: a terminal acts upon it, or shows nothing.
    ///
    /// ```
    /// use oms_core::Shown;
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
mod tests;
