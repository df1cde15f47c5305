//! Exchanges with a real service: recorded without its secrets and IDs, and answered again from
//! files.
//!
//! A recording is a folder with a file for each exchange, which is read, compared and kept under
//! version control as text.

mod exchange;
mod folder;
mod hide;
mod kinds;
mod replay;
mod scrub;

use std::fmt;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

pub(crate) use exchange::Exchange;
use folder::PrivateFolder;
pub(crate) use replay::{Replay, Replayed};
use scrub::Scrubber;

use crate::secrets::Needles;

/// A folder of exchanges, as it is read.
#[derive(Debug, Clone, PartialEq)]
pub struct Recording {
    pub(crate) exchanges: Vec<Exchange>,
}

/// The reason why a recording cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InvalidRecording(String);

/// Writes exchanges into a folder, each scrubbed before it is written.
pub(crate) struct RecordingWriter {
    path: PathBuf,
    folder: PrivateFolder,
    scrubber: Scrubber,
    written: usize,
}

impl Recording {
    /// Reads a folder.
    ///
    /// # Errors
    ///
    /// The folder cannot be read, or a file in it is no exchange. The message begins with the path.
    pub fn read(folder: impl AsRef<Path>) -> Result<Self, InvalidRecording> {
        let folder = folder.as_ref();
        let named = |path: &Path, problem: &dyn fmt::Display| {
            InvalidRecording(format!("{}: {problem}", path.display()))
        };
        let mut exchanges = Vec::new();
        for path in files(folder).map_err(|error| named(folder, &error))? {
            let text = fs::read_to_string(&path).map_err(|error| named(&path, &error))?;
            let exchange = Exchange::parse(&text).map_err(|error| named(&path, &error))?;
            exchanges.push(exchange);
        }
        if exchanges.is_empty() {
            return Err(named(folder, &"holds no exchange"));
        }
        Ok(Self { exchanges })
    }
}

impl RecordingWriter {
    /// Begins a recording in a folder, which is made if there is none, and which nobody else may
    /// enter. One that holds files is an error: a recording is made from the start, not added to,
    /// so that its numbers and its masked IDs agree.
    pub(crate) fn begin(path: &Path) -> io::Result<Self> {
        let folder = PrivateFolder::open(path)?;
        if !files(path)?.is_empty() {
            let message = format!("{} holds a recording already", path.display());
            return Err(io::Error::new(io::ErrorKind::AlreadyExists, message));
        }
        Ok(Self {
            path: path.to_owned(),
            folder,
            scrubber: Scrubber::new(),
            written: 0,
        })
    }

    /// Writes one exchange, scrubbed of the secrets in its body and of those that its call carried
    /// beside it.
    pub(crate) fn write(
        &mut self,
        mut exchange: Exchange,
        carried: &dyn Fn(&mut Needles),
    ) -> io::Result<()> {
        self.scrubber.scrub(&mut exchange, carried);
        self.written = self.written.saturating_add(1);
        let name = format!("{:04}-{}.json", self.written, exchange.file_stem());
        let created = self.folder.create(&name, exchange.to_text().as_bytes());
        created.map_err(|error| {
            let message = format!(
                "{}: {error}; this exchange is not in the recording, and later ones may be missing, too, but their calls were passed on: make room, and record again or play what there is",
                self.path.join(&name).display()
            );
            io::Error::new(error.kind(), message)
        })
    }
}

/// The files of a recording, in the order of the numbers that their names begin with. Ordered as
/// text, 10000 would come before 1001.
fn files(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path
            .extension()
            .is_some_and(|extension| extension == "json")
        {
            files.push(path);
        }
    }
    files.sort_by_cached_key(|path| (number(path), path.clone()));
    Ok(files)
}

/// The number that the name of a file begins with. A name without one comes last.
fn number(path: &Path) -> u64 {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let digits = name.split(|letter: char| !letter.is_ascii_digit()).next();
    let number = digits.and_then(|digits| digits.parse().ok());
    number.unwrap_or(u64::MAX)
}

impl fmt::Display for InvalidRecording {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for InvalidRecording {}

#[cfg(test)]
mod tests;
