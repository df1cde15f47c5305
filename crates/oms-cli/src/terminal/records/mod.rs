//! The records of an answer: rows of a table, lines of CSV, or objects of JSON lines.
//!
//! Fields keep the order in which the action declares them, which a map would lose.

use std::collections::hash_map::Entry;
use std::collections::{HashMap, HashSet};

use oms_client::Shown;
use serde_json::value::RawValue;

use super::table::Row as _;
use super::{Ordered, csv, safe, table};

/// The largest number of fields that a table, a record or a line of CSV shows. No action has as
/// many. An answer with more fields would make a table that nobody can read, and its size would
/// grow with the square of the size of the answer.
pub(crate) const MOST_FIELDS: usize = 256;

/// The part of an answer that is not shown.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum Hidden {
    /// Nothing.
    #[default]
    Nothing,
    /// This many columns.
    Columns(usize),
    /// The ends of values.
    Ends,
    /// This many fields, because a table or a line of CSV has no more than [`MOST_FIELDS`].
    Fields(usize),
    /// This many fields that no action declares, so that they have no column.
    Unknown(usize),
}

impl Hidden {
    /// Returns a line about it for a person; empty if nothing is hidden.
    pub(crate) fn note(self) -> String {
        match self {
            Self::Nothing => String::new(),
            Self::Columns(count) => table::left_out(count, "-o json"),
            Self::Fields(count) => {
                format!(
                    "{count} more fields are left out, after {MOST_FIELDS}; -o json shows all\n"
                )
            }
            Self::Unknown(count) => {
                format!("{count} fields that are not known have no column; -o json shows all\n")
            }
            Self::Ends => "values that end in … do not fit; -o json shows all\n".to_owned(),
        }
    }
}

/// Returns an answer as text for people, and what was left out because the terminal is too narrow.
///
/// Each record is one line, so that the columns can be read from top to bottom. Fields that do not
/// fit are in the other formats.
pub(crate) fn to_text(data: &RawValue, width: Option<usize>) -> (String, Hidden) {
    match Answer::read(data) {
        Answer::List(records) if records.is_empty() => ("  none\n".to_owned(), Hidden::Nothing),
        Answer::List(records) => list(&records, width),
        Answer::One(record) if record.is_nothing() => Default::default(),
        Answer::One(record) => {
            let (whole, left_out) = record.labelled();
            let text = table::cut(&whole, width);
            let hidden = match left_out {
                0 if text == whole => Hidden::Nothing,
                0 => Hidden::Ends,
                count => Hidden::Fields(count),
            };
            (text, hidden)
        }
    }
}

/// Returns an answer as CSV with a first line of names, and what was left out.
pub(crate) fn to_csv(data: &RawValue) -> (String, Hidden) {
    let records = Answer::read(data).into_records();
    let names = Names::of(&records, |_| true);
    let mut text = names.line();
    for record in records {
        text.push_str(&record.line(&names));
    }
    (text, names.hidden())
}

/// Returns an answer with one JSON value a line, each byte for byte as in the answer.
pub(crate) fn to_json_lines(data: &RawValue) -> String {
    match serde_json::from_str::<Vec<&RawValue>>(data.get()) {
        Ok(items) => items.iter().flat_map(|item| [item.get(), "\n"]).collect(),
        Err(_) => format!("{data}\n"),
    }
}

/// An answer that was parsed to be shown.
pub(super) enum Answer {
    List(Vec<Record>),
    One(Record),
}

pub(super) enum Record {
    Fields(Vec<(String, Ordered)>),
    Scalar(Ordered),
}

impl Answer {
    pub(super) fn read(data: &RawValue) -> Self {
        match Ordered::read(data.get()) {
            Ordered::List(items) => Self::List(items.into_iter().map(Record::of).collect()),
            other => Self::One(Record::of(other)),
        }
    }

    pub(super) fn into_records(self) -> Vec<Record> {
        match self {
            Self::List(records) => records,
            Self::One(record) if record.is_nothing() => Vec::new(),
            Self::One(record) => vec![record],
        }
    }
}

impl Record {
    fn of(data: Ordered) -> Self {
        match data {
            Ordered::Object(fields) => Self::Fields(fields),
            other => Self::Scalar(other),
        }
    }

    pub(super) fn is_nothing(&self) -> bool {
        matches!(self, Self::Scalar(value) if value.is_null())
    }

    /// Returns the fields with their names. A value by itself is a field as well, so that it never
    /// stands under the name of another one.
    pub(super) fn fields(&self) -> impl Iterator<Item = (&str, &Ordered)> {
        let (fields, alone) = match self {
            Self::Fields(fields) => (fields.as_slice(), None),
            Self::Scalar(value) => (&[][..], Some(("value", value))),
        };
        let fields = fields.iter().map(|(name, value)| (name.as_str(), value));
        fields.chain(alone)
    }

