//! Reads a file that holds a secret, if nobody else could have read or replaced it.
//!
//! From the first byte on, a secret is in memory that is wiped when it is no longer needed. The
//! buffers of standard input, and of the libraries that a secret is handed to, hold copies that
//! nobody wipes.

use std::io::{self, Read};
use std::path::Path;

use oms_client::Secret;

use crate::failure::Failure;
use crate::session::private::{self, Purpose};

/// The longest secret that is read, in bytes. Whatever is longer is some other file.
pub(crate) const LONGEST: usize = 16 * 1024;

/// Reads the secret in a file, without the line end that editors put behind it.
pub(crate) fn read(path: &Path) -> Result<Secret, Failure> {
    let refused = |problem: &str, next: String| {
        Failure::credentials(format!("{} {problem}", path.display()), next)
    };
    let file = private::open(path, Purpose::Secret)
        .map_err(|refusal| refused(&refusal.to_string(), refusal.next(path, Purpose::Secret)))?;
    secret(file).map_err(|problem| refused(&problem, private::restricted(path, Purpose::Secret)))
}

/// Reads a secret up to the end of its source, without one line end behind it.
pub(crate) fn secret(source: impl Read) -> Result<Secret, String> {
    let all = whole(source).map_err(|error| unreadable(&error))?;
    let text = all.expose();
    if text.len() > LONGEST {
        return Err(format!("holds more than {LONGEST} bytes"));
    }
    let bare = text
        .strip_suffix("\r\n")
        .or_else(|| text.strip_suffix('\n'))
        .unwrap_or(text);
    if bare.is_empty() {
        return Err("is empty".to_owned());
    }
    Ok(bare.into())
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

fn unreadable(error: &io::Error) -> String {
    format!("cannot be read: {error}")
}
