//! Reads the file: comma-separated values under a line of names, or a JSON object a line.
//!
//! A value is on one line, so that every mistake has a line that an editor can go to. Anything that
//! is not understood is a mistake, and only empty lines are skipped: of comma-separated values, one
//! of commas alone is empty.

use std::borrow::Cow;
use std::fmt;
use std::fs::File;
use std::io::Read;
use std::path::Path;

use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

use super::columns::{Column, Columns, Kind};
use super::mistakes::Mistakes;
use crate::failure::Failure;
use crate::parse;
use crate::surroundings::Surroundings;

/// The longest file that is read, in bytes.
const LONGEST: u64 = 4 << 20;

/// One line with values, as texts that the flags of the action take.
#[derive(Debug)]
pub(super) struct Row<'c> {
    pub(super) line: usize,
    pub(super) cells: Vec<Cell<'c>>,
}

#[derive(Debug)]
pub(super) struct Cell<'c> {
    pub(super) column: &'c Column,
    /// The name that the file has for the column.
    pub(super) name: String,
    pub(super) text: String,
}

/// Returns whether the path means standard input.
pub(super) fn is_piped(path: &Path) -> bool {
    path.as_os_str() == "-"
}

/// Returns the name of the file in a sentence.
pub(super) fn name(path: &Path) -> String {
    if is_piped(path) {
        "standard input".to_owned()
    } else {
        path.display().to_string()
    }
}

/// Reads the text of the file, or standard input for `-`.
pub(super) fn read(path: &Path, surroundings: &mut Surroundings<'_>) -> Result<String, Failure> {
    let refuse = |problem: String| {
        Failure::usage(
            format!("{} {problem}", name(path)),
            "Name a file with a task a line: comma-separated values under a line of names, or JSON lines.",
        )
    };
    let mut bytes = Vec::new();
    let read = if is_piped(path) {
        (&mut surroundings.stdin)
            .take(LONGEST + 1)
            .read_to_end(&mut bytes)
    } else {
        File::open(path).and_then(|file| file.take(LONGEST + 1).read_to_end(&mut bytes))
    };
    read.map_err(|error| refuse(format!("cannot be read: {error}")))?;
    if bytes.len() as u64 > LONGEST {
        return Err(refuse("is larger than 4 MiB".to_owned()));
    }
    let text = String::from_utf8(bytes).map_err(|_| {
        Failure::usage(
            format!("{} is not UTF-8 text", name(path)),
            "Save it as UTF-8; a spreadsheet may call that `CSV UTF-8`.",
        )
    })?;
    Ok(parse::without_mark(&text).to_owned())
}

/// Returns the lines with values. Each line is either returned whole or has its mistakes noted.
pub(super) fn rows<'c>(text: &str, columns: &'c Columns, mistakes: &mut Mistakes) -> Vec<Row<'c>> {
    // Some spreadsheets still end a line as the first Macintosh did.
    let is_old = text.contains('\r') && !text.contains('\n');
    let text = if is_old {
        Cow::Owned(text.replace('\r', "\n"))
    } else {
        Cow::Borrowed(text)
    };
    let mut lines = text
        .lines()
        .enumerate()
        .map(|(index, line)| (index + 1, line.trim_ascii()))
        .filter(|(_, line)| !line.trim().is_empty())
        .peekable();
    match lines.peek() {
        None => Vec::new(),
        Some((_, first)) if first.trim_start().starts_with('{') => lines
            .filter_map(|(line, text)| noted(line, object(text.trim(), columns), mistakes))
            .map(|(line, cells)| Row { line, cells })
            .collect(),
        Some(&(line, first)) => {
            lines.next();
            let Some((_, header)) = noted(line, header(first, columns), mistakes) else {
                return Vec::new();
            };
            // A spreadsheet saves an empty row as commas alone.
            let is_empty = |text: &str| text.chars().all(|c| c == ',' || c.is_whitespace());
            lines
                .filter(|(_, text)| !is_empty(text))
                .filter_map(|(line, text)| noted(line, record(text, &header), mistakes))
                .map(|(line, cells)| Row { line, cells })
                .collect()
        }
    }
}

/// Returns the parsed line, or adds its problems to the mistakes.
fn noted<T>(
    line: usize,
    read: Result<T, Vec<String>>,
    mistakes: &mut Mistakes,
) -> Option<(usize, T)> {
    match read {
        Ok(read) => Some((line, read)),
        Err(problems) => {
            for problem in problems {
                mistakes.add(line, problem);
            }
            None
        }
    }
}

/// Returns the columns that the first line names, each with the name that it has there.
fn header<'c>(text: &str, columns: &'c Columns) -> Result<Vec<(String, &'c Column)>, Vec<String>> {
    if let Some(problem) = other_separator(text, columns) {
        return Err(vec![problem]);
    }
    let mut problems = Vec::new();
    let mut named: Vec<&Column> = Vec::new();
    let written = values(text).map_err(|problem| vec![problem])?;
    for name in &written {
        match columns.find(name) {
            Ok(column) => add_once(column, &mut named, &mut problems),
            Err(problem) => problems.push(problem),
        }
    }
    lacking(columns, &named, &mut problems);
    if problems.is_empty() {
        Ok(written.into_iter().zip(named).collect())
    } else {
        Err(problems)
    }
}

