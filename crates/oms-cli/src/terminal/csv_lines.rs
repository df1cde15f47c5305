//! CSV of a list that comes in parts, so that its length does not decide how much memory it takes.

use std::collections::HashSet;

use oms_client::Shown;
use serde_json::value::RawValue;

use super::records::{Answer, Hidden, Names};

/// The lines of CSV of a list that comes in parts, under columns that are known before.
#[derive(Debug)]
pub(crate) struct CsvLines {
    names: Names,
    is_headed: bool,
    /// The fields that have no column.
    left_out: HashSet<String>,
}

impl CsvLines {
    pub(crate) fn under(columns: impl IntoIterator<Item: ToString>) -> Self {
        let mut names = Names::default();
        for column in columns {
            names.add(column.to_string());
        }
        Self {
            names,
            is_headed: false,
            left_out: HashSet::new(),
        }
    }

    /// Returns the lines of a part, the first one behind that of the names.
    pub(crate) fn of(&mut self, data: &RawValue) -> String {
        let mut text = String::new();
        if !self.is_headed {
            self.is_headed = true;
            text = self.names.line();
        }
        for record in Answer::read(data).into_records() {
            // An item that is null loses nothing by its empty line.
            let fields = record.fields().filter(|_| !record.is_nothing());
            let names = fields.map(|(name, _)| Shown(name).to_string());
            let others = names.filter(|name| !self.names.places.contains_key(name));
            self.left_out.extend(others);
            text.push_str(&record.line(&self.names));
        }
        text
    }

    /// Returns what was left out.
    pub(crate) fn hidden(&self) -> Hidden {
        match self.left_out.len() {
            0 => self.names.hidden(),
            count => Hidden::Unknown(count),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_item_that_is_null_is_an_empty_line_and_leaves_nothing_out() {
        for (data, text, hidden) in [
            (
                r#"[null,{"id":1,"name":"a"}]"#,
                "id,name\r\n,\r\n1,a\r\n",
                Hidden::Nothing,
            ),
            ("[null,7]", "id,name\r\n,\r\n,\r\n", Hidden::Unknown(1)),
            (
                r#"[{"id":1,"other":2}]"#,
                "id,name\r\n1,\r\n",
                Hidden::Unknown(1),
            ),
        ] {
            let part = RawValue::from_string(data.to_owned()).unwrap();
            let mut lines = CsvLines::under(["id", "name"]);
            assert_eq!(lines.of(&part), text, "{data}");
            assert_eq!(lines.hidden(), hidden, "{data}");
        }
    }
}
