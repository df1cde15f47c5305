//! The key that saved plans are signed with: a secret of the user, made once and kept on this
//! machine.

use std::io;
use std::path::Path;

use hmac::{Hmac, KeyInit as _, Mac as _};
use oms_text::{hex, unhex};
use sha2::Sha256;

use crate::failure::Failure;
use crate::session::config::place;
use crate::session::private::{self, Purpose};
use crate::surroundings::Surroundings;

/// Bytes of the key: a block of the hash.
const LENGTH: usize = 64;

/// Bytes of a signature.
const SIGNATURE: usize = 32;

pub(crate) struct Key([u8; LENGTH]);

impl Key {
    /// Reads the key, and makes one if there is none.
    pub(crate) fn made(surroundings: &Surroundings<'_>) -> Result<Self, Failure> {
        let path = path(surroundings)?;
        if let Some(key) = Self::read(&path)? {
            return Ok(key);
        }
        let mut bytes = [0; LENGTH];
        getrandom::fill(&mut bytes)
            .map_err(|error| refused(&path, &format!("cannot be made: {error}")))?;
        let text = format!("{}\n", hex(&bytes));
        // If another process makes a key at the same time, the key that is in the file counts.
        private::prepare(&path, text.as_bytes())
            .and_then(private::Written::put_where_nothing_is)
            .map_err(|error| unwritten(&path, &error))?;
        Self::read(&path)?.ok_or_else(|| refused(&path, "was removed while it was read"))
    }

    /// Reads the key; `None` if none was made.
    pub(crate) fn existing(surroundings: &Surroundings<'_>) -> Result<Option<Self>, Failure> {
        Self::read(&path(surroundings)?)
    }

    fn read(path: &Path) -> Result<Option<Self>, Failure> {
        let bytes = match private::read(path, Purpose::Secret, 2 * LENGTH as u64 + 1) {
            Ok(bytes) => bytes,
            Err(refusal) if refusal.is_missing() => return Ok(None),
            Err(refusal) => return Err(refused(path, &refusal.to_string())),
        };
        let key = std::str::from_utf8(&bytes)
            .ok()
            .and_then(|text| unhex(text.trim_end()));
        match key {
            Some(key) => Ok(Some(Self(key))),
            None => Err(refused(path, "is not a key")),
        }
    }

    /// Returns the signature of a text, in hexadecimal.
    pub(crate) fn sign(&self, text: &[u8]) -> String {
        hex(&self.mac(text).finalize().into_bytes())
    }

    /// Returns whether this is the signature of a text. The comparison takes the same time for
    /// every signature, so that its duration reveals nothing about the right one.
    pub(crate) fn verify(&self, text: &[u8], signature: &str) -> bool {
        unhex::<SIGNATURE>(signature)
            .is_some_and(|bytes| self.mac(text).verify_slice(&bytes).is_ok())
    }

    fn mac(&self, text: &[u8]) -> Hmac<Sha256> {
        let mut mac = Hmac::<Sha256>::new(&self.0.into());
        mac.update(text);
        mac
    }
}

impl std::fmt::Debug for Key {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Key([redacted])")
    }
}

fn path(surroundings: &Surroundings<'_>) -> Result<std::path::PathBuf, Failure> {
    let trust = place::trust_directory(surroundings).ok_or_else(|| {
        Failure::guard(
            "there is no place for the key that plans are signed with",
            "Set HOME, or XDG_STATE_HOME.",
        )
    })?;
    Ok(trust.join("plan.key"))
}

fn unwritten(path: &Path, error: &io::Error) -> Failure {
    let refused = refused(path, &format!("cannot be written: {error}"));
    if !private::is_unwritable(error) {
        return refused;
    }
    Failure {
        next: private::writable(path.parent().unwrap_or(path), error),
        ..refused
    }
}

fn refused(path: &Path, problem: &str) -> Failure {
    Failure::guard(
        format!(
            "the key that plans are signed with, {}, {problem}",
            path.display()
        ),
        "Make it a file that only you can read, in a directory that only you can write; or remove it, and plan again.",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn p301_a_signature_is_that_of_rfc_4231_and_of_no_other_text() {
        // Test case 2 of RFC 4231. Its key may be filled up with zeros, because HMAC fills a short
        // key up to the length of a block as well.
        let mut bytes = [0; LENGTH];
        bytes[..4].copy_from_slice(b"Jefe");
        let key = Key(bytes);
        let text = b"what do ya want for nothing?";
        let signature = key.sign(text);
        assert_eq!(
            signature,
            "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
        );
        assert!(key.verify(text, &signature));
        assert!(!key.verify(b"what do ya want for everything?", &signature));
        assert!(!key.verify(text, &signature.replace('5', "6")));
        assert!(!key.verify(text, ""));
        assert_eq!(format!("{key:?}"), "Key([redacted])");
    }
}
