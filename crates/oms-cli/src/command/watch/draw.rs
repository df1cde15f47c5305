//! Draws the view on a terminal of any size and on light and dark ground: no colour is set but the
//! terminal's own, and none alone says anything.

use oms_client::Shown;
use oms_client::shapes::TaskStatus;
use ratatui::Frame;
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::style::{Color, Modifier, Style};
use ratatui::text::{Line, Span};
use ratatui::widgets::{Block, Cell, Clear, Paragraph, Row as TableRow, Table};

use super::view::{Mode, View, word};
use crate::command::status::Row;
use crate::terminal::{self, Tone};
use crate::time::{brief, coarse};

/// The width from which on the ID and the step are shown as well, in columns.
const WIDE: u16 = 110;

/// The shortest span that a whole bar is for: a task that is a few seconds behind has caught up.
const SHORTEST_BAR: i64 = 60;

pub(super) fn draw(frame: &mut Frame<'_>, view: &mut View) {
    let [head, body, foot] = Layout::vertical([
        Constraint::Length(2 + u16::from(view.seen.lack.is_some())),
        Constraint::Fill(1),
        Constraint::Length(1),
    ])
    .areas(frame.area());
    let shown = view.filtered().len();
    // The headings take one line of the list.
    let height = usize::from(body.height.saturating_sub(1));
    let top = view.top(height, shown);
    let paint = Paint(view.is_colored);
    frame.render_widget(Paragraph::new(heading(view, shown, paint)), head);
    frame.render_widget(list(view, top, height, body.width, paint), body);
    frame.render_widget(Paragraph::new(footer(view, paint)), foot);
    if view.mode == Mode::Helping {
        help(frame);
    }
}

/// Styles, or none where colours are not wanted.
#[derive(Clone, Copy)]
struct Paint(bool);

impl Paint {
    fn of(self, tone: Tone) -> Style {
        let style = Style::new();
        match tone {
            _ if !self.0 => style,
            Tone::Alarm => style.fg(Color::Red).add_modifier(Modifier::BOLD),
            // It is legible on a light background, where yellow is not.
            Tone::Caution => style.fg(Color::Magenta),
            Tone::Strong => style.add_modifier(Modifier::BOLD),
            // Most tasks are well, and one that is not must stand out.
            Tone::Good => style,
        }
    }
}

fn heading(view: &View, shown: usize, paint: Paint) -> Vec<Line<'static>> {
    let seen = &view.seen;
    let mut title = Vec::new();
    if view.is_production {
        title.push(Span::styled("PRODUCTION ", paint.of(Tone::Alarm)));
    }
    title.push(Span::styled(
        Shown(&view.title).to_string(),
        paint.of(Tone::Strong),
    ));
    let count = seen.rows.len();
    let mut state = vec![if shown == count {
        format!("{count} tasks")
    } else {
        format!("{shown} of {count} tasks")
    }];
    state.push(format!("by {}", word(view.sort)));
    if !view.filter.is_empty() {
        state.push(format!("filter {}", Shown(&view.filter)));
    }
    if seen.at.is_empty() {
        state.push("reading…".to_owned());
    } else {
        state.push(format!("at {}", seen.at));
    }
    // It comes first, because a long filter pushes what is behind it off the screen.
    let mut second = Vec::new();
    if view.is_paused() {
        second.push(Span::styled("PAUSED · ", paint.of(Tone::Caution)));
    }
    second.push(Span::raw(state.join(" · ")));
    let lack = seen.lack.as_deref();
    let lack = lack.map(|lack| Line::styled(lack.to_owned(), paint.of(Tone::Caution)));
    let lines = [Line::from(title), Line::from(second)];
    lines.into_iter().chain(lack).collect()
}

fn list(view: &View, top: usize, height: usize, width: u16, paint: Paint) -> Table<'_> {
    let rows = view.filtered();
    let farthest = rows.iter().filter_map(|row| row.lag_seconds).max();
    let span = farthest.unwrap_or_default().max(SHORTEST_BAR);
    let notes = rows.iter().filter_map(|row| view.seen.notes.get(&row.id));
    let longest = notes.map(|note| note.chars().count()).max();
    let columns = Columns::of(width, longest.unwrap_or_default());
    let lines = rows.iter().skip(top).take(height).map(|row| {
        let note = view.seen.notes.get(&row.id);
        line(row, note.map(String::as_str), span, &columns, paint)
    });
    let (headings, widths) = columns.headed(span);
    Table::new(lines, widths)
        .header(TableRow::new(headings).style(paint.of(Tone::Strong)))
        .column_spacing(1)
}

/// The widths of the columns that depend on the terminal. The rest have the width of their longest
/// value.
struct Columns {
    is_wide: bool,
    name: u16,
    bar: u16,
    step: u16,
    note: u16,
}

const LAG: u16 = 11;
const STATE: u16 = 9;
const ID: u16 = 15;
const RATE: u16 = 5;
const TO_GO: u16 = 11;
/// The width of its heading, which the last column has where there is nothing to settle.
const NOTE: u16 = 7;

