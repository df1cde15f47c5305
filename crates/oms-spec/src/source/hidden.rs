//! Characters that cannot be seen: what a reviewer does not see must not change what is generated.
//!
//! It looks at every character of a file, comments included, and makes each one visible, so that
//! nothing after it meets one: neither a parser, which would complain once more, nor a terminal,
//! which would obey. The meaning of an escape is looked at where texts are decoded.

use std::ops::Range;

use oms_text::counted;

use crate::report::{Code, Diagnostic, Problems, STAND_IN, Span, is_hidden, made_visible};

/// Most lines of a file that are reported; a file of another kind has thousands.
const MAX_LINES: usize = 10;

/// Reports the hidden characters of a file, a line at a time. The places are those of the text that
/// [`made_visible`] returns.
pub(crate) fn report(file: usize, text: &str, problems: &mut Problems) {
    let mut start = 0;
    let mut reported = 0;
    let mut further = 0;
    for line in text.split_inclusive('\n') {
        let runs = runs(line);
        if let Some((character, first)) = runs.first().cloned() {
            if reported < MAX_LINES {
                let place =
                    |range: &Range<usize>| Span::new(file, start + range.start..start + range.end);
                let diagnostic = hidden(place(&first), character);
                let rest = runs.iter().skip(1).take(MAX_LINES);
                problems.push(rest.fold(diagnostic, |diagnostic, (_, range)| {
                    diagnostic.also(place(range), "here as well")
                }));
                reported += 1;
            } else {
                further += 1;
            }
        }
        start += made_visible(line).len();
    }
    if further > 0 {
        problems.push(
            Diagnostic::new(
                Code::HiddenCharacter,
                Span::start_of(file),
                format!("{} of this file hold characters that cannot be seen, beside the {MAX_LINES} that are shown", counted(further, "further line")),
            )
            .label("is it a file of another kind?"),
        );
    }
}

/// The diagnostic for a hidden character.
pub(crate) fn hidden(span: Span, character: char) -> Diagnostic {
    found(span, character)
        .label("here")
        .help("remove it; where a text needs it, write in words what it means")
}

/// The diagnostic for the line ends of a file that are carriage returns alone. The place is that of
/// the first one.
pub(super) fn line_ends(file: usize, text: &str) -> Diagnostic {
    let (before, behind) = text.split_once('\r').unwrap_or((text, ""));
    let start = made_visible(before).len();
    let mut diagnostic = found(Span::new(file, start..start), '\r')
        .label("this line ends in CR alone")
        .help("end lines with LF, or with CR and LF");
    diagnostic.further = behind.matches('\r').count();
    diagnostic
}

fn found(span: Span, character: char) -> Diagnostic {
    let message = format!(
        "a character that cannot be seen: U+{:04X}",
        u32::from(character)
    );
    Diagnostic::new(Code::HiddenCharacter, span, message)
}

/// The runs of hidden characters of a line: the first of each, and where it lies once it is
/// visible.
fn runs(line: &str) -> Vec<(char, Range<usize>)> {
    let mut runs: Vec<(char, Range<usize>)> = Vec::new();
    let mut offset = 0;
    for character in line.chars() {
        let hidden = is_hidden(character);
        let length = if hidden { STAND_IN } else { character }.len_utf8();
        if hidden {
            match runs.last_mut().filter(|(_, range)| range.end == offset) {
                Some((_, range)) => range.end += length,
                None => runs.push((character, offset..offset + length)),
            }
        }
        offset += length;
    }
    runs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_those_of_the_visible_text() {
        let text = "a\u{200b}\u{200c}b\u{7}\nc\u{feff}";
        let mut problems = Problems::default();
        report(0, text, &mut problems);
        let visible = made_visible(text);
        assert_eq!(visible, "a\u{fffd}\u{fffd}b\u{fffd}\nc\u{fffd}");
        let shown: Vec<&str> = problems
            .spans()
            .iter()
            .map(|span| &visible[span.start()..span.end()])
            .collect();
        assert_eq!(shown, ["\u{fffd}\u{fffd}", "\u{fffd}"]);
    }

    #[test]
    fn line_ends_of_carriage_returns_are_counted_and_the_first_is_shown() {
        let found = line_ends(0, "a\u{200b}\rb\rc\r");
        let place = found.primary.span;
        assert_eq!((place.start(), place.end(), found.further), (4, 4, 2));
    }

    #[test]
    fn a_file_of_another_kind_is_not_reported_line_by_line() {
        let mut problems = Problems::default();
        report(0, &"\u{1}\n".repeat(100_000), &mut problems);
        assert_eq!(problems.codes().len(), MAX_LINES + 1);
    }
}