/// Returns the mistake of a first line that another separator cuts into columns.
fn other_separator(text: &str, columns: &Columns) -> Option<String> {
    let separators = [(';', "a semicolon"), ('\t', "a tab")];
    let (_, name) = separators.into_iter().find(|(separator, _)| {
        let mut names = text
            .split(*separator)
            .map(|name| name.trim_matches([' ', '"']));
        text.contains(*separator) && names.any(|name| columns.find(name).is_ok())
    })?;
    let line = columns.first_line();
    Some(format!(
        "the columns are separated by {name}, and must be by a comma: `{line}`"
    ))
}

/// Returns the values of a line under the columns.
fn record<'c>(text: &str, header: &[(String, &'c Column)]) -> Result<Vec<Cell<'c>>, Vec<String>> {
    let values = values(text).map_err(|problem| vec![problem])?;
    if values.len() != header.len() {
        return Err(vec![format!(
            "it has {} values, and the first line names {} columns",
            values.len(),
            header.len()
        )]);
    }
    let cells = header.iter().zip(values);
    let cells = cells.map(|(&(ref name, column), text)| Cell {
        column,
        name: name.clone(),
        text: unified(column, text),
    });
    Ok(cells.collect())
}

/// Returns a value as its flag takes it. Spreadsheets save a boolean in capitals, and in no other
/// way.
fn unified(column: &Column, text: String) -> String {
    match (column.kind, text.as_str()) {
        (Kind::Boolean, "TRUE") => "true".to_owned(),
        (Kind::Boolean, "FALSE") => "false".to_owned(),
        _ => text,
    }
}

/// Returns the values of one line.
fn values(line: &str) -> Result<Vec<String>, String> {
    if line.matches('"').count() % 2 == 1 {
        return Err("a quote is not closed; a value must be on one line".to_owned());
    }
    let line = without_blanks(line);
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .from_reader(line.as_bytes());
    match reader.records().next() {
        Some(Ok(record)) => Ok(record.iter().map(ToOwned::to_owned).collect()),
        Some(Err(error)) => Err(error.to_string()),
        None => Ok(Vec::new()),
    }
}

/// Returns a line without the blanks around its cells. Those in quotes belong to a value, and so
/// does any other white space: two names may differ in it alone, and the wrong task would be moved.
fn without_blanks(line: &str) -> String {
    let (mut is_begun, mut is_quoted, mut is_open) = (false, false, false);
    let cells = line.split(|c: char| {
        match c {
            ',' if !is_open => {
                (is_begun, is_quoted) = (false, false);
                return true;
            }
            '"' if !is_begun => (is_quoted, is_open) = (true, true),
            '"' if is_quoted => is_open = !is_open,
            _ => {}
        }
        is_begun |= !c.is_ascii_whitespace();
        false
    });
    let cells: Vec<&str> = cells.map(str::trim_ascii).collect();
    cells.join(",")
}

/// Returns the values of one JSON object.
fn object<'c>(text: &str, columns: &'c Columns) -> Result<Vec<Cell<'c>>, Vec<String>> {
    let Fields(fields) = serde_json::from_str(text)
        .map_err(|error| vec![format!("it is not a JSON object: {error}")])?;
    let mut problems = Vec::new();
    let mut named: Vec<&Column> = Vec::new();
    let mut cells = Vec::new();
    for (name, value) in fields {
        match columns.find(&name) {
            Ok(column) => {
                add_once(column, &mut named, &mut problems);
                match flat(column, &value) {
                    Ok(text) => cells.push(Cell { column, name, text }),
                    Err(problem) => problems.push(format!("{name}: {problem}")),
                }
            }
            Err(problem) => problems.push(problem),
        }
    }
    lacking(columns, &named, &mut problems);
    if problems.is_empty() {
        Ok(cells)
    } else {
        Err(problems)
    }
}

/// Returns a JSON value as its flag takes it: a number digit by digit. JSON has booleans of its
/// own, so a text in the place of one is a slip.
fn flat(column: &Column, value: &RawValue) -> Result<String, String> {
    let text = value.get();
    match (column.kind, text.chars().next()) {
        (Kind::Boolean, Some('t' | 'f')) => Ok(text.to_owned()),
        (Kind::Boolean, _) => Err("write true or false, without quotes".to_owned()),
        (_, Some('"')) => serde_json::from_str(text).map_err(|error| error.to_string()),
        (_, Some('-' | '0'..='9')) => Ok(text.to_owned()),
        _ => Err("write a text or a number".to_owned()),
    }
}

fn add_once<'c>(column: &'c Column, named: &mut Vec<&'c Column>, problems: &mut Vec<String>) {
    if named.iter().any(|known| known.wire == column.wire) {
        problems.push(format!("`{}` is named twice", column.wire));
    } else {
        named.push(column);
    }
}

fn lacking(columns: &Columns, named: &[&Column], problems: &mut Vec<String>) {
    let is_named = |column: &Column| named.iter().any(|known| known.wire == column.wire);
    let lacking = columns
        .iter()
        .filter(|column| column.is_required && !is_named(column));
    problems.extend(lacking.map(|column| format!("`{}` is missing", column.flag)));
}

/// The fields of an object in their order. A field that occurs twice is in the list twice.
struct Fields(Vec<(String, Box<RawValue>)>);

impl<'de> Deserialize<'de> for Fields {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct InOrder;

        impl<'de> Visitor<'de> for InOrder {
            type Value = Fields;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<M: MapAccess<'de>>(self, mut map: M) -> Result<Fields, M::Error> {
                let mut fields = Vec::new();
                while let Some(field) = map.next_entry()? {
                    fields.push(field);
                }
                Ok(Fields(fields))
            }
        }

        deserializer.deserialize_map(InOrder)
    }
}
