//! Tables without bars: a row a line, or a cell a line.

use super::{Row, Table, ends_table};
use crate::words::{self, Column};

/// The table that begins at a line, and how many lines it has.
///
/// A table without a head is recognised by two rows that follow each other: one alone may be a
/// sentence.
pub(super) fn table(lines: &[String], at: usize) -> Option<(Table, usize)> {
    let head = head(lines, at);
    if head == 0 && !(is_row(lines, at) && is_row(lines, at + 1)) {
        return None;
    }
    let mut rows: Vec<Row> = Vec::new();
    let mut next = at + head;
    while let Some(line) = lines.get(next) {
        let complete = rows.last().is_none_or(is_complete);
        if let Some((row, taken)) = row(lines, next, complete) {
            rows.push(row);
            next += taken;
        } else if let Some(last) = rows.last_mut().filter(|_| continues(lines, next)) {
            if !line.trim().is_empty() {
                last.description.push(' ');
                last.description.push_str(line.trim());
            }
            next += 1;
        } else {
            break;
        }
    }
    for row in &mut rows {
        row.description = row.description.trim().to_owned();
    }
    let headed = head > 0;
    let unknown = Vec::new();
    let table = Table {
        headed,
        unknown,
        rows,
    };
    Some((table, next - at))
}

/// Number of lines of the head: one with all names, or one for each name.
fn head(lines: &[String], at: usize) -> usize {
    let named = |text: &str, column| words::column(text) == Some(column);
    let one_line = lines.get(at).is_some_and(|line| {
        let cells: Vec<&str> = line.split_whitespace().collect();
        matches!(cells.as_slice(), [name, kind, text]
            if named(name, Column::Name) && named(kind, Column::Type) && named(text, Column::Description))
    });
    if one_line {
        return 1;
    }
    let is = |offset: usize, column| {
        lines
            .get(at + offset)
            .is_some_and(|line| named(line, column))
    };
    let a_line_each = is(0, Column::Name) && is(1, Column::Type) && is(2, Column::Description);
    if a_line_each { 3 } else { 0 }
}

fn is_row(lines: &[String], at: usize) -> bool {
    row(lines, at, true).is_some_and(|(row, taken)| taken == 1 && !row.description.is_empty())
}

/// The row that begins at a line, and how many lines its first cells take.
fn row(lines: &[String], at: usize, after_a_whole_row: bool) -> Option<(Row, usize)> {
    let line = lines.get(at)?.trim();
    let (_, plain) = super::depth(line);
    let mut words: Vec<&str> = plain.split_whitespace().collect();
    if words.is_empty() || ends_table(line) {
        return None;
    }
    let name = words.remove(0);
    let unmarked = name.strip_suffix('*').unwrap_or(name);
    let mark = line.strip_suffix(plain)?;
    let full_name = format!("{mark}{name}");
    if !words::is_name(unmarked) || (!after_a_whole_row && is_common(name)) {
        return None;
    }
    if words.is_empty() {
        let kind = lines.get(at + 1).map(|line| line.trim());
        let kind = kind.filter(|kind| words::is_type_phrase(kind))?;
        return Some((Row::new(at + 1, &full_name, kind, ""), 2));
    }
    let count = words::type_words(&words);
    let (kind, text) = words.split_at_checked(count).filter(|_| count > 0)?;
    let row = Row::new(at + 1, &full_name, &kind.join(" "), &text.join(" "));
    Some((row, 1))
}

/// True if the description of a row has come to its end.
fn is_complete(row: &Row) -> bool {
    row.description.ends_with(['.', '。', ')', '）', ';', '；'])
}

/// A word that begins a line of a description more often than it names a parameter.
fn is_common(word: &str) -> bool {
    const WORDS: &[&str] = &[
        "a", "an", "and", "any", "as", "by", "for", "if", "in", "is", "it", "of", "one", "or",
        "that", "the", "this", "to", "type", "value", "values", "when", "with",
    ];
    WORDS.contains(&word)
}

/// True if a line is the rest of a description. An empty line is where another row follows.
fn continues(lines: &[String], at: usize) -> bool {
    let Some(line) = lines.get(at) else {
        return false;
    };
    if line.trim().is_empty() {
        let rest = lines.get(at + 1..).unwrap_or_default();
        let next = rest.iter().position(|line| !line.trim().is_empty());
        return next.is_some_and(|next| row(lines, at + 1 + next, true).is_some());
    }
    let before = at.checked_sub(1).and_then(|before| lines.get(before));
    let follows_text = before.is_some_and(|line| !line.trim().is_empty());
    follows_text && !ends_table(line) && words::tags(line).is_none() && !line.contains('|')
}
