//! The records of an answer: rows of a table, lines of CSV, or objects of JSON lines.
//!
//! Fields keep the order in which the action declares them, which a map would lose.

use std::collections::hash_map::Entry;
use std::collections::{HashMap, HashSet};

use oms_client::Shown;
use serde_json::value::RawValue;

use super::table::Row as _;
use super::{Ordered, csv, table};

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

/// One record of an answer.
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
    fn row(&self, names: &Names) -> Vec<(usize, String)> {
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
        csv::line(self.row(names).cells(), names.listed.len())
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
    let rows: Vec<_> = records.iter().map(|record| record.row(&names)).collect();
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

/// Returns one value as text without characters that a terminal acts upon.
fn cell(value: &Ordered) -> String {
    match value {
        value if value.is_null() => String::new(),
        Ordered::Text(text) => Shown(text).to_string(),
        other => Shown(&other.to_string()).to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn raw(text: &str) -> Box<RawValue> {
        RawValue::from_string(text.to_owned()).unwrap()
    }

    #[test]
    fn p172_an_answer_is_rows_lines_or_objects() {
        let data = raw(
            r#"[{"id":"np_1","name":"订单","empty":null,"steps":[1,2]},{"id":"np_2","name":"=cmd","more":true,"empty":null}]"#,
        );
        assert_eq!(
            to_text(&data, None).0,
            "ID    NAME  STEPS  MORE\nnp_1  订单  [1,2]\nnp_2  =cmd         true\n"
        );
        assert_eq!(
            to_csv(&data).0,
            "id,name,empty,steps,more\r\nnp_1,订单,,\"[1,2]\",\r\nnp_2,\"'=cmd\",,,true\r\n"
        );
        assert_eq!(to_json_lines(&data).lines().count(), 2);
        assert_eq!(to_text(&raw("[]"), None).0, "  none\n");
        assert_eq!(
            to_text(&raw(r#"{"z":1,"a":"x","b":null}"#), None).0,
            "  z  1\n  a  x\n"
        );
        assert_eq!(to_csv(&raw("7")).0, "value\r\n7\r\n");
        assert_eq!(to_text(&raw("null"), None).0, "");
    }

    #[test]
    fn every_value_stands_under_its_own_name_whichever_others_are_empty() {
        for (data, table, csv) in [
            (
                r#"[null,{"a":1},5,{"b":""}]"#,
                "VALUE  A\n\n       1\n5\n\n",
                "value,a,b\r\n,,\r\n,1,\r\n5,,\r\n,,\r\n",
            ),
            (
                r#"[{"a":1},5]"#,
                "A  VALUE\n1\n   5\n",
                "a,value\r\n1,\r\n,5\r\n",
            ),
            (
                r#"[{"id":1,"label":null,"state":"x"},{"id":2,"label":"y","state":"z"}]"#,
                "ID  LABEL  STATE\n1          x\n2   y      z\n",
                "id,label,state\r\n1,,x\r\n2,y,z\r\n",
            ),
        ] {
            assert_eq!(to_text(&raw(data), None).0, table, "{data}");
            assert_eq!(to_csv(&raw(data)).0, csv, "{data}");
        }
    }

    #[test]
    fn p126_no_cell_moves_the_cursor() {
        let data = raw(r#"[{"name":"\u001b[2J\u0007","turned":"\u202egnp"}]"#);
        for text in [to_text(&data, None).0, to_csv(&data).0] {
            assert!(!text.contains(['\u{1b}', '\u{7}', '\u{202e}']), "{text:?}");
        }
    }

    #[test]
    fn p184_a_narrow_terminal_gets_the_columns_that_fit_and_no_line_that_wraps() {
        let data = raw(
            r#"[{"id":"np_1","name":"订单迁移","status":"RUNNING","more":"x"},{"id":"np_2","name":"y","status":"FAILED","more":"z"}]"#,
        );
        for (width, hidden, first) in [
            (80, Hidden::Nothing, "ID    NAME      STATUS   MORE"),
            (29, Hidden::Nothing, "ID    NAME      STATUS   MORE"),
            (28, Hidden::Columns(1), "ID    NAME      STATUS"),
            (23, Hidden::Columns(1), "ID    NAME      STATUS"),
            (22, Hidden::Columns(2), "ID    NAME"),
            (3, Hidden::Columns(3), "ID"),
        ] {
            let (text, left_out) = to_text(&data, Some(width));
            assert_eq!(left_out, hidden, "{width}: {text}");
            assert_eq!(text.lines().next(), Some(first), "{width}: {text}");
            assert!(table::width_of(&text) <= width, "{width}: {text}");
        }
        let (text, ends) = to_text(
            &raw(r#"{"id":"np_1","mapping":{"a":"订单迁移"}}"#),
            Some(20),
        );
        assert_eq!(text, "  id       np_1\n  mapping  {\"a\":\"订…\n");
        assert_eq!(ends, Hidden::Ends);
    }

    #[test]
    fn p306_a_hundred_thousand_unknown_fields_are_capped_and_said_aloud_in_every_shape() {
        const MANY: usize = 100_000;
        const FEW: usize = 1_000;
        let fields: Vec<String> = (0..MANY).map(|n| format!("\"k{n}\":1")).collect();
        let one = format!("{{{}}}", fields.join(","));
        // The size of a table is its records times its columns, so a short list is enough to show
        // where the columns end.
        let apart: Vec<String> = (0..FEW).map(|n| format!("{{\"k{n}\":1}}")).collect();
        let apart = format!("[{}]", apart.join(","));
        for (data, is_list, names) in [
            (&one, false, MANY),
            (&format!("[{one}]"), true, MANY),
            (&apart, true, FEW),
        ] {
            let data = raw(data);
            let left_out = Hidden::Fields(names - MOST_FIELDS);
            let note = left_out.note();
            assert!(note.contains("more fields are left out"), "{note}");
            let (text, hidden) = to_text(&data, None);
            assert_eq!(hidden, left_out);
            let (csv, hidden) = to_csv(&data);
            assert_eq!(hidden, left_out);
            let headings = csv.lines().next().unwrap();
            assert_eq!(headings.split(',').count(), MOST_FIELDS);
            if is_list {
                assert!(text.lines().next().unwrap().ends_with("K255"));
                let (_, hidden) = to_text(&data, Some(40));
                assert!(matches!(hidden, Hidden::Columns(count) if count > names - MOST_FIELDS));
            } else {
                assert_eq!(text.lines().count(), MOST_FIELDS);
            }
        }
    }

    #[test]
    fn p306_a_table_of_many_records_takes_the_room_of_what_it_shows() {
        const RECORDS: usize = 70_000;
        let records: Vec<String> = (0..RECORDS).map(|n| format!("{{\"k{n}\":1}}")).collect();
        let data = raw(&format!("[{}]", records.join(",")));
        let (text, hidden) = to_text(&data, None);
        assert!(matches!(hidden, Hidden::Columns(count) if count > RECORDS - MOST_FIELDS));
        assert!(hidden.note().contains("-o json shows all"));
        assert_eq!(text.lines().count(), RECORDS + 1);
        assert!(text.len() < 1 << 20, "{}", text.len());
        let (csv, hidden) = to_csv(&data);
        assert_eq!(hidden, Hidden::Fields(RECORDS - MOST_FIELDS));
        assert_eq!(csv.lines().count(), RECORDS + 1);
        for line in csv.lines() {
            assert_eq!(line.matches(',').count(), MOST_FIELDS - 1);
        }
    }
}
