//! The facts about an action row by row: the one form in which a page, an evidence file and the
//! spec are compared.

use std::collections::BTreeMap;
use std::fmt;

use crate::facts::{Edition, Facts, Field, Half, Language, Stated};
use crate::prose::Said;
use crate::shown::Seen;

/// A line of a file.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// Name of the file.
    pub file: String,
    /// Number of the line, from 1; 0 where no line is known.
    pub line: usize,
}

impl fmt::Display for Place {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}:{}", self.file, self.line)
    }
}

impl Place {
    pub(crate) fn new(file: &str, line: usize) -> Self {
        let file = file.to_owned();
        Self { file, line }
    }
}

/// Everything that one source knows of an action.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    /// The value of `Action=`.
    pub action: String,
    /// Name of the file.
    pub file: String,
    /// Which product it is about.
    pub edition: Edition,
    /// The language of the page; of the spec, none.
    pub language: Option<Language>,
    /// The method, the path and the keys of the query besides `Action`, with their place.
    pub address: Option<(String, Place)>,
    /// True if all of the page was read.
    pub complete: bool,
    /// The first version that has the action.
    pub since: Option<Stated>,
    /// The date of the page.
    pub updated: Option<Stated>,
    /// The fields, in order.
    pub rows: Vec<Known>,
    /// The kinds and digests of the examples by path, with their places.
    pub shown: BTreeMap<String, (Seen, Place)>,
}

/// Everything that one source knows of a field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Known {
    /// Its path: `request`, `data`, `envelope` or `appendix`, then names with dots between them. A
    /// part of a variant has the value that chooses it: `data.detail<FULL>.rows`.
    pub at: String,
    /// The place where it is written.
    pub place: Place,
    /// The type word; `None` where nobody states it.
    pub type_word: Option<String>,
    /// The other statements.
    pub said: Said,
}

impl Record {
    /// The record of a page.
    #[must_use]
    pub fn of_page(facts: &Facts) -> Self {
        Self::of(facts, "")
    }

    /// The record of a page, with the page's name in its places.
    #[must_use]
    pub fn of(facts: &Facts, file: &str) -> Self {
        let mut record = Self {
            action: facts.action.clone(),
            file: file.to_owned(),
            edition: facts.edition,
            language: Some(facts.language),
            address: None,
            complete: facts.complete,
            since: facts.since.clone(),
            updated: facts.updated.clone(),
            rows: Vec::new(),
            shown: shown(facts, file),
        };
        record.address = facts
            .address
            .as_ref()
            .map(|address| (address.text.clone(), record.place(address.line)));
        record.add_all("request", &facts.request);
        record.add_all("envelope", &facts.envelope);
        if let Some(data) = &facts.data {
            record.add("data", data);
        }
        for form in &facts.forms {
            record.add_all(&format!("appendix.{}", form.name), &form.fields);
        }
        record
    }

    fn add_all(&mut self, within: &str, fields: &[Field]) {
        for field in fields {
            self.add(&format!("{within}.{}", field.name), field);
        }
    }

    fn add(&mut self, at: &str, field: &Field) {
        self.rows.push(Known {
            at: at.to_owned(),
            place: self.place(field.line),
            type_word: Some(field.type_word.clone()),
            said: field.said.clone(),
        });
        self.add_all(at, &field.fields);
        for variant in &field.variants {
            for tag in &variant.tags {
                self.add_all(&format!("{at}<{tag}>"), &variant.fields);
            }
        }
    }

    /// The row at a place.
    #[must_use]
    pub fn row(&self, at: &str) -> Option<&Known> {
        self.rows.iter().find(|row| row.at == at)
    }

    /// The place of a line of this file.
    pub(crate) fn place(&self, line: usize) -> Place {
        Place::new(&self.file, line)
    }
}

/// The kinds and digests of a page's examples, by the paths of its rows.
fn shown(facts: &Facts, file: &str) -> BTreeMap<String, (Seen, Place)> {
    let mut all: BTreeMap<String, (Seen, Place)> = BTreeMap::new();
    for example in &facts.examples {
        for (path, seen) in example.shown.iter().flatten() {
            let at = placed(&example.half, path);
            if let Some((known, _)) = all.get_mut(&at) {
                known.kinds.extend(&seen.kinds);
                known.digest = known.digest.take().or_else(|| seen.digest.clone());
                continue;
            }
            all.insert(at, (seen.clone(), Place::new(file, example.line)));
        }
    }
    all
}

/// A path of an example as the places of rows are written.
pub(crate) fn placed(half: &Half, path: &str) -> String {
    let under = |root: &str| {
        let dot = if path.is_empty() || path.starts_with('[') {
            ""
        } else {
            "."
        };
        format!("{root}{dot}{path}")
    };
    match half {
        Half::Request => under("request"),
        Half::Response if path.is_empty() => "answer".to_owned(),
        Half::Response => {
            let first = path.split(['.', '[']).next().unwrap_or_default();
            if first.eq_ignore_ascii_case("data") {
                path.replacen(first, "data", 1)
            } else {
                under("envelope")
            }
        }
        Half::Form(name) => under(&format!("appendix.{name}")),
    }
}

/// A place without the marks of lists and variants, as the spec writes places.
pub(crate) fn plain(at: &str) -> String {
    let mut plain = String::with_capacity(at.len());
    let mut inside = false;
    for character in at.chars() {
        match character {
            '<' => inside = true,
            '>' => inside = false,
            '[' | ']' => {}
            other if !inside => plain.push(other),
            _ => {}
        }
    }
    plain
}