    /// Returns the cells of the record with their columns, from left to right. If a field occurs
    /// twice, its first value counts.
    fn row(&self, names: &Names, cell: fn(&Ordered) -> String) -> Vec<(usize, String)> {
        let place = |name: &str| names.places.get(&Shown(name).to_string()).copied();
        let mut row: Vec<(usize, String)> = self
            .fields()
            .filter_map(|(name, value)| Some((place(name).flatten()?, cell(value))))
            .collect();
        // The order of those in one column is kept.
        row.sort_by_key(|(column, _)| *column);
        row.dedup_by_key(|(column, _)| *column);
        row
    }

    /// Returns the record as a line of CSV.
    pub(super) fn line(&self, names: &Names) -> String {
        csv::line(self.row(names, whole_cell).cells(), names.listed.len())
    }

    /// Returns the record as labelled lines, and the number of fields that are left out.
    fn labelled(&self) -> (String, usize) {
        let fields = match self {
            Self::Scalar(value) => return (format!("  {}\n", cell(value)), 0),
            Self::Fields(fields) => fields,
        };
        let filled = || fields.iter().filter(|(_, value)| !value.is_null());
        let rows: Vec<(String, String)> = filled()
            .take(MOST_FIELDS)
            .map(|(name, value)| (Shown(name).to_string(), cell(value)))
            .collect();
        let text = table::labelled(
            rows.iter()
                .map(|(name, value)| (name.as_str(), value.as_str())),
        );
        (text, filled().count().saturating_sub(MOST_FIELDS))
    }
}

/// Returns rows under headings, with as many columns from the left as fit.
fn list(records: &[Record], width: Option<usize>) -> (String, Hidden) {
    // A column that is empty in every row says nothing.
    let names = Names::of(records, |value| !cell(value).is_empty());
    let rows: Vec<_> = records
        .iter()
        .map(|record| record.row(&names, cell))
        .collect();
    let headings = names.listed.iter().map(|name| name.to_uppercase());
    let headings: Vec<String> = headings.collect();
    match table::fitted(&headings, &rows, width) {
        (text, 0) => (text, names.hidden()),
        (text, columns) => (text, Hidden::Columns(columns + names.left_out)),
    }
}

/// The names of all fields, in the order of their first occurrence.
#[derive(Debug, Default)]
pub(super) struct Names {
    /// The names, at most [`MOST_FIELDS`], escaped.
    listed: Vec<String>,
    /// The column of each name; `None` for a name that is left out.
    pub(super) places: HashMap<String, Option<usize>>,
    left_out: usize,
}

impl Names {
    /// Returns the names of the fields of which some value counts. Their order is that of all
    /// fields, so that it is the same whichever of them are empty.
    fn of(records: &[Record], counts: impl Fn(&Ordered) -> bool) -> Self {
        let fields = || records.iter().flat_map(Record::fields);
        let counting = fields().filter(|(_, value)| counts(value));
        let shown: HashSet<&str> = counting.map(|(name, _)| name).collect();
        let mut names = Self::default();
        for (name, _) in fields().filter(|(name, _)| shown.contains(name)) {
            names.add(Shown(name).to_string());
        }
        names
    }

    /// Returns the line of the names in CSV.
    pub(super) fn line(&self) -> String {
        let names = self.listed.iter().map(String::as_str);
        csv::line(names.enumerate(), self.listed.len())
    }

    pub(super) fn add(&mut self, name: String) {
        let Entry::Vacant(place) = self.places.entry(name) else {
            return;
        };
        if self.listed.len() < MOST_FIELDS {
            self.listed.push(place.key().clone());
            place.insert(Some(self.listed.len() - 1));
        } else {
            place.insert(None);
            self.left_out += 1;
        }
    }

    pub(super) fn hidden(&self) -> Hidden {
        match self.left_out {
            0 => Hidden::Nothing,
            count => Hidden::Fields(count),
        }
    }
}

/// Returns one value as people read it, without characters that a terminal acts upon.
fn cell(value: &Ordered) -> String {
    match value {
        value if value.is_null() => String::new(),
        Ordered::Text(text) => Shown(text).to_string(),
        other => Shown(&other.to_string()).to_string(),
    }
}

/// Returns one value as a program reads it: all of it, and what is nested as JSON that can be read.
fn whole_cell(value: &Ordered) -> String {
    match value {
        value if value.is_null() => String::new(),
        Ordered::Text(text) => safe::whole(text).into_owned(),
        other => safe::whole(&safe::json(&other.to_string())).into_owned(),
    }
}

#[cfg(test)]
mod tests;
