//! The words that have a colour, which is the same wherever they are shown.

use super::{Painter, Tone};

/// The words, each with what it says to somebody who looks over a page.
const MARKS: [(&str, Tone); 17] = [
    ("ABNORMAL", Tone::Alarm),
    ("FAILED", Tone::Alarm),
    ("SKIPS", Tone::Alarm),
    ("PAUSED", Tone::Alarm),
    ("bad", Tone::Alarm),
    ("unknown", Tone::Alarm),
    ("unanswered", Tone::Alarm),
    ("REPLAYS", Tone::Caution),
    ("RELEASED", Tone::Caution),
    ("STOPPING", Tone::Caution),
    ("SUSPEND", Tone::Caution),
    ("not_sent", Tone::Caution),
    ("rejected", Tone::Caution),
    ("FINISHED", Tone::Good),
    ("RUNNING", Tone::Good),
    ("accepted", Tone::Good),
    ("good", Tone::Good),
];

impl Painter {
    /// Colours the words of a text that is laid out already.
    pub(crate) fn marked(self, text: &str) -> String {
        if !self.is_colored() {
            return text.to_owned();
        }
        let mut marked = String::with_capacity(text.len());
        for piece in text.split_inclusive([' ', '\n']) {
            let end = piece
                .trim_end_matches([' ', '\n', '.', ',', ':', ';'])
                .len();
            let (word, rest) = piece.split_at(end);
            let mut marks = MARKS.iter();
            match marks.find(|(mark, _)| *mark == word) {
                Some((_, tone)) => marked.push_str(&self.paint(*tone, word)),
                None => marked.push_str(word),
            }
            marked.push_str(rest);
        }
        marked
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::surroundings::Surroundings;
    use crate::terminal::ColorChoice;

    #[test]
    fn whole_words_have_their_colour_and_nothing_else_changes() {
        let (mut out, mut err) = (Vec::new(), Vec::new());
        let now = std::time::SystemTime::UNIX_EPOCH;
        let surroundings = Surroundings::detached(&b""[..], &mut out, &mut err, now);
        let painter = |choice| Painter::new(choice, false, &surroundings);
        let text = "10 min  FAILED   orders\nRUNNINGS  RUNNING:\n";
        assert_eq!(painter(ColorChoice::Never).marked(text), text);
        assert_eq!(
            painter(ColorChoice::Always).marked(text),
            "10 min  \u{1b}[1;31mFAILED\u{1b}[0m   orders\nRUNNINGS  \u{1b}[32mRUNNING\u{1b}[0m:\n"
        );
    }
}
