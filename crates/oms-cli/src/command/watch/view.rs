//! The contents of the screen, and the effect of keys on it. It knows neither the terminal nor the
//! service.

use std::collections::BTreeMap;

use super::keys::Key;
use crate::command::status::{Row, SortKey, sort};
use crate::failure::Failure;

/// The result of a look.
#[derive(Debug, Clone, Default)]
pub(super) struct Seen {
    pub(super) rows: Vec<Row>,
    /// The words for what the list of tasks may lack.
    pub(super) lack: Option<String>,
    /// The journal's notes on tasks, by their IDs.
    pub(super) notes: BTreeMap<String, String>,
    /// The time at which the look began, in local time.
    pub(super) at: String,
}

/// The action that follows from a key, beyond a change of the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Pressed {
    Nothing,
    LookNow,
    Leave,
}

/// The contents of the screen.
#[derive(Debug)]
pub(super) struct View {
    /// The profile and the endpoint.
    pub(super) title: String,
    pub(super) is_production: bool,
    pub(super) is_colored: bool,
    pub(super) seen: Seen,
    /// The reason why the last look failed, if it did.
    pub(super) failure: Option<String>,
    pub(super) sort: SortKey,
    pub(super) filter: String,
    pub(super) mode: Mode,
    is_paused: bool,
    /// The first task that is shown, and how many the screen has shown at most.
    top: usize,
    height: usize,
}

/// The meaning of keys at the moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mode {
    Watching,
    /// They are letters of the filter.
    Filtering,
    /// Any of them takes the help away.
    Helping,
}

const LONGEST: usize = 64;

impl View {
    pub(super) fn new(title: String, is_production: bool, sort: SortKey, is_colored: bool) -> Self {
        Self {
            title,
            is_production,
            is_colored,
            seen: Seen::default(),
            failure: None,
            sort,
            filter: String::new(),
            mode: Mode::Watching,
            is_paused: false,
            top: 0,
            height: 1,
        }
    }

    pub(super) fn is_paused(&self) -> bool {
        self.is_paused
    }

    /// Takes what a look has shown. After one that failed, what was seen before stays.
    pub(super) fn update(&mut self, seen: Result<Seen, Failure>) {
        match seen {
            Ok(seen) => {
                self.seen = seen;
                self.failure = None;
                sort(&mut self.seen.rows, self.sort);
            }
            Err(failure) => self.failure = Some(failure.message),
        }
    }

    /// Returns the tasks that the filter leaves.
    pub(super) fn filtered(&self) -> Vec<&Row> {
        let wanted = self.filter.to_lowercase();
        let holds = |text: &str| text.to_lowercase().contains(&wanted);
        let is_left = |row: &&Row| {
            wanted.is_empty()
                || holds(&row.id)
                || holds(&row.state)
                || row.name.as_deref().is_some_and(holds)
        };
        self.seen.rows.iter().filter(is_left).collect()
    }

    /// Returns the index of the first task on the screen, for so many lines and so many tasks.
    pub(super) fn top(&mut self, height: usize, count: usize) -> usize {
        self.height = height.max(1);
        self.top = self.top.min(count.saturating_sub(self.height));
        self.top
    }

    pub(super) fn press(&mut self, key: Key) -> Pressed {
        match key {
            Key::Leave => return Pressed::Leave,
            Key::Resized => return Pressed::Nothing,
            Key::Lines(lines) => self.scroll(lines),
            Key::Pages(pages) => {
                let height = isize::try_from(self.height).unwrap_or(isize::MAX);
                self.scroll(pages.saturating_mul(height));
            }
            Key::First => self.top = 0,
            Key::Last => self.top = usize::MAX,
            _ if self.mode == Mode::Helping => self.mode = Mode::Watching,
            _ if self.mode == Mode::Filtering => self.type_filter(key),
            Key::Escape => self.filter.clear(),
            Key::Char(letter) => return self.command(letter),
            Key::Enter | Key::Backspace => {}
        }
        Pressed::Nothing
    }

    fn scroll(&mut self, lines: isize) {
        self.top = self.top.saturating_add_signed(lines);
    }

    fn type_filter(&mut self, key: Key) {
        match key {
            Key::Char(letter) if self.filter.chars().count() < LONGEST => self.filter.push(letter),
            Key::Backspace => {
                self.filter.pop();
            }
            Key::Escape => {
                self.filter.clear();
                self.mode = Mode::Watching;
            }
            Key::Enter => self.mode = Mode::Watching,
            _ => {}
        }
        self.top = 0;
    }

    fn command(&mut self, letter: char) -> Pressed {
        match letter {
            'q' => return Pressed::Leave,
            'r' => return Pressed::LookNow,
            '?' | 'h' => self.mode = Mode::Helping,
            'f' | '/' => self.mode = Mode::Filtering,
            'p' => self.is_paused = !self.is_paused,
            's' => {
                self.sort = next(self.sort);
                self.top = 0;
                sort(&mut self.seen.rows, self.sort);
            }
            'k' => self.scroll(-1),
            'j' => self.scroll(1),
            'g' => self.top = 0,
            'G' => self.top = usize::MAX,
            _ => {}
        }
        Pressed::Nothing
    }
}

