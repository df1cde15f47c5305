//! Characters that cannot be seen.

/// Reports whether a terminal, an editor or a log viewer acts upon a character, or shows nothing
/// for it.
///
/// These are the control characters, line breaks and tabs included; the characters that Unicode
/// calls ignorable by default; the marks of direction; the line and paragraph separators; the
/// annotation marks; and the blank pattern of Braille.
///
/// # Examples
///
/// ```
/// use oms_text::is_hidden;
///
/// assert!(is_hidden('\u{202e}') && is_hidden('\u{9b}') && is_hidden('\n'));
/// assert!(!is_hidden('订') && !is_hidden(' '));
/// ```
#[must_use]
pub fn is_hidden(character: char) -> bool {
    // Nearly all text is plain ASCII.
    !(' '..='~').contains(&character) && (character.is_control() || is_listed(character))
}

fn is_listed(character: char) -> bool {
    let range = HIDDEN.partition_point(|(_, last)| *last < character);
    HIDDEN
        .get(range)
        .is_some_and(|(first, _)| *first <= character)
}

/// The hidden characters beside the control characters: first and last of each range, in order.
///
/// A test of the workspace compares them with the data of Unicode.
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
