//! The files of a spec as text. A span names one by its position among them, by path.

use std::sync::OnceLock;

use super::span::Span;
use super::visible::STAND_IN;

/// Path of the root file.
pub(crate) const ROOT: &str = "spec/oms.toml";

/// A file as text.
#[derive(Debug)]
pub(crate) struct SourceText {
    pub(crate) path: String,
    /// Without byte order mark, with `\n` line ends, with hidden characters made visible.
    pub(crate) text: String,
    /// Says whether the text is what the file holds; if not, a problem was reported and nothing may
    /// be concluded from it.
    pub(crate) readable: bool,
    /// Says whether it held hidden characters, which were reported.
    pub(crate) hidden: bool,
    /// The starts of its lines. Only problems ask, so they are counted when one does.
    lines: OnceLock<Vec<usize>>,
}

impl SourceText {
    pub(crate) fn new(path: String, text: String, readable: bool, hidden: bool) -> Self {
        Self {
            path,
            text,
            readable,
            hidden,
            lines: OnceLock::new(),
        }
    }

    /// The line that an offset lies on, from 0.
    pub(crate) fn line_at(&self, offset: usize) -> usize {
        self.lines()
            .partition_point(|start| *start <= offset)
            .saturating_sub(1)
    }

    /// The start of a line; behind the last line, the end of the text.
    pub(crate) fn start_of(&self, line: usize) -> usize {
        self.lines().get(line).copied().unwrap_or(self.text.len())
    }

    fn lines(&self) -> &[usize] {
        self.lines.get_or_init(|| {
            let breaks = self.text.match_indices('\n').map(|(offset, _)| offset + 1);
            std::iter::once(0).chain(breaks).collect()
        })
    }

    /// Returns whether a hidden character was at a place or beside it, so that what a parser says
    /// of the place was said already.
    pub(crate) fn hides_at(&self, span: Span) -> bool {
        let touches = || {
            let before = self.text.get(..span.start())?.chars().next_back();
            let from = self.text.get(span.start()..)?;
            let behind = self.text.get(span.end()..)?.chars().next();
            let within = from.get(..span.end().checked_sub(span.start())?)?.chars();
            Some(
                within
                    .chain(before)
                    .chain(behind)
                    .any(|character| character == STAND_IN),
            )
        };
        self.hidden && touches().unwrap_or(true)
    }
}
