//! Values by which entries are looked up, the same in each store.

use std::time::{SystemTime, UNIX_EPOCH};

use sha2::{Digest, Sha256};

use super::attempt::Status;
use super::entry::Intent;
use crate::time;

/// A number as a column holds it. No journal comes to the largest.
pub(super) fn number(seq: u64) -> i64 {
    i64::try_from(seq).unwrap_or(i64::MAX)
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
    in_millis(time::read_utc(time).unwrap_or(UNIX_EPOCH))
}

/// A moment in milliseconds since 1970.
pub(super) fn in_millis(time: SystemTime) -> i64 {
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

/// What a request is looked up by: its parameters, and the words for them where there are any.
pub(super) fn keys(intent: &Intent) -> [Option<i64>; 2] {
    let of = |text: &str| key([&intent.action, text]);
    [
        Some(of(&intent.request.to_string())),
        intent.given.as_deref().map(of),
    ]
}
