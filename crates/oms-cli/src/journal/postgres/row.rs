//! Conversions of PostgreSQL values.

use std::time::Duration;

use tokio_postgres::Row;
use tokio_postgres::types::FromSql;

use super::fault::Fault;
use crate::journal::chain::{Hash, Linked};

pub(super) fn value<'a, T: FromSql<'a>>(row: &'a Row, column: usize) -> Result<T, Fault> {
    row.try_get(column).map_err(|error| Fault::of(&error))
}

pub(super) fn seq(row: &Row, column: usize) -> Result<u64, Fault> {
    let number: i64 = value(row, column)?;
    u64::try_from(number).map_err(|_| unfit(column))
}

pub(super) fn hash(row: &Row, column: usize) -> Result<Hash, Fault> {
    let bytes: &[u8] = value(row, column)?;
    Hash::try_from(bytes).map_err(|_| unfit(column))
}

/// Returns the age in a column of milliseconds; zero if the database's clock has gone back since.
pub(super) fn age(row: &Row, column: usize) -> Result<Duration, Fault> {
    let millis: i64 = value(row, column)?;
    Ok(Duration::from_millis(
        u64::try_from(millis).unwrap_or_default(),
    ))
}

/// Returns an entry from four columns: its number, both hashes and its text.
pub(super) fn linked(row: &Row, column: usize) -> Result<Linked, Fault> {
    Ok(Linked {
        seq: seq(row, column)?,
        prev: hash(row, column + 1)?,
        hash: hash(row, column + 2)?,
        text: value(row, column + 3)?,
    })
}

/// Returns an entry from four columns, or `None` if they are null.
pub(super) fn linked_if_there(row: &Row, column: usize) -> Result<Option<Linked>, Fault> {
    let seq: Option<i64> = value(row, column)?;
    seq.map(|_| linked(row, column)).transpose()
}

fn unfit(column: usize) -> Fault {
    Fault::lost(format!(
        "column {column} of an answer is not a value of a journal"
    ))
}