const fn next(key: SortKey) -> SortKey {
    match key {
        SortKey::Lag => SortKey::Name,
        SortKey::Name => SortKey::State,
        SortKey::State => SortKey::Id,
        SortKey::Id => SortKey::Lag,
    }
}

pub(super) const fn word(key: SortKey) -> &'static str {
    match key {
        SortKey::Lag => "lag",
        SortKey::Name => "name",
        SortKey::State => "state",
        SortKey::Id => "ID",
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::exit::Exit;

    /// A view with colours, of a profile.
    pub(in super::super) fn view() -> View {
        let title = "staging https://oms.example.com:8089".to_owned();
        View::new(title, false, SortKey::Lag, true)
    }

    /// A look at so many tasks. The first is farthest behind, and three of four are at work.
    pub(in super::super) fn seen_of(count: u32) -> Seen {
        let row = |place: u32| {
            let states = ["RUNNING", "RUNNING", "SUSPEND", "FAILED"];
            let state = states[place as usize % states.len()];
            let mut row = Row::example(&format!("np_{place:04}"), state);
            row.name = Some(format!("orders {place}"));
            row.lag_seconds = Some(i64::from(count - place) * 30);
            row.rate = Some(1.5);
            row.seconds_to_go = Some(i64::from(count - place) * 60);
            row.step = Some("INCR_TRANSFER".to_owned());
            row
        };
        Seen {
            rows: (0..count).map(row).collect(),
            lack: None,
            notes: BTreeMap::from([("np_0001".to_owned(), "open 12, run 11".to_owned())]),
            at: "2025-03-19T14:18:38+08:00".to_owned(),
        }
    }

    fn press(view: &mut View, keys: &str) {
        for key in keys.chars() {
            view.press(Key::Char(key));
        }
    }

    fn ids(view: &View) -> Vec<&str> {
        view.filtered().iter().map(|row| row.id.as_str()).collect()
    }

    #[test]
    fn a_filter_is_typed_and_cleared_and_no_letter_of_it_is_a_command() {
        let mut view = view();
        view.update(Ok(seen_of(8)));
        press(&mut view, "fqspended");
        for _ in 0..7 {
            view.press(Key::Backspace);
        }
        press(&mut view, "SUSP");
        assert_eq!(view.filter, "qSUSP");
        view.press(Key::Escape);
        press(&mut view, "fsuspend");
        view.press(Key::Enter);
        assert_eq!(ids(&view), ["np_0002", "np_0006"]);
        assert_eq!(view.mode, Mode::Watching);
        view.press(Key::Escape);
        assert_eq!(ids(&view).len(), 8);
        press(&mut view, &"f".repeat(200));
        assert_eq!(view.filter.len(), LONGEST);
    }

    #[test]
    fn every_sort_comes_after_the_other_and_stays_for_the_next_look() {
        let mut view = view();
        view.update(Ok(seen_of(4)));
        assert_eq!(ids(&view)[0], "np_0000");
        press(&mut view, "ss");
        assert_eq!(ids(&view)[0], "np_0003", "FAILED is the first state");
        view.update(Ok(seen_of(4)));
        assert_eq!(ids(&view)[0], "np_0003");
        press(&mut view, "ss");
        assert_eq!(view.sort, SortKey::Lag);
    }

    #[test]
    fn the_list_is_scrolled_to_its_ends_and_no_farther() {
        let mut view = view();
        view.update(Ok(seen_of(100)));
        for (key, top) in [
            (Key::Lines(-1), 0),
            (Key::Lines(3), 3),
            (Key::Pages(1), 23),
            (Key::Last, 80),
            (Key::Lines(1), 80),
            (Key::Pages(-1), 60),
            (Key::First, 0),
            (Key::Char('G'), 80),
            (Key::Char('k'), 79),
        ] {
            view.press(key);
            assert_eq!(view.top(20, 100), top, "{key:?}");
        }
        assert_eq!(view.top(20, 5), 0, "a filter may leave fewer");
    }

    #[test]
    fn a_look_that_fails_leaves_what_was_seen_and_says_so() {
        let mut view = view();
        view.update(Ok(seen_of(3)));
        view.update(Err(Failure::new(Exit::NotSent, "nobody answers", "")));
        assert_eq!(ids(&view).len(), 3);
        assert_eq!(view.failure.as_deref(), Some("nobody answers"));
        view.update(Ok(seen_of(2)));
        assert_eq!((ids(&view).len(), view.failure.is_none()), (2, true));
    }

    #[test]
    fn help_goes_with_any_key_and_leaving_needs_one_more() {
        let mut view = view();
        press(&mut view, "?");
        assert_eq!(view.mode, Mode::Helping);
        assert_eq!(view.press(Key::Char('q')), Pressed::Nothing);
        assert_eq!(view.mode, Mode::Watching);
        assert_eq!(view.press(Key::Char('q')), Pressed::Leave);
        press(&mut view, "?");
        assert_eq!(view.press(Key::Leave), Pressed::Leave);
    }
}
