//! The mistakes of a file: many of them at once, each with its line.
//!
//! A file with a mistake is not sent in part.

use std::collections::BTreeSet;
use std::path::Path;

use super::file;
use crate::failure::Failure;

/// The mistakes of a file.
#[derive(Debug, Default)]
pub(super) struct Mistakes(Vec<(usize, String)>);

impl Mistakes {
    /// Notes what is wrong with a line.
    pub(super) fn add(&mut self, line: usize, what: impl Into<String>) {
        self.0.push((line, what.into()));
    }

    /// Returns the lines in which something is wrong.
    pub(super) fn lines(&self) -> BTreeSet<usize> {
        self.0.iter().map(|(line, _)| *line).collect()
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Returns the failure of the file, with the mistakes in the order of the lines.
    pub(super) fn into_failure(mut self, path: &Path) -> Failure {
        // Of one line, they keep the order in which they were found.
        self.0.sort_by_key(|(line, _)| *line);
        let count = match self.0.len() {
            1 => "a mistake".to_owned(),
            count => format!("{count} mistakes"),
        };
        let causes = self
            .0
            .into_iter()
            .map(|(line, what)| format!("line {line}: {what}"));
        let failure = Failure::usage(
            format!("{} has {count}", file::name(path)),
            "Correct it. The whole file is checked before anything is sent.",
        );
        failure.with_causes(causes.collect())
    }
}
