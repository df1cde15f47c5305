//! The words that have a colour, which is the same wherever they are shown.

use oms_client::shapes::TaskStatus;

use super::{Painter, Tone};

/// The command's own words, each with what it says to somebody who looks over a page. Those of the
/// service are states, which [`tone`] knows.
const MARKS: [(&str, Tone); 10] = [
    ("SKIPS", Tone::Alarm),
    ("PAUSED", Tone::Alarm),
    ("bad", Tone::Alarm),
    ("unknown", Tone::Alarm),
    ("unanswered", Tone::Alarm),
    ("REPLAYS", Tone::Caution),
    ("not_sent", Tone::Caution),
    ("rejected", Tone::Caution),
    ("accepted", Tone::Good),
    ("good", Tone::Good),
];

/// Returns what a state of a task says to somebody who looks over a page; `None` if it says
/// neither good nor bad, or is not known.
pub(crate) fn tone(state: &TaskStatus) -> Option<Tone> {
    match state {
        TaskStatus::Failed => Some(Tone::Alarm),
        TaskStatus::Suspend
        | TaskStatus::Releasing
        | TaskStatus::Released
        | TaskStatus::RunningAlarming => Some(Tone::Caution),
        TaskStatus::Running
        | TaskStatus::RunningModifying
        | TaskStatus::RunningMerging
        | TaskStatus::Finished => Some(Tone::Good),
        _ => None,
    }
}

/// Returns what a word says, be it the command's own or a state.
fn tone_of(word: &str) -> Option<Tone> {
    let own = MARKS.iter().find(|(mark, _)| *mark == word);
    own.map_or_else(|| tone(&TaskStatus::from(word)), |(_, tone)| Some(*tone))
}

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
            match tone_of(word) {
                Some(tone) => marked.push_str(&self.paint(tone, word)),
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
        let text = "10 min  FAILED   orders\nRUNNINGS  RUNNING:\nSKIPS INIT RELEASING\n";
        assert_eq!(painter(ColorChoice::Never).marked(text), text);
        assert_eq!(
            painter(ColorChoice::Always).marked(text),
            "10 min  \u{1b}[1;31mFAILED\u{1b}[0m   orders\nRUNNINGS  \u{1b}[32mRUNNING\u{1b}[0m:\n\
             \u{1b}[1;31mSKIPS\u{1b}[0m INIT \u{1b}[35mRELEASING\u{1b}[0m\n"
        );
    }
}