/// The columns between which a space is left, on a wide terminal and on another one.
const WIDE_COLUMNS: u16 = 9;
const COLUMNS: u16 = 7;

impl Columns {
    /// Gives what the other columns leave to the name, and on a wide terminal half of it to the
    /// step.
    fn of(width: u16, longest_note: usize) -> Self {
        let is_wide = width >= WIDE;
        let (bar, most) = if is_wide { (14, 16) } else { (12, 8) };
        let longest_note = u16::try_from(longest_note).unwrap_or(u16::MAX);
        let note = longest_note.clamp(NOTE, most);
        let fixed = LAG + STATE + bar + RATE + TO_GO + note;
        let taken = if is_wide {
            fixed + ID + WIDE_COLUMNS - 1
        } else {
            fixed + COLUMNS - 1
        };
        let left = width.saturating_sub(taken);
        let name = if is_wide { left / 2 } else { left };
        Self {
            is_wide,
            name,
            bar,
            step: left - name,
            note,
        }
    }

    /// Returns the headings and the widths. That of the bar says what its two ends are.
    fn headed(&self, span: i64) -> (Vec<String>, Vec<Constraint>) {
        let ago = format!("-{}", coarse(span));
        let rest = usize::from(self.bar).saturating_sub(ago.len());
        let bar = format!("{ago}{:>rest$}", "now");
        let mut columns = vec![("LAG", LAG), ("STATE", STATE), ("NAME", self.name)];
        if self.is_wide {
            columns.push(("ID", ID));
        }
        columns.extend([(bar.as_str(), self.bar), ("RATE", RATE), ("TO GO", TO_GO)]);
        if self.is_wide {
            columns.push(("STEP", self.step));
        }
        columns.push(("JOURNAL", self.note));
        let own = |(heading, width): (&str, u16)| (heading.to_owned(), Constraint::Length(width));
        columns.into_iter().map(own).unzip()
    }
}

fn line<'v>(
    row: &Row,
    note: Option<&str>,
    span: i64,
    columns: &Columns,
    paint: Paint,
) -> TableRow<'v> {
    let tone = terminal::tone(&TaskStatus::from(row.state.as_str()));
    let state = tone.map_or_else(Style::new, |tone| paint.of(tone));
    let mut cells = vec![
        Cell::new(row.lag_seconds.map_or_else(|| "-".to_owned(), brief)),
        Cell::new(Shown(&row.state).to_string()).style(state),
        Cell::new(fitted(shown(row.name.as_deref()), columns.name)),
    ];
    if columns.is_wide {
        cells.push(Cell::new(Shown(&row.id).to_string()));
    }
    let bar = match (&row.error, row.lag_seconds) {
        (Some(_), _) => "not read".to_owned(),
        (None, Some(lag)) => bar(lag, span, columns.bar),
        (None, None) => String::new(),
    };
    let rate = row.rate.map(|rate| format!("{rate:.1}x"));
    cells.extend([
        Cell::new(bar),
        Cell::new(rate.unwrap_or_default()),
        Cell::new(row.seconds_to_go.map(brief).unwrap_or_default()),
    ]);
    if columns.is_wide {
        // The progress comes first: the end of a long step is cut.
        let percent = row.progress_percent.map(|percent| format!("{percent}%"));
        let step = row.step.as_deref().map(|step| Shown(step).to_string());
        let parts: Vec<String> = percent.into_iter().chain(step).collect();
        cells.push(Cell::new(fitted(parts.join(" "), columns.step)));
    }
    let note = fitted(shown(note), columns.note);
    cells.push(Cell::new(note).style(paint.of(Tone::Alarm)));
    TableRow::new(cells)
}

fn shown(text: Option<&str>) -> String {
    text.map(|text| Shown(text).to_string()).unwrap_or_default()
}

/// Returns a text that fits into a column, with a mark where it was cut.
fn fitted(text: impl AsRef<str>, width: u16) -> String {
    terminal::shortened(text.as_ref(), usize::from(width))
}

/// Returns a bar of the position between the farthest one and now: a whole bar has caught up.
fn bar(lag: i64, span: i64, width: u16) -> String {
    let width = i64::from(width);
    let done = span.saturating_sub(lag).clamp(0, span);
    let filled = done.saturating_mul(width) / span.max(1);
    let part = |sign: &str, count: i64| sign.repeat(usize::try_from(count).unwrap_or_default());
    format!("{}{}", part("█", filled), part("░", width - filled))
}

fn footer(view: &View, paint: Paint) -> Line<'static> {
    if view.mode == Mode::Filtering {
        return Line::from(format!(
            "filter: {}_  (Enter keeps it, Esc clears it)",
            Shown(&view.filter)
        ));
    }
    if let Some(failure) = &view.failure {
        let text = format!("not read: {}", Shown(failure));
        return Line::from(Span::styled(text, paint.of(Tone::Alarm)));
    }
    Line::from("? help  f filter  s sort  p pause  r look now  q quit")
}

