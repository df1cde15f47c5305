//! Columns of text that are aligned, whatever the script.
//!
//! Text from a server is escaped and cut before it gets here, so that no cell moves the cursor or
//! floods the screen.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// The most characters that a table takes where no terminal bounds its width, those that fill up
/// its columns included. One long cell, or one in a far column of each row, makes a table of far
/// more characters than its cells have.
const MOST_CHARACTERS: usize = 32 << 20;

pub(crate) trait Row {
    /// Returns the cells that hold something, each with its column, from left to right.
    fn cells(&self) -> impl Iterator<Item = (usize, &str)>;
}

/// A row that has a cell in every column.
impl Row for Vec<String> {
    fn cells(&self) -> impl Iterator<Item = (usize, &str)> {
        let cells = self.iter().map(String::as_str).enumerate();
        cells.filter(|(_, cell)| !cell.is_empty())
    }
}

/// A row with few of many columns.
impl Row for Vec<(usize, String)> {
    fn cells(&self) -> impl Iterator<Item = (usize, &str)> {
        self.iter().map(|(column, cell)| (*column, cell.as_str()))
    }
}

/// Returns two columns: labels, and texts that may have several lines. Each line is indented by two
/// spaces.
pub(crate) fn labelled<'a>(rows: impl Iterator<Item = (&'a str, &'a str)> + Clone) -> String {
    let width = rows
        .clone()
        .map(|(label, _)| label.width())
        .max()
        .unwrap_or_default();
    let mut text = String::new();
    for (label, value) in rows {
        let labels = std::iter::once(label).chain(std::iter::repeat(""));
        for (label, line) in labels.zip(value.lines()) {
            let gap = " ".repeat(width.saturating_sub(label.width()) + 2);
            text.extend(["  ", label, &gap, line, "\n"]);
        }
    }
    text
}

/// Returns rows under headings, with two spaces between the columns and none at the end of a line.
#[cfg(test)]
pub(crate) fn columns(headings: &[&str], rows: &[Vec<String>]) -> String {
    fitted(headings, rows, None).0
}

/// Returns rows under headings with as many columns from the left as fit, and the number of those
/// that do not.
pub(crate) fn fitted(
    headings: &[impl AsRef<str>],
    rows: &[impl Row],
    width: Option<usize>,
) -> (String, usize) {
    let widths = widths(headings, rows);
    let room = width.unwrap_or(MOST_CHARACTERS / rows.len().max(1));
    let kept = fitting(&widths, room);
    let starts: Vec<usize> = widths
        .iter()
        .take(kept)
        .scan(0, |next, width| {
            let start = *next;
            *next += width + 2;
            Some(start)
        })
        .collect();
    let headings_at = headings.iter().map(AsRef::as_ref).enumerate();
    let mut text = line(headings_at, &starts);
    for row in rows {
        text.push_str(&line(row.cells(), &starts));
    }
    (cut(&text, width), headings.len() - kept)
}

/// Returns the line of some cells, in columns that start at these places. Nothing fills it up
/// behind its last cell.
fn line<'r>(cells: impl Iterator<Item = (usize, &'r str)>, starts: &[usize]) -> String {
    let (mut line, mut taken) = (String::new(), 0_usize);
    for (column, cell) in cells {
        let Some(start) = starts.get(column) else {
            break;
        };
        line.extend(std::iter::repeat_n(' ', start.saturating_sub(taken)));
        line.push_str(cell);
        taken = start + cell.width();
    }
    line.truncate(line.trim_end().len());
    line.push('\n');
    line
}

/// Returns a line about columns that do not fit, and the words that show all of them; empty if all
/// fit.
pub(crate) fn left_out(columns: usize, all: &str) -> String {
    match columns {
        0 => String::new(),
        1 => format!("1 more column does not fit; {all} shows all\n"),
        more => format!("{more} more columns do not fit; {all} shows all\n"),
    }
}

/// Returns the headings and rows without the columns that are empty in every row.
pub(crate) fn filled<'h>(
    headings: &[&'h str],
    rows: &[Vec<String>],
) -> (Vec<&'h str>, Vec<Vec<String>>) {
    let is_filled = |column: usize| {
        rows.iter()
            .any(|row| row.get(column).is_some_and(|cell| !cell.is_empty()))
    };
    let kept: Vec<usize> = (0..headings.len())
        .filter(|&column| is_filled(column))
        .collect();
    let headings = kept.iter().filter_map(|&column| headings.get(column));
    let rows = rows.iter().map(|row| {
        let cells = kept.iter().filter_map(|&column| row.get(column).cloned());
        cells.collect()
    });
    (headings.copied().collect(), rows.collect())
}

