//! Characters that cannot be seen, and texts in which they can.

/// The replacement for a hidden character.
pub(crate) const STAND_IN: char = char::REPLACEMENT_CHARACTER;

/// Returns whether a character cannot be seen, line breaks and tabs aside, which are the layout of
/// a file.
pub(crate) fn is_hidden(character: char) -> bool {
    oms_text::is_hidden(character) && !matches!(character, '\n' | '\t')
}

/// Returns whether a text holds a hidden character.
pub(crate) fn hides_any(text: &str) -> bool {
    let plain = |byte: u8| matches!(byte, b' '..=b'~' | b'\n' | b'\t');
    // Nearly every file of a spec is plain ASCII, and looking at bytes is much faster than at
    // characters.
    !text.bytes().all(plain) && text.chars().any(is_hidden)
}

/// A text in which every hidden character can be seen.
pub(crate) fn made_visible(text: &str) -> String {
    text.chars()
        .map(|character| {
            if is_hidden(character) {
                STAND_IN
            } else {
                character
            }
        })
        .collect()
}
