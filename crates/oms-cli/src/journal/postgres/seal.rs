//! The seal of an entry: a second chain, over the values that only the database can supply.

use oms_text::hex;
use sha2::{Digest, Sha256};

use crate::journal::chain::Hash;

/// The database's own record of an entry.
#[derive(Debug, Clone)]
pub(super) struct Sealed {
    pub(super) seal: Vec<u8>,
    /// The time when it was written, in microseconds since 1970, by the database's clock.
    pub(super) micros: i64,
    /// The user who was connected.
    pub(super) user: String,
    /// The address of the service, as whoever wrote the entry has stated it. No seal covers it,
    /// because it follows from the text.
    pub(super) address: Option<String>,
}

impl Sealed {
    /// Returns whether this record is sealed after the entry with the seal `prev`.
    pub(super) fn follows(&self, prev: &[u8], hash: Hash) -> bool {
        let text = format!("{}\n{hash}\n{}\n{}", hex(prev), self.micros, self.user);
        Sha256::digest(text).as_slice() == self.seal
    }
}

/// The seal before the first entry.
pub(super) const START: [u8; 32] = [0; 32];
