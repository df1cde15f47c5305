//! Tables with bars, with or without a line under their head, with rows that are broken over lines.
//!
//! Which lines belong to a row is decided here; what a row's cells are, the Markdown library
//! decides.

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use super::columns::Columns;
use super::{Table, ends_table};
use crate::words;

/// More columns than any table has: what a bar inside a description cuts off is put back together.
const COLUMNS: usize = 12;

/// The table that begins at a line, and how many lines it has.
pub(super) fn table(lines: &[String], at: usize) -> Option<(Table, usize)> {
    let first = lines.get(at)?.trim();
    let framed = first.starts_with('|');
    let is_head = || first.matches('|').count() > 1 && Columns::of_head(&cells(first)).is_some();
    if !(framed || is_head()) {
        return None;
    }
    let (texts, taken) = row_texts(lines, at, framed);
    let mut rows = texts
        .iter()
        .map(|(line, text)| (*line, cells(text)))
        .filter(|(_, cells)| !is_delimiter(cells));
    let (line, head) = rows.next()?;
    let named = Columns::of_head(&head);
    let headed = named.is_some();
    let order = named.unwrap_or(Columns::PLAIN);
    let unnamed = (!headed).then_some((line, head));
    let cells: Vec<(usize, Vec<String>)> = unnamed.into_iter().chain(rows).collect();
    // An empty cell of the head names a column as soon as a row has something there.
    let unknown = order.unknown.iter().filter(|(at, name)| {
        let filled = || {
            cells
                .iter()
                .any(|(_, row)| !order.cell(*at, row).is_empty())
        };
        !name.is_empty() || filled()
    });
    let table = Table {
        headed,
        unknown: unknown.map(|(_, name)| name.clone()).collect(),
        rows: cells
            .iter()
            .map(|(line, cells)| order.row(*line, cells))
            .collect(),
    };
    Some((table, taken))
}

/// The rows as lines of their own, each with the number of its first line, and how many lines they
/// take.
fn row_texts(lines: &[String], at: usize, framed: bool) -> (Vec<(usize, String)>, usize) {
    let mut rows: Vec<(usize, String)> = Vec::new();
    let mut taken = 0;
    for (offset, line) in lines.iter().enumerate().skip(at) {
        let text = line.trim();
        let begins = if framed {
            text.starts_with('|')
        } else {
            text.contains('|')
        };
        if begins && !(framed && text == "|") {
            rows.push((offset + 1, text.to_owned()));
        } else if continues(lines, offset, framed, is_open(&rows)) {
            if let Some((_, row)) = rows.last_mut() {
                row.push(' ');
                row.push_str(text);
            }
        } else {
            break;
        }
        taken = offset + 1 - at;
    }
    (rows, taken)
}

/// True if the last row has no bar at its end, or fewer cells than the head.
fn is_open(rows: &[(usize, String)]) -> bool {
    let bars = |row: &str| row.matches('|').count();
    let least = rows.first().map_or(0, |(_, head)| bars(head));
    rows.last()
        .is_some_and(|(_, row)| !row.ends_with('|') || bars(row) < least)
}

/// True if a line without a bar at its start is the rest of the row before it.
fn continues(lines: &[String], offset: usize, framed: bool, open: bool) -> bool {
    let before = offset.checked_sub(1).and_then(|before| lines.get(before));
    let Some(line) = lines.get(offset) else {
        return false;
    };
    let text = line.trim();
    if text == "|" {
        return true;
    }
    let closes_later = || {
        let rest = lines.get(offset..).unwrap_or_default();
        let end = rest
            .iter()
            .position(|line| ends_table(line) || line.trim().starts_with('|'));
        let rest = rest.get(..end.unwrap_or(rest.len())).unwrap_or_default();
        rest.iter()
            .take(8)
            .any(|line| line.trim_end().ends_with('|'))
    };
    if text.is_empty() {
        return framed && open && closes_later();
    }
    let follows_text = before.is_some_and(|line| !line.trim().is_empty());
    !ends_table(line) && open && (follows_text || closes_later())
}

/// The cells of one row, as the Markdown library reads them. Marks for code stay, so that values
/// can be told from words.
fn cells(row: &str) -> Vec<String> {
    let bar = if row.starts_with('|') { "" } else { "|" };
    let head = "|h".repeat(COLUMNS);
    let line = "|-".repeat(COLUMNS);
    let text = format!("{head}|\n{line}|\n{bar}{row}\n");
    let mut cells: Vec<String> = Vec::new();
    let mut in_body = false;
    for event in Parser::new_ext(&text, Options::ENABLE_TABLES) {
        match event {
            Event::End(TagEnd::TableHead) => in_body = true,
            Event::Start(Tag::TableCell) if in_body => cells.push(String::new()),
            event if in_body => {
                if let Some(cell) = cells.last_mut() {
                    push(cell, &event);
                }
            }
            _ => {}
        }
    }
    while cells.last().is_some_and(|cell| cell.trim().is_empty()) {
        cells.pop();
    }
    cells
}

fn push(cell: &mut String, event: &Event<'_>) {
    match event {
        Event::Text(text) => cell.push_str(text),
        Event::Code(code) => {
            cell.push('`');
            cell.push_str(code);
            cell.push('`');
        }
        Event::SoftBreak | Event::HardBreak => cell.push(' '),
        Event::InlineHtml(tag) | Event::Html(tag) => push_tag(cell, tag),
        _ => {}
    }
}

/// A tag as the lines and marks that it makes; the items of a type, as in `list<string>`, are none.
fn push_tag(cell: &mut String, tag: &str) {
    let lower = tag.to_lowercase();
    let breaks = ["<br", "<p", "</ul", "</ol"];
    if lower.starts_with("<li") {
        cell.push_str("\n• ");
    } else if breaks.iter().any(|start| lower.starts_with(start)) {
        // A paragraph that begins an item stands behind the item's mark.
        if !cell.ends_with("• ") {
            cell.push('\n');
        }
    } else if words::is_type_phrase(tag.trim_matches(['<', '>'])) {
        cell.push_str(tag);
    }
}

fn is_delimiter(cells: &[String]) -> bool {
    let dashes = |cell: &String| {
        let cell = cell.trim();
        cell.contains("--") && cell.chars().all(|c| matches!(c, '-' | ':' | ' '))
    };
    !cells.is_empty() && cells.iter().all(dashes)
}
