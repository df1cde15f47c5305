//! Conversions of SQLite values.

use rusqlite::types::{FromSqlError, ToSqlOutput, Type};
use rusqlite::{Row, ToSql};

use crate::journal::chain::{Hash, Linked};
pub(super) use crate::journal::lookup::{millis, number, status};
use crate::journal::query::Param;

pub(super) fn seq(row: &Row<'_>, column: usize) -> rusqlite::Result<u64> {
    let number: i64 = row.get(column)?;
    u64::try_from(number).map_err(|_| FromSqlError::OutOfRange(number).into())
}

pub(super) fn hash(row: &Row<'_>, column: usize) -> rusqlite::Result<Hash> {
    let bytes = row.get_ref(column)?.as_blob()?;
    Hash::try_from(bytes).map_err(|error| {
        rusqlite::Error::FromSqlConversionFailure(column, Type::Blob, Box::new(error))
    })
}

/// Returns an entry from four columns: its number, both hashes and its text.
pub(super) fn linked(row: &Row<'_>, column: usize) -> rusqlite::Result<Linked> {
    Ok(Linked {
        seq: seq(row, column)?,
        prev: hash(row, column + 1)?,
        hash: hash(row, column + 2)?,
        text: row.get(column + 3)?,
    })
}

/// Returns an entry from four columns, or `None` if they are null.
pub(super) fn linked_if_there(row: &Row<'_>, column: usize) -> rusqlite::Result<Option<Linked>> {
    let seq: Option<i64> = row.get(column)?;
    seq.map(|_| linked(row, column)).transpose()
}

impl ToSql for Param {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        match self {
            Self::Int(number) => number.to_sql(),
            Self::Text(text) => text.to_sql(),
        }
    }
}