const KEYS: &[(&str, &str)] = &[
    ("↑ ↓ PgUp PgDn Home End", "move in the list"),
    ("f or /", "filter by name, ID or state"),
    ("Esc", "clear the filter"),
    ("s", "sort by lag, name, state, ID"),
    ("p", "pause, and go on"),
    ("r", "look now"),
    ("q or Ctrl-C", "quit"),
    ("", ""),
    ("bar", "from the farthest behind to now"),
    ("RATE", "seconds of data a second"),
    ("JOURNAL", "entries and runs to settle"),
];

fn help(frame: &mut Frame<'_>) {
    let lines: Vec<Line<'_>> = KEYS
        .iter()
        .map(|(key, what)| Line::from(format!(" {key:<24}{what}")))
        .collect();
    let height = u16::try_from(lines.len())
        .unwrap_or(u16::MAX)
        .saturating_add(2);
    let area = centered(frame.area(), 60, height);
    frame.render_widget(Clear, area);
    let block = Block::bordered().title(" Keys (any key goes back) ");
    frame.render_widget(Paragraph::new(lines).block(block), area);
}

fn centered(area: Rect, width: u16, height: u16) -> Rect {
    let (width, height) = (width.min(area.width), height.min(area.height));
    Rect {
        x: area.x + (area.width - width) / 2,
        y: area.y + (area.height - height) / 2,
        width,
        height,
    }
}

#[cfg(test)]
mod tests {
    use ratatui::Terminal;
    use ratatui::backend::TestBackend;

    use super::super::keys::Key;
    use super::super::view::tests::{seen_of, view};
    use super::*;

    fn drawn(view: &mut View, width: u16, height: u16) -> String {
        let mut terminal = Terminal::new(TestBackend::new(width, height)).unwrap();
        terminal.draw(|frame| draw(frame, view)).unwrap();
        terminal.backend().to_string()
    }

    #[test]
    fn it_is_drawn_as_somebody_has_looked_at_it() {
        let mut view = view();
        view.update(Ok(seen_of(60)));
        let narrow = drawn(&mut view, 80, 24);
        let wide = drawn(&mut view, 120, 40);
        view.press(Key::Char('?'));
        let help = drawn(&mut view, 80, 24);
        let mut other = String::new();
        for (name, kept, drawn) in [
            ("80x24.txt", include_str!("drawn/80x24.txt"), narrow),
            ("120x40.txt", include_str!("drawn/120x40.txt"), wide),
            ("help.txt", include_str!("drawn/help.txt"), help),
        ] {
            if kept != drawn {
                other.extend([name, "\n", &drawn, "\n"]);
            }
        }
        assert!(
            other.is_empty(),
            "it is drawn otherwise; look at it, and keep it where it is right:\n{other}"
        );
    }

    #[test]
    fn a_list_that_may_lack_tasks_says_so_on_a_line_of_its_own() {
        let mut view = view();
        let words = "the list may be incomplete: the service stated more items than it gave";
        for lack in [Some(words.to_owned()), None] {
            let is_told = lack.is_some();
            let mut seen = seen_of(60);
            seen.lack = lack;
            view.update(Ok(seen));
            for (width, height) in [(80, 24), (120, 40)] {
                let text = drawn(&mut view, width, height);
                assert_eq!(text.contains(words), is_told, "{text}");
                assert!(text.contains("60 tasks · by lag · at "), "{text}");
            }
        }
    }

    #[test]
    fn no_size_of_a_terminal_is_too_small_and_none_too_large() {
        let mut view = view();
        view.update(Ok(seen_of(1_000)));
        for (width, height) in [(1, 1), (3, 2), (20, 5), (79, 4), (300, 200)] {
            for key in [Key::Resized, Key::Char('?'), Key::Last] {
                view.press(key);
                drawn(&mut view, width, height);
            }
        }
    }

    #[test]
    fn what_a_task_is_called_does_not_act_on_the_terminal() {
        let mut view = view();
        let mut seen = seen_of(1);
        seen.rows[0].name = Some("a\u{1b}[2J\u{202e}b".to_owned());
        view.update(Ok(seen));
        let text = drawn(&mut view, 80, 24);
        assert!(!text.contains(['\u{1b}', '\u{202e}']), "{text}");
    }

    #[test]
    fn without_colours_no_style_is_set_and_the_words_are_the_same() {
        let styles = |is_colored: bool| {
            let mut view = view();
            view.is_colored = is_colored;
            view.is_production = true;
            view.update(Ok(seen_of(8)));
            let mut terminal = Terminal::new(TestBackend::new(80, 24)).unwrap();
            terminal.draw(|frame| draw(frame, &mut view)).unwrap();
            let buffer = terminal.backend().buffer().clone();
            let is_styled = |cell: &&ratatui::buffer::Cell| {
                cell.fg != Color::Reset || !cell.modifier.is_empty()
            };
            (
                buffer.content().iter().filter(is_styled).count(),
                terminal.backend().to_string(),
            )
        };
        let ((plain, one), (colored, other)) = (styles(false), styles(true));
        assert_eq!((plain, one), (0, other));
        assert!(colored > 0);
    }
}
