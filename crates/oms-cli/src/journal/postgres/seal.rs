//! The seal of an entry: a second chain, over what only the database can say of it.

use sha2::{Digest, Sha256};

use crate::hex::hex;
use crate::journal::chain::Hash;

/// What the database says of an entry.
#[derive(Debug, Clone)]
pub(super) struct Sealed {
    pub(super) seal: Vec<u8>,
    /// When it was written, in microseconds since 1970, by the database's clock.
    pub(super) micros: i64,
    /// The user who was connected.
    pub(super) user: String,
}

impl Sealed {
    /// Whether it is sealed behind the entry of that seal.
    pub(super) fn follows(&self, prev: &[u8], hash: Hash) -> bool {
        let text = format!("{}\n{hash}\n{}\n{}", hex(prev), self.micros, self.user);
        Sha256::digest(text).as_slice() == self.seal
    }
}

/// The seal that the first entry follows.
pub(super) const START: [u8; 32] = [0; 32];
