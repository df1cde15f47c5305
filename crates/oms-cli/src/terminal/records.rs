//! The records of an answer: what a table shows as rows, CSV as lines, and JSON lines as objects.
//!
//! Fields keep the order in which the action declares them, which a map would lose.

use std::fmt;

use oms_client::Shown;
use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::Value;
use serde_json::value::RawValue;

use super::{csv, table};

/// What a terminal was too narrow for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum Hidden {
    /// Nothing.
    #[default]
    Nothing,
    /// So many columns.
    Columns(usize),
    /// The ends of values.
    Ends,
}

impl Hidden {
    /// What a person is told of it, as a line; nothing where nothing is hidden.
    pub(crate) fn note(self) -> String {
        match self {
            Self::Nothing => String::new(),
            Self::Columns(count) => {
                format!("{count} more columns do not fit; -o json shows all\n")
            }
            Self::Ends => "what ends in … does not fit; -o json shows all\n".to_owned(),
        }
    }
}

/// An answer as text for people, and what of it was left out because the terminal is too narrow.
///
/// A record is a line, so that the eye can go down a column; the fields that do not fit stand in the other formats.
pub(crate) fn to_text(data: &RawValue, width: Option<usize>) -> (String, Hidden) {
    match Answer::read(data) {
        Answer::List(records) if records.is_empty() => ("  none\n".to_owned(), Hidden::Nothing),
        Answer::List(records) => match list(&records, width) {
            (text, 0) => (text, Hidden::Nothing),
            (text, columns) => (text, Hidden::Columns(columns)),
        },
        Answer::One(Record::Scalar(Value::Null)) => Default::default(),
        Answer::One(record) => {
            let whole = record.labelled();
            let text = table::cut(&whole, width);
            let hidden = if text == whole {
                Hidden::Nothing
            } else {
                Hidden::Ends
            };
            (text, hidden)
        }
    }
}

/// An answer as CSV, a line of names first.
pub(crate) fn to_csv(data: &RawValue) -> String {
    let records = Answer::read(data).into_records();
    let names = names(&records);
    let mut text = csv::line(names.iter().map(String::as_str));
    for record in records {
        let cells = record.row(&names);
        text.push_str(&csv::line(cells.iter().map(String::as_str)));
    }
    text
}

/// An answer as one JSON value a line, each as it stands in the whole.
pub(crate) fn to_json_lines(data: &RawValue) -> String {
    match serde_json::from_str::<Vec<&RawValue>>(data.get()) {
        Ok(items) => items.iter().flat_map(|item| [item.get(), "\n"]).collect(),
        Err(_) => format!("{data}\n"),
    }
}

/// An answer, read for showing.
enum Answer {
    List(Vec<Record>),
    One(Record),
}

/// One record of an answer.
enum Record {
    Fields(Vec<(String, Value)>),
    Scalar(Value),
}

impl Answer {
    fn read(data: &RawValue) -> Self {
        match serde_json::from_str::<Vec<&RawValue>>(data.get()) {
            Ok(items) => Self::List(items.into_iter().map(Record::read).collect()),
            Err(_) => Self::One(Record::read(data)),
        }
    }

    fn into_records(self) -> Vec<Record> {
        match self {
            Self::List(records) => records,
            Self::One(Record::Scalar(Value::Null)) => Vec::new(),
            Self::One(record) => vec![record],
        }
    }
}

impl Record {
    fn read(data: &RawValue) -> Self {
        match serde_json::from_str::<Fields>(data.get()) {
            Ok(Fields(fields)) => Self::Fields(fields),
            Err(_) => Self::Scalar(serde_json::from_str(data.get()).unwrap_or_default()),
        }
    }

    fn row(&self, names: &[String]) -> Vec<String> {
        match self {
            Self::Fields(fields) => names
                .iter()
                .map(|name| {
                    let field = fields
                        .iter()
                        .find(|(key, _)| Shown(key).to_string() == *name);
                    field.map(|(_, value)| cell(value)).unwrap_or_default()
                })
                .collect(),
            Self::Scalar(value) => vec![cell(value)],
        }
    }

    fn labelled(&self) -> String {
        let fields = match self {
            Self::Scalar(value) => return format!("  {}\n", cell(value)),
            Self::Fields(fields) => fields,
        };
        let rows: Vec<(String, String)> = fields
            .iter()
            .filter(|(_, value)| !value.is_null())
            .map(|(name, value)| (Shown(name).to_string(), cell(value)))
            .collect();
        table::labelled(
            rows.iter()
                .map(|(name, value)| (name.as_str(), value.as_str())),
        )
    }
}

/// Rows under headings: as many columns as fit, from the left.
fn list(records: &[Record], width: Option<usize>) -> (String, usize) {
    let names = names(records);
    let rows: Vec<Vec<String>> = records.iter().map(|record| record.row(&names)).collect();
    // A column in which nothing stands says nothing.
    let is_filled = |column: usize| {
        rows.iter()
            .any(|row| row.get(column).is_some_and(|cell| !cell.is_empty()))
    };
    let kept: Vec<usize> = (0..names.len())
        .filter(|&column| is_filled(column))
        .collect();
    let pick = |row: &[String]| -> Vec<String> {
        kept.iter()
            .filter_map(|&column| row.get(column).cloned())
            .collect()
    };
    let headings: Vec<String> = pick(&names)
        .iter()
        .map(|name| name.to_uppercase())
        .collect();
    let rows: Vec<Vec<String>> = rows.iter().map(|row| pick(row)).collect();
    table::fitted(&headings, &rows, width)
}

/// The names of all fields, in the order in which they first come.
fn names(records: &[Record]) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for record in records {
        let Record::Fields(fields) = record else {
            if names.is_empty() {
                names.push("value".to_owned());
            }
            continue;
        };
        for (name, _) in fields {
            let shown = Shown(name).to_string();
            if !names.contains(&shown) {
                names.push(shown);
            }
        }
    }
    names
}

/// One value as a text that no terminal acts upon.
fn cell(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => Shown(text).to_string(),
        other => Shown(&other.to_string()).to_string(),
    }
}

/// The fields of an object, in their order, one that comes twice as well.
pub(crate) struct Fields(pub(crate) Vec<(String, Value)>);

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
            to_csv(&data),
            "id,name,empty,steps,more\r\nnp_1,订单,,\"[1,2]\",\r\nnp_2,\"'=cmd\",,,true\r\n"
        );
        assert_eq!(to_json_lines(&data).lines().count(), 2);
        assert_eq!(to_text(&raw("[]"), None).0, "  none\n");
        assert_eq!(
            to_text(&raw(r#"{"z":1,"a":"x","b":null}"#), None).0,
            "  z  1\n  a  x\n"
        );
        assert_eq!(to_csv(&raw("7")), "value\r\n7\r\n");
        assert_eq!(to_text(&raw("null"), None).0, "");
    }

    #[test]
    fn p126_no_cell_moves_the_cursor() {
        let data = raw(r#"[{"name":"\u001b[2J\u0007","turned":"\u202egnp"}]"#);
        for text in [to_text(&data, None).0, to_csv(&data)] {
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
}
