//! Breaks lines that are wider than the terminal between two words, so that the terminal does not
//! break them within a word.
//!
//! A text in quotes is never broken, because it is there to be copied. Output for programs is not
//! wrapped at all.

use std::iter::Peekable;
use std::str::Chars;

use unicode_width::UnicodeWidthChar;

/// The smallest width that must remain for the text beside its indentation.
const NARROWEST: usize = 20;

/// Wraps a text at a width, if there is one. Continuation lines are aligned with the text that they
/// belong to.
pub(crate) fn wrapped(text: &str, width: Option<usize>) -> String {
    with_lines(text, width, indentation)
}

/// Wraps a page to be read, whose paragraphs begin at the edge and go on there.
pub(crate) fn wrapped_page(text: &str, width: Option<usize>) -> String {
    with_lines(text, width, |line, width| {
        let is_of_a_paragraph = !line.trim_end().contains("  ") && !line.starts_with(' ');
        if is_of_a_paragraph {
            0
        } else {
            indentation(line, width)
        }
    })
}

fn with_lines(
    text: &str,
    width: Option<usize>,
    indentation: impl Fn(&str, usize) -> usize,
) -> String {
    let Some(width) = width else {
        return text.to_owned();
    };
    let broken = |line: &str| broken(line, width, indentation(line, width));
    text.split_inclusive('\n')
        .flat_map(|line| match line.strip_suffix('\n') {
            Some(line) => [broken(line), "\n".to_owned()],
            None => [broken(line), String::new()],
        })
        .collect()
}

/// Wraps one line if it is too wide.
fn broken(line: &str, width: usize, indentation: usize) -> String {
    if shown_width(line) <= width {
        return line.to_owned();
    }
    let indentation = " ".repeat(indentation);
    let mut broken = String::new();
    let mut taken = 0;
    for word in words(line) {
        let is_first = broken.is_empty();
        let wide = shown_width(word);
        let visible = shown_width(word.trim_end());
        if !is_first && taken + visible > width && taken > indentation.len() {
            broken.truncate(broken.trim_end().len());
            broken.push('\n');
            broken.push_str(&indentation);
            taken = indentation.len();
        }
        broken.push_str(word);
        taken += wide;
    }
    broken
}

/// Returns the indentation of continuation lines: that of the text behind the label or the
/// indentation of the first line, and otherwise two columns more than the first line. If that text
/// would be too narrow, they are indented by four columns more than the first line, so that they do
/// not look like a line of their own.
fn indentation(line: &str, width: usize) -> usize {
    let behind_the_gap = line.rfind("  ").map_or(0, |gap| gap + 2);
    let column = line.get(..behind_the_gap).map_or(0, shown_width);
    let below_the_text = if column > 3 { column } else { column + 2 };
    if below_the_text + NARROWEST <= width {
        below_the_text
    } else {
        let own = line.len() - line.trim_start_matches(' ').len();
        (own + 4).min(width / 4)
    }
}

/// Splits a line into words, each with the spaces behind it; the first word also has the spaces
/// before it. A text in quotes is one word, because it is there to be copied or is part of JSON. A
/// flag and its value are one word as well.
fn words(line: &str) -> Vec<&str> {
    let mut words = Vec::new();
    let mut start = 0;
    let mut quote = None;
    let mut previous = None;
    for (at, c) in line.char_indices() {
        let word = line.get(start..at).unwrap_or_default();
        let is_first = word.trim().is_empty();
        let of_a_flag = c == '<' && word.starts_with('-');
        if !is_first && quote.is_none() && !of_a_flag && previous == Some(' ') && c != ' ' {
            words.push(word);
            start = at;
        }
        if quote == Some(c) {
            quote = None;
        } else if quote.is_none() && matches!(c, '`' | '"') {
            // A quote that is not closed does not count.
            let closes = line.get(at + 1..).is_some_and(|rest| rest.contains(c));
            quote = closes.then_some(c);
        }
        previous = Some(c);
    }
    words.extend(line.get(start..));
    words
}

/// Returns how many columns of a terminal a text takes, without its colours.
fn shown_width(text: &str) -> usize {
    let mut chars = text.chars().peekable();
    let mut width = 0;
    while let Some(c) = chars.next() {
        if c == '\u{1b}' {
            skip_color(&mut chars);
        } else {
            width += c.width().unwrap_or_default();
        }
    }
    width
}

/// Skips the rest of an escape sequence that sets a colour.
fn skip_color(chars: &mut Peekable<Chars<'_>>) {
    if chars.next_if_eq(&'[').is_some() {
        for c in chars.by_ref() {
            if c.is_ascii_alphabetic() {
                return;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn p184_a_line_is_broken_between_words_and_goes_on_below_its_text() {
        let rows = [
            (
                "error: the quick brown fox jumps over it\n",
                "error: the quick brown fox\n  jumps over it\n",
            ),
            (
                "  next: the quick brown fox jumps\n",
                "  next: the quick brown fox\n    jumps\n",
            ),
            (
                "  Effect  the quick brown fox jumps\n",
                "  Effect  the quick brown fox\n          jumps\n",
            ),
            (
                "          the quick brown fox jumps\n",
                "          the quick brown fox\n          jumps\n",
            ),
            (
                "please go on with `oms list --open` now\n",
                "please go on with\n  `oms list --open` now\n",
            ),
            (
                "the name is 订单迁移任务 and not 订单\n",
                "the name is 订单迁移任务 and\n  not 订单\n",
            ),
            (
                "\u{1b}[1;31merror:\u{1b}[0m the quick brown fox j\n",
                "\u{1b}[1;31merror:\u{1b}[0m the quick brown fox j\n",
            ),
            (
                "  answer: {\"cost\":\"10 ms\",\"id\":7}\n",
                "  answer:\n    {\"cost\":\"10 ms\",\"id\":7}\n",
            ),
            (
                "Usage: oms a --reverse <true|false>\n",
                "Usage: oms a\n  --reverse <true|false>\n",
            ),
            ("it is enough\n", "it is enough\n"),
            (
                "Type it, anything else to stop: ",
                "Type it, anything else to\n  stop: ",
            ),
            (
                "an_id_that_is_longer_than_the_terminal\n",
                "an_id_that_is_longer_than_the_terminal\n",
            ),
        ];
        for (text, expected) in rows {
            assert_eq!(wrapped(text, Some(30)), expected);
            assert_eq!(wrapped(text, None), text);
        }
    }

    #[test]
    fn p184_a_page_has_paragraphs_and_a_label_that_leaves_no_room_does_not_look_like_its_text() {
        for (text, expected) in [
            (
                "The quick brown fox jumps over it.\n",
                "The quick brown fox jumps over\nit.\n",
            ),
            (
                "  fox    the quick brown fox\n",
                "  fox    the quick brown fox\n",
            ),
            (
                "  the fox    jumps over all of it\n",
                "  the fox    jumps over all of\n      it\n",
            ),
        ] {
            assert_eq!(wrapped_page(text, Some(30)), expected);
            assert_eq!(wrapped_page(text, None), text);
        }
    }

    #[test]
    fn p184_no_width_makes_it_lose_or_repeat_a_word() {
        let text = "  Effect  REPLAYS `the changes` from here  to there, 订单 \u{1b}[33mlike this\u{1b}[0m.\n\nend";
        let words = |text: &str| {
            text.split_whitespace()
                .map(ToOwned::to_owned)
                .collect::<Vec<_>>()
        };
        for width in 0..80 {
            assert_eq!(words(&wrapped(text, Some(width))), words(text), "{width}");
        }
    }
}
