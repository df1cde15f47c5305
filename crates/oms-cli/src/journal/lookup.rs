//! Values by which entries and files are found. They are the same in every store.

use std::time::{SystemTime, UNIX_EPOCH};

use oms_text::hex;
use sha2::{Digest, Sha256};

use super::attempt::Status;
use super::entry::Intent;
use crate::time;

/// Returns a number as a column stores it. No journal reaches the largest one.
pub(super) fn number(seq: u64) -> i64 {
    i64::try_from(seq).unwrap_or(i64::MAX)
}

/// Returns the number of a status.
pub(super) const fn status(status: Status) -> i64 {
    match status {
        Status::Open => 0,
        Status::Accepted => 1,
        Status::NoEffect => 2,
    }
}

/// Returns the time of an entry in milliseconds since 1970.
pub(super) fn millis(time: &str) -> i64 {
    in_millis(time::read_utc(time).unwrap_or(UNIX_EPOCH))
}

/// Returns a moment in milliseconds since 1970.
pub(super) fn in_millis(time: SystemTime) -> i64 {
    let since = time.duration_since(UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_millis()).unwrap_or(i64::MAX)
}

/// Returns a file name for something that is named by these bytes.
pub(super) fn file_name(bytes: impl AsRef<[u8]>) -> String {
    hex(Sha256::digest(bytes).get(..16).unwrap_or_default())
}

/// Returns a short digest of two texts, for looking them up.
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

/// Returns the keys of a request: that of its parameters, and that of its text on the command line
/// if it has one.
pub(super) fn keys(intent: &Intent) -> [Option<i64>; 2] {
    let of = |text: &str| key([&intent.action, text]);
    [
        Some(of(&intent.request.to_string())),
        intent.given.as_deref().map(of),
    ]
}
