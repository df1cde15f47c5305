//! Reads a file that holds a secret, if nobody else could have read or replaced it.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::Path;

use crate::failure::Failure;
use crate::session::ownership;

/// The longest secret that is read, in bytes. Whatever is longer is some other file.
pub(crate) const LONGEST: u64 = 16 * 1024;

/// Reads the secret in a file, without the line end that editors put behind it.
pub(crate) fn read(path: &Path) -> Result<String, Failure> {
    let file = open(path).map_err(|problem| refused(path, &problem))?;
    secret(file).map_err(|problem| refused(path, &problem))
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

/// Opens the file and makes sure that what was opened is what was checked: a link could be swapped in between the two.
fn open(path: &Path) -> Result<File, String> {
    let named = fs::symlink_metadata(path).map_err(|error| unreadable(&error))?;
    if named.is_symlink() {
        return Err("is a symbolic link, which someone else may be able to turn".to_owned());
    }
    if !named.is_file() {
        return Err("is no regular file".to_owned());
    }
    ownership::check_directory(path)?;
    let file = File::open(path).map_err(|error| unreadable(&error))?;
    let opened = file.metadata().map_err(|error| unreadable(&error))?;
    ownership::check_same(&named, &opened)?;
    ownership::check_private(&opened)?;
    Ok(file)
}

fn unreadable(error: &io::Error) -> String {
    format!("cannot be read: {error}")
}

fn refused(path: &Path, problem: &str) -> Failure {
    let shown = path.display();
    let next = match path.try_exists() {
        Ok(false) => {
            format!("Correct the name, or write the secret to {shown}, readable by you alone.")
        }
        _ => format!("Make it a file of your own that only you can read: `chmod 600 {shown}`."),
    };
    Failure::credentials(format!("{shown} {problem}"), next)
}
