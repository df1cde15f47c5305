//! The tables that are derived from entries, made a second time to compare them with those of
//! another store.

use rusqlite::Connection;
use rusqlite::types::ValueRef;

use super::{made, schema, sql};
use crate::journal::entry::Entry;
use crate::journal::problem::Problem;

/// A value of a column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::journal) enum Cell {
    Null,
    Integer(i64),
    Text(String),
}

/// The tables that are derived from the entries that were added.
#[derive(Debug)]
pub(in crate::journal) struct MadeAgain {
    connection: Connection,
}

impl MadeAgain {
    /// Makes the tables of an empty journal.
    pub(in crate::journal) fn new() -> Result<Self, Problem> {
        // SQLite moves this database to the disk if it becomes large.
        let made = Connection::open("").and_then(|mut connection| {
            schema::bring_up(&mut connection)?;
            connection.execute_batch(sql::BEGIN)?;
            Ok(connection)
        });
        let connection = made.map_err(|error| unusable(&error))?;
        Ok(Self { connection })
    }

    /// Adds the rows that are derived from an entry.
    pub(in crate::journal) fn add(&mut self, entry: &Entry) -> Result<(), Problem> {
        made::make(&self.connection, entry).map_err(|error| unusable(&error))
    }

    /// Compares a table with that of the other store, whose rows `next` returns. Returns the entry
    /// of the first row that differs.
    pub(in crate::journal) fn differs(
        &self,
        table: &str,
        mut next: impl FnMut() -> Result<Option<Vec<Cell>>, Problem>,
    ) -> Result<Option<u64>, Problem> {
        let failed = |error: rusqlite::Error| unusable(&error);
        let known = sql::MADE.iter().find(|(name, _)| *name == table);
        let Some((_, select)) = known else {
            return Ok(Some(0));
        };
        let mut statement = self.connection.prepare(select).map_err(failed)?;
        let columns = statement.column_count();
        let mut rows = statement.query([]).map_err(failed)?;
        loop {
            let here = rows.next().map_err(failed)?;
            let here = here.map(|row| {
                (0..columns)
                    .map(|column| row.get_ref(column).map(cell))
                    .collect()
            });
            let here: Option<Vec<Cell>> = here.transpose().map_err(failed)?;
            let there = next()?;
            if here == there {
                if here.is_none() {
                    return Ok(None);
                }
                continue;
            }
            let numbers = [here, there].into_iter().flatten();
            let numbers = numbers.filter_map(|row| match row.first() {
                Some(Cell::Integer(seq)) => u64::try_from(*seq).ok(),
                _ => None,
            });
            return Ok(Some(numbers.min().unwrap_or_default()));
        }
    }
}

fn cell(value: ValueRef<'_>) -> Cell {
    match value {
        ValueRef::Null => Cell::Null,
        ValueRef::Integer(number) => Cell::Integer(number),
        ValueRef::Real(_) => Cell::Text(String::new()),
        ValueRef::Text(text) | ValueRef::Blob(text) => {
            Cell::Text(String::from_utf8_lossy(text).into_owned())
        }
    }
}

fn unusable(error: &rusqlite::Error) -> Problem {
    let error = std::io::Error::other(error.to_string());
    Problem::Io("a temporary database".into(), error)
}
