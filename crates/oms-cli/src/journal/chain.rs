//! One line of the journal as bytes: the entry, the hash of the line before, and the hash over both.
//!
//! The hash is over the very text of the entry, so that nothing has to be written the same way twice.

use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use sha2::{Digest, Sha256};

use super::Entry;
use crate::hex::hex;

/// The hash that the first line follows.
pub(crate) const START: &str = "0000000000000000000000000000000000000000000000000000000000000000";

#[derive(Serialize, Deserialize)]
struct Line<'a> {
    prev: String,
    hash: String,
    #[serde(borrow)]
    entry: &'a RawValue,
}

/// A line as it was read.
#[derive(Debug, Clone)]
pub(crate) struct Linked {
    pub(crate) prev: String,
    pub(crate) hash: String,
    pub(crate) entry: Entry,
}

/// An entry as a line that follows the line of this hash, and its own hash.
pub(crate) fn write(entry: &Entry, prev: &str) -> Result<(String, String), serde_json::Error> {
    let text = serde_json::to_string(entry)?;
    let hash = hash(prev, &text);
    let line = Line {
        prev: prev.to_owned(),
        hash: hash.clone(),
        entry: serde_json::from_str(&text)?,
    };
    Ok((format!("{}\n", serde_json::to_string(&line)?), hash))
}

/// Reads a line, and says what is wrong with it by itself.
pub(crate) fn read(line: &str) -> Result<Linked, String> {
    let parsed: Line<'_> =
        serde_json::from_str(line).map_err(|_| "is no line of a journal".to_owned())?;
    if hash(&parsed.prev, parsed.entry.get()) != parsed.hash {
        return Err("was changed after it was written".to_owned());
    }
    let entry = serde_json::from_str(parsed.entry.get())
        .map_err(|error| format!("was written by another version of this command: {error}"))?;
    Ok(Linked {
        prev: parsed.prev,
        hash: parsed.hash,
        entry,
    })
}

fn hash(prev: &str, entry: &str) -> String {
    let mut digest = Sha256::new();
    digest.update(prev.as_bytes());
    digest.update(b"\n");
    digest.update(entry.as_bytes());
    hex(&digest.finalize())
}
