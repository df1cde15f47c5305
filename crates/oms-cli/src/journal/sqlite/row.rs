//! Values as SQLite keeps them.

use std::time::UNIX_EPOCH;

use rusqlite::Row;
use rusqlite::types::{FromSqlError, Type};
use sha2::{Digest, Sha256};

use crate::journal::attempt::Status;
use crate::journal::chain::{Hash, Linked};
use crate::time;

/// A number as a column holds it. No journal comes to the largest.
pub(super) fn number(seq: u64) -> i64 {
    i64::try_from(seq).unwrap_or(i64::MAX)
}

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

/// How a request stands.
pub(super) const fn status(status: Status) -> i64 {
    match status {
        Status::Open => 0,
        Status::Accepted => 1,
        Status::NoEffect => 2,
    }
}

/// The time of an entry, in milliseconds since 1970.
pub(super) fn millis(time: &str) -> i64 {
    let time = time::read_utc(time).unwrap_or(UNIX_EPOCH);
    let since = time.duration_since(UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_millis()).unwrap_or(i64::MAX)
}

/// A short number that is the same for the same texts, to look them up by.
pub(super) fn key(texts: [&str; 2]) -> i64 {
    let mut digest = Sha256::new();
    for text in texts {
        digest.update(text);
        digest.update([0]);
    }
    let digest: [u8; 32] = digest.finalize().into();
    let (eights, _) = digest.as_chunks();
    eights.first().copied().map_or(0, i64::from_be_bytes)
}
