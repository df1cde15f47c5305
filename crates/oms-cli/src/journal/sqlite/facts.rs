//! The answers to the queries on the journal.

use rusqlite::params_from_iter;

use super::open::Opened;
use super::row::{linked, linked_if_there, seq};
use super::sql;
use crate::journal::problem::Problem;
use crate::journal::query::{Param, Query, Row, Take};

impl Query for Opened {
    fn answer(&self, sql: &'static str, params: Vec<Param>) -> Result<Vec<Row>, Problem> {
        let rows = || {
            let mut statement = self.connection.prepare_cached(&sql::for_sqlite(sql))?;
            let rows = statement.query_map(params_from_iter(params), row)?;
            rows.collect::<rusqlite::Result<Vec<_>>>()
        };
        let rows = rows().map_err(|error| self.problem(error))?;
        #[cfg(test)]
        super::cost::add(1 + rows.len());
        Ok(rows)
    }

    fn each_entry(&self, take: Take<'_>) -> Result<(), Problem> {
        self.each_of(sql::ENTRIES, take)
    }
}

impl Opened {
    /// Passes on the entries of a query one by one, until `take` returns `false`.
    pub(super) fn each_of(&self, sql: &str, take: Take<'_>) -> Result<(), Problem> {
        let failed = |error| self.problem(error);
        let mut statement = self.connection.prepare(sql).map_err(failed)?;
        let entries = statement.query_map([], |row| linked(row, 0));
        for entry in entries.map_err(failed)? {
            if !take(entry.map_err(failed)?)? {
                break;
            }
        }
        Ok(())
    }

    /// Runs statements without parameters.
    pub(super) fn run(&self, sql: &str) -> Result<(), Problem> {
        let done = self.connection.execute_batch(sql);
        done.map_err(|error| self.problem(error))
    }
}

fn row(row: &rusqlite::Row<'_>) -> rusqlite::Result<Row> {
    Row::read(
        row.as_ref().column_count(),
        |column| seq(row, column),
        |column| linked_if_there(row, column),
    )
}
