//! The chain of hashes. Each entry is hashed together with the hash of the entry before it, so that
//! a change to any entry is detected.
//!
//! The hash covers the exact text of the entry, so an entry never has to be serialized again in the
//! same way. It does not depend on the store. In JSON, an entry is one line with both hashes.

use std::fmt;
use std::str::FromStr;

use oms_text::{hex, unhex};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use sha2::{Digest, Sha256};

use super::entry::Entry;

/// The hash of an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Hash([u8; 32]);

impl Hash {
    /// The hash before the first entry.
    pub(crate) const START: Self = Self([0; 32]);

    /// Returns the hash of an entry with this text, after an entry with the hash `prev`.
    pub(crate) fn of(prev: Self, text: &str) -> Self {
        let mut digest = Sha256::new();
        digest.update(prev.to_string());
        digest.update(b"\n");
        digest.update(text);
        Self(digest.finalize().into())
    }

    pub(crate) fn as_bytes(&self) -> &[u8] {
        &self.0
    }
}

impl TryFrom<&[u8]> for Hash {
    type Error = std::array::TryFromSliceError;

    fn try_from(bytes: &[u8]) -> Result<Self, Self::Error> {
        bytes.try_into().map(Self)
    }
}

impl fmt::Display for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&hex(&self.0))
    }
}

impl FromStr for Hash {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        unhex(text).map(Self).ok_or(())
    }
}

/// An entry and its place in the chain.
#[derive(Debug, Clone)]
pub(crate) struct Linked {
    pub(crate) seq: u64,
    pub(crate) prev: Hash,
    pub(crate) hash: Hash,
    /// The entry exactly as it was hashed.
    pub(crate) text: String,
}

#[derive(Serialize, Deserialize)]
struct Line<'a> {
    prev: String,
    hash: String,
    #[serde(borrow)]
    entry: &'a RawValue,
}

impl Linked {
    /// Puts an entry after the one with the hash `prev`.
    pub(crate) fn behind(prev: Hash, entry: &Entry) -> Result<Self, serde_json::Error> {
        let text = serde_json::to_string(entry)?;
        Ok(Self {
            seq: entry.seq,
            prev,
            hash: Hash::of(prev, &text),
            text,
        })
    }

    /// Parses a line. The error says what is wrong with the line itself, without the lines around
    /// it.
    pub(crate) fn of_line(line: &str) -> Result<(Self, Entry), String> {
        let no_line = || "is not a line of a journal".to_owned();
        let parsed: Line<'_> = serde_json::from_str(line).map_err(|_| no_line())?;
        let mut linked = Self {
            seq: 0,
            prev: parsed.prev.parse().map_err(|()| no_line())?,
            hash: parsed.hash.parse().map_err(|()| no_line())?,
            text: parsed.entry.get().to_owned(),
        };
        let entry = linked.entry()?;
        linked.seq = entry.seq;
        Ok((linked, entry))
    }

    /// Returns the entry as a line with its line end.
    pub(crate) fn to_line(&self) -> Result<String, serde_json::Error> {
        let line = Line {
            prev: self.prev.to_string(),
            hash: self.hash.to_string(),
            entry: serde_json::from_str(&self.text)?,
        };
        Ok(format!("{}\n", serde_json::to_string(&line)?))
    }

    /// Returns the entry, or an error if its text does not match its hash.
    pub(crate) fn entry(&self) -> Result<Entry, String> {
        if Hash::of(self.prev, &self.text) != self.hash {
            return Err("was changed after it was written".to_owned());
        }
        serde_json::from_str(&self.text)
            .map_err(|error| format!("is none that this version of the command can read: {error}"))
    }
}
