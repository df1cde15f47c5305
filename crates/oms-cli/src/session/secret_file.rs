//! Reads a file that holds a secret, if nobody else could have read or replaced it.

use std::io::{self, Read};
use std::path::Path;

use crate::failure::Failure;
use crate::session::private::{self, Purpose};

/// The longest secret that is read, in bytes. Whatever is longer is some other file.
pub(crate) const LONGEST: u64 = 16 * 1024;

/// Reads the secret in a file, without the line end that editors put behind it.
pub(crate) fn read(path: &Path) -> Result<String, Failure> {
    let refused = |problem: &str, next: String| {
        Failure::credentials(format!("{} {problem}", path.display()), next)
    };
    let file = private::open(path, Purpose::Secret)
        .map_err(|refusal| refused(&refusal.to_string(), refusal.next(path, Purpose::Secret)))?;
    secret(file).map_err(|problem| refused(&problem, private::restricted(path, Purpose::Secret)))
}

/// Reads a secret up to the end of its source, without one line end behind it.
pub(crate) fn secret(source: impl Read) -> Result<String, String> {
    let mut text = String::new();
    source
        .take(LONGEST + 1)
        .read_to_string(&mut text)
        .map_err(|error| unreadable(&error))?;
    if text.len() as u64 > LONGEST {
        return Err(format!("holds more than {LONGEST} bytes"));
    }
    let line_end = if text.ends_with("\r\n") {
        2
    } else {
        usize::from(text.ends_with('\n'))
    };
    text.truncate(text.len() - line_end);
    if text.is_empty() {
        return Err("is empty".to_owned());
    }
    Ok(text)
}

fn unreadable(error: &io::Error) -> String {
    format!("cannot be read: {error}")
}
