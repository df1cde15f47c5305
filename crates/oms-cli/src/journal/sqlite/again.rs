//! The tables that are derived from entries, made a second time to compare them with those of a
//! store.

use rusqlite::types::Value;
use rusqlite::{Connection, Rows};

use super::{made, schema, sql};
use crate::journal::entry::Entry;
use crate::journal::problem::{Broken, Problem, Way};

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

    /// Compares a table with that of a store, whose rows `next` returns.
    pub(in crate::journal) fn compare(
        &self,
        table: &str,
        next: impl FnMut() -> Result<Option<Values>, Problem>,
    ) -> Result<(), Problem> {
        let failed = |error: rusqlite::Error| unusable(&error);
        let known = sql::MADE.iter().find(|(name, _)| *name == table);
        let Some((_, select)) = known else {
            return Err(differs(table, 0, Way::MakeAgain));
        };
        let mut statement = self.connection.prepare(select).map_err(failed)?;
        let mut rows = statement.query([0]).map_err(failed)?;
        compare(table, || next_row(&mut rows).map_err(failed), next)
    }
}

/// The values of a row of a table in [`sql::MADE`].
pub(in crate::journal) type Values = Vec<Value>;

/// Compares the rows of a table that follow from the entries with those of a store. Refuses the
/// first row that differs, and names its entry.
pub(in crate::journal) fn compare(
    table: &str,
    mut made: impl FnMut() -> Result<Option<Values>, Problem>,
    mut found: impl FnMut() -> Result<Option<Values>, Problem>,
) -> Result<(), Problem> {
    loop {
        let (made, found) = match (made()?, found()?) {
            (None, None) => return Ok(()),
            (Some(made), Some(found)) if made == found => continue,
            rows => rows,
        };
        return Err(match (entry_of(made), entry_of(found)) {
            (Some(made), None) => differs(table, made, Way::MakeAgain),
            (Some(made), Some(found)) if made <= found => differs(table, made, Way::MakeAgain),
            // A row that no entry leads to may be all that is left of an entry.
            (_, found) => differs(table, found.unwrap_or_default(), Way::Restore),
        });
    }
}

/// Returns the number of the entry that a row is of.
fn entry_of(row: Option<Values>) -> Option<u64> {
    match row?.first() {
        Some(Value::Integer(seq)) => u64::try_from(*seq).ok(),
        _ => None,
    }
}

fn differs(table: &str, seq: u64, way: Way) -> Problem {
    let what = format!(
        "differs from the index `{table}`: a row of the index was changed, removed or inserted"
    );
    Broken::entry(seq, what).with_way(way).into()
}

/// Returns the values of the next row.
pub(super) fn next_row(rows: &mut Rows<'_>) -> rusqlite::Result<Option<Values>> {
    let row = rows.next()?.map(|row| {
        let columns = 0..row.as_ref().column_count();
        columns.map(|column| row.get(column)).collect()
    });
    row.transpose()
}

fn unusable(error: &rusqlite::Error) -> Problem {
    let error = std::io::Error::other(error.to_string());
    Problem::Io("a temporary database".into(), error)
}