/// Returns the width of each column: that of its widest cell.
fn widths(headings: &[impl AsRef<str>], rows: &[impl Row]) -> Vec<usize> {
    let mut widths: Vec<usize> = headings
        .iter()
        .map(|heading| heading.as_ref().width())
        .collect();
    for (column, cell) in rows.iter().flat_map(Row::cells) {
        if let Some(width) = widths.get_mut(column) {
            *width = cell.width().max(*width);
        }
    }
    widths
}

/// Returns how many columns fit, counted from the left. The first one always does, even if only its
/// beginning is shown.
fn fitting(widths: &[usize], width: usize) -> usize {
    let mut taken = 0;
    let fitting = widths
        .iter()
        .take_while(|column| {
            let gap = if taken == 0 { 0 } else { 2 };
            taken += gap + **column;
            taken <= width
        })
        .count();
    fitting.max(1).min(widths.len())
}

/// Returns the width of a text in a table: that of its widest line.
#[cfg(test)]
pub(crate) fn width_of(text: &str) -> usize {
    text.lines()
        .map(UnicodeWidthStr::width)
        .max()
        .unwrap_or_default()
}

/// Cuts each line to a width, if there is one. A line that was cut is marked.
pub(crate) fn cut(text: &str, width: Option<usize>) -> String {
    let Some(width) = width else {
        return text.to_owned();
    };
    text.lines()
        .flat_map(|line| [shortened(line, width), "\n".to_owned()])
        .collect()
}

/// Returns a text of one line, of at most this width. A text that was cut is marked.
pub(crate) fn shortened(line: &str, width: usize) -> String {
    if line.width() <= width {
        return line.to_owned();
    }
    let mut kept = String::new();
    let mut taken = 0;
    for c in line.chars() {
        taken += c.width().unwrap_or_default();
        if taken + 1 > width {
            break;
        }
        kept.push(c);
    }
    kept.push('…');
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn p184_columns_line_up_where_characters_are_wide_or_take_no_place() {
        let headings = ["NAME", "STATUS"];
        let rows = [
            ["订单迁移", "RUNNING"],
            ["orders", "SUSPEND"],
            ["e\u{301}te\u{301}", "FAILED"],
        ]
        .map(|row| row.map(str::to_owned).to_vec());
        let text = columns(&headings, &rows);
        let places: Vec<usize> = text
            .lines()
            .zip(["STATUS", "RUNNING", "SUSPEND", "FAILED"])
            .map(|(line, word)| line[..line.find(word).unwrap()].width())
            .collect();
        assert_eq!(places, [10, 10, 10, 10], "{text}");
        assert_eq!(width_of(&text), 17);
    }

    #[test]
    fn p184_labels_of_several_lines_keep_their_place() {
        let rows = [("任务", "np_1\nnp_2"), ("Direction", "forward")];
        let text = labelled(rows.into_iter());
        assert_eq!(
            text,
            "  任务       np_1\n             np_2\n  Direction  forward\n"
        );
    }

    #[test]
    fn a_table_takes_no_more_room_than_its_bound_and_says_how_many_columns_do_not_fit() {
        const ROWS: usize = 40_000;
        let headings: Vec<String> = (0..256).map(|column| format!("K{column}")).collect();
        let wide: Vec<(usize, String)> = (0..256).map(|at| (at, "x".repeat(2_000))).collect();
        let last = vec![(0, "a".to_owned()), (255, "z".to_owned())];
        let rows: Vec<_> = std::iter::once(wide)
            .chain(std::iter::repeat_n(last, ROWS))
            .collect();
        let (text, left_out) = fitted(&headings, &rows, None);
        assert_eq!((left_out, text.lines().count()), (255, ROWS + 2));
        assert!(text.ends_with("a\na\n") && text.len() < MOST_CHARACTERS);
        let few: Vec<_> = rows.iter().take(100).cloned().collect();
        let (text, left_out) = fitted(&headings, &few, None);
        assert_eq!(left_out, 256 - MOST_CHARACTERS / few.len() / 2_002);
        assert!(text.len() < MOST_CHARACTERS);
    }
}
