//! Values that are listed one by one: below the words that announce them, or a sentence each.

use super::{Reading, Said, Unread, defaults, members, quotes};
use crate::text::behind_any;

/// The list of values that a description is in.
#[derive(Debug, Default)]
pub(super) struct List {
    state: State,
    /// True if its words are Chinese.
    chinese: bool,
    /// True if its words announce values and nothing else.
    certain: bool,
    values: Vec<String>,
}

#[derive(Debug, Default, PartialEq, Eq)]
enum State {
    /// No list has begun.
    #[default]
    Before,
    /// Its items are sentences behind the first one.
    Sentences,
    /// Its items are the lines below.
    Lines,
    /// Other lines follow it.
    Behind,
    /// It has an item that cannot be read, so that its values are no whole enumeration.
    Lost,
}

impl List {
    /// Begins where a sentence announces values that it does not have, or explains its own one by
    /// one.
    pub(super) fn begin(&mut self, sentence: &str, said: &Said) {
        let Some((mark, list, chinese)) = members::announced(sentence) else {
            return;
        };
        if self.state != State::Before {
            return;
        }
        if said.values.is_empty() && members::is_tail(list) {
            self.state = State::Lines;
            self.chinese = chinese;
            self.certain = members::is_certain(mark);
        } else if members::explained(&members::without_brackets(list)).is_some() {
            self.state = State::Sentences;
        }
    }

    /// Takes a sentence that is a further value with its explanation.
    pub(super) fn goes_on(&mut self, sentence: &str, said: &mut Said) -> bool {
        if self.state != State::Sentences {
            return false;
        }
        let text = members::without_brackets(sentence);
        let value = members::explained(&text).filter(|value| {
            // Other sentences with a colon, such as a unit, begin as a sentence does.
            let is_word = value.starts_with(|c: char| c.is_ascii_uppercase())
                && value.contains(|c: char| c.is_ascii_lowercase());
            text.trim_start().starts_with(quotes::is_mark) || !(is_word || is_label(&text))
        });
        let Some(value) = value else {
            self.state = State::Before;
            return false;
        };
        add(&value, sentence, said);
        if !said.values.contains(&value) {
            said.values.push(value);
        }
        true
    }

    /// Takes a line that is an item of the list.
    pub(super) fn takes(&mut self, line: &str, said: &mut Said) -> bool {
        let item = bullet(line);
        match self.state {
            State::Lines if line.is_empty() => return true,
            State::Lines => {}
            State::Behind => {
                // Nobody can tell if this item is one more value.
                let value = item.and_then(|item| of_item(item, self.chinese));
                if value.is_some() && !self.values.is_empty() {
                    self.state = State::Lost;
                }
                return false;
            }
            _ => return false,
        }
        let value = match item {
            Some(item) => of_item(item, self.chinese),
            None => of_line(line),
        };
        let Some(value) = value else {
            let other = item.is_none_or(is_label);
            self.state = if other { State::Behind } else { State::Lost };
            return false;
        };
        add(&value, line, said);
        self.values.push(value);
        true
    }

    /// Ends the list with the description.
    pub(super) fn end(self, reading: &mut Reading) {
        let lost = match self.state {
            State::Before | State::Sentences => return,
            State::Lines | State::Behind => self.values.is_empty(),
            State::Lost => true,
        };
        if !reading.said.values.is_empty() {
            return;
        }
        if !lost {
            let mut seen = std::collections::BTreeSet::new();
            let values = self.values.into_iter();
            reading.said.values = values.filter(|value| seen.insert(value.clone())).collect();
        } else if self.certain {
            reading.unread.insert(Unread::Values);
        }
    }
}

/// Takes the default from the value that is marked as one.
fn add(value: &str, item: &str, said: &mut Said) {
    if said.default.is_none() && defaults::is_marked(item) {
        said.default = Some(value.to_owned());
    }
}

/// The text of a line that is an item.
fn bullet(line: &str) -> Option<&str> {
    line.strip_prefix('•')
        .or_else(|| behind_any(line, &["- ", "* ", "+ ", "· "]))
        .map(str::trim)
}

/// The value of an item: it stands first, alone or with an explanation.
fn of_item(item: &str, chinese: bool) -> Option<String> {
    if is_label(item) {
        return None;
    }
    let (value, rest) = members::first_value(item)?;
    let rest = rest.trim_start();
    let verb = rest.split_whitespace().next().unwrap_or_default();
    let explained = rest.is_empty()
        || rest.starts_with([
            ':', '：', '(', '（', '-', '–', '—', '=', '.', '。', ';', '；',
        ])
        || matches!(verb, "indicates" | "means" | "represents" | "is")
        || (chinese && !rest.starts_with(['、', '和', '或']) && !verb.is_ascii());
    explained.then(|| value.to_owned())
}

/// The value of a line without the mark of an item, which other text has as well: only what looks
/// like a value is one.
fn of_line(line: &str) -> Option<String> {
    let (value, _) = members::first_value(line)?;
    let is_number = value.chars().all(|c| c.is_ascii_digit());
    let looks = line.starts_with(quotes::is_mark) || members::is_shouted(value) || is_number;
    members::explained(&members::without_brackets(line)).filter(|_| looks)
}

/// True if an item is a remark and no value.
fn is_label(item: &str) -> bool {
    const LABELS: &[&str] = &[
        "note", "notice", "default", "tip", "example", "caution", "注意", "说明", "默认", "示例",
    ];
    let lower = item.trim_start_matches(['*', ' ']).to_lowercase();
    LABELS.iter().any(|label| {
        let rest = lower.strip_prefix(label);
        rest.is_some_and(|rest| rest.starts_with([':', '：', '*', ' ', '值']))
    })
}
