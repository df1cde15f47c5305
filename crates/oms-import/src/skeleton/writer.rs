//! TOML, line by line, as the spec's files are written.

use std::collections::BTreeSet;
use std::fmt::Write as _;

pub(super) use crate::toml_text::quoted;

/// A file that is being written.
#[derive(Debug, Default)]
pub(super) struct Writer {
    text: String,
    /// The keys of the table that is open, with their comments, to be lined up.
    keys: Vec<(String, String)>,
    /// The tables that were opened.
    tables: BTreeSet<String>,
    /// True if the open table was opened before: a cut page may have two rows of one name.
    again: bool,
}

impl Writer {
    pub(super) fn text(mut self) -> String {
        self.flush();
        self.text
    }

    pub(super) fn comment_line(&mut self, line: &str) {
        self.flush();
        let _ = writeln!(self.text, "{line}");
    }

    pub(super) fn blank(&mut self) {
        self.flush();
        self.text.push('\n');
    }

    pub(super) fn header(&mut self, path: &str) {
        self.blank();
        self.again = !self.tables.insert(path.to_owned());
        let mark = if self.again {
            "# twice on the page: "
        } else {
            ""
        };
        let _ = writeln!(self.text, "{mark}[{path}]");
    }

    pub(super) fn key(&mut self, key: &str, value: &str) {
        if !self.again {
            self.keys.push((key.to_owned(), value.to_owned()));
        }
    }

    pub(super) fn key_with_comment(&mut self, key: &str, value: &str, comment: &str) {
        self.key(key, &format!("{value} # {comment}"));
    }

    pub(super) fn text_key(&mut self, key: &str, text: &str) {
        self.key(key, &quoted(text));
    }

    /// Writes the keys of a table, their signs below each other.
    fn flush(&mut self) {
        let width = self
            .keys
            .iter()
            .map(|(key, _)| key.len())
            .max()
            .unwrap_or(0);
        for (key, value) in self.keys.drain(..) {
            let _ = writeln!(self.text, "{key:<width$} = {value}");
        }
    }
}

/// A key as TOML writes it, quoted where it must be.
pub(super) fn key(name: &str) -> String {
    let bare = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-');
    if !name.is_empty() && name.chars().all(bare) {
        name.to_owned()
    } else {
        quoted(name)
    }
}

/// The header of a part of a table.
pub(super) fn below(path: &str, names: &[&str]) -> String {
    let mut path = path.to_owned();
    for name in names {
        path.push('.');
        path.push_str(&key(name));
    }
    path
}
