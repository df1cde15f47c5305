//! Each kind of change, as data: what it replaces in the smallest spec that has everything, and
//! what it does to callers and to the wire.
//!
//! One file holds them, so that the tests of the rules, the comparison with cargo-semver-checks and
//! the documentation cannot tell of different kinds.

use std::sync::LazyLock;

use toml::{Table, Value};

use super::Impact;
use crate::SourceFile;

/// The spec and its changes. The file is a part of this crate, and a test reads every kind of it.
static FILE: LazyLock<Table> =
    LazyLock::new(|| include_str!("kinds.toml").parse().unwrap_or_default());

/// A kind of change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kind {
    /// The lines that are replaced.
    pub from: String,
    /// The lines in their place.
    pub to: String,
    /// Its effect on callers of the generated crate.
    pub callers: Impact,
    /// Its effect on the bytes that are exchanged.
    pub wire: Impact,
    /// The reason, in a few words.
    pub because: String,
}

impl Kind {
    /// Every kind, in the order of the file.
    #[must_use]
    pub fn all() -> Vec<Self> {
        let kinds = FILE.get("kind").and_then(Value::as_array);
        let kinds = kinds.into_iter().flatten().filter_map(Value::as_table);
        kinds.filter_map(Self::of).collect()
    }

    fn of(table: &Table) -> Option<Self> {
        let impact = |key| {
            let all = [Impact::None, Impact::Compatible, Impact::Breaking];
            let word = text(table, key)?;
            all.into_iter().find(|impact| impact.as_str() == word)
        };
        Some(Self {
            from: text(table, "from")?.to_owned(),
            to: text(table, "to")?.to_owned(),
            callers: impact("callers")?,
            wire: impact("wire")?,
            because: text(table, "because")?.to_owned(),
        })
    }

    /// The files of the spec before any change.
    #[must_use]
    pub fn base() -> Vec<SourceFile> {
        sources(&edited(str::to_owned), "{}")
    }

    /// The files of the spec after this one.
    #[must_use]
    pub fn files(&self) -> Vec<SourceFile> {
        let base = Self::base();
        self.applied(&base).unwrap_or(base)
    }

    /// These files with this change; nothing where they lack what it replaces.
    #[must_use]
    pub fn applied(&self, files: &[SourceFile]) -> Option<Vec<SourceFile>> {
        let mut files = files.to_vec();
        // A text that is in both files is meant in the first one.
        let changed = files.iter_mut().find_map(|file| {
            let text = String::from_utf8_lossy(&file.bytes);
            let changed = text.replacen(&self.from, &self.to, 1);
            (changed != text).then_some((file, changed.into_bytes()))
        });
        let (file, bytes) = changed?;
        file.bytes = bytes;
        Some(files)
    }
}

/// The root file and the action, each changed.
pub(super) fn edited(change: impl Fn(&str) -> String) -> [String; 2] {
    ["root", "action"].map(|key| change(text(&FILE, key).unwrap_or_default()))
}

/// The files of a spec, with an example that sends this request.
pub(super) fn sources([root, action]: &[String; 2], request: &str) -> Vec<SourceFile> {
    let answer = r#"{"success": true, "data": []}"#;
    let files = [
        ("spec/oms.toml", root.as_str()),
        ("spec/actions/Ping.toml", action),
        ("spec/examples/Ping/a.request.json", request),
        ("spec/examples/Ping/a.response.json", answer),
    ];
    let source = |(path, text): (&str, &str)| SourceFile {
        path: path.to_owned(),
        bytes: text.as_bytes().to_vec(),
    };
    files.map(source).into()
}

fn text<'a>(table: &'a Table, key: &str) -> Option<&'a str> {
    table.get(key)?.as_str()
}
