//! The answers to the queries on the journal.

use rusqlite::params_from_iter;

use super::open::Opened;
use super::row::{linked_if_there, seq};
use super::sql;
use crate::journal::problem::Problem;
use crate::journal::query::{Param, Query, Row};

impl Query for Opened {
    fn rows(&self, sql: &'static str, params: Vec<Param>) -> Result<Vec<Row>, Problem> {
        let rows = || {
            let mut statement = self.connection.prepare_cached(&sql::for_sqlite(sql))?;
            let rows = statement.query_map(params_from_iter(params), row)?;
            rows.collect::<rusqlite::Result<_>>()
        };
        rows().map_err(|error| self.problem(error))
    }
}

fn row(row: &rusqlite::Row<'_>) -> rusqlite::Result<Row> {
    Row::read(
        row.as_ref().column_count(),
        |column| seq(row, column),
        |column| linked_if_there(row, column),
    )
}
