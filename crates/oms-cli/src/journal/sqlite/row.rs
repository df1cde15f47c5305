//! Conversions of SQLite values.

use rusqlite::Row;
use rusqlite::types::{FromSqlError, Type};

use crate::journal::chain::{Hash, Linked};
pub(super) use crate::journal::lookup::{in_millis, millis, number, status};

/// Returns the number in a column.
pub(super) fn seq(row: &Row<'_>, column: usize) -> rusqlite::Result<u64> {
    let number: i64 = row.get(column)?;
    u64::try_from(number).map_err(|_| FromSqlError::OutOfRange(number).into())
}

/// Returns the hash in a column.
pub(super) fn hash(row: &Row<'_>, column: usize) -> rusqlite::Result<Hash> {
    let bytes = row.get_ref(column)?.as_blob()?;
    Hash::try_from(bytes).map_err(|error| {
        rusqlite::Error::FromSqlConversionFailure(column, Type::Blob, Box::new(error))
    })
}

/// Returns an entry from four columns: its number, both hashes and its text.
pub(super) fn linked(row: &Row<'_>, column: usize) -> rusqlite::Result<Linked> {
    hashed(row, seq(row, column)?, column + 1)
}

/// Returns the entry with this number from three columns: both hashes and its text.
pub(super) fn hashed(row: &Row<'_>, seq: u64, column: usize) -> rusqlite::Result<Linked> {
    Ok(Linked {
        seq,
        prev: hash(row, column)?,
        hash: hash(row, column + 1)?,
        text: row.get(column + 2)?,
    })
}

/// Returns whether a column is null.
pub(super) fn is_null(row: &Row<'_>, column: usize) -> rusqlite::Result<bool> {
    Ok(row.get_ref(column)?.data_type() == Type::Null)
}
