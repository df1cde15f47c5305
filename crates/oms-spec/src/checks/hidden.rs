//! Characters that cannot be seen: what a reviewer does not see must not change what is generated.

use crate::codes::Code;
use crate::diagnostics::{Diagnostic, Problems, Span};
use crate::layout::ROOT;
use crate::manual;
use crate::sources::Sources;

/// Looks at every character of every file, comments included.
pub(super) fn check(sources: &Sources, problems: &mut Problems) {
    for (file, source) in sources
        .files
        .iter()
        .enumerate()
        .filter(|(_, source)| source.readable)
    {
        for (offset, character) in source
            .text
            .char_indices()
            .filter(|(_, character)| is_hidden(*character))
        {
            let span = Span::new(file, offset..offset + character.len_utf8());
            let message = format!(
                "a character that cannot be seen: U+{:04X}",
                u32::from(character)
            );
            problems.push(
                Diagnostic::new(Code::HiddenCharacter, span, message)
                    .label("here")
                    .help("remove it; where a text needs it, write what it means in words"),
            );
        }
        if source.path == ROOT {
            manual::check(file, source, problems);
        }
    }
}

/// Control characters but for the line break and the tab, and marks that join, hide or reorder text.
pub(super) fn is_hidden(character: char) -> bool {
    let mark = matches!(
        character,
        '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}'
            | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e0fff}'
    );
    mark || character.is_control() && !matches!(character, '\n' | '\t')
}
