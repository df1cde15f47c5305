//! Columns of text that line up for the eye, whatever the script.
//!
//! What comes from a server is escaped and cut before it gets here, so that no cell moves the cursor or floods the screen.

use unicode_width::UnicodeWidthStr;

/// Two columns: labels, and texts that may have several lines. Each line is indented by two.
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
            text.push_str("  ");
            text.push_str(&padded(label, width));
            text.push_str("  ");
            text.push_str(line);
            text.push('\n');
        }
    }
    text
}

/// Rows under headings, two spaces between the columns and none at the end of a line.
pub(crate) fn columns(headings: &[String], rows: &[Vec<String>]) -> String {
    let widths: Vec<usize> = headings
        .iter()
        .enumerate()
        .map(|(column, heading)| {
            let cells = rows.iter().filter_map(|row| row.get(column));
            cells
                .map(|cell| cell.width())
                .fold(heading.width(), usize::max)
        })
        .collect();
    let mut text = String::new();
    for row in std::iter::once(headings).chain(rows.iter().map(Vec::as_slice)) {
        let cells: Vec<String> = row
            .iter()
            .zip(&widths)
            .map(|(cell, &width)| padded(cell, width))
            .collect();
        text.push_str(cells.join("  ").trim_end());
        text.push('\n');
    }
    text
}

/// The width that the table would take.
pub(crate) fn width_of(text: &str) -> usize {
    text.lines()
        .map(UnicodeWidthStr::width)
        .max()
        .unwrap_or_default()
}

/// A text with as many spaces behind it as it lacks. A wide character takes two places of a terminal.
fn padded(text: &str, width: usize) -> String {
    let missing = width.saturating_sub(text.width());
    let mut padded = text.to_owned();
    padded.extend(std::iter::repeat_n(' ', missing));
    padded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn p184_columns_line_up_where_characters_are_wide_or_take_no_place() {
        let headings = ["NAME", "STATUS"].map(str::to_owned);
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
}
