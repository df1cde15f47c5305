//! The problems of a whole spec, in the order of its files.

use std::fmt;

use super::problems::{Diagnostic, Problems};
use super::render;
use super::sources::{ROOT, SourceText};

/// The place of a problem, as an editor counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SpecPlace {
    /// Path of the file.
    pub path: String,
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
}

/// The problems of a spec, by file and position. There is at least one.
#[derive(Debug)]
pub struct Diagnostics {
    pub(crate) sources: Vec<SourceText>,
    list: Vec<Diagnostic>,
}

impl Diagnostics {
    pub(crate) fn new(sources: Vec<SourceText>, problems: Problems) -> Self {
        let mut list = problems.list;
        list.sort_by(|left, right| {
            let key = |diagnostic: &Diagnostic| (diagnostic.primary.span, diagnostic.code);
            key(left)
                .cmp(&key(right))
                .then_with(|| left.message.cmp(&right.message))
        });
        list.dedup();
        Self { sources, list }
    }

    /// The problems in order.
    pub fn iter(&self) -> impl Iterator<Item = &Diagnostic> {
        self.list.iter()
    }

    /// The place of the primary label of `diagnostic`.
    #[must_use]
    pub fn place(&self, diagnostic: &Diagnostic) -> SpecPlace {
        let span = diagnostic.primary.span;
        let Some(source) = self.sources.get(span.file()) else {
            return SpecPlace {
                path: ROOT.to_owned(),
                line: 1,
                column: 1,
            };
        };
        let start = render::fit(&source.text, span).start;
        let line = source.line_at(start);
        let before = source.text.get(source.start_of(line)..start);
        SpecPlace {
            path: source.path.clone(),
            line: line + 1,
            column: before.unwrap_or_default().chars().count() + 1,
        }
    }

    /// All problems as text in rustc's manner, with colours for a terminal or without.
    ///
    /// Nothing in it can move a cursor or reorder a line, whatever the files hold. A run that finds
    /// hundreds of problems shows the first ones, and says how many there are besides.
    #[must_use]
    pub fn render(&self, colour: bool) -> String {
        render::all(&self.sources, &self.list, colour)
    }
}

impl fmt::Display for Diagnostics {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.render(false))
    }
}

impl std::error::Error for Diagnostics {}
