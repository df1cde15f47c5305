//! How text from outside is shown: nothing in it can move a cursor, turn the reading direction or flood a log.

use std::fmt::{self, Write};

/// The most bytes of one field that are shown.
const LIMIT: usize = 2048;

/// Shows a text with its control, direction and invisible characters escaped, cut at 2 KiB.
///
/// The text itself is kept whole by whoever holds it; only what is printed is changed.
pub struct Shown<'a>(pub &'a str);

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

/// Characters that a terminal, an editor or a log viewer acts upon instead of showing them.
fn needs_escape(c: char) -> bool {
    c.is_control()
        || matches!(c,
            // Soft hyphen, Arabic letter mark, Mongolian vowel separator, zero width and direction marks, line and paragraph
            // separators, embeddings, overrides, isolates, invisible operators, byte order mark, annotations, tags.
            '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
            | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

#[cfg(test)]
mod tests;
