//! Values as SQLite keeps them.

use rusqlite::Row;
use rusqlite::types::{FromSqlError, Type};

use crate::journal::chain::{Hash, Linked};
pub(super) use crate::journal::lookup::{in_millis, millis, number, status};

/// A number of a column.
pub(super) fn seq(row: &Row<'_>, column: usize) -> rusqlite::Result<u64> {
    let number: i64 = row.get(column)?;
    u64::try_from(number).map_err(|_| FromSqlError::OutOfRange(number).into())
}

/// A hash of a column.
pub(super) fn hash(row: &Row<'_>, column: usize) -> rusqlite::Result<Hash> {
    let bytes = row.get_ref(column)?.as_blob()?;
    Hash::try_from(bytes).map_err(|error| {
        rusqlite::Error::FromSqlConversionFailure(column, Type::Blob, Box::new(error))
    })
}

/// An entry of four columns: number, both hashes and text.
pub(super) fn linked(row: &Row<'_>, column: usize) -> rusqlite::Result<Linked> {
    hashed(row, seq(row, column)?, column + 1)
}

/// An entry of this number, of three columns: both hashes and text.
pub(super) fn hashed(row: &Row<'_>, seq: u64, column: usize) -> rusqlite::Result<Linked> {
    Ok(Linked {
        seq,
        prev: hash(row, column)?,
        hash: hash(row, column + 1)?,
        text: row.get(column + 2)?,
    })
}

/// Whether a column holds nothing.
pub(super) fn is_null(row: &Row<'_>, column: usize) -> rusqlite::Result<bool> {
    Ok(row.get_ref(column)?.data_type() == Type::Null)
}
