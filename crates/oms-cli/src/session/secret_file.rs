//! Reads a file that holds a secret, if nobody else could have read or replaced it.
//!
//! From the first byte on, a secret is in memory that is wiped when it is no longer needed. The
//! buffers of standard input, and of the libraries that a secret is handed to, hold copies that
//! nobody wipes.

use std::io::{self, Read};
use std::path::Path;

use oms_client::Secret;

use crate::failure::Failure;
use crate::parse;
use crate::session::private::{self, Purpose, Refusal};

/// The longest secret that is read, in bytes. Whatever is longer is some other file. A private key
/// with the chain of its certificates, and the words that tools write beside them, takes half.
pub(crate) const LONGEST: usize = 64 * 1024;

/// Reads the secret in a file, without what editors put around it: a mark of the order of bytes
/// before it, and a line end behind it.
pub(crate) fn read(path: &Path) -> Result<Secret, Failure> {
    let read = private::open(path, Purpose::Secret).and_then(secret);
    read.map_err(|refusal| {
        Failure::credentials(
            format!("{} {refusal}", path.display()),
            refusal.next(path, Purpose::Secret),
        )
    })
}

/// Reads a secret up to the end of its source, without a mark of the order of bytes before it and
/// one line end behind it.
pub(crate) fn secret(source: impl Read) -> Result<Secret, Refusal> {
    let all = whole(source)?;
    let text = all.expose();
    if text.len() > LONGEST {
        return Err(Refusal::too_long(LONGEST as u64));
    }
    let text = parse::without_mark(text);
    let bare = text
        .strip_suffix("\r\n")
        .or_else(|| text.strip_suffix('\n'))
        .unwrap_or(text);
    if bare.is_empty() {
        return Err(Refusal::empty());
    }
    Ok(bare.into())
}

/// Returns the secret in a variable, without the mark of the order of bytes that a shell has read
/// from a file with it.
pub(crate) fn of_variable(text: String) -> Secret {
    let whole = Secret::from(text);
    parse::without_mark(whole.expose()).into()
}

/// Reads everything that a source holds, or as much as shows that it is too long for a secret.
pub(crate) fn whole(source: impl Read) -> io::Result<Secret> {
    let mut text = room();
    let read = source.take(LONGEST as u64 + 1).read_to_string(&mut text);
    let text = Secret::from(text);
    read.map(|_| text)
}

/// Returns an empty text that takes any secret without growing: a text that grows is moved, and
/// nobody wipes its former places.
pub(crate) fn room() -> String {
    String::with_capacity(LONGEST + 1)
}

/// Writes a secret into a file that only its owner can read, as its one line.
pub(crate) fn write(path: &Path, secret: &Secret) -> io::Result<()> {
    let line = Secret::from([secret.expose(), "\n"].concat());
    private::write(path, line.expose().as_bytes())
}
