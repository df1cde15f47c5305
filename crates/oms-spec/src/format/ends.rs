//! The comments behind the last value of a table: they are about that table and go where it goes,
//! although a parser finds them before the header that follows.

use std::collections::BTreeMap;

use toml_edit::{DocumentMut, Table};

use super::space;

/// The comments behind the last value of each table, by the position of the table in the file.
pub(super) struct Ends {
    behind: BTreeMap<isize, String>,
}

impl Ends {
    /// Takes them out of what is before the headers and at the end of the file.
    pub(super) fn take(document: &mut DocumentMut) -> Self {
        // By the table that they are before; those at the end of the file are before no table.
        let mut before = BTreeMap::new();
        take_from(document.as_table_mut(), &mut before);
        let trailing = document.trailing().as_str().unwrap_or_default();
        let (last, rest) = space::parted(trailing).unwrap_or((trailing, ""));
        let (last, rest) = (last.to_owned(), rest.to_owned());
        document.set_trailing(rest);
        let tables: Vec<isize> = before.keys().copied().collect();
        let ends = before.into_values().skip(1).chain([last]);
        Self {
            behind: tables.into_iter().zip(ends).collect(),
        }
    }

    /// Returns those of a table, which must still have its position in the file.
    pub(super) fn of(&mut self, table: &Table) -> String {
        let end = self.behind.remove(&position(table)).unwrap_or_default();
        space::comments(&end)
    }
}

/// The position of a table in the file; the root has none, and is the first.
fn position(table: &Table) -> isize {
    table.position().unwrap_or_default()
}

fn take_from(table: &mut Table, before: &mut BTreeMap<isize, String>) {
    if space::has_header(table) {
        let position = position(table);
        let decor = table.decor_mut();
        let text = space::before(decor);
        let (end, rest) = space::parted(text).unwrap_or(("", text));
        let (end, rest) = (end.to_owned(), rest.to_owned());
        decor.set_prefix(rest);
        before.insert(position, end);
    }
    for (_, item) in table.iter_mut() {
        if let Some(inner) = item.as_table_mut() {
            take_from(inner, before);
        }
    }
}
