//! The comparison of the newest derived rows, which precedes every write.

use rusqlite::types::Value;
use tokio_postgres::Row;

use super::fault::Fault;
use super::row::value;
use super::session::Session;
use super::sql;
use crate::journal::entry::Entry;
use crate::journal::problem::Problem;
use crate::journal::query::Param;
use crate::journal::sqlite::{self, Newest, Values};

/// Refuses rows of the newest entries that do not follow from these.
pub(super) fn compare(session: &Session, entries: Vec<Entry>) -> Result<(), Problem> {
    let newest = Newest::of(entries);
    let params = vec![Param::int(newest.first)];
    let found = session.one(sql::NEWEST, params, tables)?;
    let mut found = found.unwrap_or_default().into_iter();
    for ((table, _), made) in sql::MADE.iter().zip(newest.rows()) {
        let mut found = found.next().unwrap_or_default().into_iter();
        let mut made = made.into_iter();
        sqlite::compare(table, || Ok(made.next()), || Ok(found.next()))?;
    }
    Ok(())
}

/// Returns the rows of each table, which is an array of arrays in JSON, or null if it has no row.
fn tables(row: &Row) -> Result<Vec<Vec<Values>>, Fault> {
    let columns = 0..row.len();
    let tables = columns.map(|column| {
        let text: Option<String> = value(row, column)?;
        let rows = text.map(|text| serde_json::from_str::<Vec<Vec<serde_json::Value>>>(&text));
        let rows = rows
            .transpose()
            .map_err(|error| Fault::lost(error.to_string()))?;
        let rows = rows.unwrap_or_default().into_iter();
        Ok(rows
            .map(|row| row.into_iter().map(cell).collect())
            .collect())
    });
    tables.collect()
}

/// Returns a number or a text as the embedded store has it. No table has anything else.
fn cell(cell: serde_json::Value) -> Value {
    match cell {
        serde_json::Value::String(text) => Value::from(text),
        number => Value::from(number.as_i64()),
    }
}
